"""Retros: when they are due, their notes without authors, votes and actions."""

from pathlib import Path

from alembic import op

revision = "0004_retros"
down_revision = "0003_audits"


def upgrade() -> None:
    """Create them; a delivery may now show a round or a retro."""
    op.get_bind().exec_driver_sql(Path(__file__).with_name("m0004_retros.sql").read_text())
