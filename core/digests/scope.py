"""What a leader may see: an objective means its initiatives, an initiative its projects."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.digests.model import Facts, Project
from core.office.values import Chosen


@dataclass(frozen=True, slots=True)
class Outline:
    """Who serves whom in the office: ids of initiatives with their objectives' ids, and ids of
    projects with their initiatives' ids."""

    initiatives: Mapping[str, tuple[str, ...]]
    projects: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Inside:
    """Ids of what is in a scope; with `everything` also projects that serve no initiative."""

    everything: bool
    initiatives: frozenset[str]
    projects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Titled:
    """A project or an initiative, as people call it.

    `team` is what a project's team is called in Teams, empty where no audit has read that.
    """

    id: str
    title: str
    is_project: bool
    team: str = ""


def in_scope(outline: Outline, scope: Chosen) -> Inside:
    """All where the scope is a word, else what its ids name; unknown ids name nothing.

    Where an objective and an initiative share an id, it names both.
    """
    if scope.word is not None:
        return Inside(True, frozenset(outline.initiatives), frozenset(outline.projects))
    named = frozenset(scope.items)
    initiatives = frozenset(
        initiative
        for initiative, objectives in outline.initiatives.items()
        if initiative in named or not named.isdisjoint(objectives)
    )
    projects = frozenset(
        project
        for project, serves in outline.projects.items()
        if not initiatives.isdisjoint(serves)
    )
    return Inside(False, initiatives, projects)


def has(inside: Inside, what: Titled) -> bool:
    """Whether this is inside."""
    return what.id in (inside.projects if what.is_project else inside.initiatives)


def part_of(inside: Inside, outline: Outline, what: Titled) -> Inside:
    """Of what is inside, one project, or one initiative with its projects."""
    if what.is_project:
        serves = inside.initiatives.intersection(outline.projects.get(what.id, ()))
        return Inside(False, serves, inside.projects & {what.id})
    projects = {each for each in inside.projects if what.id in outline.projects.get(each, ())}
    return Inside(False, inside.initiatives & {what.id}, frozenset(projects))


def narrowed(facts: Facts, inside: Inside) -> Facts:
    """The facts without every row that is not inside (any more).

    Hygiene cannot be taken apart, so it goes as soon as a project does, or when they no longer see
    everything: it may be of teams that belong to no project. So does the name of what it is about.
    """
    initiatives = [each for each in facts.initiatives if each.id in inside.initiatives]
    projects = [_within(each, inside) for each in facts.projects if each.id in inside.projects]
    whole = len(projects) == len(facts.projects) and (inside.everything or not facts.title)
    return replace(
        facts,
        title=facts.title if inside.everything else "",
        initiatives=initiatives,
        projects=projects,
        wanted=[each for each in facts.wanted if each.project_id in inside.projects],
        open_actions=[each for each in facts.open_actions if each.project_id in inside.projects],
        hygiene=facts.hygiene if whole else None,
        about=facts.about if whole and len(initiatives) == len(facts.initiatives) else "",
    )


def _within(project: Project, inside: Inside) -> Project:
    """A project may serve initiatives that are not theirs to see, too."""
    kept = tuple(each for each in project.initiatives if each in inside.initiatives)
    return replace(project, initiatives=kept)
