"""From bytes to a tree of written values with their places, or all the reasons why not.

The tree is built from the parser's events and not by recursion, so depth and size have limits of
our own, and nothing is ever constructed that the file names.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from core.office.lookalikes import Lookalike, called, lookalike
from core.suggest import quoted

MOST_BYTES = 8_000_000  # About 20,000 projects; the parser reads half a megabyte a second.
DEEPEST = 16  # The office file goes six levels down, a standard five.
UNSHOWN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
INDENTED_BY_TAB = re.compile(r"^ *\t", re.MULTILINE)
# What an editor shows as a space, or not at all, and YAML takes for the first letter of a word.
INDENTED_BY_ELSE = re.compile(
    "^ *[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000]", re.MULTILINE
)
# Where YAML wants a sign of its own, and something that looks like it stands there.
NO_SIGN = re.compile(r"(?:^|[-:,?\[{])\s*([^\x00-\x7f])|([^\x00-\x7f\s])\s*(?:[:,\]}]|$)|([：，])")
NEAR = 3  # lines above the place at which the parser gives up, in which the slip may be
NOT_YAML = "Look for a missing quote, colon, comma or bracket here or in the line above."


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where something stands; both count from 1, in characters."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong and what to do, at a place."""

    at: Position
    says: str


class Style(StrEnum):
    """How a value was written."""

    PLAIN = "plain"
    QUOTED = "quoted"
    STORED = "stored"  # our own body from the database: nothing to mistake


@dataclass(frozen=True, slots=True)
class Scalar:
    """One written value, not yet understood."""

    text: str
    style: Style
    at: Position = Position()
    as_shown: bool = False  # each letter stands at its own column of one line of the file

    def place(self, index: int) -> Position:
        """Where its letter of this number (from 0) stands; where it begins, if that is unknown."""
        if not self.as_shown:
            return self.at
        return Position(self.at.line, self.at.column + index + (self.style is Style.QUOTED))

    @property
    def nothing(self) -> bool:
        """Whether nothing was written, or YAML's and JSON's word for it."""
        return self.style is Style.PLAIN and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    at: Position = Position()
    items: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in order; a key may still stand twice."""

    at: Position = Position()
    entries: list[tuple["Node", "Node"]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Broken:
    """Something whose mistake was already told."""

    at: Position = Position()


Node = Scalar | Listing | Mapping | Broken


def parse(data: bytes) -> tuple[Node | None, list[Mistake]]:
    """The tree (None when there is none to judge) and what was wrong with it as YAML or JSON."""
    if len(data) > MOST_BYTES:
        size = f"is larger than {MOST_BYTES // 1_000_000} MB"
        return None, [Mistake(Position(), f"The file {size}. Write it in pieces.")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error.start)]
    if text.lstrip()[:1] in ("{", "["):
        text = text.replace("\t", " ")  # JSON may indent with tabs; the columns stay.
    wrong = [
        *_at_each(UNSHOWN, text, _unshown),
        *_at_each(INDENTED_BY_TAB, text, lambda _: "A tab indents this line. Use spaces."),
        *_at_each(INDENTED_BY_ELSE, text, _indents),
    ]
    return (None, wrong) if wrong else _Tree().grow(text)


def _unshown(letter: str) -> str:
    return f"A character stands here that cannot be shown, {called(letter)}. Take it out."


def _indents(letter: str) -> str:
    found = lookalike(letter)
    return f"{found.says} It does not indent a line." if found else ""


def _not_utf8(data: bytes, start: int) -> Mistake:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Mistake(Position(), "The file is UTF-16. Save it as UTF-8.")
    return Mistake(
        _place(data[:start].decode("utf-8-sig", "replace")),
        "A byte stands here that is not UTF-8. Save the file as UTF-8.",
    )


def _place(before: str) -> Position:
    return Position(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _at_each(shape: re.Pattern[str], text: str, says: Callable[[str], str]) -> list[Mistake]:
    return [
        Mistake(_place(text[: found.end() - 1]), says(found[0][-1]))
        for _, found in zip(range(20), shape.finditer(text), strict=False)
    ]


def _no_sign(line: str) -> Lookalike | None:
    """What looks like a sign of YAML in a line that is none; not in a comment."""
    for found in NO_SIGN.finditer(line.partition(" #")[0]):
        at = found.start(found.lastindex or 0)
        if wrong := lookalike(line[at]):
            return replace(wrong, at=at)
    return None


class _Tree:
    """A tree in the making: `open` is the path from the root to where the next value goes."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.mistakes: list[Mistake] = []
        self.open: list[Listing | Mapping] = []
        self.keys: list[Node | None] = []
        self.at = Position()
        self.documents = 0

    def grow(self, text: str) -> tuple[Node | None, list[Mistake]]:
        try:
            for event in YAML(typ="safe", pure=True).parse(text):
                self._take(event)
                if len(self.open) > DEEPEST or self.documents > 1:
                    return None, [*self.mistakes, self._refusal()]
        except MarkedYAMLError as error:
            return None, [*self.mistakes, self._not_yaml(error, text)]
        # The last three are the parser's own slips on escapes and directives that cannot be.
        except (YAMLError, ValueError, OverflowError, IndexError):
            says = f"This is not YAML from here on. {NOT_YAML}"
            return None, [*self.mistakes, Mistake(self.at, says)]
        return self.root, self.mistakes

    def _refusal(self) -> Mistake:
        if self.documents > 1:
            return Mistake(self.at, "A second document starts here (---). Put it in its own file.")
        return Mistake(self.at, "This goes too many levels down. Write the shape its page shows.")

    def _not_yaml(self, error: MarkedYAMLError, text: str) -> Mistake:
        mark = error.problem_mark or error.context_mark
        at = Position(mark.line + 1, mark.column + 1) if mark else self.at
        problem = (error.problem or "it ends too early").splitlines()[0]
        if "'\\t'" in problem:
            return Mistake(at, "A tab stands here. Type a space instead.")
        lines = text.split("\n")
        for number in range(at.line, max(at.line - NEAR, 0), -1):
            if number <= len(lines) and (found := _no_sign(lines[number - 1])):
                says = f"{found.says} This is not YAML from there on."
                return Mistake(Position(number, found.at + 1), says)
        line = lines[at.line - 1] if at.line <= len(lines) else ""
        star = " Text that starts with * wants quotes." if re.search(r":\s*\*", line) else ""
        return Mistake(at, f"This is not YAML: {problem[:200]}.{star} {NOT_YAML}")

    def _take(self, event: Any) -> None:  # ruamel.yaml does not type its events
        if event.start_mark is not None:
            self.at = Position(event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
        elif isinstance(event, CollectionEndEvent):
            self.open.pop()
            self.keys.pop()
        elif isinstance(event, AliasEvent):
            says = f"*{event.anchor[:40]} repeats another place of the file. Write the value out."
            self._put(self._broken(says))
        elif isinstance(event, ScalarEvent):
            self._put(self._scalar(event))
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            self._enter(event)

    def _enter(self, event: Any) -> None:
        node = Listing(self.at) if isinstance(event, SequenceStartEvent) else Mapping(self.at)
        if event.tag is None:
            self._put(node)
        else:
            self._put(self._broken(f"The tag {quoted(str(event.tag))} is not read. Remove it."))
        self.open.append(node)
        self.keys.append(None)

    def _scalar(self, event: Any) -> Node:
        if event.tag is not None:
            return self._broken(f"The tag {quoted(str(event.tag))} is not read. Remove it.")
        style = Style.QUOTED if event.style else Style.PLAIN
        # JSON writes a character beyond the first 65,536 as two escapes.
        whole = event.value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        start, end = event.start_mark, event.end_mark
        quotes = 2 if event.style in ("'", '"') else 0
        as_shown = start.line == end.line and end.column - start.column == len(whole) + quotes
        return Scalar(whole, style, self.at, as_shown)

    def _broken(self, says: str) -> Broken:
        self.mistakes.append(Mistake(self.at, says))
        return Broken(self.at)

    def _put(self, node: Node) -> None:
        if not self.open:
            self.root = node
        elif isinstance(self.open[-1], Listing):
            self.open[-1].items.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = node
        else:
            self.open[-1].entries.append((self.keys[-1], node))
            self.keys[-1] = None
