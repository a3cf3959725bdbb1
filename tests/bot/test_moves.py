"""What Teams tells of teams and channels: which places it changes, and which it leaves alone."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from bot.app import center
from bot.chat.inbound import Inbound
from bot.chat.moves import Moves
from bot.chat.welcome import Welcome
from core.ports import Ports
from core.posting.addresses import Address, Met
from core.posting.deliveries import Cause
from store.database import Database
from tests.ground import NOBODY_OUTSIDE

BOT, PERSON = {"id": "28:bot"}, {"id": "29:noor", "aadObjectId": "noor"}
GENERAL, STATUS, PRIVATE, SHARED = "19:general", "19:status", "19:private", "19:shared"
OTHER = "19:of-another-team"
KINDS = {STATUS: "standard", PRIVATE: "private", SHARED: "shared"}
ALL = frozenset({GENERAL, STATUS, PRIVATE, SHARED})
US_IN, US_OUT = {"membersAdded": [BOT]}, {"membersRemoved": [BOT]}
IN, OUT = {"membersAdded": [PERSON]}, {"membersRemoved": [PERSON]}


@dataclass(frozen=True)
class Case:
    """An event of a channel, or of the team, and what it does.

    The channels in `before` are closed to us when it comes; afterwards those in `shut` are, and
    of those in `lost` we know nothing. `reread` is whether the team's rosters are due, `greets`
    where a greeting is wanted.
    """

    event: str
    channel: str | None = None
    members: dict[str, Any] | None = None
    before: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    reread: bool = False
    greets: str | None = None


def only(*channels: str) -> frozenset[str]:
    return frozenset(channels)


CASES = [
    Case("channelCreated", STATUS),
    Case("channelCreated", PRIVATE, before=only(PRIVATE), shut=only(PRIVATE)),
    Case("channelRenamed", STATUS),
    Case("channelRenamed", SHARED, before=only(SHARED), shut=only(SHARED)),
    Case("channelDeleted", STATUS, shut=only(STATUS)),
    Case("channelDeleted", PRIVATE, shut=only(PRIVATE)),
    Case("channelRestored", STATUS, before=only(STATUS, PRIVATE), shut=only(PRIVATE)),
    Case("channelShared", SHARED, before=only(SHARED), shut=only(SHARED), reread=True),
    Case("channelUnshared", SHARED, reread=True),
    Case("channelMemberAdded", SHARED, IN, reread=True),
    Case("channelMemberAdded", PRIVATE, IN, before=only(PRIVATE), shut=only(PRIVATE), reread=True),
    Case("channelMemberRemoved", SHARED, OUT, reread=True),
    Case("channelMemberRemoved", PRIVATE, OUT, reread=True),
    Case("channelMemberAdded", PRIVATE, US_IN, before=ALL, shut=ALL - {PRIVATE}, reread=True,
         greets=PRIVATE),
    Case("channelMemberAdded", SHARED, US_IN, reread=True, greets=SHARED),
    Case("channelMemberRemoved", PRIVATE, US_OUT, shut=only(PRIVATE)),
    Case("channelMemberRemoved", SHARED, US_OUT, before=only(STATUS), shut=only(STATUS, SHARED)),
    Case("", PRIVATE, US_OUT, shut=only(PRIVATE)),
    Case("", SHARED, US_IN, before=only(SHARED), reread=True, greets=SHARED),
    Case("channelSomethingNew", PRIVATE, before=only(PRIVATE), shut=only(PRIVATE)),
    Case("teamArchived", before=only(STATUS), shut=only(STATUS)),
    Case("teamUnarchived", before=ALL),
    Case("teamRenamed", before=only(PRIVATE), shut=only(PRIVATE)),
    Case("teamDeleted", before=only(STATUS), shut=only(STATUS)),
    Case("teamrestored", before=ALL),
    Case("teamHardDeleted", lost=ALL),
    Case("teamSomethingNew"),
    Case("teamMemberAdded", members=IN, reread=True),
    Case("teamMemberRemoved", members=OUT, reread=True),
    Case("teamMemberAdded", members=US_IN, reread=True, greets=GENERAL),
    Case("teamMemberRemoved", members=US_OUT, lost=ALL),
    Case("", members=US_OUT, lost=ALL),
]  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """One team with four channels that have met us, beside another team."""

    ports: Ports
    database: Database
    moves: Moves

    async def tell(self, case: Case, *, group_id: bool = False) -> None:
        """Tell of it as Microsoft's pages show it: mostly without the team's group id."""
        team = {"id": GENERAL} | ({"aadGroupId": "team"} if group_id else {})
        data: dict[str, Any] = {"team": team, "tenant": {"id": "ours"}}
        own = bool(case.members) and case.channel is not None
        if case.channel:
            kind = KINDS[case.channel]
            data["channel"] = {"id": case.channel, "name": "Named", "type": kind}
        if case.event:
            data["eventType"] = case.event
        here = case.channel if own else GENERAL
        conversation = {"id": here, "conversationType": "channel", "tenantId": "ours"}
        await self.moves.moved(
            Inbound(
                {
                    "type": "conversationUpdate",
                    "serviceUrl": "https://smba.example/",
                    "recipient": {"id": "28:bot"},
                    "conversation": conversation,
                    "channelData": data,
                    **(case.members or {}),
                }
            )
        )

    async def places(self) -> dict[str, bool]:
        """Every address that we know, and whether it is closed to us."""
        query = "SELECT conversation_id AS id, closed IS NOT NULL AS closed FROM addresses"
        return {each["id"]: each["closed"] for each in await self.database.all(dict, query)}

    async def reread(self) -> bool:
        """Whether the roster is due."""
        query = "SELECT read_at < now() - interval '1 day' AS due FROM rosters WHERE place = 'team'"
        found = await self.database.row(query)
        return bool(found and found["due"])

    async def greeted(self) -> list[str]:
        """Where a greeting is wanted."""
        query = "SELECT conversation_id AS id FROM deliveries WHERE key LIKE 'greeting:%'"
        return [each["id"] for each in await self.database.all(dict, query)]

    async def begins(self, case: Case) -> None:
        """All of it anew."""
        await self.database.run("TRUNCATE addresses, rosters, channels, deliveries CASCADE")
        for id_, team in [*((each, "team") for each in ALL), (OTHER, "other")]:
            address = Address(id_, "https://smba.example/", "28:bot", "ours")
            await self.ports.posting.addresses.learn(Met(address, team, None))
        for place in ("team", "other"):
            await self.database.run(
                "INSERT INTO rosters (place, team_id, read_at) VALUES (%(id)s, %(id)s, now())",
                {"id": place},
            )
        for each in sorted(case.before):
            await self.ports.posting.addresses.close(each, "team", "before", Cause.BLOCKED)


@pytest.fixture
async def ground(database: Database) -> AsyncIterator[Ground]:
    async with center(NOBODY_OUTSIDE, database) as made:
        begun = Ground(made.ports, database, Moves(made.ports, Welcome(made.ports)))
        await begun.begins(Case(""))
        yield begun


@pytest.mark.parametrize("case", CASES, ids=lambda each: f"{each.event}-{each.channel}")
async def test_each_event_changes_what_it_is_about_and_nothing_else(
    ground: Ground, case: Case
) -> None:
    """With the team's group id and without; twice is once."""
    for group_id, times in product((False, True), (1, 2)):
        await ground.begins(case)
        for _ in range(times):
            await ground.tell(case, group_id=group_id)

        places = await ground.places()
        assert places.pop(OTHER) is False
        assert places == {each: each in case.shut for each in ALL - case.lost}
        assert await ground.reread() == case.reread
        assert await ground.greeted() == ([case.greets] if case.greets else [])


async def test_of_a_team_that_never_met_us_hardly_anything_is_kept(ground: Ground) -> None:
    """Its General is heard of where the team itself is; a channel only where we are added."""
    for case in CASES:
        await ground.ports.posting.addresses.forget_team("team")
        await ground.database.run("DELETE FROM addresses WHERE team_id IS NULL")
        await ground.tell(case)
        new = set(await ground.places()) - {OTHER}
        entered = case.members is US_IN and case.channel
        assert new <= {GENERAL if case.channel is None else entered}, case


async def test_a_channel_that_is_closed_by_what_was_told_is_tried_again_in_time(
    ground: Ground,
) -> None:
    """Told too late, it would be closed for ever where nobody writes to us."""
    await ground.tell(Case("channelMemberAdded", PRIVATE, US_IN))
    for told in (Case("channelMemberRemoved", PRIVATE, US_OUT), Case("channelDeleted", STATUS)):
        await ground.tell(told)
        assert told.channel
        assert await ground.ports.posting.addresses.find(told.channel, "team") is None
        await ground.database.run("UPDATE addresses SET closed_until = now() - interval '1 second'")
        tried = await ground.ports.posting.addresses.find(told.channel, "team")
        assert tried
        assert tried.doubted


async def test_who_removes_it_from_a_channel_and_adds_it_again_is_greeted_again(
    ground: Ground,
) -> None:
    for _ in range(2):
        await ground.tell(Case("channelMemberAdded", PRIVATE, US_IN))
        await ground.tell(Case("channelMemberRemoved", PRIVATE, US_OUT))

    assert await ground.greeted() == [PRIVATE, PRIVATE]


async def test_teams_tells_what_kind_of_channel_it_is_before_graph_does(ground: Ground) -> None:
    await ground.tell(Case("channelMemberAdded", PRIVATE, US_IN))
    await ground.tell(Case("channelMemberAdded", SHARED, US_IN))

    found = await ground.database.all(dict, "SELECT id, team_id, kind FROM channels ORDER BY id")
    assert [(each["id"], each["team_id"], each["kind"]) for each in found] == [
        (PRIVATE, "team", "private"),
        (SHARED, "team", "shared"),
    ]


async def test_an_installation_that_is_about_one_channel_touches_that_one(ground: Ground) -> None:
    channel = {"id": PRIVATE, "type": "private"}
    removed = Inbound(
        {
            "type": "installationUpdate",
            "action": "remove",
            "serviceUrl": "https://smba.example/",
            "recipient": {"id": "28:bot"},
            "conversation": {"id": PRIVATE, "conversationType": "channel"},
            "channelData": {"team": {"id": GENERAL, "aadGroupId": "team"}, "channel": channel},
        }
    )
    await ground.moves.installed(removed)
    assert [each for each, closed in (await ground.places()).items() if closed] == [PRIVATE]

    await ground.moves.installed(Inbound({**removed.raw, "action": "add"}))
    assert not any((await ground.places()).values())
    assert await ground.greeted() == [PRIVATE]
