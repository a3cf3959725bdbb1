"""The office in a tree of written values, and which of its parts could not be read."""

from core.office.model import Office
from core.office.references import ITEMS
from store.yaml.reader import WRONG, TreeReader
from store.yaml.tree import Mapping, Node

PARTS = ("center", *ITEMS)


def read_office(reader: TreeReader, node: Node) -> Office:
    """The office in the tree; the reader keeps what was wrong with it."""
    if isinstance(node, Mapping):
        office = reader.read(Office, node)
        return Office() if office is WRONG else office
    reader.say(node, "The file must start with parts, like center: and projects:.")
    reader.wrong.add(())
    return Office()


def unread(reader: TreeReader) -> set[str]:
    """The parts of which something is missing, so that names in them may be there after all."""
    whole = {str(path[0]) for path in reader.wrong if len(path) == 1}
    items = {str(path[0]) for path in reader.wrong if len(path) == 2 and isinstance(path[1], int)}
    # Where a name of a part is not known, it may have been meant for any that is not there.
    absent = {part for part in PARTS if (part,) not in reader.places}
    lost = () in reader.wrong or () in reader.puzzling
    return whole | items | (absent if lost else set())
