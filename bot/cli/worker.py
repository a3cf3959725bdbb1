"""`worker`: one more worker on the same database, on this machine or another."""

import click


@click.command()
def command() -> None:
    """Do jobs beside the others; any number of workers may run."""
    from bot.runtime import run

    run(_work())


async def _work() -> None:
    import asyncio
    import contextlib

    from bot.app import center
    from bot.runtime import database, settings

    found = settings()
    found.check_registration()
    with contextlib.suppress(asyncio.CancelledError):  # how it ends, begun or not
        async with database(found) as db, center(found, db) as made:
            click.echo("This worker does jobs now. Ctrl-C ends it.")
            await made.work()


COMMAND: click.Command = command
