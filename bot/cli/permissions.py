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
    never passes. Below them stand those that remedies write by, once somebody approved them;
    without one of them its remedies are left to people. What a team's owner may allow besides,
    reading the messages of its channels, is asked for by the app package alone, and only by
    `manifest build --read-messages`.
    """
    from bot.cli.kit.desk import chosen
    from bot.needed import needed, needed_to_write
    from bot.settings import Settings
    from store.content.standards import load

    settings = Settings.load()
    asked = list(chosen(load(settings.content_dir), names))
    read, written = needed(settings, asked), needed_to_write(asked)
    parts = [(("permission", "used for", "because of"), read)]
    if written:
        parts.append((("permission to put right", "remedies", "because of"), written))
    rows = [
        [head, *((each.permission, each.used_for, each.whose) for each in part)]
        for head, part in parts
    ]
    widths = [max(len(row[column]) for part in rows for row in part) for column in range(2)]
    for part in rows:
        for position, (permission, used_for, whose) in enumerate(part):
            line = f"{permission:<{widths[0]}}  {used_for:<{widths[1]}}  {whose}"
            click.echo(line, err=position == 0)  # the heads are no part of what is piped on


COMMAND: click.Command = command
