"""How long what was needed once is kept: by when it began to be, and what reads little of much."""

from pathlib import Path

from alembic import op

revision = "0010_kept"
down_revision = "0009_deliveries"


def upgrade() -> None:
    """Of what moved before nobody noted when; notes that were shown are known by their phase."""
    script = Path(__file__).with_name("m0010_kept.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
