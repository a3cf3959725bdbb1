"""Why a database does not do what it is asked: PostgreSQL's codes, in words for who runs it."""

from core.errors import StoreAway
from core.work import may_have_stored

AWAY = "The database cannot be reached just now. Nothing was lost; try again in a minute."
UNSURE = (
    "The database went away just then, and whether this was stored is not known. Nothing was lost; "
    "try again in a minute: it counts once."
)
FULL = "The disk of the database is full. Nothing was lost; make room, and all goes on by itself."
CROWDED = (
    "The database has no connection left for us. Nothing was lost; try again in a minute, and raise"
    " its max_connections where it stays so."
)
# https://www.postgresql.org/docs/current/errcodes-appendix.html
SAYS = {"53100": FULL, "53300": CROWDED}


def away(code: str | None) -> StoreAway:
    """The error that everybody hears; without a code nobody answered."""
    if may_have_stored():
        return StoreAway(UNSURE)
    return StoreAway(SAYS.get(code or "", AWAY))
