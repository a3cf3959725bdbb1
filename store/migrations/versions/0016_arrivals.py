"""Who came to the door is kept, so that `doctor` can tell why nothing arrives."""

from pathlib import Path

from alembic import op

revision = "0016_arrivals"
down_revision = "0015_first_contact"


def upgrade() -> None:
    """Nothing is known of who came before."""
    script = Path(__file__).with_name("m0016_arrivals.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
