"""From the tree of written values to dataclasses, driven by the types of what is wanted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

from core.errors import InputError
from core.office import forms
from core.office.forms import Anything, Form, Quoting, WordOr
from core.office.lookalikes import Lookalike, in_quotes, lookalike, typed, unseen
from core.office.references import Path
from core.office.values import Chosen
from core.suggest import did_you_mean, nearest, quoted
from store.yaml.plain_words import misread
from store.yaml.tree import Broken, Listing, Mistake, Node, Position, Scalar, Style
from store.yaml.tree import Mapping as Block

MOST_MISTAKES = 200  # More than that is another kind of file.
WRONG = object()  # Stands for a value whose mistake was told.
LINES = Form(forms.lines, Quoting.TEXT, prose=True)
AS_WRITTEN = object()  # Annotated[Node, AS_WRITTEN]: the caller reads the node itself.


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a block may say, or has to."""

    hint: Any
    required: bool = True


def shape(kind: Any) -> dict[str, Field]:
    """What a block may say that becomes this dataclass, by name."""
    return {each.name: Field(each.type, each.default is MISSING) for each in fields(kind)}


def told(name: str, mistakes: Iterable[Mistake], elsewhere: Iterable[str] = ()) -> list[str]:
    """The mistakes of a file as lines, in its order and cut when there are too many; then those
    that are `elsewhere`."""
    ordered = sorted(set(mistakes), key=lambda mistake: mistake.at)
    lines = [f"{name}:{m.at.line}:{m.at.column}: {m.says}" for m in ordered]
    lines += elsewhere
    if len(lines) <= MOST_MISTAKES:
        return lines
    more = f"{name}: and {len(lines) - MOST_MISTAKES} more mistakes. Correct these first."
    return [*lines[:MOST_MISTAKES], more]


class TreeReader:
    """Reads one tree. `mistakes` and `places` fill while it reads; `explain` may know better than
    an error what to write instead.

    What is wrong becomes the field's default, or None where there is none: such a record is fit
    to be checked for more mistakes, and for nothing else.
    """

    def __init__(self, explain: Callable[[InputError], str] = lambda error: error.says) -> None:
        self._explain = explain
        self.mistakes: list[Mistake] = []
        self.places: dict[Path, Position] = {(): Position()}
        self.wrong: set[Path] = set()  # where a value was wrong as a whole
        self.spoiled: set[Path] = set()  # there, and all that it is part of
        self.puzzling: set[Path] = set()  # blocks with a key that is not known or stands twice

    def read(self, hint: Any, node: Node, path: Path = ()) -> Any:
        """What `hint` asks for; WRONG where it is not that."""
        self.places[path] = node.at
        value = self._read(hint, node, path)
        if value is WRONG:
            self.wrong.add(path)
            self.spoiled.update(path[:length] for length in range(1, len(path) + 1))
        return value

    def block(self, wanted: Mapping[str, Field], node: Block, path: Path = ()) -> dict[str, Any]:
        """What a block gives of what is wanted, by name; what is left out is left out."""
        given = self._entries(wanted, node, path)
        values = {
            name: self._field(name, field, given.get(name), node, path)
            for name, field in wanted.items()
        }
        return {name: value for name, value in values.items() if value is not WRONG}

    def place(self, path: Path) -> Position:
        """Where the thing at this path is written, or what it is part of."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]

    def say(self, at: Node | Path, says: str) -> None:
        """Tell a mistake at a node, or at what is written at a path."""
        if isinstance(at, Broken):  # told already
            return
        place = self.place(at) if isinstance(at, tuple) else at.at
        self.mistakes.append(Mistake(place, says))

    def _read(self, hint: Any, node: Node, path: Path) -> Any:
        if get_origin(hint) is Annotated:
            return self._annotated(hint.__metadata__[0], node, path)
        if isinstance(hint, UnionType) or NoneType in get_args(hint):
            return self._read(get_args(hint)[0], node, path)
        if get_origin(hint) is tuple:
            return self._list(get_args(hint)[0], node, path)
        if get_origin(hint) is Mapping or is_typeddict(hint):
            return self._switchboard(hint, node, path)
        if is_dataclass(hint):
            return self._record(hint, node, path)
        return self._choice(hint, node, path)

    def _annotated(self, how: Any, node: Node, path: Path) -> Any:
        if how is AS_WRITTEN:
            return node
        if isinstance(how, Anything):
            return self._anything(node, path)
        read = self._scalar if isinstance(how, Form) else self._chosen
        return read(how, node, path)

    def _scalar(self, form: Form, node: Node, path: Path) -> Any:
        if not isinstance(node, Scalar):
            return self._wrong(node, path, "must be one value here, no list and no block.")
        if slip := _slip(form, node):
            return self._mistyped(node, slip, path)
        if says := _misquoted(form, node):
            return self._wrong(node, path, says)
        try:
            return form.read(node.text)
        except InputError as error:
            return self._wrong(node, path, self._explain(error))

    def _anything(self, node: Node, path: Path) -> Any:
        if isinstance(node, Listing):
            return self._list(Annotated[str, LINES], node, path)
        if isinstance(node, Block):
            return self._wrong(node, path, "must be one value or a list here, no block.")
        if isinstance(node, Scalar) and node.style is Style.PLAIN:
            if node.text.lower() in ("true", "false"):
                return node.text.lower() == "true"
            if forms.NUMBER.fullmatch(node.text):
                return float(node.text) if "." in node.text else int(node.text)
        return self._scalar(LINES, node, path)

    def _choice(self, kind: type[StrEnum], node: Node, path: Path) -> Any:
        text = node.text if isinstance(node, Scalar) else ""
        known = [member.value for member in kind]
        if text in known:
            return kind(text)
        hint = nearest(text, known) or " Write one of these."
        says = f"{quoted(text)} is none of {', '.join(known)}.{hint}"
        return self._misshapen(node, path, says)

    def _chosen(self, how: WordOr, node: Node, path: Path) -> Any:
        if isinstance(node, Listing) and node.items:
            return Chosen(None, self._list(Annotated[str, how.form], node, path))
        if isinstance(node, Scalar) and node.text == how.word:
            return Chosen(how.word)
        says = f"must be the word {how.word}, or a list like [a, b]."
        return self._misshapen(node, path, says)

    def _list(self, hint: Any, node: Node, path: Path) -> Any:
        if not isinstance(node, Listing):
            says = "must be a list. Write it like [a, b], or with dashes."
            return self._misshapen(node, path, says)
        found: list[Any] = []
        for item in node.items:
            value = self.read(hint, item, (*path, len(found)))
            if value is not WRONG:
                found.append(value)
        return tuple(found)

    def _switchboard(self, hint: Any, node: Node, path: Path) -> Any:
        """Of a mapping all values are alike; a typed dictionary says what each of them is."""
        key, value = get_args(hint) or (str, None)
        hints = dict.fromkeys(key, value) if value else get_type_hints(hint, include_extras=True)
        if not isinstance(node, Block):
            says = f"must be a block with some of: {', '.join(hints)}."
            return self._misshapen(node, path, says)
        wanted = {str(name): Field(each, required=False) for name, each in hints.items()}
        return {key(name): each for name, each in self.block(wanted, node, path).items()}

    def _record(self, kind: Any, node: Node, path: Path) -> Any:
        word = getattr(kind, "WORD", None)
        if word and isinstance(node, Scalar) and node.text == word:
            return kind()
        short = getattr(kind, "SHORT", None)
        if short and isinstance(node, Scalar) and not node.nothing:
            value = self.read(shape(kind)[short].hint, node, (*path, short))
            return value if value is WRONG else kind(**{short: value})
        if not isinstance(node, Block):
            known = ", ".join(field.name for field in fields(kind))
            or_word = f"the word {word}, or " if word else f"one {short}, or " if short else ""
            says = f"must be {or_word}a block with some of: {known}."
            return self._misshapen(node, path, says)
        return kind(**self.block(shape(kind), node, path))

    def _field(self, name: str, field: Field, node: Node | None, parent: Block, path: Path) -> Any:
        absent = node is None or (isinstance(node, Scalar) and node.nothing)
        if not absent and node is not None:
            value = self.read(field.hint, node, (*path, name))
            return None if value is WRONG and field.required else value
        if field.required:
            self.say(node or parent, f"{name}: is missing. Add {name}: …")
            return None
        return WRONG

    def _entries(self, wanted: Iterable[str], node: Block, path: Path) -> dict[str, Node]:
        known = list(wanted)
        found: dict[str, Node] = {}
        for key, value in node.entries:
            text = key.text if isinstance(key, Scalar) else ""
            if text not in known and isinstance(key, Scalar) and (slip := lookalike(text)):
                self._mistyped(key, slip, ())
                text = typed(text)
                if text in known:
                    found.setdefault(text, value)
            elif text not in known:
                hint = did_you_mean(text, known)
                self.say(key, f"{quoted(text)} is not known here.{hint} Correct or remove it.")
            elif text in found:
                self.say(key, f"{text}: stands twice in one block. Remove one of the two.")
            else:
                # The parser places an empty value where the next thing starts.
                empty = isinstance(value, Scalar) and value.nothing
                found[text] = replace(value, at=key.at) if empty else value
        if len(found) < len(node.entries):
            self.puzzling.add(path)
        return found

    def _misshapen(self, node: Node, path: Path, says: str) -> Any:
        """A slip in typing where there is one, which often is what spoils the shape."""
        first = node.entries[0][0] if isinstance(node, Block) and node.entries else node
        if isinstance(first, Scalar) and (slip := lookalike(first.text)):
            return self._mistyped(first, slip, path)
        return self._wrong(node, path, says)

    def _mistyped(self, node: Scalar, slip: Lookalike, path: Path) -> Any:
        label = next((part for part in reversed(path) if isinstance(part, str)), "")
        says = f"{label}: {slip.says}" if label else slip.says
        self.mistakes.append(Mistake(node.place(slip.at), says))
        return WRONG

    def _wrong(self, node: Node, path: Path, says: str) -> Any:
        label = next((part for part in reversed(path) if isinstance(part, str)), "")
        self.say(node, f"{label}: {says}" if label else says)
        return WRONG


def _slip(form: Form, node: Scalar) -> Lookalike | None:
    """A letter that was not meant; in text for people only quotes that YAML does not know."""
    if node.style is Style.STORED:
        return None
    if form.prose:
        return in_quotes(node.text) if node.style is Style.PLAIN else None
    return lookalike(node.text, number=form.kind is Quoting.BARE)


def _misquoted(form: Form, node: Scalar) -> str:
    if node.nothing or _blank(node):
        return "is empty. Write a value, or remove the line."
    if form.kind is Quoting.TEXT and node.style is Style.PLAIN and (taken := misread(node.text)):
        return f'{quoted(node.text)} without quotes is {taken} to YAML. Write "{node.text}".'
    if form.kind is Quoting.BARE and node.style is Style.QUOTED:
        return f"{quoted(node.text)} is in quotes. Remove the quotes."
    return ""


def _blank(node: Scalar) -> bool:
    text = node.text.strip()
    return node.style is not Style.STORED and bool(text) and all(map(unseen, text))
