"""The tiny company, begun once, and a desk for each story."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from psycopg.conninfo import conninfo_to_dict

from bot.changing import change_ports
from bot.credentials import Credentials
from bot.office_import import import_office
from bot.planning import on_import
from bot.system_clock import system_time
from core.clock import Clock
from core.people.rosters import Member
from core.standards.model import Standard
from graph.wire.client import GraphClient
from graph.wire.pacer import Pacer
from graph.wire.waiting import Waits
from simulator.app import start
from simulator.settings import Settings as TenantSettings
from store.content.standards import read
from store.database import Database
from store.office.file import read_file
from store.people.names import NameStore
from tests.conftest import Server
from tests.graph.watch import Watch
from tests.rehearsal import APP_ID, TOKEN, settings
from tests.remedies.company import APOLLO, KIM, OFFICE, facts
from tests.remedies.desk import QUICK, Desk
from tests.remedies.kinds import MORE, STORIES, Story

HOUSE = "house"
NOBODY = "http://127.0.0.1:9/api/messages"


@pytest.fixture(scope="session")
def office(postgres: Server, template: str) -> Iterator[str]:
    """A database in which Kim is of the Process Center."""

    async def begin(url: str) -> None:
        async with Database(url) as database:
            plan = partial(on_import, database, system_time())
            file = read_file(OFFICE.encode(), "office.yaml")
            await import_office(database, file, on_change=plan)
            kim = Member(KIM.id, KIM.name, KIM.upn, guest=False)
            await NameStore(database, _nobody_is_told).resolve({KIM.upn: kim})

    with postgres.copy(template) as url:
        asyncio.run(begin(url))
        yield str(conninfo_to_dict(url)["dbname"])


@pytest.fixture
async def desk(kind: str, postgres: Server, office: str) -> AsyncIterator[Desk]:
    """Where the story of a kind is played; waiting costs no time."""
    story, watch = {**STORIES, **MORE}[kind], Watch()
    wanted = TenantSettings(
        bot_url=NOBODY,
        app_id=APP_ID,
        token=TOKEN,
        facts=facts(story.team),
        graph_limits=False,
    )
    async with start(wanted) as tenant:
        tenant.world.installs.add_team(APOLLO.id)
        tenant.world.switches.reads_channel_messages = True
        found = settings(tenant.url, tenant.world.facts.id)
        credentials = Credentials(found)
        pacer, patience = Pacer(watch, watch.sleep), Waits(tries=2, answer=5.0)
        with postgres.copy(office) as url:
            async with (
                Database(url) as database,
                GraphClient(
                    found.graph_url, credentials.graph.get, patience=patience, pacer=pacer
                ) as client,
            ):
                if story.team.archived:
                    await _archived_long_ago(database, tenant.world.clock.now)
                ports = change_ports(
                    found,
                    database,
                    client,
                    credentials,
                    {HOUSE: standard(story)},
                    Clock(lambda: tenant.world.clock.now),
                )
                ports = replace(ports, patience=QUICK)
                yield Desk(story.kind or kind, story, tenant, ports, found)
        await credentials.close()


def standard(story: Story) -> Standard:
    """One that asks for nothing else."""
    words = {"level": "must", "severity": "high", "why": "It matters.", "fix": "Put it right."}
    clause = {"rule": story.rule, "params": story.params, **words}
    of = {"teams": [APOLLO.id], **story.applies_to}
    written = {"standard": HOUSE, "title": "House", "applies_to": of, "clauses": [clause]}
    return read(json.dumps(written).encode(), f"{HOUSE}.yaml")


async def _archived_long_ago(database: Database, now: datetime) -> None:
    since = (now - timedelta(days=90)).date()
    await database.run(
        "INSERT INTO archived_teams (team_id, since) VALUES (%(team)s, %(since)s)",
        {"team": APOLLO.id, "since": since},
    )


async def _nobody_is_told(*_: object, **__: object) -> None:
    """No message goes out from here."""
