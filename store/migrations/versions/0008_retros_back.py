"""A retro can be taken back: what tells whether, and since when it is where it is."""

from pathlib import Path

from alembic import op

revision = "0008_retros_back"
down_revision = "0007_rulings"


def upgrade() -> None:
    """Of what moved before nobody noted when; notes that were shown are known by their phase."""
    script = Path(__file__).with_name("m0008_retros_back.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
