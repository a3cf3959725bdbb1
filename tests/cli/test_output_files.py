"""A file is written whole or not at all, and nothing but it is touched, whatever stands there."""

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.kit import files
from core.errors import InputError
from tests.without_rights import NOBODY, let_in, somebody_without_rights

WRITE = """
import sys
from pathlib import Path
from bot.cli.kit import files
files.to_file(Path(sys.argv[1]), ["new"])
"""


def _write(file: Path, *pieces: str) -> None:
    files.to_file(file, pieces or ["new"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which everybody may write, with a file of which nothing may be lost."""
    let_in(tmp_path, 0o777)
    (tmp_path / "kept").write_text("before")
    return tmp_path


def test_a_file_that_is_there_keeps_its_permissions_and_its_owner(folder: Path) -> None:
    file = folder / "kept"
    file.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(file, NOBODY, NOBODY)
    before = file.stat()
    _write(file)

    after = file.stat()
    assert file.read_text() == "new"
    assert stat.S_IMODE(after.st_mode) == 0o640
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


def test_a_new_file_is_as_readable_as_any_other(folder: Path) -> None:
    (folder / "usual").touch()
    _write(folder / "new")

    assert (folder / "new").stat().st_mode == (folder / "usual").stat().st_mode


@pytest.mark.parametrize("target", ["kept", "not there yet"])
def test_a_link_is_written_through(folder: Path, target: str) -> None:
    (folder / "link").symlink_to(target)
    (folder / "link to it").symlink_to("link")
    _write(folder / "link to it")

    assert (folder / "link to it").is_symlink()
    assert (folder / "link").is_symlink()
    assert (folder / target).read_text() == "new"


def test_a_pipe_is_written_to_and_stays_one(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with subprocess.Popen(["cat", folder / "pipe"], stdout=subprocess.PIPE) as reader:  # noqa: S603 S607
        _write(folder / "pipe")
        assert reader.communicate(timeout=60)[0] == b"new"
    assert (folder / "pipe").is_fifo()


def test_a_pipe_from_which_nobody_reads_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.0)
    os.mkfifo(folder / "pipe")

    with pytest.raises(InputError, match="Nobody reads from"):
        _write(folder / "pipe")


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("redirected", [">", "|"])
def test_what_is_open_already_is_written_on(folder: Path, name: str, redirected: str) -> None:
    end = "> out" if redirected == ">" else "| cat > out"
    command = f'{{ echo before; "$0" -c "$1" {name}; echo after; }} {end}'
    here = {**os.environ, "PYTHONPATH": str(Path(files.__file__).parents[3])}  # noqa: TID251
    subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", command, sys.executable, WRITE], cwd=folder, check=True, env=here
    )

    assert (folder / "out").read_text() == "before\nnewafter\n"


def test_a_reader_that_leaves_ends_nothing_half_way() -> None:
    read, written = os.pipe()
    os.close(read)
    try:
        _write(Path(f"/dev/fd/{written}"))
    finally:
        os.close(written)


def test_a_device_is_written_to_and_stays_one(folder: Path) -> None:
    _write(Path("/dev/null"))
    (folder / "link").symlink_to("/dev/null")
    _write(folder / "link")

    assert Path("/dev/null").is_char_device()


def _link_to_itself(file: Path) -> None:
    file.symlink_to(file.name)


def _socket(file: Path) -> None:
    os.mknod(file, stat.S_IFSOCK | 0o666)


@pytest.mark.parametrize(
    ("make", "name", "says"),
    [
        (Path.mkdir, "new", "is a folder. Name a file."),
        (_socket, "new", "is a socket. Name a file."),
        (_link_to_itself, "new", "is a link to itself"),
        (Path.touch, "new/er", "The folder .*/new is not there"),
        (None, "no/new", "The folder .*/no is not there"),
        (None, "n" * 300, r"\(File name too long\)"),
        (None, "/proc/new", r"\(No such file or directory\)"),
        (None, "/dev/full", r"\(No space left on device\)"),
        (None, "/dev/fd/63", "is not open for writing"),
    ],
)
def test_what_cannot_be_written_is_told_and_stays(
    folder: Path, make: Callable[[Path], None] | None, name: str, says: str
) -> None:
    if make:
        make(folder / "new")
    before = {each.name: each.lstat() for each in folder.iterdir()}

    with pytest.raises(InputError, match=says):
        _write(folder / name)
    assert {each.name: each.lstat() for each in folder.iterdir()} == before


def test_a_disk_is_never_written_to() -> None:
    disks = (each for each in Path("/dev").iterdir() if each.is_block_device())
    disk = next(disks, None)
    if disk:  # where this machine shows one
        with pytest.raises(InputError, match="is a disk"):
            files.check(disk)


def test_what_may_not_be_written_is_told_before_the_work(folder: Path) -> None:
    (folder / "kept").chmod(0o444)
    (folder / "closed").mkdir(mode=0o555)

    with somebody_without_rights():
        with pytest.raises(InputError, match="kept may not be written to"):
            files.check(folder / "kept")
        with pytest.raises(InputError, match="closed cannot be written to"):
            files.check(folder / "closed" / "new")


def test_a_file_of_somebody_else_is_not_taken_from_them(folder: Path) -> None:
    """It may be written by all, and a file in its place would be ours."""
    (folder / "kept").chmod(0o666)

    with somebody_without_rights():
        if os.geteuid() == (folder / "kept").stat().st_uid:
            _write(folder / "kept")
            return
        with pytest.raises(InputError, match="Operation not permitted"):
            _write(folder / "kept")
    assert [each.name for each in folder.iterdir()] == ["kept"]
    assert (folder / "kept").read_text() == "before"


def test_a_disk_that_is_full_half_way_leaves_what_was_there(folder: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(InputError, match="File too large"):
            _write(folder / "kept", *["piece" * 100] * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert [each.name for each in folder.iterdir()] == ["kept"]
    assert (folder / "kept").read_text() == "before"
