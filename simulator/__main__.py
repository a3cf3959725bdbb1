"""`python -m simulator`: one simulated tenant in a process of its own."""

import argparse
import asyncio
import gc
import logging
import signal
import sys
from pathlib import Path

from simulator.app import start
from simulator.clock import moment
from simulator.settings import Settings


def main() -> None:
    settings = read(sys.argv[1:])
    try:
        asyncio.run(run(settings, attended="--attended" in sys.argv))
    except (OSError, ValueError) as error:
        sys.exit(f"The simulated tenant could not start: {error}")


async def run(settings: Settings, attended: bool = False) -> None:
    """Prints `ready ADDRESS` once it listens; ends at SIGTERM, SIGINT or SIGHUP.

    Where it is `attended` its standard input is held open by whoever started it, and it ends with
    them, however they end.
    """
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(name, ended.set)
    if attended:
        loop.add_reader(sys.stdin, ended.set)
    async with start(settings) as tenant:
        _keep_what_is_made()
        sys.stdout.write(f"ready {tenant.url}\n")
        sys.stdout.flush()
        await ended.wait()
        # aiohttp complains of what is broken off by the end, which is what ending means.
        logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)


def _keep_what_is_made() -> None:
    """Look no more for garbage in a large tenant: each look held up every call for 70 ms."""
    gc.collect()
    gc.freeze()


def read(arguments: list[str]) -> Settings:
    parser = argparse.ArgumentParser("simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: a free one")
    parser.add_argument("--data", type=Path, help="a folder to keep everything in")
    parser.add_argument("--bot", default="http://127.0.0.1:3978/api/messages")
    parser.add_argument("--app-id", required=True)
    parser.add_argument("--token", required=True, help="what the bot shows to come in")
    parser.add_argument("--fresh", action="store_true", help="forget what the folder keeps")
    parser.add_argument("--tenant", default="sample", help="sample, or a JSON file")
    parser.add_argument("--teams", type=int, help="generate a tenant of this many teams")
    parser.add_argument("--people", type=int, help="of a generated tenant")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mess", action="store_true", help="as untidy as a real one")
    parser.add_argument("--latency-ms", type=int, default=0)
    parser.add_argument("--clock-command", help="moves the product's rehearsal clock")
    parser.add_argument("--manifest", type=Path, help="the bot's, for its slash commands")
    parser.add_argument("--now", type=moment, help="the tenant's time at its first start")
    parser.add_argument("--attended", action="store_true", help="end with standard input")
    given = parser.parse_args(arguments)
    return Settings(
        bot_url=given.bot,
        app_id=given.app_id,
        token=given.token,
        port=given.port,
        data_dir=given.data,
        fresh=given.fresh,
        tenant=given.tenant,
        teams=given.teams,
        people=given.people,
        seed=given.seed,
        mess=given.mess,
        latency_ms=given.latency_ms,
        clock_command=given.clock_command,
        manifest=given.manifest,
        now=given.now,
    )


if __name__ == "__main__":
    main()
