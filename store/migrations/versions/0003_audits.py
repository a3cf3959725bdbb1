"""Audits: when they are due, and every run with what it found."""

from pathlib import Path

from alembic import op

revision = "0003_audits"
down_revision = "0002_procrastinate"


def upgrade() -> None:
    """Create them; an occurrence may now have begun a round or a run."""
    op.get_bind().exec_driver_sql(Path(__file__).with_name("m0003_audits.sql").read_text())
