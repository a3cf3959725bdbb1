"""`permissions`: what Microsoft Graph has to allow, for the standards and what is set."""

import click


@click.command()
@click.option(
    "--standard", "names", multiple=True, metavar="NAME", help="Only for this one; may be repeated."
)
def command(names: tuple[str, ...]) -> None:
    """Show the least permissions that are needed, and for what.

    They are application permissions of Microsoft Graph, one a line, granted to the app in
    Microsoft Entra. Without one of them an audit goes on: what it would have read is unknown, and
    never passes. What a team's owner may allow besides, reading the messages of its channels, is
    asked for by the app package alone, and only by `manifest build --read-messages`.
    """
    from bot.cli.kit.desk import chosen
    from bot.needed import needed
    from bot.settings import Settings
    from store.content.standards import load

    settings = Settings.load()
    found = needed(settings, chosen(load(settings.content_dir), names))
    rows = [(each.permission, each.used_for, each.whose) for each in found]
    rows.insert(0, ("permission", "used for", "because of"))
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    for position, (permission, read_for, rules) in enumerate(rows):
        line = f"{permission:<{widths[0]}}  {read_for:<{widths[1]}}  {rules}"
        click.echo(line, err=position == 0)  # the head is no part of what is piped on


COMMAND: click.Command = command
