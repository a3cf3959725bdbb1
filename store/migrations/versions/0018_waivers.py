"""Exceptions are asked for from a team's card, and staff answer."""

from pathlib import Path

from alembic import op

revision = "0018_waivers"
down_revision = "0017_private_replies"


def upgrade() -> None:
    """What was approved in files stays there."""
    script = Path(__file__).with_name("m0018_waivers.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
