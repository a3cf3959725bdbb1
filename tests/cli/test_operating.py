"""A deployment is run from the command line, and every command says what it did."""

import asyncio
import re
import signal
import socket
import sys

import aiohttp
import pytest

from tests.cli.conftest import Operator
from tests.cli.terminal import PATIENCE
from tests.rehearsal import APP_ID

APOLLO = "19:6603af8735d057a7a536c8afc1e64557@thread.tacv2"


async def _ready(operator: Operator) -> None:
    async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{operator.port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)


async def test_import_serve_open_and_close_from_the_command_line(operator: Operator) -> None:
    imported = await operator.launches("import", "office.yaml")
    assert imported.code == 0, imported.err
    assert "Added: checkins apollo-weekly" in imported.out
    assert "Kept but not active yet" in imported.out

    waiting = await operator.launches("checkins", "open", "apollo-weekly")
    assert waiting.code == 0, waiting.err
    assert "has not met Process Center yet" in waiting.out

    serving = await operator.starts("serve", "--port", str(operator.port))
    try:
        await _ready(operator)
        await operator.tenant.install()
        opened = await operator.runs("checkins", "open", "--all", "--wait")
        assert opened.code == 0, opened.err
        assert "apollo-weekly: is open already." in opened.out
        assert "8 deliveries: 8 sent." in opened.out
        assert operator.tenant.messages(APOLLO)

        closed = await operator.runs("checkins", "close", "--all")
        assert closed.out == "Closed 8.\n"
        public = f"http://127.0.0.1:{operator.port}/api/messages"
        healthy = await operator.launches("doctor", "--endpoint", public)
        assert "worker: at work" in healthy.out
        assert "ok    way in: it leads to Process Center, which refuses what" in healthy.out
    finally:
        serving.terminate()
        await asyncio.wait_for(serving.communicate(), PATIENCE)
    assert serving.returncode == 0


async def test_importing_twice_keeps_everything(operator: Operator) -> None:
    await operator.runs("import", "office.yaml")
    again = await operator.runs("import", "office.yaml")
    assert again.code == 0, again.err
    assert "Added" not in again.out
    assert "Changed" not in again.out


async def test_an_export_imported_into_nothing_gives_the_same_export(operator: Operator) -> None:
    await operator.runs("import", "office.yaml")
    first = await operator.launches("export")
    (operator.home / "again.yaml").write_text(first.out, encoding="utf-8")
    await operator.runs("import", "again.yaml", "--prune", "--yes")
    assert (await operator.runs("export")).out == first.out


async def test_waiting_without_a_worker_says_who_is_missing(operator: Operator) -> None:
    await operator.runs("import", "office.yaml")
    opened = await operator.runs("checkins", "open", "apollo-weekly", "--wait")
    assert opened.code == 2
    assert "process-center serve" in opened.err


async def test_an_unknown_check_in_opens_nothing(operator: Operator) -> None:
    await operator.runs("import", "office.yaml")
    opened = await operator.runs("checkins", "open", "apolo-weekly", "apollo-weekly")
    assert opened.code == 2
    assert opened.err == (
        "There is no check-in “apolo-weekly”, so nothing was opened."
        " Did you mean “apollo-weekly”?\n"
    )
    assert (await operator.runs("checkins", "close", "--all")).out == "No round is open there.\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("checkins close apolo-weekly", "nothing was closed. Did you mean “apollo-weekly”?"),
        ("retros open apollo-retros", "nothing was opened. Did you mean “apollo-retro”?"),
        ("retros close apolo-retro", "nothing was closed. Did you mean “apollo-retro”?"),
        ("retros export apolo-retro", "no retro “apolo-retro”. Did you mean “apollo-retro”?"),
        ("retros export apollo", "There was no retro of “apollo” yet."),
        ("digests send weekly-leader", "so nothing was sent. Did you mean “"),
    ],
)
async def test_an_id_nearly_right_is_answered_with_the_right_one(
    operator: Operator, words: str, says: str
) -> None:
    await operator.runs("import", "office.yaml")
    refused = await operator.runs(*words.split())
    assert refused.code == 2
    assert says in refused.err


async def test_all_check_ins_are_seen_at_a_glance(operator: Operator) -> None:
    assert "No check-in runs yet." in (await operator.launches("checkins")).out

    await operator.runs("import", "office.yaml")
    await operator.runs("checkins", "open", "cedar-weekly")
    lines = (await operator.runs("checkins")).out.splitlines()
    assert lines[0].split() == ["PROJECT", "CHECK-IN", "STATE", "ANSWERED", "UNTIL", "/", "NEXT"]
    assert len(lines) == 9
    cedar = next(line for line in lines if "cedar-weekly" in line)
    assert "without the app  0         until" in cedar
    assert "add the app to its team" in cedar


async def test_the_clock_is_shown_and_moved(operator: Operator) -> None:
    before = await operator.launches("clock")
    assert "the system's own time" in before.out
    moved = await operator.runs("clock", "forward", "1d")
    assert re.match(r"\d{4}-\d\d-\d\dT[\d:]+\+00:00 1 day, 0:00:00 ahead", moved.out), moved.err
    back = await operator.runs("clock", "reset")
    assert "the system's own time" in back.out


async def test_a_clock_that_is_moved_stops_where_something_is_due(operator: Operator) -> None:
    office = (operator.home / "office.yaml").read_text("utf-8").partition("\nretros:")[0]
    (operator.home / "office.yaml").write_text(office, encoding="utf-8")
    await operator.runs("import", "office.yaml")
    serving = await operator.starts("serve", "--port", str(operator.port))
    try:
        await _ready(operator)
        await operator.tenant.install(["PRJ-Apollo"])
        moved = await operator.runs("clock", "forward", "8d")
        code, said = await _stopped_on_the_way(await operator.starts("clock", "forward", "52w"))
    finally:
        serving.terminate()
        await asyncio.wait_for(serving.communicate(), PATIENCE)
    told = [line.partition(" ")[2] for line in moved.out.splitlines()]
    assert {*told[:-1]} == {"check-ins open", "check-ins close"}, moved.err
    assert told[-1].endswith("ahead of the system")
    assert "closed" in str(operator.tenant.messages(APOLLO))
    assert (code, said) == (2, "Stopped on the way; the clock stands where it got to.\n")


async def _stopped_on_the_way(going: asyncio.subprocess.Process) -> tuple[int | None, str]:
    assert going.stdout is not None
    assert await going.stdout.readline()
    going.send_signal(signal.SIGINT)
    _, errors = await asyncio.wait_for(going.communicate(), PATIENCE)
    return going.returncode, errors.decode()


async def test_a_real_tenants_clock_does_not_move(operator: Operator) -> None:
    moved = await operator.runs(
        "clock", "forward", "1d", GRAPH_URL="https://graph.microsoft.com/v1.0", STATIC_TOKEN=""
    )
    assert moved.code == 2
    assert "rehearsal" in moved.err


async def test_nothing_starts_without_a_registration(operator: Operator) -> None:
    refused = await operator.runs("serve", "--port", str(operator.port), APP_ID="")
    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert "PROCESS_CENTER_APP_ID" in refused.err


async def test_an_unknown_setting_is_refused_with_its_likely_name(operator: Operator) -> None:
    refused = await operator.runs("export", DATABSE_URL="x")
    assert refused.code == 2
    assert "DATABASE_URL" in refused.err


async def test_a_database_that_is_away_is_one_sentence(operator: Operator) -> None:
    refused = await operator.runs("export", DATABASE_URL="postgresql://nobody@127.0.0.1:9/nothing")
    assert refused.code == 2
    assert "database cannot be reached" in refused.err
    assert "Traceback" not in refused.err


async def test_list_names_what_is_there(operator: Operator) -> None:
    listed = await operator.launches("list")
    assert "check in" in listed.out
    assert "deliver" in listed.out
    assert "stop-look-listen" in listed.out
    assert "sailboat" in listed.out
    assert "worst_first" in listed.out


async def test_one_more_worker_does_jobs_until_it_is_ended(operator: Operator) -> None:
    worker = await operator.starts("worker")
    assert worker.stdout
    assert b"does jobs now" in await worker.stdout.readline()
    worker.send_signal(signal.SIGTERM)
    assert await worker.wait() == 0


async def test_the_app_package_is_built_for_the_registration(operator: Operator) -> None:
    built = await operator.launches("manifest", "build", "--output", "app.zip")
    assert built.code == 0, built.err
    assert (operator.home / "app.zip").stat().st_size > 1000
    assert f"for the app {APP_ID}" in built.err
    assert not built.out, "the package itself may go there"


async def test_an_app_package_that_the_registration_cannot_have_is_one_sentence(
    operator: Operator,
) -> None:
    words = ("manifest", "build", "--output", "app.zip", "--read-messages")
    refused = await operator.runs(*words, APP_TYPE="UserAssignedMSI")

    assert refused.code == 2
    assert refused.err.startswith("A UserAssignedMSI bot cannot read a channel's messages")
    assert refused.err.count("\n") == 1
    assert not (operator.home / "app.zip").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("audit --output x.pdf", "There is no format “pdf”. Name a file that ends as one of"),
        ("retros export apollo --output x.pdf", "There is no format “pdf”"),
        ("manifest build --output app.pdf", "app.pdf is written as .zip."),
        ("export office.json", "office.json is written as .yaml."),
    ],
)
async def test_a_file_does_not_end_as_what_it_is_not(
    operator: Operator, words: str, says: str
) -> None:
    before = {*operator.home.iterdir()}
    refused = await operator.runs(*words.split())

    assert refused.code == 2
    assert says in refused.err
    assert {*operator.home.iterdir()} == before


async def test_a_demo_does_not_take_another_program_s_port(operator: Operator) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = await operator.launches("demo", "--no-browser", "--port", port)
    assert refused.code == 2
    assert f"Port {port} is taken" in refused.err


async def test_help_imports_no_sdk(operator: Operator) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "bot",
        "--help",
        env=operator.environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, imported = await process.communicate()
    lines = imported.decode().splitlines()
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in lines}
    heavy = {"aiohttp", "botbuilder", "msgraph", "procrastinate", "psycopg", "pydantic", "azure"}
    assert not loaded & heavy
