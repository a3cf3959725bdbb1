"""Turns what stands in a team, its apps, tabs and channels' people, into what audits judge."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from sys import intern

from core.errors import NotRead
from core.facts import Gap
from core.standards.facts import WEBSITE, App, Source, Tab
from graph.tenants.accounts import Accounts
from graph.wire.asks import Json
from graph.wire.decode import all_with_ids, as_object, id_of, of_type, text
from graph.wire.reasons import GARBLED, NOT_OURS, ROLE_UNSAID, TENANT_UNSAID

MEMBER = "#microsoft.graph.aadUserConversationMember"
# learn.microsoft.com/graph/api/resources/conversationmember
OWNER = "owner"
ROLES = frozenset({OWNER, "guest", "member"})


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody in a channel, by id; `tenant` is another one's, empty for ours."""

    id: str
    owner: bool | Gap
    tenant: str | Gap


def apps(items: Iterable[Json]) -> list[App]:
    """Raises NotRead where one of them does not say which app it is: it may be a banned one."""
    return [_app(item) for item in items]


def tabs(items: Iterable[Json]) -> list[Tab]:
    """Raises NotRead where one of them does not say which it is, or whose."""
    return [_tab(item) for item in all_with_ids(items)]


def titles(items: Iterable[Json]) -> list[str]:
    """Of plans. Raises NotRead where one of them has none."""
    return [intern(id_of(item, "title")) for item in items]


def mates(items: Iterable[Json], home: str, accounts: Accounts) -> list[Mate]:
    """Who is in a channel. Those who are called by a phone or are of Skype are no accounts.

    Raises NotRead where one does not say who, or where it is not known which organisation is
    `home`, while more than one is there.
    """
    given = list(items)
    if not all(given):
        raise NotRead(GARBLED)
    found = all_with_ids(of_type(MEMBER, given), "userId")
    tenants = {text(item, "tenantId").lower() for item in found} - {""}
    if not home and len(tenants) > 1:
        raise NotRead(NOT_OURS)
    ours = {home} if home else tenants
    return [_mate(item, ours, accounts) for item in found]


def _mate(item: Json, ours: Collection[str], accounts: Accounts) -> Mate:
    tenant = intern(text(item, "tenantId").lower())
    owner = _owns(item.get("roles"))
    id_, name = text(item, "userId"), text(item, "displayName")
    if tenant and tenant not in ours:
        return Mate(accounts.met_elsewhere(id_, name), owner, tenant)
    [known] = accounts.met([{"id": id_, "displayName": name}])
    return Mate(known, owner, "" if tenant else Gap(TENANT_UNSAID))


def _owns(roles: object) -> bool | Gap:
    """Whoever has no role is a member; one that is not known here may be an owner's."""
    if not isinstance(roles, list) or not ROLES.issuperset(map(str, roles)):
        return Gap(ROLE_UNSAID)
    return OWNER in roles


def _app(item: Json) -> App:
    about = as_object(item.get("teamsApp"))
    definition = item.get("teamsAppDefinition")
    here = definition if isinstance(definition, dict) else {}
    return App(
        intern(id_of(about)),
        intern(text(here, "displayName") or text(about, "displayName")),
        intern(text(about, "externalId")),
        intern(text(here, "version")),
        _source(text(about, "distributionMethod")),
    )


def _source(word: str) -> Source | Gap:
    if word in list(Source):
        return Source(word)
    return Gap(
        f"Microsoft Graph says that an app comes from “{word[:40]}”, which is not known here"
    )


def _tab(item: Json) -> Tab:
    app = id_of(as_object(item.get("teamsApp")))
    configuration = item.get("configuration")
    where = configuration if isinstance(configuration, dict) else {}
    # The page that a tab shows; of a website Teams may show another one, which leads there.
    shown = text(where, "contentUrl")
    url = (text(where, "websiteUrl") or shown) if app.casefold() == WEBSITE else shown
    return Tab(id_of(item), intern(text(item, "displayName")), intern(app), url)
