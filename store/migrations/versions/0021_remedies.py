"""What is to be changed in the tenant, what became of it, and a log that nothing alters."""

from pathlib import Path

from alembic import op

revision = "0021_remedies"
down_revision = "0020_overload"


def upgrade() -> None:
    """Make their tables."""
    script = Path(__file__).with_name("m0021_remedies.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
