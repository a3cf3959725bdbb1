"""`demo`: a simulated company in a browser, with Process Center at work in it."""

import click


@click.command()
@click.option(
    "--port", default=3980, show_default=True, type=click.IntRange(1, 65535), help="Of its page."
)
@click.option("--no-browser", is_flag=True, help="Only print the address; open nothing.")
@click.option("--fresh", is_flag=True, help="Start anew; what the last demo left is thrown away.")
@click.option("--attended", is_flag=True, help="End with whoever started it, as `make` does.")
def command(port: int, no_browser: bool, fresh: bool, attended: bool) -> None:
    """Try Process Center in a browser, on a simulated company.

    No Microsoft account is needed.
    """
    from bot.demo.stage import play
    from bot.runtime import run

    run(play(port, browser=not no_browser, fresh=fresh, attended=attended))


COMMAND: click.Command = command
