"""Who is not let in is told: in the log once, by `doctor` with what to do, whoever asks."""

import asyncio
import base64
import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.arriving import arrived, refusals
from bot.doctor import examine
from bot.door.gate_errors import Reason
from bot.door.refusal_words import MEANINGS, Weight
from bot.remark import Remark
from core.arrivals.model import MOST
from jobs.sweeps import count_arrivals
from store.arrivals.arrivals import ArrivalStore
from tests.conftest import CONTENT
from tests.rehearsal import Rehearsal
from tests.stories.people import Person
from tests.stories.wire import Wire

PAGE = CONTENT.parent / "docs" / "nothing-arrives.md"
FOREIGN = "99999999-8888-4777-8666-555555555555"
CANARY = "https://canary.teams.example/amer/"
LOGGER = "bot.door.arrivals"


@dataclass(frozen=True)
class Case:
    """What is wrong with an activity; what the log and `doctor` have of it."""

    reason: Reason
    logged: str
    says: str
    claims: dict[str, Any] = field(default_factory=dict)
    activity: dict[str, Any] = field(default_factory=dict)
    token: Callable[[str], str] = lambda token: token
    raw: bytes | None = None


def another_key(token: str) -> str:
    """The same, signed with a key that nobody published."""
    head = base64.urlsafe_b64encode(json.dumps({"alg": "RS256", "kid": "new"}).encode()).decode()
    return ".".join([head.rstrip("="), *token.split(".")[1:]])


CASES = {
    "a host that we do not know": Case(
        Reason.HOST,
        "status=403 why=host host=canary.teams.example",
        "from canary.teams.example",
        claims={"serviceurl": CANARY},
        activity={"serviceUrl": CANARY},
    ),
    "a tenant that is not ours": Case(
        Reason.TENANT,
        f"status=403 why=tenant host=127.0.0.1 tenant={FOREIGN}",
        f"(tenant {FOREIGN}): the tenant is not in TENANTS",
        activity={"channelData": {"tenant": {"id": FOREIGN}}},
    ),
    "another channel": Case(
        Reason.CHANNEL, "why=channel", "they came by webchat", activity={"channelId": "webchat"}
    ),
    "another app": Case(
        Reason.AUDIENCE,
        "status=401 why=audience",
        "their tokens are for the app another-app",
        claims={"aud": "another-app"},
    ),
    "the tenant in the address that a token is for": Case(
        Reason.AUDIENCE,
        f"why=audience host=smba.trafficmanager.net tenant={FOREIGN} named=another-app",
        f"from smba.trafficmanager.net (tenant {FOREIGN})",
        claims={
            "aud": "another-app",
            "serviceurl": f"https://smba.trafficmanager.net/emea/{FOREIGN}/",
        },
    ),
    "another issuer": Case(
        Reason.ISSUER,
        "why=issuer",
        "issued by https://api.botframework.us",
        claims={"iss": "https://api.botframework.us"},
    ),
    "a clock that is ahead": Case(
        Reason.EXPIRED, "why=expired", "Set this clock", claims={"exp": int(time.time()) - 400}
    ),
    "a clock that is behind": Case(
        Reason.EARLY, "why=early", "Set this clock", claims={"nbf": int(time.time()) + 4000}
    ),
    "a body that was changed": Case(
        Reason.CLAIMED_URL,
        "why=claimed_url",
        "different service addresses",
        activity={"serviceUrl": "http://127.0.0.1:1/"},
    ),
    "a key that nobody published": Case(
        Reason.KEY, "why=key", "no such key is published", token=another_key
    ),
    "a wrong signature": Case(
        Reason.SIGNATURE,
        "why=signature",
        "the signature is wrong",
        token=lambda token: f"{token[:-8]}AAAAAAAA",
    ),
    "no token": Case(
        Reason.NO_TOKEN, "why=no_token host=- tenant=-", "no_token 1:", token=lambda _: ""
    ),
    "no activity": Case(Reason.MALFORMED, "why=malformed", "malformed 1:", raw=b"{"),
}


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], list[str]]]:
    """What the log has of refusals."""
    with caplog.at_level(logging.INFO):
        yield lambda: [each.getMessage() for each in caplog.records if each.name == LOGGER]


async def knock(center: Rehearsal, wire: Wire, noor: Person, case: Case, url: str = "") -> str:
    """Send it, once; the token that was shown."""
    tenant = center.tenant
    usual = {"iss": "https://api.botframework.com", "serviceurl": tenant.service_url}
    claims = usual | {"aud": tenant.world.settings.app_id} | case.claims
    token = case.token(tenant.world.sign_in.sign(claims))
    message = wire.message(noor, "<at>Process Center</at> help") | case.activity
    async with wire.session.post(
        f"{url or center.url}/api/messages",
        data=json.dumps(message).encode() if case.raw is None else case.raw,
        headers={"Authorization": f"Bearer {token}"},
    ) as heard:
        assert (await heard.json())["why"] == case.reason.value
    return token


async def remarks(center: Rehearsal) -> list[Remark]:
    """What `doctor` says of arrivals, once the sweep was there."""
    await count_arrivals.run(center.ports)
    store = ArrivalStore(center.database)
    since = await store.since_let_in()
    return [arrived(since), *refusals(await store.refused(), since)]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_a_refusal_is_told_once_and_doctor_says_what_to_do(
    center: Rehearsal, wire: Wire, noor: Person, case: Case, lines: Callable[[], list[str]]
) -> None:
    await center.database.run("UPDATE let_in SET at = NULL")
    for _ in range(3):
        token = await knock(center, wire, noor, case)

    (line,) = lines()
    assert case.logged in line
    assert line.endswith("see=docs/nothing-arrives.md")
    assert not token or token[:40] not in line
    came, found = await remarks(center)
    assert (came.fine, came.says[:20]) == (None, "nothing came in yet.")
    stranger = MEANINGS[case.reason].weight is Weight.STRANGER
    assert found.fine is (None if stranger else False)
    assert case.says.replace(" 1:", " 3:") in found.says
    assert stranger or found.says.startswith("3 times in the last day, at last ")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_where_teams_own_come_in_what_proves_nothing_is_nothing_to_mend(
    center: Rehearsal, wire: Wire, noor: Person, case: Case
) -> None:
    await knock(center, wire, noor, case)
    assert (await wire.post(wire.message(noor, "<at>Process Center</at> help"))).status == 200

    came, found = await remarks(center)
    assert came == Remark("arrivals", True, "the last activity came in less than a minute ago")
    assert found.fine is (False if case.reason is Reason.HOST else None)


async def test_strangers_by_the_hundred_hide_no_host_of_teams_and_stop_nobody(
    center: Rehearsal, wire: Wire, noor: Person, lines: Callable[[], list[str]]
) -> None:
    for start in range(0, 300, 50):
        strangers = [
            Case(
                Reason.AUDIENCE,
                "",
                "",
                claims={"aud": "other", "serviceurl": f"https://host-{number}.example/"},
            )
            for number in range(start, start + 50)
        ]
        await asyncio.gather(*(knock(center, wire, noor, each) for each in strangers))
    await knock(center, wire, noor, CASES["a host that we do not know"])
    assert (await wire.post(wire.message(noor, "<at>Process Center</at> help"))).status == 200

    assert len(lines()) == MOST + 2
    _, host, audience = sorted(await remarks(center), key=lambda each: each.about)
    assert (host.about, host.fine) == ("refused (audience)", None)
    assert host.says.startswith("300 times in the last day")
    assert "and many others" in host.says
    assert (audience.about, audience.fine) == ("refused (host)", False)
    rows = await center.database.row("SELECT count(*) AS many FROM refusals")
    assert rows
    assert rows["many"] <= 2 * (MOST + 2)


async def test_what_two_servers_refused_is_one_sum_that_outlives_both(
    center: Rehearsal, other: Rehearsal, wire: Wire, noor: Person
) -> None:
    for url in (center.url, other.url, other.url):
        await knock(center, wire, noor, CASES["a host that we do not know"], url)
    await count_arrivals.run(other.ports)

    about = {each.about: each.says for each in await remarks(center)}
    assert about["refused (host)"].startswith("3 times in the last day")
    seen = {each.about: each async for each in examine(other.made)}
    assert seen["refused (host)"].says == about["refused (host)"]


async def test_doctor_tells_nothing_of_what_it_did_itself_nor_of_what_is_no_reason(
    center: Rehearsal,
) -> None:
    await center.database.run(
        """
        INSERT INTO refusals (hour, reason, host, tenant, named, times, last_at) VALUES
        (now(), 'key', 'doctor.process-center.invalid', '', '', 1, now()),
        (now(), 'of a later version', 'x', '', '', 1, now())
        """
    )
    (_, found) = await remarks(center)
    assert found == Remark("refused", True, "nothing in the last day")


@pytest.mark.parametrize(
    ("since", "fine", "says"),
    [
        (timedelta(seconds=59), True, "less than a minute ago"),
        (timedelta(minutes=1), True, "1 minute ago"),
        (timedelta(hours=2), True, "2 hours ago"),
        (timedelta(days=4), True, "4 days ago"),
        (timedelta(days=4, minutes=1), None, "4 days ago. If that is too long, docs/"),
    ],
)
def test_silence_is_told_and_no_mistake(since: timedelta, fine: bool | None, says: str) -> None:
    remark = arrived(since)
    assert remark.fine is fine
    assert says in remark.says


def test_the_page_and_the_doctor_know_every_reason() -> None:
    page = PAGE.read_text("utf-8")
    assert set(MEANINGS) == set(Reason)
    assert not [reason for reason in Reason if f"`{reason.value}`" not in page]
