"""How much people have to follow is kept with each run."""

from pathlib import Path

from alembic import op

revision = "0020_overload"
down_revision = "0019_facts_kept"


def upgrade() -> None:
    """Of runs before it is not known."""
    script = Path(__file__).with_name("m0020_overload.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
