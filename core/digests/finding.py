"""`digest apollo`: which project or initiative in a leader's scope is meant."""

from collections.abc import Sequence

from core.digests.scope import Titled
from core.errors import NotFound
from core.suggest import alike, did_you_mean, quoted
from core.words import listed, named

FEW = 5  # names in a sentence


def found(words: str, known: Sequence[Titled]) -> Titled:
    """The one with this id or title, or the only one whose team is called so, or that begins so.

    Raises NotFound, which suggests what people read: titles.
    """
    meant = named(words)
    same = [each for each in known if meant in (named(each.id), named(each.title))]
    if same:
        return same[0]
    of_team = [each for each in known if meant == named(each.team)]
    begin = of_team or [each for each in known if named(each.title).startswith(f"{meant} ")]
    if len(begin) == 1:
        return begin[0]
    if begin:
        several = listed([each.title for each in begin], FEW)
        how = "belong to the team" if of_team else "begin with"
        raise NotFound(f"Several {how} {quoted(words)}: {several}. Write the whole name.")
    raise NotFound(f"Nothing in your scope is called {quoted(words)}.{_perhaps(words, known)}")


def _perhaps(words: str, known: Sequence[Titled]) -> str:
    called = {name: each.title for each in known for name in (each.team, each.id, each.title)}
    called.pop("", None)
    if near := alike(words, called):
        return f" Did you mean “{called[near[0]]}”?"
    return did_you_mean(words, [each.title for each in known])
