"""Which leaders may see a project, and a card of its own for what they decide."""

from pathlib import Path

from alembic import op

revision = "0008_digests"
down_revision = "0006_house"


def upgrade() -> None:
    """Add what they are read from; decisions of before keep the letters that told them."""
    script = Path(__file__).with_name("m0008_digests.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
