"""`serve`: the web app, the schedules and a worker in one process."""

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=3978,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 for any.",
)
def command(host: str, port: int) -> None:
    """Answer Teams, keep the schedules and do the work."""
    from bot.runtime import run

    run(_serve(host, port))


async def _serve(host: str, port: int) -> None:
    import asyncio
    import contextlib

    from bot.app import center, serve
    from bot.runtime import database, settings

    found = settings()
    found.check_serving(host)
    with contextlib.suppress(asyncio.CancelledError):  # how it ends, begun or not
        async with database(found) as db, center(found, db) as made:
            await serve(made, host, port, lambda at: _say(host, at))


def _say(host: str, port: int) -> None:
    click.echo(f"Process Center answers at http://{host}:{port}/api/messages. Ctrl-C ends it.")


COMMAND: click.Command = command
