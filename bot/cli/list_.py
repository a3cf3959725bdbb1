"""`list`: what there is, one line each."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from core.standards.rules import AnyRule

KINDS = ("commands", "jobs", "rules", "formats", "sections", "questions")


@click.command()
@click.argument("kind", required=False, type=click.Choice(KINDS))
def command(kind: str | None) -> None:
    """Show what there is, one line each.

    That is chat commands, jobs, rules of audits, formats of retros and of files, sections of
    digests and question sets.
    """
    for each in (kind,) if kind else KINDS:
        lines = LISTS[each]()
        if not kind:
            click.echo(f"{each}:")
        width = max([20, *(len(name) for name, _ in lines)])
        for name, says in lines:
            click.echo(f"  {name:<{width}} {says}")


def _commands() -> list[tuple[str, str]]:
    from bot import commands
    from bot.commands import Command, spoken
    from core.registry import collect

    found = collect(commands, "COMMAND", Command)
    return [(f"{spoken(name)} {each.takes}".strip(), each.help) for name, each in found.items()]


def _jobs() -> list[tuple[str, str]]:
    import sys

    from core.registry import collect
    from jobs import tasks
    from jobs.tasks import Job

    found = collect(tasks, "JOB", Job)
    docs = {name: sys.modules[f"jobs.tasks.{name}"].__doc__ or "" for name in found}
    return [(name, doc.strip().splitlines()[0]) for name, doc in docs.items()]


def _rules() -> list[tuple[str, str]]:
    from core.standards.engine import rules

    return [(name, _rule(each)) for name, each in rules().items()]


def _rule(rule: "AnyRule") -> str:
    from core.standards.signatures import parameters

    params = ", ".join(each.written for each in parameters(rule)) or "no params"
    return f"{rule.title} · reads {' '.join(rule.reads)} · {params}"


def _formats() -> list[tuple[str, str]]:
    from bot.settings import Settings
    from store.content.formats import load

    found = load(Settings.load().content_dir)
    retros = [(name, f"{each.title} · {' '.join(each.phases)}") for name, each in found.items()]
    return [*retros, *_file_formats()]


def _file_formats() -> list[tuple[str, str]]:
    """What `--format` takes, command by command."""
    from pages.kit.formats import find, names
    from pages.retros import formats as of_retros
    from pages.standards import comparisons, logs
    from pages.standards import formats as of_audits

    folders = (
        ("audit", of_audits),
        ("audit compare", comparisons),
        ("audit log", logs),
        ("retros export", of_retros),
    )
    return [
        (name, f"{command} · {find(folder, name).title}")
        for command, folder in folders
        for name in names(folder)
    ]


def _sections() -> list[tuple[str, str]]:
    from core.digests.telling import sections

    return [(name, each.title) for name, each in sections().items()]


def _questions() -> list[tuple[str, str]]:
    from bot.settings import Settings
    from store.content.questions import load

    found = load(Settings.load().content_dir)
    return [(name, each.title) for name, each in found.items()]


LISTS = {
    "commands": _commands,
    "jobs": _jobs,
    "rules": _rules,
    "formats": _formats,
    "sections": _sections,
    "questions": _questions,
}
COMMAND: click.Command = command
