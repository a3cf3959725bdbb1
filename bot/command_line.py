"""The command line and its registry: the folder `bot/cli`, read only as far as it is needed."""

import importlib
import pkgutil

import click

from bot import cli

NAME = "process-center"


class Commands(click.Group):
    """Finds a command by its file; `checkins` imports nothing that `serve` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command there is, by name."""
        del ctx
        return sorted(file.rstrip("_") for file in _files())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        reserved = f"{cmd_name}_"
        file = reserved if reserved in _files() else cmd_name
        module = importlib.import_module(f"{cli.__name__}.{file}")
        found = module.COMMAND
        return found if isinstance(found, click.Command) else None


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show a traceback when something fails.")
@click.version_option(package_name=NAME, message="%(version)s")
def command(debug: bool) -> None:
    """Help every project team to deliver, from inside Microsoft Teams."""
    click.get_current_context().obj = {"debug": debug}


def _files() -> list[str]:
    """Each is a command; what they share is in folders beside them."""
    return [info.name for info in pkgutil.iter_modules(cli.__path__) if not info.ispkg]
