"""Audits keep what they learn: since when a team is archived, and what an open run has read."""

from pathlib import Path

from alembic import op

revision = "0019_facts_kept"
down_revision = "0018_waivers"


def upgrade() -> None:
    """Nothing of it is known yet."""
    script = Path(__file__).with_name("m0019_facts_kept.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
