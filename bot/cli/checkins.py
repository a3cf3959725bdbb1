"""`checkins`: how all check-ins stand; open and close rounds now."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from core.errors import SetupError

if TYPE_CHECKING:
    from core.checkins.sitting import Opened


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Show how all check-ins stand; open or close rounds now."""
    if context.invoked_subcommand is None:
        from bot.runtime import run

        run(_show())


@command.command()
@click.argument("ids", nargs=-1, metavar="ID…")
@click.option("--all", "every", is_flag=True, help="All check-ins of the office.")
@click.option("--wait", is_flag=True, help="Stay until every post is settled.")
def open(ids: tuple[str, ...], every: bool, wait: bool) -> int:  # noqa: A001 the command's name
    """Open a round of each check-in now.

    One that is open already is given as it is.
    """
    from bot.runtime import run

    return run(_open(_chosen(ids, every), wait))


@command.command()
@click.argument("ids", nargs=-1, metavar="ID…")
@click.option("--all", "every", is_flag=True, help="All open rounds.")
def close(ids: tuple[str, ...], every: bool) -> None:
    """Close the open rounds of these check-ins.

    Each card becomes its report.
    """
    from bot.runtime import run

    run(_close(_chosen(ids, every)))


async def _show() -> None:
    from bot.app import center
    from bot.cli.kit.checkins import table
    from bot.runtime import database, settings

    found = settings()
    async with database(found) as db, center(found, db) as made:
        watched = await made.ports.checkins.rounds.overview(made.ports.clock.now())
    click.echo("\n".join(table(watched)))


def _chosen(ids: tuple[str, ...], every: bool) -> list[str] | None:
    if every == bool(ids):
        raise click.UsageError("Name check-ins by their ids, or say --all.")
    return None if every else list(dict.fromkeys(ids))


async def _open(ids: Sequence[str] | None, wait: bool) -> int:
    from bot.app import center
    from bot.cli.kit.known import refuse
    from bot.cli.kit.waiting import settled
    from bot.door.readiness import Readiness
    from bot.runtime import database, settings

    found = settings()
    async with database(found) as db, center(found, db) as made:
        now = made.ports.clock.now()
        opened, unknown = await made.ports.checkins.rounds.open(ids, now)
        if unknown:
            await refuse(db, "checkins", unknown, "nothing was opened")
        for each in opened:
            _tell(each)
        if not opened:
            click.echo("There is no check-in in a channel yet. Import an office file first.")
        if wait:
            if "worker" in await Readiness(db).missing():
                raise SetupError("Recorded, but nobody posts: start `process-center serve`.")
            return await settled(made.ports.posting, "round", [each.round_id for each in opened])
    return 0


def _tell(each: "Opened") -> None:
    state, rest = "opened" if each.new else "is open already", ""
    if each.waits:
        rest = "; its team has not met Process Center yet, so the card waits for that"
    if each.failed:
        again = f"`process-center deliveries resend {each.checkin_id}`"
        rest = f"; its card could not be sent, {again} sends it again"
    click.echo(f"{each.checkin_id}: {state}{rest}.")


async def _close(ids: Sequence[str] | None) -> None:
    from bot.app import center
    from bot.cli.kit.known import check
    from bot.runtime import database, settings
    from core.checkins import service

    found = settings()
    async with database(found) as db, center(found, db) as made:
        open_rounds = made.ports.checkins.rounds.open_rounds
        await check(db, "checkins", ids, open_rounds)
        rounds = await open_rounds(ids)
        for round_id in rounds:
            await service.close(made.ports.checkins, round_id, made.ports.clock.now())
        click.echo(f"Closed {len(rounds)}." if rounds else "No round is open there.")


COMMAND: click.Command = command
