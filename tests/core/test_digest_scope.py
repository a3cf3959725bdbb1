"""A leader sees what is in their scope and nothing else, whatever the office looks like."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cards.digests import digest as digest_card
from cards.kit.elements import to_json
from core.digests.model import Facts, Hygiene, Initiative, OpenAction, Project, Wanted
from core.digests.scope import Inside, Outline, in_scope, narrowed
from core.office.values import Chosen
from tests.cards.renderer import shown
from tests.core.digest_facts import FACTS, TUESDAY, digest, project

OBJECTIVES = [f"o{each}" for each in range(4)]
INITIATIVES = [f"i{each}" for each in range(6)] + ["o3"]  # one shares its id with an objective
PROJECTS = [f"p{each}" for each in range(12)]
SCOPES = st.one_of(
    st.just(Chosen("all")),
    st.lists(st.sampled_from([*OBJECTIVES, *INITIATIVES, "gone"]), unique=True).map(
        lambda ids: Chosen(items=tuple(ids))
    ),
)


def _some(of: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), max_size=3, unique=True).map(tuple)


OUTLINES = st.builds(
    Outline,
    st.fixed_dictionaries({each: _some(OBJECTIVES) for each in INITIATIVES}),
    st.fixed_dictionaries({each: _some(INITIATIVES) for each in PROJECTS}),
)


def _serves(outline: Outline, project_id: str, scope: Chosen) -> bool:
    """The rule again, from the project upwards: one of its initiatives, or of their objectives."""
    if scope.word == "all":
        return True
    above = {*outline.projects[project_id]}
    for initiative in outline.projects[project_id]:
        above |= {*outline.initiatives[initiative]}
    return bool(above & {*scope.items})


def _facts(outline: Outline) -> Facts:
    """Facts of a whole office; every word of a row has the mark of its project in it."""
    projects = [_marked(each, serves) for each, serves in outline.projects.items()]
    return Facts(
        today=TUESDAY,
        title="Contoso",
        initiatives=[Initiative(each, f"<{each}>") for each in outline.initiatives],
        projects=projects,
        wanted=[
            Wanted(f"w{each.id}", f"<{each.id}>", each.id, each.title, TUESDAY, None)
            for each in projects
        ],
        open_actions=[OpenAction(each.id, None, TUESDAY) for each in projects],
        hygiene=Hygiene(TUESDAY, 1, 2, 1.0, worst=(("<hygiene>", "no owner"),)),
    )


def _marked(id_: str, serves: tuple[str, ...]) -> Project:
    return replace(project(f"<{id_}>"), id=id_, initiatives=serves, silent_rounds=1)


@given(OUTLINES, SCOPES)
def test_a_scope_means_what_serves_its_objectives_and_initiatives(
    outline: Outline, scope: Chosen
) -> None:
    inside = in_scope(outline, scope)

    assert inside.projects == {each for each in PROJECTS if _serves(outline, each, scope)}
    assert inside.everything is (scope.word == "all")


@given(OUTLINES, SCOPES)
def test_no_row_of_a_project_outside_is_left_in_the_facts_or_on_any_page(
    outline: Outline, scope: Chosen
) -> None:
    inside = in_scope(outline, scope)
    facts = narrowed(_facts(outline), inside)
    words = _every_page(facts)

    for each in PROJECTS:
        assert (f"<{each}>" in words) is (each in inside.projects)
    for each in {*INITIATIVES} - inside.initiatives:
        assert f"<{each}>" not in words
    assert ("<hygiene>" in words) is inside.everything
    assert ("Contoso" in words) is inside.everything


def _every_page(facts: Facts) -> str:
    made = digest(facts)
    pages = [to_json(digest_card.build(made, made.made_at, page)) for page in range(1, 5)]
    return " ".join(f"{shown(each)} {each.get('speak')}" for each in pages)


@given(OUTLINES, SCOPES, SCOPES)
def test_two_scopes_together_see_what_either_sees(
    outline: Outline, one: Chosen, other: Chosen
) -> None:
    if one.word or other.word:
        return
    both = in_scope(outline, Chosen(items=(*one.items, *other.items)))

    assert both.projects == in_scope(outline, one).projects | in_scope(outline, other).projects


def test_an_empty_scope_sees_nothing() -> None:
    inside = in_scope(Outline({"i": ("o",)}, {"p": ("i",), "q": ()}), Chosen(items=()))

    assert inside == Inside(False, frozenset(), frozenset())


def test_a_project_does_not_name_an_initiative_that_is_not_theirs() -> None:
    both = replace(project("Apollo"), initiatives=("mobile-first", "one-desk"))
    inside = Inside(False, frozenset({"one-desk"}), frozenset({"apollo"}))

    (kept,) = narrowed(replace(FACTS, projects=[both]), inside).projects
    assert kept.initiatives == ("one-desk",)


def test_hygiene_goes_when_a_project_left_the_scope() -> None:
    ids = {each.id for each in FACTS.projects}
    initiatives = frozenset(each.id for each in FACTS.initiatives)

    assert narrowed(FACTS, Inside(False, initiatives, frozenset(ids))).hygiene
    assert not narrowed(FACTS, Inside(False, initiatives, frozenset(ids - {"zeus"}))).hygiene
