"""`process-center`: one command line; `--help` imports no SDK."""

import sys

import click

from bot.command_line import Commands


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show a traceback when something fails.")
@click.version_option(package_name="process-center", message="%(version)s")
def command(debug: bool) -> None:
    """Help every project team to deliver, from inside Microsoft Teams."""
    click.get_current_context().obj = {"debug": debug}


def main() -> None:
    """Run it. Exit codes: 0 done, 2 could not be done; an error is one sentence on stderr."""
    from core.errors import CenterError

    debug = "--debug" in sys.argv[1:]
    try:
        code = command.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except CenterError as error:
        if debug:
            raise
        click.echo(error.says, err=True)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
