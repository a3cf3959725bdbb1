"""Why a database does not do what it is asked: PostgreSQL's codes, in words for who runs it."""

from core.errors import StoreAway

AWAY = "The database cannot be reached just now. Nothing was lost; try again in a minute."
FULL = "The disk of the database is full. Nothing was lost; make room, and all goes on by itself."
CROWDED = (
    "The database has no connection left for us. Nothing was lost; try again in a minute, and raise"
    " its max_connections where it stays so."
)
# https://www.postgresql.org/docs/current/errcodes-appendix.html
SAYS = {"53100": FULL, "53300": CROWDED}


def away(code: str | None) -> StoreAway:
    """The error that everybody hears; without a code nobody answered."""
    return StoreAway(SAYS.get(code or "", AWAY))
