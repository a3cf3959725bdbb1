"""A word like “test” or “old” in a name tells nobody what the team is for, or what became of it."""

from core.standards.facts import Team
from core.standards.model import Remedy
from core.standards.params import BlockedWords
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import listed, words_in


def check(team: Team, *, blocked: BlockedWords) -> Verdict:
    """Whole words only, whatever their case: “contest” has no “test” in it, “PRJ_Test” has."""
    name = words_in(team.called)
    found = tuple(word for word in blocked if _stands_in(words_in(word), name))
    if not found:
        return passed("no word that is blocked", seen=(), wanted=())

    told = listed([f"“{word}”" for word in found])
    stand, it = ("stands", "it") if len(found) == 1 else ("stand", "them")
    return failed(
        f"{told} {stand} in the name; the standard blocks {it}",
        Remedy("rename_team"),
        seen=found,
        wanted=(),
    )


def _stands_in(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether they follow each other in it."""
    return any(name[at : at + len(words)] == words for at in range(len(name)))


RULE = Rule(check, title="Name has no blocked word", remedy="rename_team", reads=(Read.GROUPS,))
