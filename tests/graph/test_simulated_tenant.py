"""The directory against the simulated tenant: real pages, batches, kinds of channels and guests."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from core.facts import Gap
from core.people.rosters import Channel, ChannelKind, Member
from core.posting.deliveries import Unfound
from graph.people.directory import Directory
from graph.wire.client import GraphClient
from graph.wire.reasons import SIGN_IN_REFUSED
from simulator.app import start
from simulator.faults import Fault, FaultKind, Where
from simulator.settings import Settings
from simulator.tenant import Tenant

APP_ID = "11111111-2222-4333-8444-555555555555"
TOKEN = "only-for-tests"  # noqa: S105 it opens nothing but the simulated tenant


async def token() -> str:
    return TOKEN


@pytest.fixture
async def tenant() -> AsyncIterator[Tenant]:
    """The sample company; nobody listens at the bot's address."""
    bot = "http://127.0.0.1:9/api/messages"
    async with start(Settings(bot_url=bot, app_id=APP_ID, token=TOKEN)) as running:
        yield running


@pytest.fixture
async def client(tenant: Tenant) -> AsyncIterator[GraphClient]:
    async with GraphClient(f"{tenant.url}/graph/v1.0", token) as running:
        yield running


@pytest.fixture
def directory(tenant: Tenant, client: GraphClient) -> Directory:
    return Directory(client, [tenant.world.facts.id])


async def test_every_roster_of_the_company_is_what_the_company_is(
    tenant: Tenant, directory: Directory
) -> None:
    teams = {team.id: team for team in tenant.world.facts.teams}
    people = tenant.world.directory.people
    own = {
        channel.id: channel.members
        for team in teams.values()
        for channel in team.channels
        if channel.kind != "standard"
    }
    assert own, "the sample has private or shared channels"

    rosters = await directory.rosters([*teams, "no-such-team"], list(own))

    assert rosters.pop().members == Gap("not there any more")
    for roster in rosters:
        team = teams[roster.team_id]
        assert roster.channels == tuple(Channel(c.id, ChannelKind(c.kind)) for c in team.channels)
        assert set(members(roster.members)) == {
            Member(id_, people[id_].name, people[id_].upn, people[id_].guest)
            for id_ in team.members
        }
    found = {
        channel: {member.id for member in members(who)}
        for roster in rosters
        for channel, who in roster.own.items()
    }
    assert found.keys() == own.keys()
    assert all(set(own[channel]) <= who for channel, who in found.items())


def members(found: tuple[Member, ...] | Gap) -> tuple[Member, ...]:
    assert not isinstance(found, Gap), found
    return found


async def test_people_are_found_by_address_and_id(tenant: Tenant, directory: Directory) -> None:
    ada, guest = (
        next(person for person in tenant.world.facts.people if person.guest is wanted)
        for wanted in (False, True)
    )

    found = await directory.people([ada.upn, ada.id, guest.upn, "nobody@contoso.example"])

    assert found[ada.upn] == found[ada.id] == Member(ada.id, ada.name, ada.upn, guest=False)
    assert found[guest.upn] == Member(guest.id, guest.name, guest.upn, guest=True)
    assert isinstance(found["nobody@contoso.example"], Gap)


async def test_a_card_is_found_only_where_the_app_is_installed(
    tenant: Tenant, directory: Directory
) -> None:
    team = tenant.world.facts.teams[0]
    before = await directory.find_card(team.id, team.general, "round-7")
    await tenant.install([team.name], [])
    card = {"type": "AdaptiveCard", "version": "1.5", "fallbackText": "round-7"}
    posted = {
        "type": "message",
        "attachments": [
            {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
        ],
    }
    url = f"{tenant.url}/teams/v3/conversations/{team.general}/activities"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with (
        ClientSession() as session,
        session.post(url, json=posted, headers=headers) as answer,
    ):
        sent = (await answer.json())["id"]

    assert before is Unfound.NOT_ALLOWED
    assert await directory.find_card(team.id, team.general, "round-7") == sent
    assert await directory.find_card(team.id, team.general, "round-8") is Unfound.NOT_THERE


async def test_throttling_of_whole_requests_is_waited_for(
    tenant: Tenant, directory: Directory, client: GraphClient
) -> None:
    throttle = Fault(FaultKind.THROTTLE, where=Where.GRAPH, times=2, retry_after=0.05)
    tenant.fault(throttle)

    [roster] = await directory.rosters([tenant.world.facts.teams[0].id], [])

    assert members(roster.members)
    assert client.counts.throttled == 2


async def test_a_wrong_token_is_a_gap_that_says_what_to_check(tenant: Tenant) -> None:
    async def wrong() -> str:
        return "wrong"

    async with GraphClient(f"{tenant.url}/graph/v1.0", wrong) as client:
        [roster] = await Directory(client).rosters([tenant.world.facts.teams[0].id], [])

    assert roster.members == roster.channels == Gap(SIGN_IN_REFUSED)
