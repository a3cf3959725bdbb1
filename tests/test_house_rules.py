"""The rules of the house: what the repository promises about itself, read from its files."""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import procrastinate
import pytest

ROOT = Path(__file__).parents[1]
NOT_OURS = {".venv", ".git", ".data", "node_modules", "build"}
OURS = ("bot", "cards", "core", "graph", "jobs", "pages", "simulator", "store")
SHARED = {"office", "people", "posting", "pressing", "schedules"}  # by areas of core
LINES = 300
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
CARDS = sorted(
    file
    for file in ROOT.glob("cards/**/*.py")
    if re.search(r"^def build\(", file.read_text("utf-8"), re.M)
)
ACTIONS = {file.stem.rstrip("_") for file in ROOT.glob("bot/actions/*/[a-z]*.py")}
TOOLS = {
    file.stem.rstrip("_")
    for file in ROOT.glob("bot/cli/[a-z]*.py")
    if re.search(r"^COMMAND\b", file.read_text("utf-8"), re.M)
}
# Where an address of a package registry would hide. Pages say in words what is not there.
REGISTRY = re.compile(
    r"(?<!no-emit-)index-url\s*[= ]\s*\S+|https?://(registry|pypi|files\.pythonhosted)\.|^\s*\"resolved\":",
    re.M,
)


def files(*endings: str, under: Path = ROOT) -> Iterator[Path]:
    """Every file of the repository with one of these endings; all without."""
    for entry in sorted(under.iterdir()):
        if entry.name in NOT_OURS or entry.name.endswith(("_cache", "__pycache__", ".egg-info")):
            continue
        if entry.is_dir():
            yield from files(*endings, under=entry)
        elif not endings or entry.suffix in endings:
            yield entry


def name(file: Path) -> str:
    """A file as a reader would write it."""
    return file.relative_to(ROOT).as_posix()


def code(page: Path) -> str:
    """What stands in a page's code: blocks, and words between backticks."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"^```.*?\n(.*?)^```", text, re.M | re.S)
    words = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
    return "\n".join([*blocks, *words])


def verbs(value: object) -> Iterator[str]:
    """Every verb of a card, wherever its button stands."""
    if isinstance(value, dict):
        if isinstance(value.get("verb"), str):
            yield value["verb"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from verbs(each)


def imported(file: Path) -> Iterator[str]:
    """The first word of everything a file imports."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def packages(line: str) -> list[str]:
    """What a line of dependencies declares: `psycopg[pool]>=3` is psycopg and psycopg-pool."""
    name, *extras = re.findall(r"[\w.-]+", line.split(">")[0])
    return [name, *(f"{name}-{extra}" for extra in extras)]


def test_no_python_file_is_longer_than_300_lines() -> None:
    long = [name(f) for f in files(".py") if len(f.read_text("utf-8").splitlines()) > LINES]

    assert not long, f"over {LINES} lines; cut them along an idea: {long}"


def test_core_imports_the_standard_library_and_itself_alone() -> None:
    known = sys.stdlib_module_names | {"core"}
    found = {name(f): set(imported(f)) - known for f in (ROOT / "core").rglob("*.py")}

    assert not {file: more for file, more in found.items() if more}


def test_areas_that_no_contract_names_import_only_what_several_share() -> None:
    """A new area stands beside check-ins until the contracts in pyproject.toml say otherwise."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][1]["layers"]
    named = {part.strip().removeprefix("core.") for each in layers for part in each.split("|")}
    areas = {each.name for each in (ROOT / "core").iterdir() if (each / "__init__.py").exists()}
    own = re.compile(r"^ *(?:from|import) core\.(\w+)", re.M)

    for area in areas - named:
        texts = [file.read_text("utf-8") for file in (ROOT / "core" / area).rglob("*.py")]
        used = {word for text in texts for word in own.findall(text)} & areas
        assert used <= SHARED | {area}, area


@pytest.mark.parametrize("folder", [*OURS, "bench", "tests"])
def test_what_a_folder_imports_is_declared(folder: str) -> None:
    """What only comes along with something else is gone after its next release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    tools = project["optional-dependencies"]["dev"] if folder in ("bench", "tests") else []
    declared = {name for line in [*project["dependencies"], *tools] for name in packages(line)}
    owners = packages_distributions()
    used = {word for file in files(".py", under=ROOT / folder) for word in imported(file)}

    for word in used - sys.stdlib_module_names - {*OURS, "bench", "tests"}:
        names = {owner.lower().replace("_", "-") for owner in owners.get(word, [])}
        assert names & declared, f"{folder}/ imports {word}: add it to pyproject.toml, make lock"


def test_no_file_says_where_packages_come_from() -> None:
    found = [name(f) for f in files() if REGISTRY.search(f.read_text("utf-8", errors="ignore"))]

    assert not found


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "requirements-node.lock"]
)
def test_every_locked_package_has_a_version_and_hashes(lock: str) -> None:
    text = re.sub(r"\\\n", " ", (ROOT / lock).read_text("utf-8"))
    packages = [
        line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")
    ]

    assert packages
    assert all("==" in line and "--hash=sha256:" in line for line in packages)


def test_what_runs_is_what_is_tested() -> None:
    run, dev = (
        set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text("utf-8"), re.M))
        for lock in ("requirements.lock", "requirements-dev.lock")
    )

    assert run <= dev, "make lock brings them together again"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_make_targets_on_a_page_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))

    assert set(re.findall(r"^make ([a-z]+)", code(page), re.M)) <= targets


@pytest.mark.skipif(not TOOLS, reason="there is no command line yet")
@pytest.mark.parametrize("page", PAGES, ids=name)
def test_subcommands_on_a_page_exist(page: Path) -> None:
    assert set(re.findall(r"(?:^|/)process-center ([a-z]+)", code(page), re.M)) <= TOOLS


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_named_on_a_page_exist(page: Path) -> None:
    folders = "|".join(sorted(f.name for f in ROOT.iterdir() if f.is_dir() and f.name[0] != "."))
    named = re.findall(rf"^((?:{folders})/[\w./-]+\.\w+)$", code(page), re.M)

    assert not [file for file in named if not (ROOT / file).exists()]


def test_files_named_in_our_code_exist() -> None:
    """A docstring that sends the reader to a file that was moved is worse than none."""
    folders = "|".join([*OURS, "content", "docs", "manifest"])
    path = re.compile(rf"(?<![\w/.])((?:{folders})/[\w/-]+\.(?:py|md|yaml|json|toml))\b")
    named = {
        (name(file), found)
        for folder in OURS
        for file in files(".py", under=ROOT / folder)
        for found in path.findall(file.read_text("utf-8"))
    }

    assert not [each for each in sorted(named) if not (ROOT / each[1]).exists()]


def test_the_tree_in_the_readme_is_the_tree() -> None:
    tree = re.findall(r"^([\w.]+/) {2,}\S", code(ROOT / "README.md"), re.M)

    assert tree
    assert not [folder for folder in tree if not (ROOT / folder).is_dir()]


@pytest.mark.parametrize("card", CARDS, ids=name)
def test_every_card_is_kept_as_it_was_reviewed(card: Path) -> None:
    assert list(ROOT.glob(f"tests/cards/golden/{card.stem}*.json")), (
        "add it to tests/cards/samples.py"
    )


@pytest.mark.skipif(not ACTIONS, reason="there are no actions yet")
def test_every_button_has_its_action() -> None:
    shown = {
        verb
        for file in ROOT.glob("tests/cards/golden/*.json")
        for verb in verbs(json.loads(file.read_text("utf-8")))
    }

    assert shown
    assert {verb.replace(".", "_", 1) for verb in shown} <= ACTIONS


def test_every_permission_that_graph_asks_for_is_explained() -> None:
    asked = {
        word
        for file in files(".py", under=ROOT / "graph")
        for word in re.findall(r"\b[A-Z]\w+\.Read\w*\.(?:All|Group)\b", file.read_text("utf-8"))
    }
    page = (ROOT / "docs" / "getting-started.md").read_text("utf-8")

    assert not {word for word in asked if f"| `{word}` |" not in page}


def test_the_manifest_has_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    manifest = json.loads((ROOT / "manifest" / "manifest.json").read_text("utf-8"))

    assert manifest["version"] == project["version"]


def test_the_queue_s_schema_is_that_of_the_installed_engine() -> None:
    own = ROOT / "store" / "migrations" / "versions" / "m0002_procrastinate_3_10.sql"
    engine = Path(procrastinate.__file__).parent / "sql" / "schema.sql"

    assert own.read_text("utf-8") == engine.read_text("utf-8"), (
        "the engine changed its schema: add its migration as a new version"
    )


def test_no_test_is_a_measurement() -> None:
    """How long something takes is shown by `make bench`, as a ratio in one run."""
    timers = re.compile(r"\b(?:perf_counter|process_time)" + r"\(")
    tests = files(".py", under=ROOT / "tests")

    assert not [name(file) for file in tests if timers.search(file.read_text("utf-8"))]


def test_every_command_is_run_as_a_process_of_its_own_by_a_test() -> None:
    """Others are forked; that a command imports all that it needs only a true process shows."""
    true = re.compile(r"\.(?:launches|starts)\(\s*\"([a-z]+)\"")
    tests = ROOT.glob("tests/cli/test_*.py")

    assert {word for file in tests for word in true.findall(file.read_text("utf-8"))} == TOOLS


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(file.name[:4]) for file in sorted(ROOT.glob("docs/decisions/*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_schema_stands_beside_its_licence() -> None:
    assert list(ROOT.glob("tests/schemas/*.json"))
    for schema in ROOT.glob("tests/schemas/*.json"):
        begins = {"adaptive-card": "AdaptiveCards", "graph": "microsoftgraph", "sarif": "sarif"}
        owner = next(
            (each for name, each in begins.items() if schema.name.startswith(name)),
            "microsoft-teams-app-schema",
        )
        assert (schema.parent / f"LICENSE.{owner}").is_file()
