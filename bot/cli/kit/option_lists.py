"""Options that take one value or several: `--team A B` is the same as `--team A --team B`."""

import click


class RepeatingGroup(click.Group):
    """A command without arguments: words after an option that repeats are values of it.

    Those below it are named first of all.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeats the option before each of its further values, where the command is its own."""
        if args and args[0] in self.commands:
            return super().parse_args(ctx, args)
        return super().parse_args(ctx, _repeated(args, _repeating(self)))


class Repeating(click.Command):
    """The same of a command below another; its arguments stand before its options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeats the option before each of its further values."""
        return super().parse_args(ctx, _repeated(args, _repeating(self)))


def _repeating(command: click.Command) -> set[str]:
    """The options of a command that may stand several times, as they are written."""
    return {
        name
        for each in command.params
        if isinstance(each, click.Option) and each.multiple
        for name in each.opts
    }


def _repeated(args: list[str], repeat: set[str]) -> list[str]:
    spread: list[str] = []
    option, values = "", 0
    for word in args:
        if word.startswith("-"):
            option, values = (word, 0) if word in repeat else ("", 0)
        else:
            values += 1
            if option and values > 1:
                spread.append(option)
        spread.append(word)
    return spread
