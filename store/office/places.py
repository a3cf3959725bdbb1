"""What an office file tells of its places before it is read: the country, and what is in links
beside the id that is taken from them."""

from collections.abc import Collection, Iterator

from core.errors import InputError
from core.office import forms
from core.office.links import link
from store.yaml.tree import Listing, Mapping, Node, Scalar

Said = tuple[Scalar, str]
PLACES = ("team", "channel")


def contradictions(office: Node | None, tenants: Collection[str]) -> Iterator[Said]:
    """Links to another tenant than these, where any is known, and channels of another team than
    their project has."""
    for project in _projects(office):
        written = {
            key.text: value
            for key, value in project.entries
            if isinstance(key, Scalar) and isinstance(value, Scalar) and key.text in PLACES
        }
        foreign = list(_foreign(written, {each.lower() for each in tenants}))
        yield from foreign or _other_team(written)


def _foreign(written: dict[str, Scalar], tenants: Collection[str]) -> Iterator[Said]:
    for name, value in written.items():
        found = link(value.text)
        if found and found.tenant and tenants and found.tenant not in tenants:
            says = f"is a link of another tenant ({found.tenant}). Copy it in your own Teams."
            yield value, f"{name}: {says}"


def _other_team(written: dict[str, Scalar]) -> Iterator[Said]:
    team, channel = (written.get(name) for name in PLACES)
    found = link(channel.text) if channel else None
    if not team or not channel or not found or not found.team:
        return
    try:
        named = forms.team(team.text)
    except InputError:
        return
    if named != found.team:
        says = f"is a link to a channel of the team {found.team}, and team names {named}."
        yield channel, f"channel: {says} Correct one of them."


def country(office: Node | None) -> str:
    """The country of the center as it is written; empty where it is not."""
    holidays = _under(_under(office, "center"), "holidays")
    found = _under(holidays, "country")
    return found.text.upper() if isinstance(found, Scalar) else ""


def _projects(office: Node | None) -> Iterator[Mapping]:
    part = _under(office, "projects")
    for each in part.items if isinstance(part, Listing) else ():
        if isinstance(each, Mapping):
            yield each


def _under(node: Node | None, name: str) -> Node | None:
    for key, value in node.entries if isinstance(node, Mapping) else ():
        if isinstance(key, Scalar) and key.text == name:
            return value
    return None
