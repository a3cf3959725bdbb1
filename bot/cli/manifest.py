"""`manifest build --output FILE.zip`: the Teams app package, ready to upload."""

from pathlib import Path

import click


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
def build(file: Path) -> None:
    """Write the package for the bot registration in APP_ID. The same input gives the same file."""
    from bot.app_package import manifest, package
    from bot.cli.kit.files import check, check_ending, to_file
    from bot.settings import Settings

    check_ending(file, ".zip")
    check(file)
    app_id = Settings.load().app_id
    content = package(app_id)
    to_file(file, [content])
    click.echo(f"Written to {file} for the app {manifest(app_id)['id']}.")
    _advise(app_id)


def _advise(app_id: str | None) -> None:
    from bot.app_package import has_examples, manifest

    if has_examples(manifest(app_id)):
        click.echo(
            "Its developer addresses are still examples: put your own into manifest/manifest.json.",
            err=True,
        )
    if app_id:
        click.echo("Upload it in the Teams admin center: Teams apps, Manage apps, Upload new app.")
        return
    click.echo(
        "It names no bot, so Teams will refuse it: set PROCESS_CENTER_APP_ID to the id of the bot"
        " registration and build it again.",
        err=True,
    )


COMMAND: click.Group = command
