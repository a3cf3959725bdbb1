"""Every command under every kind of trouble: an exit code of the contract, and one sentence."""

import os
import re
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click
import pytest

from bot.command_line import command
from tests.cli.terminal import Output, Terminal
from tests.cli.test_help import below
from tests.conftest import CONTENT
from tests.ground import office

REGISTRATION = {
    "APP_ID": "11111111-2222-4333-8444-555555555555",
    "STATIC_TOKEN": "opens-nothing",
    "TENANTS": "home",
    "SERVICE_URL_HOSTS": "127.0.0.1",
    "OPENID_METADATA_URL": "http://127.0.0.1:9/openid",
    "GRAPH_URL": "http://127.0.0.1:9/v1.0",
    "CONTENT_DIR": str(CONTENT),
}
LEAVES = {
    each.command_path.removeprefix("process-center ").strip(): each.command
    for each in below(click.Context(command, info_name="process-center"))
    if not isinstance(each.command, click.Group) or each.command.invoke_without_command
}
WRITE = {"backup"}  # to the file that they are given
SENTENCE = re.compile(r"[A-Z/“a-z_].*[.?]")
PROGRESS = re.compile(r"[A-Z][a-z]+ [a-z ]+: \d+ of \d+")  # what a slow machine comes to tell


@dataclass(frozen=True)
class Trouble:
    """What is not as it should be: settings, what is typed, and where the output goes.

    `ends` also what goes on for ever otherwise.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    file: str = ""
    output: Output = Output.READ
    stopped: float | None = None
    ends: bool = True
    lines: int = 1


def setting(name: str, value: str) -> Trouble:
    """One that cannot be used."""
    return Trouble({f"PROCESS_CENTER_{name}": value})


NOWHERE = "postgresql://kim:opensesame@127.0.0.1:9/center"
TROUBLES = {
    "no database": setting("DATABASE_URL", NOWHERE),
    "a database that can only be read": setting("DATABASE_URL", "{read_only}"),
    "a data folder that is a file": Trouble(
        {"PROCESS_CENTER_DATABASE_URL": "", "PROCESS_CENTER_DATA_DIR": "{home}/file"}
    ),
    "content that is garbage": Trouble(
        {"PROCESS_CENTER_CONTENT_DIR": "{home}/garbage"}, file="garbage/file", lines=9
    ),
    "a setting that is garbage": setting("LOG_FORMAT", "\x00\x1b[2J"[1:]),
    "a setting that there is not": setting("DATABSE_URL", "x"),
    "an option that there is not": Trouble(words=("--no-such-thing",)),
    "a file that cannot be had": Trouble(file="no/such/file", ends=False),
    "an output that is full": Trouble(output=Output.FULL, ends=False, lines=2),
    "an output that is closed": Trouble(output=Output.CLOSED, ends=False),
    "an output from which nobody reads": Trouble(output=Output.LEFT, ends=False),
    "an output that knows few letters": Trouble({"PYTHONIOENCODING": "latin-1"}, ends=False),
    "an end before it has begun": Trouble(stopped=0.2),
}


@dataclass(frozen=True)
class Place:
    """A machine with a good database, an office file, and what trouble needs."""

    home: Path
    database_url: str
    taken: int

    def words(self, path: str, leaf: click.Command, trouble: Trouble) -> tuple[str, ...]:
        """What is typed, with something for each argument; who goes on for ever cannot begin."""
        typed = path.split()
        for each in leaf.params:
            is_file = isinstance(each.type, click.Path)
            if each.required or (trouble.file if is_file else isinstance(each, click.Argument)):
                named = [each.opts[0]] if isinstance(each, click.Option) else []
                typed += [*named, self._given(each, trouble, writes=path in WRITE)]
        if "port" in {each.name for each in leaf.params}:
            typed += ["--port", str(self.taken)]
        return (*typed, *trouble.words)

    def _given(self, param: click.Parameter, trouble: Trouble, *, writes: bool) -> str:
        if isinstance(param.type, click.Choice):
            return str(param.type.choices[0])
        if not isinstance(param.type, click.Path):
            return "weekly"
        if trouble.file and (isinstance(param, click.Argument) or not trouble.ends):
            return str(self.home / trouble.file)
        is_output = writes or isinstance(param, click.Option)
        return str(self.home / ("out" if is_output else "office.yaml"))

    def environment(self, trouble: Trouble, endless: bool) -> dict[str, str]:
        """Good settings, but for the trouble; whoever goes on for ever has no registration."""
        good = REGISTRATION | {"DATABASE_URL": self.database_url, "DATA_DIR": str(self.home)}
        if endless and not trouble.ends:
            good |= {"APP_ID": "", "STATIC_TOKEN": ""}
        named = {f"PROCESS_CENTER_{name}": value for name, value in good.items()}
        read_only = f"{self.database_url}&options=-c%20default_transaction_read_only%3Don"
        filled = {
            name: value.format(home=self.home, read_only=read_only)
            for name, value in trouble.settings.items()
        }
        return {**os.environ, **named, **filled}  # noqa: TID251 a child's


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Iterator[Place]:
    """In it another program listens at a port."""
    (tmp_path / "office.yaml").write_text(office())
    (tmp_path / "file").touch()
    for folder in ("garbage", *(f"garbage/{each.name}" for each in CONTENT.iterdir())):
        (tmp_path / folder).mkdir()
        for name in ("file", "file.yaml"):
            (tmp_path / folder / name).write_bytes(bytes(range(256)) * 40)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield Place(tmp_path, database_url, taken.getsockname()[1])


@pytest.mark.parametrize("kind", TROUBLES)
def test_every_command_ends_with_a_sentence(kind: str, place: Place, terminal: Terminal) -> None:
    trouble = TROUBLES[kind]
    wrong = []
    for path, leaf in LEAVES.items():
        words = place.words(path, leaf, trouble)
        environment = place.environment(trouble, endless=path in ("serve", "worker"))
        done = terminal.runs(words, environment, place.home, trouble.output, trouble.stopped)
        told = done.err.strip().splitlines()
        lines = [line for line in told if not PROGRESS.fullmatch(line)]
        fine = done.code in (0, 1, 2, 3) and "Traceback" not in done.out + done.err
        if done.code == 2 and path != "doctor":
            fine = fine and 1 <= len(lines) <= trouble.lines and bool(SENTENCE.match(lines[-1]))
        if not fine or "opensesame" in done.out + done.err:
            wrong.append((" ".join(words), done.code, done.err))
    assert not wrong


@pytest.mark.parametrize("words", ["import /dev/zero", "standards check /dev/zero"])
def test_a_file_without_end_is_not_read_to_its_end(
    words: str, place: Place, terminal: Terminal
) -> None:
    environment = place.environment(Trouble(), endless=False)
    done = terminal.runs((*words.split(),), environment, place.home)

    assert done.code == 2
    assert "/dev/zero" in done.err
    assert "Look whether it is the one." in done.err


def test_a_reader_that_leaves_early_is_no_failure(place: Place, terminal: Terminal) -> None:
    environment = place.environment(Trouble(), endless=False)
    for words in (("list",), ("export",), ("checkins",)):
        done = terminal.runs(words, environment, place.home, Output.LEFT)
        assert (done.code, done.err) == (0, "")


def test_what_a_shell_sets_for_psql_does_not_count(place: Place, terminal: Terminal) -> None:
    habits = {"PGCLIENTENCODING": "LATIN1", "PGDATESTYLE": "German", "PGTZ": "Nowhere/Land"}
    environment = place.environment(Trouble(), endless=False) | habits
    text = (place.home / "office.yaml").read_text().replace("title: Apollo", "title: Cœur ∂")
    (place.home / "office.yaml").write_text(text, encoding="utf-8")

    for words in (("import", "office.yaml"), ("checkins",), ("export",)):
        done = terminal.runs(words, environment, place.home)
        assert done.code == 0, done.err
    assert "Cœur ∂" in done.out
