"""Which leaders may see a project, and a card of its own for what they decide."""

from pathlib import Path

from alembic import op

revision = "0007_rulings"
down_revision = "0006_house"


def upgrade() -> None:
    """Add what they are read from; decisions of before keep the letters that told them."""
    script = Path(__file__).with_name("m0007_rulings.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
