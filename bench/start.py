"""How long until Process Center is ready: a fresh data folder, a used one, and `--help`."""

import asyncio
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.figures import Found, at_most
from bench.processes import answers, finished, launch
from bench.stage import APP_ID, TOKEN, free_port
from bot.settings import inherited

TIMES = 3
HELP_GOAL = 0.3  # seconds


async def measure() -> Found:
    """Each several times; the middle one counts."""
    with TemporaryDirectory(prefix="process-center-bench-") as folder:
        home = Path(folder)
        bare = await _median_of("-c", "pass", log=home / "bare.log")
        help_ = await _median_of("-m", "bot", "--help", log=home / "help.log")
        fresh = [await _ready(home / f"fresh-{number}") for number in range(TIMES)]
        used = [await _ready(home / "fresh-0") for _ in range(TIMES)]
    return Found(
        (
            at_most("--help (s)", help_, HELP_GOAL),
            at_most(
                "start on a used folder over one on a fresh folder", median(used) / median(fresh), 1
            ),
        ),
        {
            "--help over a bare python": help_ / bare,
            "bare python (s)": bare,
            "to /readyz on a fresh folder (s)": median(fresh),
            "to /readyz on a used folder (s)": median(used),
        },
    )


async def _median_of(*arguments: str, log: Path) -> float:
    found = []
    for _ in range(2 * TIMES):
        began = time.monotonic()
        await finished(arguments, inherited(), log)
        found.append(time.monotonic() - began)
    return median(found)


async def _ready(home: Path) -> float:
    """Seconds from the start of `serve`, with its embedded PostgreSQL, to /readyz."""
    await asyncio.to_thread(home.mkdir, exist_ok=True)
    port = free_port()
    began = time.monotonic()
    server = await launch(
        ("-m", "bot", "serve", "--port", str(port)), _settings(home), home / "log"
    )
    try:
        await answers(server, f"http://127.0.0.1:{port}/readyz")
        return time.monotonic() - began
    finally:
        await server.end()


def _settings(home: Path) -> dict[str, str]:
    named = {
        "DATA_DIR": str(home / "data"),
        "APP_ID": APP_ID,
        "STATIC_TOKEN": TOKEN,
        "TENANTS": "11111111-2222-4333-8444-555555555555",
        "SERVICE_URL_HOSTS": "127.0.0.1",
        "OPENID_METADATA_URL": "http://127.0.0.1:9/openid",
        "GRAPH_URL": "http://127.0.0.1:9/graph/v1.0",
    }
    return {**inherited(), **{f"PROCESS_CENTER_{name}": value for name, value in named.items()}}
