"""`doctor` looks and says what to do; it makes nothing, and vouches for nothing unseen."""

import re

from store.database import Database
from tests.cli.conftest import Operator
from tests.conftest import CONTENT

OURS = ("APP_ID", "APP_TENANT_ID", "APP_TYPE", "DATABASE_URL", "TENANTS", "SERVICE_URL_HOSTS")


def said(doctor: str) -> dict[str, str]:
    """What a doctor says, by what it is about, with its sign."""
    found = [re.fullmatch(r"(ok|MEND|-) +([^:]+): (.+)", line) for line in doctor.splitlines()]
    return {each[2]: f"{each[1]} {each[3]}" for each in found if each}


async def test_a_doctor_without_settings_makes_nothing_and_vouches_for_nothing(
    operator: Operator,
) -> None:
    unset = dict.fromkeys((*OURS, "STATIC_TOKEN", "GRAPH_URL", "OPENID_METADATA_URL"), "")
    before = {*operator.home.rglob("*")}
    healthy = await operator.runs("doctor", **unset, CONTENT_DIR=str(CONTENT))
    told = said(healthy.out)

    assert healthy.code == 2
    assert {*operator.home.rglob("*")} == before
    assert told["settings"].startswith("MEND PROCESS_CENTER_APP_ID is missing")
    assert told["database"].startswith("- not there yet: `process-center serve` makes it")
    assert told["content"].startswith("ok 1 question set")
    assert [about for about, says in told.items() if says.startswith("ok")] == ["content"]
    assert "Traceback" not in healthy.err


async def test_a_doctor_says_where_no_database_can_be_made(operator: Operator) -> None:
    (operator.home / "file").touch()
    for folder in ("file", "file/below"):
        where = {"DATABASE_URL": "", "DATA_DIR": str(operator.home / folder)}
        told = said((await operator.runs("doctor", **where)).out)

        assert told["database"].startswith(f"MEND {operator.home / 'file'} is no folder"), told


async def test_a_doctor_says_no_ok_of_what_nobody_imported(operator: Operator) -> None:
    await operator.runs("checkins")  # any command makes the tables
    told = said((await operator.runs("doctor")).out)

    assert told["database"].startswith("ok")
    for about in ("teams", "channels", "rosters", "people", "Microsoft Graph"):
        assert told[about].startswith("- not "), about


async def test_a_doctor_does_not_bring_a_database_to_a_new_shape(operator: Operator) -> None:
    await operator.runs("checkins")
    at = "SELECT version_num FROM alembic_version"
    async with Database(operator.environment["PROCESS_CENTER_DATABASE_URL"]) as database:
        await database.run("UPDATE alembic_version SET version_num = '0001_first'")
        told = said((await operator.runs("doctor")).out)

        assert told["database"].startswith("MEND at 0001_first, before this version")
        assert await database.row(at) == {"version_num": "0001_first"}


async def test_a_doctor_goes_on_where_the_database_is_away(operator: Operator) -> None:
    away = "postgresql://nobody@127.0.0.1:9/nothing"
    healthy = await operator.runs("doctor", DATABASE_URL=away)
    told = said(healthy.out)

    assert healthy.code == 2
    assert told["database"].startswith("MEND The database cannot be reached")
    assert told["Bot Connector"].startswith("ok")


async def test_a_doctor_tells_where_the_public_address_does_not_lead_here(
    operator: Operator,
) -> None:
    for address, says in {
        f"http://127.0.0.1:{operator.port}/api/messages": "MEND nobody listens there",
        f"{operator.tenant.url}/api/messages": "MEND a server is there, but it has no",
        "center.example": "MEND the address must be a plain https address",
    }.items():
        found = await operator.runs("doctor", "--endpoint", address)
        assert found.code == 2
        assert said(found.out)["way in"].startswith(says)


async def test_a_doctor_goes_on_where_the_content_is_broken(operator: Operator) -> None:
    """Whether there is a database or not."""
    await operator.runs("checkins")
    (operator.home / "content").mkdir()
    broken = {"CONTENT_DIR": str(operator.home / "content")}
    for where in ({}, {"DATABASE_URL": "", "DATA_DIR": str(operator.home / "none")}):
        knocked = await operator.runs(
            "doctor", "--endpoint", operator.tenant.url, **broken, **where
        )
        told = said(knocked.out)

        assert knocked.code == 2
        assert told["content"].startswith("MEND There are no question sets in")
        assert told["Bot Connector"].startswith("ok")
        assert told["way in"].startswith("MEND Teams has to call an address")
