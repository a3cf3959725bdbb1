"""Names are looked up again, and ids that were written in capitals are the ones that Teams has."""

from pathlib import Path

from alembic import op

revision = "0012_names"
down_revision = "0011_zones"


def upgrade() -> None:
    """Bodies keep how people were written until the next import, which puts them right."""
    script = Path(__file__).with_name("m0012_names.sql").read_text()
    op.get_bind().exec_driver_sql(script.replace("%", "%%"))
