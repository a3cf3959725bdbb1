"""`deliveries`: what became of the messages that ask people, and sending again what failed."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.app import App

STATES = (
    *("answered", "left", "away", "queued", "sent"),
    *("failed", "unknown", "not_installed", "cancelled"),
)


class _Shown(click.Group):
    """Without the name of a subcommand it shows."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads `deliveries ROUND` as `deliveries show ROUND`."""
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["show", *args])


@click.group(cls=_Shown, subcommand_metavar="[ROUND] | COMMAND")
def command() -> None:
    """Show what became of messages, or send again what failed.

    ROUND is a round's id, or a check-in's for its newest. Without it: the cards of all that is open
    and that are not sent. With --state only those in one state, with --format json as JSON.
    """


@command.command()
@click.argument("round_", metavar="[ROUND]", required=False)
@click.option(
    "--state",
    type=click.Choice(STATES),
    metavar="STATE",
    help=f"Only those in this state: {', '.join(STATES[:-1])} or {STATES[-1]}.",
)
@click.option(
    "--format",
    "how",
    type=click.Choice(("table", "json")),
    default="table",
    help="How it is written.  [default: table]",
)
def show(round_: str | None, state: str | None, how: str) -> None:
    """Everybody whom a round concerns, or all that is not sent."""
    from bot.runtime import run

    click.echo(run(_show(round_, state, how)))


@command.command()
@click.argument("named", metavar="ROUND|CARD")
def resend(named: str) -> None:
    """Send again what failed of a round, and nothing else.

    CARD is the id of any card that `deliveries` lists, also of a retro or a digest.
    """
    from bot.runtime import run

    click.echo(run(_resend(named)))


async def _show(named: str | None, state: str | None, how: str) -> str:
    from bot.app import center
    from bot.cli.kit import deliveries
    from bot.runtime import database, settings

    found = settings()
    async with database(found) as db, center(found, db) as made:
        if named is None:
            unsent = await made.ports.posting.unsent.all()
            return deliveries.unsent(unsent, state, how)
        round_id, checkin_id = await _round(made, named)
        now = made.ports.clock.now()
        people = await made.ports.checkins.rounds.recipients(round_id, now)
        return deliveries.of_round(round_id, checkin_id, people, state, how)


async def _resend(named: str) -> str:
    from bot.app import center
    from bot.runtime import database, settings
    from core.errors import InputError
    from core.words import count

    found = settings()
    async with database(found) as db, center(found, db) as made:
        unsent = made.ports.posting.unsent
        kinds = {each.id: each.kind for each in await unsent.all()}
        id_ = named if named in kinds else (await _round(made, named))[0]
        if id_ not in kinds and id_ not in await made.ports.checkins.rounds.open_rounds(None):
            raise InputError("This round has closed, so its card is not sent any more.")
        again = await unsent.again(kinds.get(id_, "round"), id_)
    return f"{count(again, 'card')} sent again." if again else "Nothing failed, so nothing is sent."


async def _round(made: "App", named: str) -> tuple[str, str]:
    """Its id and that of its check-in. Raises InputError."""
    from bot.cli.kit.known import ids_of, refuse
    from core.errors import InputError

    if found := await made.ports.checkins.rounds.newest(named):
        return found
    if named in await ids_of(made.database, "checkins"):
        raise InputError(f"The check-in “{named}” has had no round yet.")
    await refuse(made.database, "checkins", [named], "nothing is shown or sent")
    raise AssertionError("refuse raises")


COMMAND: click.Command = command
