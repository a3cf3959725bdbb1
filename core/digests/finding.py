"""`digest apollo`: which project or initiative in a leader's scope is meant."""

from collections.abc import Sequence

from core.digests.scope import Titled
from core.errors import NotFound
from core.suggest import did_you_mean, quoted
from core.words import folded, listed

FEW = 5  # names in a sentence


def found(words: str, known: Sequence[Titled]) -> Titled:
    """The one with this id or title, or the only one whose title begins so. Raises NotFound."""
    meant = folded(words)
    same = [each for each in known if meant in (folded(each.id), folded(each.title))]
    begin = [each for each in known if folded(each.title).startswith(f"{meant} ")]
    if same or len(begin) == 1:
        return [*same, *begin][0]
    if begin:
        several = listed([each.title for each in begin], FEW)
        raise NotFound(f"Several begin with {quoted(words)}: {several}. Write the whole name.")
    names = [name for each in known for name in (each.title, each.id)]
    raise NotFound(f"Nothing in your scope is called {quoted(words)}.{did_you_mean(words, names)}")
