"""All processes read Microsoft Graph at one pace, and count their posts together."""

from pathlib import Path

from alembic import op

revision = "0013_graph_pace"
down_revision = "0012_names"


def upgrade() -> None:
    """Nothing is there before somebody reads or posts."""
    script = Path(__file__).with_name("m0013_graph_pace.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
