"""A sensitivity label sets who may be let in and what may leave, so none means no limits."""

from core.standards.facts import Team, Unknown, known
from core.standards.model import Remedy, RemedyMode
from core.standards.params import WordList
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import folded, listed

NAMELESS = "Microsoft Graph does not say what the sensitivity label is called"
NONE = "there is no sensitivity label"


def check(team: Team, *, allowed: WordList) -> Verdict:
    """A label is allowed by its name or its id."""
    labels = known(team.labels)
    found = tuple(label.name or label.id for label in labels)
    wanted = set(map(folded, allowed))
    if any(folded(told) in wanted for each in labels for told in (each.name, each.id)):
        return passed(f"labelled {_told(found)}", seen=found, wanted=allowed)
    if not all(label.name for label in labels):
        raise Unknown(NAMELESS)

    says = f"the sensitivity label is {_told(found)}" if found else NONE
    return failed(
        f"{says}; the standard asks for {_told(allowed, 'or')}",
        Remedy("label_team", RemedyMode.GUIDED, choices=allowed, pick=1),
        seen=found,
        wanted=allowed,
    )


def _told(names: tuple[str, ...], joined: str = "and") -> str:
    return listed([f"“{name}”" for name in names], joined=joined)


RULE = Rule(
    check, title="Has the right sensitivity label", remedy="label_team", reads=(Read.GROUPS,)
)
