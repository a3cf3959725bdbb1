"""What `--help` says is whole on a terminal of 80 columns, for every command."""

import re
from collections.abc import Iterator

import click
import pytest

from bot.command_line import command

ABBREVIATIONS = {"JSON", "YAML"}
WIDTH = 78  # what click writes to a terminal of 80 columns


def below(context: click.Context) -> Iterator[click.Context]:
    """The command and every one below it, each in its context."""
    yield context
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            assert found, name
            yield from below(click.Context(found, info_name=name, parent=context))


EVERY = {
    each.command_path: each for each in below(click.Context(command, info_name="process-center"))
}


@pytest.mark.parametrize("path", EVERY)
def test_help_is_whole(path: str) -> None:
    context = EVERY[path]
    context.terminal_width = WIDTH
    text = context.command.get_help(context)
    about = text.split("\n\n", 1)[1]

    assert "..." not in about, "click cuts the first sentence of a subcommand off"
    assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize("path", EVERY)
def test_what_is_explained_stands_in_the_usage(path: str) -> None:
    """A word in capitals is what somebody writes in its place, or an abbreviation."""
    context = EVERY[path]
    explained = set(re.findall(r"\b[A-Z]{2,}\b", context.command.help or ""))

    assert explained - ABBREVIATIONS <= set(re.findall(r"[A-Z]{2,}", context.get_usage()))


@pytest.mark.parametrize("path", EVERY)
def test_every_command_and_option_says_what_it_does(path: str) -> None:
    context = EVERY[path]

    assert context.command.help
    for each in context.command.params:
        assert not isinstance(each, click.Option) or each.help, each.name
