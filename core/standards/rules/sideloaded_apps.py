"""A side-loaded app was looked at by nobody: neither Microsoft nor the organisation let it in."""

from core.standards.facts import Source, Team, known
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import listed


def check(team: Team) -> Verdict:
    apps = [app for app in known(team.apps) if known(app.source) is Source.SIDELOADED]
    if not apps:
        return passed("no app was side-loaded", seen=(), wanted=())

    ids = tuple(app.id for app in apps)
    named = listed([f"“{app.name or app.external_id or app.id}”" for app in apps])
    were = "was" if len(apps) == 1 else "were"
    return failed(
        f"{named} {were} side-loaded; the standard asks for apps of the catalogue only",
        Remedy("remove_apps", choices=ids, pick=len(ids)),
        seen=ids,
        wanted=(),
    )


RULE = Rule(check, title="No side-loaded apps", remedy="remove_apps", reads=(Read.APPS,))
