"""`manifest build --output FILE.zip`: the Teams app package, ready to upload."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.app_package import Wanted


@click.group()
def command() -> None:
    """Build the Teams app package."""


@command.command()
@click.option(
    "--output",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    help="The zip to write.",
)
@click.option(
    "--read-messages",
    is_flag=True,
    help="Ask each team's owner to let it read the messages of the team's channels, so that a card"
    " of which the answer was lost is looked for. Everything else works without.",
)
@click.option(
    "--private-replies",
    is_flag=True,
    help="Let people speak to it in a channel without the others seeing it.",
)
def build(file: Path, read_messages: bool, private_replies: bool) -> None:
    """Write the package for the bot registration in APP_ID.

    It asks for as little as this registration can have, and no more than the options say. The same
    input gives the same file.
    """
    from bot.app_package import Wanted, manifest, package
    from bot.app_types import AppType
    from bot.cli.kit.files import check, check_ending, to_file
    from bot.settings import Settings

    check_ending(file, ".zip")
    check(file)
    settings = Settings.load()
    registered = settings.app_type is not AppType.USER_ASSIGNED_MSI
    wanted = Wanted(read_messages, private_replies, registered)
    content = package(settings.app_id, wanted)
    to_file(file, [content])
    click.echo(f"Written to {file} for the app {manifest(settings.app_id)['id']}.", err=True)
    _advise(settings.app_id, wanted)


def _advise(app_id: str | None, wanted: "Wanted") -> None:
    from bot.app_package import has_examples, manifest

    if has_examples(manifest(app_id)):
        click.echo(
            "Its developer addresses are still examples: put your own into manifest/manifest.json.",
            err=True,
        )
    if not wanted.registered:
        click.echo(
            "A UserAssignedMSI bot has no app registration, so the app cannot look for a card of"
            " which the answer was lost, nor install itself for people. APP_TYPE=Federated has both"
            " ways open.",
            err=True,
        )
    if app_id:
        where = "Teams apps, Manage apps, Upload new app"
        click.echo(f"Upload it in the Teams admin center: {where}.", err=True)
        return
    click.echo(
        "It names no bot, so Teams will refuse it: set PROCESS_CENTER_APP_ID to the id of the bot"
        " registration and build it again.",
        err=True,
    )


COMMAND: click.Group = command
