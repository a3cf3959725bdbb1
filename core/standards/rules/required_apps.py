"""A kind of team works with the same tools, so they are there from the start."""

from core.standards.facts import Team, known
from core.standards.kit import manifests
from core.standards.model import Remedy, RemedyMode
from core.standards.params import NamedApps
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed, unknown
from core.words import folded, listed


def check(team: Team, *, apps: NamedApps) -> Verdict:
    """An app is named by its id in the catalogue, or by the one in its manifest."""
    installed = known(team.apps)
    there = {folded(id_) for app in installed for id_ in (app.id, app.external_id)}
    wanted = tuple(app.id for app in apps)
    missing = [app for app in apps if folded(app.id) not in there]
    found = tuple(app.id for app in apps if app not in missing)
    if not missing:
        return passed("all are there", seen=found, wanted=wanted)
    named = {folded(id_) for id_ in wanted}
    unclear = [app for app in manifests.without(installed) if folded(app.id) not in named]
    if unclear:
        return unknown(manifests.unsaid(unclear[0]))

    told = listed([f"“{app.called}”" for app in missing])
    lacks = f"the app {told} is missing; the standard asks for it"
    if len(missing) > 1:
        lacks = f"the apps {told} are missing; the standard asks for them"
    choices = tuple(app.id for app in missing)
    return failed(
        lacks,
        Remedy("install_apps", RemedyMode.AUTO, choices=choices, pick=len(choices)),
        seen=found,
        wanted=wanted,
    )


RULE = Rule(
    check, title="Has the apps it needs", remedy="install_apps", reads=(Read.APPS,), apart=True
)
