"""`doctor`: is everything as it should be, and if not, what to do."""

import click


@click.command()
def command() -> int:
    """Check settings, database, credentials, permissions and content."""
    from bot.runtime import run

    return run(_examine())


async def _examine() -> int:
    from bot.app import center
    from bot.doctor import examine
    from bot.runtime import database, settings

    found = settings()
    click.echo("ok    settings: read and in agreement")
    problems = 0
    async with database(found) as db, center(found, db) as made:
        async for remark in examine(made):
            problems += not remark.fine
            click.echo(
                f"{'ok   ' if remark.fine else 'MEND '} {remark.about}: {remark.says.rstrip('.')}."
            )
    return 2 if problems else 0


COMMAND: click.Command = command
