"""Whatever the office and the scope are: no answer to any press tells of what is outside."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from core.checkins.items import item_id
from core.digests import service
from simulator import look_up
from tests.rehearsal import Rehearsal
from tests.stories.digests import BUTTON, TUESDAY, chat, digest_id, question
from tests.stories.people import MONDAY, Person
from tests.stories.retros import ASK, agrees, moves_on
from tests.stories.wire import Wire, answer, open_round

KIM = "kim@contoso.example"
OBJECTIVES = ["grow", "serve-at-once", "solid-ground"]
INITIATIVES = ["mobile-first", "third-generation", "on-time-at-your-door", "one-back-office"]
PROJECTS = ["apollo", "borealis", "cedar", "dovetail", "ember", "fjord", "granite", "harbor"]
ACTIVE = PROJECTS[::3]  # those that hold retros
PAGES = range(1, 6)


@dataclass(frozen=True)
class Drawn:
    """Who serves whom, and what Kim may see of it: None is all."""

    initiatives: Mapping[str, tuple[str, ...]]
    projects: Mapping[str, tuple[str, ...]]
    scope: tuple[str, ...] | None

    def sees(self, project: str) -> bool:
        """The rule, from the project upwards."""
        above = {*self.projects[project]}
        above |= {each for serves in self.projects[project] for each in self.initiatives[serves]}
        return self.scope is None or bool(above & {*self.scope})

    def follows(self, initiative: str) -> bool:
        """The same of an initiative."""
        above = {initiative, *self.initiatives[initiative]}
        return self.scope is None or bool(above & {*self.scope})


def _some(of: list[str], most: int, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), min_size=least, max_size=most, unique=True).map(tuple)


OFFICES = st.builds(
    Drawn,
    st.fixed_dictionaries({each: _some(OBJECTIVES, 2) for each in INITIATIVES}),
    st.fixed_dictionaries({each: _some(INITIATIVES, 2) for each in PROJECTS}),
    st.none() | _some([*OBJECTIVES, *INITIATIVES], 3, least=1),
)


def _mark(kind: str, id_: str) -> str:
    """A title that stands in nothing else."""
    return f"{kind} {id_} zebra"


def _written(center: Rehearsal, drawn: Drawn) -> str:
    """The company's office file with these relations; Kim is asked by each check-in."""
    yaml = YAML(typ="safe")
    office: dict[str, Any] = yaml.load(center.tenant.office())
    office["center"]["leaders"] = [{"person": KIM, "scope": _scope(drawn)}]
    for each in office["initiatives"]:
        each["objectives"] = list(drawn.initiatives[each["id"]])
        each["title"] = _mark("Initiative", each["id"])
    for each in office["projects"]:
        each["initiatives"] = list(drawn.projects[each["id"]])
        each["title"] = _mark("Project", each["id"])
    for each in office["checkins"]:
        each["respondents"] = {"members": True, "people": [KIM]}
    stream = io.StringIO()
    yaml.dump(office, stream)
    return stream.getvalue()


def _scope(drawn: Drawn) -> object:
    return "all" if drawn.scope is None else list(drawn.scope)


ALL = Drawn(
    dict.fromkeys(INITIATIVES, ()),
    dict.fromkeys(PROJECTS, ()),
    None,
)


class Leader:
    """Kim at her chat, and a way to press what no card offers."""

    def __init__(self, center: Rehearsal, wire: Wire, person: Person) -> None:
        self.center = center
        self.wire = wire
        self.person = person

    async def press(self, data: dict[str, Any], kind: str = BUTTON) -> object:
        """The whole of what comes back, or the sentence that it is."""
        heard = await self.wire.post(self.wire.press(self.person, data, kind))
        found = (heard.body.get("task") or heard.body)["value"]
        return heard.says if "Action." not in str(found) else found

    async def pages(self, digest: str) -> list[object]:
        """Every page of a digest."""
        page = {"verb": "digest.page", "digest": digest}
        return [await self.press(page | {"page": number}) for number in PAGES]


@pytest.fixture
async def kim(center: Rehearsal, wire: Wire) -> Leader:
    """A leader on Tuesday: each project is late and wants a decision, some have an open action."""
    await center.install()
    await center.import_office(_written(center, ALL))
    await chat(center, "ada")
    who = await chat(center, "kim")
    await center.at(MONDAY)
    for project, member in _members(center).items():
        typed = {"attention": _mark("Wish", project), "attention_owner": who.account.id}
        red = {"schedule": "red", "schedule_note": "Late.", "forecast": "2031-01-01"}
        sent = answer(await open_round(center, member.channel), **typed, **red)
        await wire.post(wire.press(member, sent))
        if project in ACTIVE:
            await _agree(member, _mark("Action", project))
    await center.at(TUESDAY.replace(hour=9, minute=1))
    return Leader(center, wire, who)


async def _agree(member: Person, action: str) -> None:
    """A retro in which nothing but this is agreed."""
    await member.writes(ASK)
    for _ in range(2):
        await moves_on(member)
    await agrees(member, action)


def _members(center: Rehearsal) -> dict[str, Person]:
    """Somebody of each project, in its channel."""
    world, found = center.tenant.world, {}
    for each in YAML(typ="safe").load(center.tenant.office())["projects"]:
        someone = world.directory.rosters[each["team"]].members[0]
        name = look_up.person(world, someone).mail.split("@")[0]
        found[each["id"]] = Person(center, name, each["channel"])
    return found


# An example takes a second, so one that fails is told as it was drawn.
@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(then=OFFICES, now=OFFICES)
async def test_nothing_outside_the_scope_is_in_any_answer(
    kim: Leader, then: Drawn, now: Drawn
) -> None:
    """On a fresh digest, and on it when the office has become another one."""
    await kim.center.import_office(_written(kim.center, then))
    await kim.person.writes("digest", kim.person.chat)
    card = kim.center.cards(kim.person.chat)[-1]
    if not any(map(then.sees, PROJECTS)):
        _check_shown(str(card), [then])
        return

    digest = digest_id(kim.center, kim.person)
    _check_shown(str([card, *await kim.pages(digest)]), [then])
    await kim.center.import_office(_written(kim.center, now))
    _check_shown(str(await kim.pages(digest)), [then, now])
    for project in PROJECTS:
        heard = [await kim.press(*each) for each in _presses(digest, project)]
        if then.sees(project) and now.sees(project):
            assert service.NOT_THERE not in heard
            assert "AdaptiveCard" in str(heard[0]), "the digest, with the decision"
        else:
            assert heard == [service.NOT_THERE] * len(heard)
        _check_hidden(str(heard), [then, now])


def _check_shown(told: str, offices: list[Drawn]) -> None:
    """Exactly the projects that are inside are told of."""
    for project in PROJECTS:
        inside = all(each.sees(project) for each in offices)
        for kind in ("Project", "Wish"):
            assert (_mark(kind, project) in told) is inside, (kind, project)
        assert _mark("Action", project) not in told, "what a team promised itself is its own"
    _check_hidden(told, offices)


def _check_hidden(told: str, offices: list[Drawn]) -> None:
    for project in PROJECTS:
        if not all(each.sees(project) for each in offices):
            assert f"{project} zebra" not in told
            assert f"PRJ-{project.capitalize()}" not in told, "the name of its team"
    for initiative in INITIATIVES:
        if not all(each.follows(initiative) for each in offices):
            assert _mark("Initiative", initiative) not in told
    if any(each.scope is not None for each in offices):
        assert "Contoso" not in told


def _presses(digest: str, project: str) -> list[tuple[dict[str, Any], str]]:
    """Every press about a project and about what it wants, with its kind."""
    wanted = {"wanted": item_id(project, _mark("Wish", project))}
    yes = {"verb": "digest.decide", "digest": digest, "decision": "yes", **wanted}
    presses: list[tuple[dict[str, Any], str]] = [(yes, BUTTON)]
    for about in (wanted, {"project": project}, {"project": project, **wanted}):
        presses.append(({"verb": "digest.ask", "digest": digest, **about}, "task/fetch"))
        presses.append((question(digest, "Why?", **about), "task/submit"))
    return presses
