"""A message may be for one person alone, in a channel that others read."""

from pathlib import Path

from alembic import op

revision = "0017_private_replies"
down_revision = "0016_arrivals"


def upgrade() -> None:
    """Whatever was sent before was for everybody in its conversation."""
    script = Path(__file__).with_name("m0017_private_replies.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
