"""How a command ends: its exit code, and one sentence where it could not be done.

0 is done, 1 a “must” that is not met (`audit`), 2 not done, 3 done in part.
"""

import os
import sys
import traceback
from asyncio import CancelledError
from collections.abc import Sequence

import click
from click.exceptions import NoArgsIsHelpError

from bot.command_line import NAME, command
from core.errors import CenterError

NOT_DONE = 2
STOPPED = "Stopped before it was done."


def answer(words: Sequence[str]) -> int:
    """Run the command that these words are; the exit code. What went wrong is on stderr."""
    try:
        code = command.main([*words], prog_name=NAME, standalone_mode=False)
        sys.stdout.flush()
    except NoArgsIsHelpError as error:
        error.show()
        return NOT_DONE
    except (Exception, CancelledError) as error:  # noqa: BLE001 the last edge
        if "--debug" in words:
            traceback.print_exception(error)
        click.echo(told(error), err=True)
        return NOT_DONE
    return code if isinstance(code, int) else 0


def told(error: BaseException) -> str:
    """What went wrong, in a sentence that says what to do. Nothing in it is a secret."""
    match error:
        case CenterError():
            return error.says
        case click.Abort() | CancelledError():
            return STOPPED
        case click.ClickException():
            return _usage(error)
        case BaseExceptionGroup():
            return told(_telling(error))
        case OSError(strerror=str()):
            return _machine(error)
    return f"Something is wrong that nobody foresaw ({type(error).__name__}). {_again()}"


def _machine(error: OSError) -> str:
    if not error.filename:
        return f"This machine refused ({error.strerror}). {_again()}"
    file = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else "A file"
    return f"{file} cannot be used ({error.strerror}). Mend that, or name another place."


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else NAME
    says = error.format_message()
    return f"{says if says.endswith(('.', '?')) else f'{says}.'} `{path} --help` says more."


def _telling(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The one of several that says most: what we foresaw goes before what we did not."""
    known = group.subgroup(CenterError)
    return (known or group).exceptions[0]


def _again() -> str:
    return f"Do it again as `{NAME} --debug …`: it shows where, so that it can be reported."
