"""Which channels a run found in each team."""

from pathlib import Path

from alembic import op

revision = "0023_channels_of_runs"
down_revision = "0022_offers"


def upgrade() -> None:
    """Of runs of before it is not known."""
    script = Path(__file__).with_name("m0023_channels_of_runs.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
