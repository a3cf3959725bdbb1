"""Believable and odd states of what puts findings right: its cards and forms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cards.kit.elements import Card
from cards.standards import fix_later, fix_review, fix_teams, fixes, plan, plan_notice
from core.standards.changes.model import Change, Choice, Picks, Plan, State, Step, Thing
from core.standards.changes.offers import Offer, OfferedTeam
from core.standards.changes.owning import Fixes, OwnedFixes, ToDo
from core.standards.changes.owning import Step as Press
from core.standards.changes.reminding import LaterForm
from core.standards.changes.reviewing import ALL, CHANGED, ReviewForm
from core.standards.model import RemedyMode
from core.standards.ports import OwnedTeam
from tests.cards.audit_findings import ARABIC, LONG_NAME, NIGHT, about, channel, finding

LONG = ("Because it has always been so, and nobody can say why. " * 10)[:500]
PEOPLE = tuple(
    Choice(f"p{number}", name, "member")
    for number, name in enumerate(("Ada Lindqvist", "Darnell Hughes", "Yuki Tanabe", ARABIC))
)


def change(
    kind: str, thing: Thing, label: str, before: object, after: object, **more: object
) -> Change:
    """A change of Finance that may be written."""
    made = Change(
        id=f"{kind}-{label}",
        kind=kind,
        thing=thing,
        mode=RemedyMode.APPROVE,
        standard="every-team",
        rule=kind,
        team_id="1f0c",
        team_name="Finance",
        subject=about("Finance"),
        says="the channel “Decisions” is missing; the standard asks for it",
        target=label,
        label=label,
        before=before,  # type: ignore[arg-type]
        after=after,  # type: ignore[arg-type]
        owners_may=True,
        steps="Add a channel named “Decisions”.",
        link="https://teams.microsoft.com/l/team/19%3Aabc/conversations?groupId=1f0c",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # each sample names real fields


OWNER = change(
    "add_owners",
    Thing.ROLE,
    "Ada Lindqvist",
    "member",
    "owner",
    says="1 active owner; the standard asks for 2",
    target="p0",
    choices=PEOPLE,
    picks=Picks.TARGET,
    rule="enough_owners",
)
CHANNEL = change("add_channels", Thing.CHANNEL, "Decisions", False, True, mode=RemedyMode.AUTO)
SETTINGS = change(
    "set_member_settings",
    Thing.SETTINGS,
    "what members may do",
    {"allowAddRemoveApps": True},
    {"allowAddRemoveApps": False},
    mode=RemedyMode.AUTO,
    says="members may add and remove apps, and the standard asks that they may not",
)
NAME = change(
    "rename_team",
    Thing.NAME,
    "Finance",
    "Finance",
    None,
    picks=Picks.TEXT,
    says="the name does not follow the pattern; one like “PRJ-Finance” does",
)
GUEST = change(
    "remove_members",
    Thing.ROLE,
    "Sam Ortiz",
    "member",
    "",
    says="1 guest; the standard asks for none",
    target="p9",
)
PUBLIC = change(
    "set_visibility",
    Thing.VISIBILITY,
    "Finance",
    "public",
    "private",
    owners_may=False,
    says="public; the standard asks for private",
)
LABEL = change(
    "label_team",
    Thing.NAME,
    "Finance",
    None,
    None,
    mode=RemedyMode.GUIDED,
    says="no sensitivity label; the standard asks for one",
    steps="Choose one in the team’s settings.",
)
OFFER = Offer("1f0c", "Finance", "0198a0", NIGHT, (OWNER, CHANNEL, SETTINGS, NAME, PUBLIC, LABEL))
MANY = tuple(
    change("add_channels", Thing.CHANNEL, f"Channel {number}", False, True) for number in range(15)
)
ODD = replace(
    OFFER,
    team_name=LONG_NAME,
    changes=tuple(replace(each, says=LONG, label=LONG_NAME, steps=LONG) for each in OFFER.changes),
)
FORM = ReviewForm(OFFER, staff=False, only="", page=1, nonce="a" * 32)


def _review(**more: object) -> Callable[[], Card]:
    made = replace(FORM, **more)  # type: ignore[arg-type]  # each sample names real fields
    return lambda: fix_review.build(made)


ADA = "Ada Lindqvist"
TEAM = OwnedTeam("1f0c", "Finance", 2, 1, 0)
OTHER = OwnedTeam("2f0c", LONG_NAME, 0, 1, 0)
ONE_OWNER = finding("enough_owners", "Finance", days=20)
CHANNELS = [channel(f"{number} old things", "Finance", 9) for number in range(7)]
TODO = [
    ToDo([ONE_OWNER], Press.CHOOSE, NIGHT - timedelta(days=6, hours=5)),
    ToDo([finding("member_settings", "Finance")], Press.FIX),
    ToDo(CHANNELS, Press.EXCEPT),
    ToDo([finding("description", "Finance")], Press.WAIT),
]
FIXES = Fixes(
    [OwnedFixes(TEAM, "0198a0", TODO), OwnedFixes(OTHER, "0198a0", TODO[1:2] * 5)],
    owned=3,
    read_at=NIGHT,
    time_zone="America/Chicago",
    now=NIGHT + timedelta(hours=7),
)


def _fixes(page: int = 1, **more: object) -> Callable[[], Card]:
    made = replace(FIXES, **more)  # type: ignore[arg-type]  # each sample names real fields
    return lambda: fixes.build(made, page, later=True)


PLAN = Plan("0f" * 16, NIGHT, "pat", ("every-team",), (), "1f0c")


def _steps(states: Mapping[State, Change], why: str = "") -> tuple[Step, ...]:
    wrong = {State.REFUSED, State.FAILED}
    return tuple(
        Step(each, state, why=why if state in wrong else "") for state, each in states.items()
    )


MIXED = _steps(
    {
        State.VERIFIED: OWNER,
        State.APPLIED: CHANNEL,
        State.REFUSED: SETTINGS,
        State.FAILED: GUEST,
        State.APPROVED: PUBLIC,
    },
    "It was public when it was proposed, and is private now: somebody changed it meanwhile.",
)


def _plan(steps: Sequence[Step]) -> Callable[[], Card]:
    made = replace(PLAN, steps=tuple(steps))
    back = ADA if any(each.state is State.UNDONE for each in steps) else ""
    return lambda: plan.build(made, "Finance", "Pat Moreno", back)


def _person(*steps: Step) -> Callable[[], Card]:
    return lambda: plan_notice.for_person(steps, "Finance", "Pat Moreno")


LATER = LaterForm(date(2026, 11, 19), "2026-11-20", "a" * 32)
FIX_SAMPLES: dict[str, Callable[[], Card]] = {
    "fix_review": _review(),
    "fix_review_one": _review(only="enough_owners"),
    "fix_review_staff": _review(staff=True),
    "fix_review_mistakes": _review(
        given={"fix_4": "true", "choice_4": "Fin"},
        mistakes={"choice_4": "The name does not follow the pattern.", ALL: CHANGED},
    ),
    "fix_review_pages": _review(offer=replace(OFFER, changes=MANY), page=2),
    "fix_review_by_hand": _review(offer=replace(OFFER, changes=(LABEL,) * 8)),
    "fix_review_long": _review(offer=ODD, staff=True),
    "fixes": _fixes(),
    "fixes_page_2": _fixes(2),
    "fixes_one": _fixes(teams=[OwnedFixes(TEAM, "0198a0", TODO[:1])], owned=1),
    "fixes_none": _fixes(teams=[]),
    "fixes_no_team": _fixes(teams=[], owned=0),
    "fix_teams": lambda: fix_teams.build(
        [OfferedTeam("1f0c", "Finance", 3), OfferedTeam("2f0c", LONG_NAME, 1)], 1, 20
    ),
    "fix_later": lambda: fix_later.build(LATER),
    "plan": _plan(MIXED),
    "plan_done": _plan([Step(OWNER, State.VERIFIED), Step(CHANNEL, State.VERIFIED)]),
    "plan_undone": _plan([Step(CHANNEL, State.UNDONE), Step(OWNER, State.UNDONE)]),
    "plan_many": _plan([Step(each, State.APPROVED) for each in MANY * 3]),
    "plan_touched": _person(Step(OWNER, State.VERIFIED)),
    "plan_touched_removed": _person(Step(GUEST, State.VERIFIED)),
    "plan_touched_undone": _person(Step(OWNER, State.UNDONE)),
    "plan_in_channel": lambda: plan_notice.for_channel(
        [Step(CHANNEL, State.VERIFIED), Step(SETTINGS, State.UNDONE)], "Pat Moreno", ADA
    ),
    "plan_in_channel_undone": lambda: plan_notice.for_channel(
        [Step(SETTINGS, State.UNDONE)], "Pat Moreno", ADA
    ),
}
