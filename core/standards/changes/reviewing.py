"""What is offered for a team is reviewed in a form, change by change, and approved there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from core.errors import InputError, NotFound, NotRead
from core.people.model import Person
from core.pressing.forms import Data, new_nonce, nonce_of, page, typed
from core.standards.changes import approving as changing
from core.standards.changes.approving import ChangedSince, team_now
from core.standards.changes.fitting import fits
from core.standards.changes.model import Change, Pick, Picks, Plan, State, Step, Who
from core.standards.changes.offers import Offer, may_approve
from core.standards.changes.ports import FixPorts
from core.standards.changes.proposing import place
from core.standards.facts import Tenant
from core.standards.model import RemedyMode

PER_PAGE = 6
LONGEST = 200  # characters of what a button carries
OLD_FORM = "This form does not fit any more. Nothing was changed; press the button again."
NOTHING = "There is nothing to put right here by a press any more. Write “audit” to look anew."
CHANGED = "This has changed since it was shown. Look at it again, then approve."
NOT_NOW = "The team could not be read just now ({reason}). Try again in a minute."
TWICE = "This person is chosen in this form already. Choose somebody else."
NONE_TICKED = "Tick what is to be done."
ALL = "form"  # the mistake that is about the form as a whole


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """A page of what is offered. `only` is the rule that it is about, empty for all of them.

    `given` is what was ticked, chosen and written; `mistakes` has a sentence by input. Where it
    was opened from a finding, an exception may be asked for by it and its run.
    """

    offer: Offer
    staff: bool
    only: str
    page: int
    nonce: str
    given: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)
    run_id: str = ""
    finding: str = ""

    @property
    def numbered(self) -> Sequence[tuple[int, Change]]:
        """Those that this person may approve, each with its number in the offer; of all pages."""
        return [
            (number, each)
            for number, each in enumerate(self.offer.changes, 1)
            if may_approve(each, staff=self.staff) and self.only in ("", each.rule)
        ]

    @property
    def shown(self) -> Sequence[tuple[int, Change]]:
        """Those of this page."""
        return self.numbered[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]

    @property
    def pages(self) -> int:
        """How many there are."""
        return max(1, -(-len(self.numbered) // PER_PAGE))

    @property
    def others(self) -> Sequence[Change]:
        """What is to be done by hand, or is for the Process Center to approve."""
        return [
            each
            for each in self.offer.changes
            if not may_approve(each, staff=self.staff) and self.only in ("", each.rule)
        ]

    @property
    def by_hand(self) -> Sequence[Change]:
        """Those of the others that no application may write."""
        return [each for each in self.others if each.mode is RemedyMode.GUIDED]

    def ticked(self, number: int, change: Change) -> bool:
        """As it was sent, else what is preselected: what can be taken back, or was asked for."""
        if self.given:
            return self.given.get(f"fix_{number}") == "true"
        return change.mode is RemedyMode.AUTO or (bool(self.only) and not change.is_open)

    def chosen(self, number: int, change: Change) -> str:
        """What was picked or written, else the likeliest."""
        if (given := self.given.get(f"choice_{number}")) is not None:
            return given
        if change.picks is Picks.TARGET:
            return change.target
        return str(change.after or "") if change.picks is not Picks.NOTHING else ""


async def hand_out(fixes: FixPorts, team_id: str, person_id: str, data: Data) -> ReviewForm:
    """The form for a team, or for one rule of it. Raises NotFound where nothing is offered."""
    offer = await fixes.offers.of_team(team_id)
    if offer is None:
        raise NotFound(NOTHING)
    only, run_id, finding = (_word(data, name) for name in ("rule", "run", "finding"))
    staff = await fixes.changes.parts.is_staff(person_id)
    form = ReviewForm(offer, staff, only, page(data), new_nonce(), run_id=run_id, finding=finding)
    if not form.numbered and not form.others:
        raise NotFound(NOTHING)
    return replace(form, page=min(form.page, form.pages))


async def approve(fixes: FixPorts, team_id: str, person: Person, data: Data) -> str | ReviewForm:
    """Approve what was ticked, and have it applied; or the form again with sentences.

    What was shown counts and nothing else: where the offer is another now it is shown anew. The
    same form again is one approval, and hears the same. Raises NotAllowed, NotFound, and InputError
    for what no form sends.
    """
    nonce = nonce_of(data, OLD_FORM)
    plan_id = uuid5(NAMESPACE_OID, f"{team_id}:{person.id}:{nonce}").hex
    if said := await _heard(fixes, plan_id, person):
        return said
    form = await hand_out(fixes, team_id, person.id, data)
    if data.get("turn") is True:
        return form
    names = [f"{what}_{number}" for number, _ in form.shown for what in ("fix", "choice")]
    form = replace(form, nonce=nonce, given=typed(data, names, OLD_FORM) or {"": ""})
    if data.get("shown") != form.offer.digest:
        return replace(form, given={}, nonce=new_nonce(), mistakes={ALL: CHANGED})
    picks, mistakes = await _picked(fixes, form)
    if mistakes:
        return replace(form, mistakes=mistakes)
    plan = _plan(form, plan_id, person, [each.id for each in picks], fixes.changes.clock.now())
    who_ = Who(person.id, person.name or "Somebody")
    try:
        await fixes.changes.plans.keep(plan, who_)
        await changing.approve(fixes.changes, plan.id, picks, who_)
        await fixes.notices.begin(plan, person.id)
    except InputError as error:
        given = {} if isinstance(error, ChangedSince) else form.given
        return replace(form, given=given, nonce=new_nonce(), mistakes={ALL: error.says})
    return _says(len(picks))


def _word(data: Data, name: str) -> str:
    found = data.get(name)
    return found if isinstance(found, str) and len(found) <= LONGEST else ""


async def _picked(fixes: FixPorts, form: ReviewForm) -> tuple[list[Pick], dict[str, str]]:
    """What was ticked, each by what was shown, and a sentence at each input that is wrong."""
    ticked = [
        (number, each, form.chosen(number, each) if each.picks is not Picks.NOTHING else "")
        for number, each in form.shown
        if form.ticked(number, each)
    ]
    if not ticked:
        return [], {ALL: NONE_TICKED}
    team = Tenant("", "", ())
    if any(each.picks is Picks.TEXT for _, each, _ in ticked):
        try:
            team = await team_now(fixes.changes, form.offer.team_id)
        except NotRead as error:
            return [], {ALL: NOT_NOW.format(reason=error.says.rstrip("."))}
    standards = list(fixes.changes.standards.values())
    mistakes = {
        f"choice_{number}": says
        for number, each, value in ticked
        if each.picks is not Picks.NOTHING and (says := fits(each, value, team, standards))
    }
    mistakes = mistakes or _twice(ticked)
    return [Pick(each.id, each.digest, value) for _, each, value in ticked], mistakes


def _twice(ticked: Sequence[tuple[int, Change, str]]) -> dict[str, str]:
    """A sentence where somebody is chosen of whom the same is set already."""
    mistakes = {}
    taken = {place(each) for _, each, _ in ticked if each.picks is not Picks.TARGET}
    for number, each, value in ticked:
        if each.picks is Picks.TARGET:
            where = place(each.picked(value))
            if where in taken:
                mistakes[f"choice_{number}"] = TWICE
            taken.add(where)
    return mistakes


def _plan(
    form: ReviewForm, plan_id: str, person: Person, ids: Sequence[str], now: datetime
) -> Plan:
    """What they approve is a plan of its own, in the order in which it is applied."""
    named = [each for each in form.offer.changes if each.id in ids]
    standards = tuple(sorted({each.standard for each in named}))
    steps = tuple(map(Step, named))
    return Plan(plan_id, now, person.id, standards, steps, form.offer.team_id)


async def _heard(fixes: FixPorts, plan_id: str, person: Person) -> str:
    """What this form heard before; empty before, and where nothing came of it."""
    try:
        plan = await fixes.changes.plans.get(plan_id)
    except NotFound:
        return ""
    approved = sum(each.state is not State.PROPOSED for each in plan.steps)
    if not approved:
        return ""
    await fixes.notices.begin(plan, person.id)  # a crash may have left it out
    return _says(approved)


def _says(number: int) -> str:
    what = "It is" if number == 1 else f"All {number} are"
    return f"Saved. {what} being done now; a card in our chat shows what became of it."
