"""What somebody picks or writes is judged at its field, by Microsoft and by the standards."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from core.standards.changes import fitting
from core.standards.changes.fitting import fits
from core.standards.changes.model import Change, Picks
from core.standards.changes.planning import planned
from core.standards.engine import judge
from core.standards.model import AppliesTo, Clause, Level, Standard, Waiver
from tests.standards.standards import clause, standard
from tests.standards.tenants import AWAY, TODAY, organisation, reading, team

NAME = clause("name_pattern", pattern="^PRJ-", example="PRJ-Apollo")
SHORT = clause("name_length", at_most=12)
TOLD = clause("description", at_least=15)
CHANNEL = clause("channel_names", pattern="^[A-Z]")
FOLLOWS = "The name does not follow the pattern of the standard"
DELIVERY = {"channels": ["General", "delivery", "Plans"]}
LONG = "The name has 17 characters; the standard asks for at most 12"


@dataclass(frozen=True)
class Case:
    """`text` is written for the first thing that `asked` finds; `says` is how the answer begins."""

    asked: tuple[Standard, ...]
    facts: dict[str, Any]
    text: str
    says: str = ""


def house(*clauses: Clause, **more: Any) -> Standard:
    """A standard of these."""
    return standard(*clauses, **more)


def names(text: str, says: str = "", *more: Standard, **facts: Any) -> Case:
    """A new name for Apollo, whose name has to begin with PRJ-."""
    return Case((house(NAME), *more), facts, text, says)


def described(text: str, says: str = "", **facts: Any) -> Case:
    """A description for Apollo, which has none."""
    return Case((house(TOLD),), facts, text, says)


def channel(text: str, says: str = "") -> Case:
    """A new name for the channel “delivery”, which has to begin with a capital."""
    return Case((house(CHANNEL),), DELIVERY, text, says)


def waived(rule: str) -> Waiver:
    """An exception for the team."""
    return Waiver(rule, "agreed", "pat", TODAY.replace(year=2027), team="apollo")


CASES = {
    "a name that follows the pattern": names("PRJ-Bridge"),
    "one that does not": names("The bridge", FOLLOWS),
    "spaces around it and between its words": names("  PRJ-The   bridge "),
    "nothing": names("", fitting.EMPTY),
    "nothing but space": names(" \n\t ", fitting.EMPTY),
    "what it is called now": names("Apollo", fitting.THE_SAME),
    "what it is called now, with spaces": names(" Apollo ", fitting.THE_SAME),
    "as long as Microsoft takes": names("PRJ-" + "x" * 252),
    "longer than Microsoft takes": names(
        "PRJ-" + "x" * 253, "Microsoft takes 256 characters at most; this has 257. Shorten it."
    ),
    "what another clause of the same standard forbids": Case(
        (house(NAME, SHORT),), {}, "PRJ-1234567890123", LONG
    ),
    "what another standard forbids": names("PRJ-1234567890123", LONG, house(SHORT, name="other")),
    "what a clause that is advice forbids": names(
        "PRJ-1234567890123", LONG, house(replace(SHORT, level=Level.SHOULD), name="other")
    ),
    "what a standard for other teams forbids": names(
        "PRJ-1234567890123", "", house(SHORT, name="other", applies_to=AppliesTo(name="^Gemini"))
    ),
    "what takes it out of the reach of a standard": Case(
        (house(NAME, applies_to=AppliesTo(name="^Apollo")),), {}, "The bridge", FOLLOWS
    ),
    "what would be forbidden were there no exception": names(
        "PRJ-1234567890123", "", house(SHORT, name="other", waivers=(waived("name_length"),))
    ),
    "what an exception that ended forbids": names(
        "PRJ-1234567890123",
        LONG,
        house(
            SHORT,
            name="other",
            waivers=(replace(waived("name_length"), until=TODAY.replace(year=2025)),),
        ),
    ),
    "a blocked word": names(
        "PRJ-Test bridge",
        "“test” stands in the name",
        house(clause("name_words", blocked=("test",)), name="other"),
    ),
    "what is wrong besides and is put right by something else": names(
        "PRJ-Bridge", "", house(TOLD, name="other")
    ),
    "the name of a person": names(
        "PRJ-Ada",
        "The team is called like a person",
        house(clause("name_not_person"), name="other"),
    ),
    "a description that says enough": described("Builds the bridge over the river"),
    "one that is too short": described("The bridge", "The description has 10 characters"),
    "one that is short but for its spaces": described(
        "The           bridge", "The description has"
    ),
    "one that only repeats the name": described(
        "apollo apollo apollo", "The description only repeats", name="Apollo Apollo Apollo"
    ),
    "a description as long as Microsoft takes": described("x" * 1024),
    "one that is longer": described("x" * 1025, "Microsoft takes 1,024 characters at most"),
    "a channel's name": channel("Delivery of parts"),
    "one that breaks the pattern": channel("parts", FOLLOWS),
    "the same in capitals": channel("Delivery"),
    "the name of another channel": channel("PLANS", fitting.TAKEN),
    "the name of the first channel": channel("General", fitting.TAKEN),
    "a channel's name as long as Microsoft takes": channel("D" * 50),
    "a longer one": channel("D" * 51, "Microsoft takes 50 characters at most; this has 51."),
    **{
        f"a channel's name with {sign}": channel(f"De{sign}ay", fitting.FORBIDDEN)
        for sign in "~#%&*{}+/\\:<>?|'\""
    },
    "a dot at the beginning": channel(".Delivery", fitting.FORBIDDEN),
    "an underscore at the beginning": channel("_Delivery", fitting.FORBIDDEN),
    "a dot at the end": channel("Delivery.", fitting.FORBIDDEN),
    "two dots": channel("Deliv..ery", fitting.FORBIDDEN),
    "a dot and an underscore within": channel("Del_iv.ery"),
}


def first(case: Case) -> tuple[Change, Any]:
    """The first change by the first clause, and the tenant as it was read."""
    found = reading(
        team(**case.facts), company=organisation(names={"ada": "PRJ Ada", "alan": "Alan"})
    )
    changes = planned(judge(case.asked, found, TODAY).findings, found.tenant, case.asked)
    rule = case.asked[0].clauses[0].rule
    return next(each for each in changes if each.rule == rule), found.tenant


@pytest.mark.parametrize("name", CASES)
def test_what_is_written_is_taken_or_told_why_not(name: str) -> None:
    case = CASES[name]
    change, tenant = first(case)
    assert change.picks is Picks.TEXT

    says = fits(change, case.text, tenant, case.asked)
    assert says.startswith(case.says), says
    assert bool(says) is bool(case.says), says
    assert not says or says.endswith("."), "a sentence for people"


@pytest.mark.parametrize(
    ("case", "chosen", "other"),
    [
        (Case((house(clause("classification", allowed=("A", "B"))),), {}, ""), "B", "C"),
        (Case((house(clause("enough_owners")),), {"owners": []}, ""), "alan", "kim"),
    ],
)
def test_what_is_chosen_is_one_of_the_choices(case: Case, chosen: str, other: str) -> None:
    change, tenant = first(case)

    assert fits(change, chosen, tenant, case.asked) == ""
    assert fits(change, other, tenant, case.asked) == fitting.NO_CHOICE
    assert fits(change, "", tenant, case.asked) == fitting.NO_CHOICE


@pytest.mark.parametrize("name", ["a name that follows the pattern", "a channel's name"])
def test_of_a_team_that_cannot_be_read_nothing_is_taken(name: str) -> None:
    case = CASES[name]
    change, tenant = first(case)
    unread = team(**{**case.facts, "channels": AWAY.reason})

    assert fits(change, case.text, replace(tenant, teams=()), case.asked) == fitting.GONE
    of_unread = fits(change, case.text, replace(tenant, teams=(unread,)), case.asked)
    assert of_unread == (fitting.GONE if "channels" in case.facts else "")
