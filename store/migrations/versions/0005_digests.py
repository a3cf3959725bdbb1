"""Digests: when they are due, what was told to whom, what leaders decided and asked."""

from pathlib import Path

from alembic import op

revision = "0005_digests"
down_revision = "0004_retros"


def upgrade() -> None:
    """Create them; the figures of a report become columns, so that years of them are read fast."""
    op.get_bind().exec_driver_sql(Path(__file__).with_name("m0005_digests.sql").read_text())
