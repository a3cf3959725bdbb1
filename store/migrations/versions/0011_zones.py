"""What Teams tells of everybody's client: the zone by which it shows the time, and its locale."""

from pathlib import Path

from alembic import op

revision = "0011_zones"
down_revision = "0010_kept"


def upgrade() -> None:
    """Nothing was told before; the first thing that somebody does in Teams tells it."""
    script = Path(__file__).with_name("m0011_zones.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
