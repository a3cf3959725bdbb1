"""What fails again and again at a worker is kept, so that another process can tell it."""

from pathlib import Path

from alembic import op

revision = "0014_failing_jobs"
down_revision = "0013_graph_pace"


def upgrade() -> None:
    """Nothing is known of what failed before."""
    script = Path(__file__).with_name("m0014_failing_jobs.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
