"""What could be put right is offered to owners and staff."""

from pathlib import Path

from alembic import op

revision = "0022_offers"
down_revision = "0021_remedies"


def upgrade() -> None:
    """Nothing was offered before."""
    script = Path(__file__).with_name("m0022_offers.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
