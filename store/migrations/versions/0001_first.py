"""The first tables: the office, rosters, check-ins, answers and deliveries."""

from pathlib import Path

from alembic import op

revision = "0001_first"
down_revision = None


def upgrade() -> None:
    """Create them."""
    op.get_bind().exec_driver_sql(Path(__file__).with_name("m0001_first.sql").read_text())
