"""One subject, one schedule: what has a card, what repeats, and who is who, each in one table."""

from pathlib import Path

from alembic import op

revision = "0006_house"
down_revision = "0005_digests"


def upgrade() -> None:
    """Fill them from what each area kept by itself; jobs that wait are those of this version."""
    script = Path(__file__).with_name("m0006_house.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
