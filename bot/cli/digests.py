"""`digests`: send leaders their digests now."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from core.errors import SetupError

if TYPE_CHECKING:
    from core.digests.ports import Recipient
    from core.ports import Ports

DONE_IN_PART = 3  # exit code


@click.group()
def command() -> None:
    """Send digests now."""


@command.command()
@click.argument("ids", nargs=-1, metavar="ID…")
@click.option("--all", "every", is_flag=True, help="All digests of the office.")
@click.option("--wait", is_flag=True, help="Stay until every post is settled.")
def send(ids: tuple[str, ...], every: bool, wait: bool) -> int:
    """Send each digest to the leaders whom it is for.

    It tells how things stand now.
    """
    from bot.runtime import run

    if every == bool(ids):
        raise click.UsageError("Name digests by their ids, or say --all.")
    return run(_send(None if every else list(dict.fromkeys(ids)), wait))


async def _send(ids: Sequence[str] | None, wait: bool) -> int:
    from bot.app import center
    from bot.cli.kit.known import refuse
    from bot.cli.kit.waiting import settled
    from bot.door.readiness import Readiness
    from bot.runtime import database, settings

    found = settings()
    async with database(found) as db, center(found, db) as made:
        recipients, unknown = await made.ports.digests.digests.recipients(ids)
        if unknown:
            await refuse(db, "digests", unknown, "nothing was sent")
        if not recipients:
            click.echo("No leader gets a digest yet. The office file names them in its center.")
        sent = [made_id for each in recipients if (made_id := await _make(made.ports, each))]
        if wait and sent:
            if "worker" in await Readiness(db).missing():
                raise SetupError("Recorded, but nobody posts: start `process-center serve`.")
            return await settled(made.ports.posting, "digest", sent) or _outcome(sent, recipients)
    return _outcome(sent, recipients)


def _outcome(sent: Sequence[str], recipients: Sequence["Recipient"]) -> int:
    return DONE_IN_PART if len(sent) < len(recipients) else 0


async def _make(ports: "Ports", recipient: "Recipient") -> str:
    """The id of a new digest; empty where there is nobody to tell."""
    from uuid import uuid4

    from core.digests import service

    name, whose = f"{recipient.series} for {recipient.called}", recipient.leader
    if whose is None:
        click.echo(f"{name}: not sent; nobody is known by that name yet, or they are no leader.")
        return ""
    digest_id = uuid4().hex
    await service.make(ports.digests, digest_id, recipient.series, whose, ports.clock.now())
    rest = "" if whose.conversation_id else "; it waits for a chat with them"
    click.echo(f"{name}: made, as {digest_id}{rest}.")
    return digest_id


COMMAND: click.Command = command
