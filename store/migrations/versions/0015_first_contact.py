"""Chats that we begin ourselves: whom we tried, and how somebody can be reached."""

from pathlib import Path

from alembic import op

revision = "0015_first_contact"
down_revision = "0014_failing_jobs"


def upgrade() -> None:
    """Nobody was tried yet: what waited up to a month for a first word is due to be sent now."""
    script = Path(__file__).with_name("m0015_first_contact.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
