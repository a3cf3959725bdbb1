"""Standards, read from the content folder: one YAML file each, its name is its id."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from core.errors import InputError, NoTeam, StandardError
from core.office.references import Path as Where
from core.office.written import ContentName, Line
from core.standards.checks import check
from core.standards.engine import rules
from core.standards.model import AppliesTo, Clause, Standard, Waiver
from core.standards.naming import id_instead
from core.standards.rules import AnyRule
from core.standards.signatures import parameters
from core.suggest import quoted
from store.yaml.reader import AS_WRITTEN, Field, TreeReader, shape, told
from store.yaml.tree import Broken, Mistake, Node, Position, parse
from store.yaml.tree import Mapping as Block

FOLDER = "standards"
LARGEST = 50_000_000  # bytes; a file that never ends would fill the memory
RAW = Annotated[Node, AS_WRITTEN]
STANDARD = {
    "standard": Field(ContentName),
    "title": Field(Line),
    "applies_to": Field(AppliesTo, required=False),
    "clauses": Field(tuple[RAW, ...]),
    "waivers": Field(tuple[Waiver, ...], required=False),
}
CLAUSE = shape(Clause) | {"params": Field(RAW, required=False)}


def names(folder: Path) -> list[str]:
    """The standards that are in the content folder, read or not."""
    return [file.stem for file in files(folder)]


def load(folder: Path) -> dict[str, Standard]:
    """Every standard of the content folder, by name; none where it has none.

    Raises StandardError with every mistake of every file.
    """
    return {standard.name: standard for standard in load_files(files(folder))}


def load_files(files: Iterable[Path], teams: Mapping[str, str] | None = None) -> list[Standard]:
    """The standards of these files. Raises StandardError with every mistake of all of them; a file
    that cannot be opened is one.

    Where `teams` are known, names by id, a mistake tells the id of one that is named.
    """
    found: list[Standard] = []
    mistakes: list[str] = []
    for file in files:
        try:
            with file.open("rb") as opened:
                data = opened.read(LARGEST + 1)
            if len(data) > LARGEST:
                mistakes.append(f"{file}: is larger than any standard. Look whether it is the one.")
                continue
            found.append(read(data, file.name, teams))
        except StandardError as error:
            mistakes += error.mistakes
        except OSError as error:
            reason = error.strerror or "unreadable"
            mistakes.append(f"{file}: cannot be read ({reason}). Name a file that can.")
    if mistakes:
        raise StandardError(mistakes)
    return found


def read(data: bytes, name: str, teams: Mapping[str, str] | None = None) -> Standard:
    """The standard in a file of this name. Raises StandardError with every mistake, each with
    file, line and column (from 1)."""
    node, mistakes = parse(data)
    reader = TreeReader(partial(_explained, teams or {}))
    reader.mistakes += mistakes
    if isinstance(node, Block):
        standard = _Standard(reader, name).of(node)
        if not reader.mistakes:
            return standard
    elif not mistakes:
        says = "A standard starts with standard:, title: and clauses:. Write these three."
        reader.mistakes.append(Mistake(node.at if node else Position(), says))
    raise StandardError(told(name, reader.mistakes))


def _explained(teams: Mapping[str, str], error: InputError) -> str:
    if isinstance(error, NoTeam) and (instead := id_instead(error.text, teams)):
        return f"{quoted(error.text)} is no team id. {instead}"
    return error.says


def files(folder: Path) -> list[Path]:
    """Those of the content folder, and those that end in `.yml`, so that none is passed over."""
    return sorted((folder / FOLDER).glob("*.y*ml"))


class _Standard:
    """One file in the making; the reader keeps what is wrong with it."""

    def __init__(self, reader: TreeReader, file: str) -> None:
        self._reader = reader
        self._file = file
        self._rules = rules()

    def of(self, node: Block) -> Standard:
        given = self._reader.block(STANDARD, node)
        clauses = given["clauses"]
        standard = Standard(
            name=given["standard"],
            title=given["title"],
            applies_to=given.get("applies_to", AppliesTo()),
            clauses=tuple(self._clause(each, at) for at, each in enumerate(clauses or ())),
            waivers=given.get("waivers", ()),
        )
        self._fits_file(standard)
        if clauses == ():
            self._reader.say(("clauses",), "clauses: is empty. Write at least one clause.")
        self._judge(standard)
        return standard

    def _fits_file(self, standard: Standard) -> None:
        stem, ending = Path(self._file).stem, Path(self._file).suffix
        if ending != ".yaml":
            says = f"The file of a standard ends in .yaml. Call it {stem}.yaml."
            self._reader.say((), says)
        if standard.name and standard.name != stem:
            says = f"standard: must be the file's name, “{stem}”. Change one of the two."
            self._reader.say(("standard",), says)

    def _judge(self, standard: Standard) -> None:
        for problem in check(standard, self._rules):
            if problem.path not in self._reader.spoiled:
                label = next(part for part in reversed(problem.path) if isinstance(part, str))
                self._reader.say(problem.path, f"{label}: {problem.says}")

    def _clause(self, node: Node, position: int) -> Clause:
        path = ("clauses", position)
        if not isinstance(node, Block):
            if not isinstance(node, Broken):
                says = f"clauses: each must be a block with {', '.join(CLAUSE)}."
                self._reader.say(node, says)
            return Clause(**dict.fromkeys(CLAUSE))  # type: ignore[arg-type]  # for the checks
        self._reader.places[path] = node.at
        given: dict[str, Any] = self._reader.block(CLAUSE, node, path)
        written, rule = given.get("params"), self._rules.get(given["rule"])
        if rule is None:
            return Clause(**{**given, "params": {}})
        if written is None:
            written = Block(self._reader.place((*path, "rule")))
        return Clause(**{**given, "params": self._params(rule, written, (*path, "params"))})

    def _params(self, rule: AnyRule, node: Node, path: Where) -> dict[str, Any]:
        """What the clause says to its rule, by the names that it uses; what it leaves out is the
        rule's own to say."""
        wanted = {each.name: Field(each.type, each.required) for each in parameters(rule)}
        if not isinstance(node, Block):
            example = ", ".join(f"{name}: …" for name in wanted)
            self._reader.say(node, f"params: must be a block like {{{example}}}.")
            return {}
        given = self._reader.block(wanted, node, path)
        told = self._reader.spoiled | self._reader.puzzling
        for name, value in given.items():
            if wanted[name].required and value in ((), {}) and (*path, name) not in told:
                self._reader.say((*path, name), f"{name}: is empty. Name at least one.")
        return given
