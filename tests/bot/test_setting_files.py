"""Secrets and addresses that a file holds, and the one sentence for each file that does not."""

import os
import re
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import setting_files
from bot.cli.doctor import missing
from bot.doctor import registration
from bot.settings import PREFIX, Settings
from core.errors import SetupError
from store.content import load as load_content
from tests.bot.conftest import Load
from tests.without_rights import let_in, somebody_without_rights

SECRET = "hunter2"  # noqa: S105 what may be told nowhere
URL = f"postgresql://center:{SECRET}@db.example/center"
REGISTERED = {"APP_ID": "app", "APP_TENANT_ID": "home", "APP_TYPE": "SingleTenant"}


IN_A_FILE = {
    "DATABASE_URL": URL,
    "APP_PASSWORD": SECRET,
    "METRICS_TOKEN": SECRET,
    "GRAPH_URL": "https://graph.example/v1.0",
    "OPENID_METADATA_URL": "https://login.example/keys",
    "TOKEN_ISSUER": "https://issuer.example",
}


def test_every_secret_and_every_address_may_be_in_a_file(load: Load, tmp_path: Path) -> None:
    for name, value in IN_A_FILE.items():
        (tmp_path / name).write_text(value)
    found = load({f"{name}_FILE": name for name in IN_A_FILE})

    given = {name: getattr(found, name.lower()) for name in IN_A_FILE}
    plain = {
        name: getattr(each, "get_secret_value", each.__str__)() for name, each in given.items()
    }
    assert plain == IN_A_FILE
    assert sorted(found.in_files) == sorted(IN_A_FILE)
    assert found.secrets() == (URL, SECRET, SECRET)
    assert SECRET not in f"{found!r} {found} {found.model_dump()}"


def test_the_manual_names_exactly_the_settings_that_may_be_in_a_file() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    (said,) = re.findall(r"Each secret and each address, which are (.+?), can be", manual, re.S)
    there = setting_files.names(Settings.model_fields)
    may_be = {name.removesuffix("_file").upper() for name in there if name.endswith("_file")}

    assert set(re.findall(r"`(\w+)`", said)) == may_be == {*IN_A_FILE, "STATIC_TOKEN"}


def test_a_rehearsal_s_token_may_be_in_a_file_too(load: Load, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(SECRET)
    here = {"GRAPH_URL": "http://127.0.0.1:1", "OPENID_METADATA_URL": "http://127.0.0.1:1"}
    found = load({**here, "SERVICE_URL_HOSTS": "127.0.0.1", "STATIC_TOKEN_FILE": "token"})

    assert found.secrets() == (SECRET,)


WRITTEN = {
    "alone": b"hunter2",
    "with a newline": b"hunter2\n",
    "with several": b"hunter2\n\n\n",
    "with CRLF": b"hunter2\r\n",
    "with blanks around it": b" \t hunter2 \n",
    "with a mark of its bytes' order": b"\xef\xbb\xbfhunter2\r\n",
}


@pytest.mark.parametrize("held", WRITTEN.values(), ids=WRITTEN.keys())
def test_space_around_a_value_is_none_of_it(load: Load, tmp_path: Path, held: bytes) -> None:
    (tmp_path / "password").write_bytes(held)
    found = load({"APP_PASSWORD_FILE": "password"})

    assert found.app_password is not None
    assert found.app_password.get_secret_value() == SECRET


def test_a_file_is_found_where_a_link_leads(load: Load, tmp_path: Path) -> None:
    """As Kubernetes gives a secret: a link to a link."""
    (tmp_path / "..data").mkdir()
    (tmp_path / "..data" / "password").write_text(SECRET)
    (tmp_path / "password").symlink_to("..data/password")

    assert load({"APP_PASSWORD_FILE": str(tmp_path / "password")}).secrets() == (SECRET,)


def _nothing(_file: Path) -> None:
    """A file that is missing."""


NO_VALUES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (_nothing, r"cannot be read \(No such file or directory\)"),
    "empty": (Path.touch, "is empty"),
    "of blanks": (lambda file: file.write_text(" \r\n\n"), "is empty"),
    "a folder": (Path.mkdir, "is no file"),
    "a pipe without a writer": (os.mkfifo, "is no file"),
    "a link to itself": (lambda file: file.symlink_to(file), r"cannot be read \(Too many levels"),
    "below a file": (
        lambda file: file.symlink_to(__file__ + "/x"),
        r"cannot be read \(Not a directory\)",
    ),
    "of two lines": (lambda file: file.write_text(f"{SECRET}\n{SECRET}"), "must hold one line"),
    "with a nought": (lambda file: file.write_bytes(b"hunter2\0"), "must hold one line"),
    "of UTF-16": (lambda file: file.write_bytes(SECRET.encode("utf-16")), "must hold one line"),
    "that never ends": (lambda file: file.symlink_to("/dev/zero"), "is no file"),
    "too large": (lambda file: file.write_text(SECRET * 10_000), "is larger than 64 KB"),
}


@pytest.mark.parametrize(("make", "says"), NO_VALUES.values(), ids=NO_VALUES.keys())
def test_a_file_without_a_value_is_one_sentence(
    load: Load, tmp_path: Path, make: Callable[[Path], object], says: str
) -> None:
    make(tmp_path / "password")
    with pytest.raises(SetupError, match=f"^{PREFIX}APP_PASSWORD_FILE: password {says}") as caught:
        load({"APP_PASSWORD_FILE": "password"})

    assert "\n" not in caught.value.says
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_a_file_that_may_not_be_read_is_one_sentence(load: Load, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(SECRET)
    (tmp_path / "password").chmod(0o000)
    let_in(tmp_path, 0o755)

    with somebody_without_rights(), pytest.raises(SetupError, match="Permission denied"):
        load({"APP_PASSWORD_FILE": "password"})


MISTAKES = {
    "given twice": (
        {"APP_PASSWORD_FILE": "held", "APP_PASSWORD": "other"},
        "APP_PASSWORD_FILE cannot stand beside PROCESS_CENTER_APP_PASSWORD: remove one",
    ),
    "of something that is no secret": (
        {"APP_ID_FILE": "held"},
        "APP_ID_FILE is not a setting; did you mean PROCESS_CENTER_APP_ID",
    ),
    "with a slip in its name": (
        {"DATABASE_URL_FLIE": "held"},
        "DATABASE_URL_FLIE is not a setting; did you mean PROCESS_CENTER_DATABASE_URL_FILE",
    ),
    "of another kind": ({"DATABASE_URL_FILE": "held"}, "DATABASE_URL_FILE must be a PostgreSQL"),
    "that is no address": ({"GRAPH_URL_FILE": "held"}, "GRAPH_URL_FILE must be a plain https"),
}


@pytest.mark.parametrize(("given", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_names_the_setting_and_never_what_the_file_holds(
    load: Load, tmp_path: Path, given: dict[str, str], says: str
) -> None:
    (tmp_path / "held").write_text(SECRET)
    with pytest.raises(SetupError) as caught:
        load(given)

    assert re.match(PREFIX + says, caught.value.says)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_an_empty_value_is_none_beside_a_file(load: Load, tmp_path: Path) -> None:
    (tmp_path / "held").write_text(SECRET)
    found = load({"APP_PASSWORD": "", "APP_PASSWORD_FILE": "held", "METRICS_TOKEN_FILE": ""})

    assert found.in_files == ["APP_PASSWORD"]


def test_the_file_may_be_named_in_env(load: Load, tmp_path: Path) -> None:
    (tmp_path / "held").write_text(SECRET)
    (tmp_path / ".env").write_text("PROCESS_CENTER_APP_PASSWORD_FILE=held\n")

    assert load({}).secrets() == (SECRET,)


def test_doctor_says_what_was_in_a_file(load: Load, tmp_path: Path) -> None:
    (tmp_path / "held").write_text(SECRET)
    told = registration(load({**REGISTERED, "APP_PASSWORD_FILE": "held"}))

    says = "read and in agreement; signs in with a secret; from a file: APP_PASSWORD"
    assert (told.fine, told.says) == (True, says)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody but its owner may look into, with a file."""
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "bot.pem").write_text("…")
    let_in(tmp_path, 0o755)
    folder.chmod(0o700)
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize("right", [0o700, 0o755])
def test_a_certificate_that_the_service_may_not_read_is_one_sentence(
    load: Load, closed: Path, right: int
) -> None:
    closed.chmod(right)
    (closed / "bot.pem").chmod(0o600)
    settings = load({**REGISTERED, "APP_CERTIFICATE_PATH": str(closed / "bot.pem")})
    settings.check_registration()

    (closed / "bot.pem").chmod(0o000)
    with somebody_without_rights():
        says = registration(settings).says
    assert says.startswith(
        "PROCESS_CENTER_APP_CERTIFICATE_PATH names a file that this user may not read"
    )


async def test_a_data_folder_of_somebody_else_ends_no_doctor(closed: Path) -> None:
    with somebody_without_rights():
        remark = await missing(Settings(data_dir=closed / "data"))

    assert remark is not None
    assert (remark.fine, remark.about) == (False, "database")
    assert "is closed to this user: run this as the user of the service" in remark.says


def test_a_content_folder_of_somebody_else_is_one_sentence(closed: Path) -> None:
    with somebody_without_rights(), pytest.raises(SetupError, match="Name another by PROCESS_CENT"):
        load_content(closed / "content")


def test_an_env_file_of_somebody_else_is_one_sentence(load: Load, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PROCESS_CENTER_APP_ID=app\n")
    (tmp_path / ".env").chmod(0o000)
    let_in(tmp_path, 0o755)

    with somebody_without_rights(), pytest.raises(SetupError, match="run it as the user of the"):
        load({})
