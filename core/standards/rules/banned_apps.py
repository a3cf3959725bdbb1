"""Some apps take what a team writes elsewhere, so an organisation does not want them there."""

from core.standards.facts import Team, known
from core.standards.kit import manifests
from core.standards.kit.as_far import PERHAPS_OTHERS
from core.standards.model import Remedy
from core.standards.params import NamedApps
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed, unknown
from core.words import folded, listed


def check(team: Team, *, apps: NamedApps) -> Verdict:
    """An app is named by its id in the catalogue, or by the one in its manifest."""
    banned = {folded(app.id): app for app in apps}
    there = known(team.apps)
    found = {
        app.id: app.name or banned[folded(id_)].called
        for app in there
        for id_ in (app.external_id, app.id)
        if folded(id_) in banned
    }
    unclear = [app for app in manifests.without(there) if app.id not in found]
    if not found and unclear:
        return unknown(manifests.unsaid(unclear[0]))
    if not found:
        return passed("none of them is there", seen=(), wanted=())

    named = listed([f"“{name}”" for name in found.values()])
    are = "app {} is" if len(found) == 1 else "apps {} are"
    return failed(
        f"the {are.format(named)} installed; the standard does not allow "
        f"{'it' if len(found) == 1 else 'them'}",
        Remedy("remove_apps", choices=tuple(found), pick=len(found)),
        seen=(*found, *([PERHAPS_OTHERS] if unclear else [])),
        wanted=(),
    )


RULE = Rule(
    check,
    title="Has no app that is not allowed",
    remedy="remove_apps",
    reads=(Read.APPS,),
    apart=True,
)
