"""The work engine's own tables, as Procrastinate 3.10 ships them (MIT licence)."""

from pathlib import Path

from alembic import op

revision = "0002_procrastinate"
down_revision = "0001_first"


def upgrade() -> None:
    """Create them, from the package's file as it was at that version."""
    script = Path(__file__).with_name("m0002_procrastinate_3_10.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
