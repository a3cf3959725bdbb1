"""Who approves at the command line: one of the staff, and the machine's user who types it."""

import getpass

from bot.office_import import whole_office
from core.errors import InputError, NotAllowed
from core.people.model import Person
from core.people.rosters import Member
from core.standards.changes.model import Who
from core.standards.changes.ports import ChangePorts
from core.suggest import quoted
from core.words import listed
from graph.people.directory import Directory
from store.database import Database
from store.people.names import NameStore

NOBODY = "an unknown user"


async def approver(
    database: Database, ports: ChangePorts, directory: Directory, called: str
) -> Who:
    """Whom the office file names as staff, by object id or principal name.

    Raises InputError where nobody is called so, NotAllowed where they are no staff.
    """
    known = await ports.plans.person(called) or await _asked(database, directory, called)
    if not await ports.parts.is_staff(known.id):
        staff = await _staff(database)
        them = f"Staff are {listed(staff, 4)}." if staff else "The office file names no staff yet."
        raise NotAllowed(
            f"{quoted(called)} is not one of the Process Center, so nothing was done. {them}"
        )
    return Who(known.id, known.name, user())


def user() -> str:
    """The machine's user."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return NOBODY


async def _asked(database: Database, directory: Directory, called: str) -> Who:
    """Asked of Microsoft Graph, and kept where the office file names them."""
    found = await directory.people([called.lower()])
    one = found[called.lower()]
    if not isinstance(one, Member):
        raise InputError(f"Nobody is known as {quoted(called)} ({one.reason}). Name one of staff.")
    await NameStore(database, _nothing).resolve(found)
    person = Person(one.id, one.name)
    return Who(person.id, person.name)


async def _nothing(*_: object, **__: object) -> None:
    """No message goes out from here."""


async def _staff(database: Database) -> list[str]:
    office = await whole_office(database)
    return list(office.center.staff) if office.center else []
