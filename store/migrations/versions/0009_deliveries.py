"""What could not be sent is tried again and told; what is unclear is not looked for for ever."""

from pathlib import Path

from alembic import op

revision = "0009_deliveries"
down_revision = "0008_retros_back"


def upgrade() -> None:
    """What was refused before is tried again at once; what was removed waits as it did."""
    script = Path(__file__).with_name("m0009_deliveries.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
