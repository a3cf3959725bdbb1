"""From the tree of written values to the core's dataclasses, driven by their own fields."""

from dataclasses import MISSING, Field, fields, is_dataclass, replace
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin

from core.errors import InputError
from core.office.forms import Form, Kind, WordOr
from core.office.model import Office
from core.office.references import ONE, Path
from core.office.suggest import did_you_mean, quoted
from core.office.values import Chosen
from store.office_nodes import Listing, Mapping, Mistake, Node, Place, Scalar, Style
from store.plain_words import misread

WRONG = object()  # Stands for a value whose mistake was told.


class Reader:
    """Reads one tree. `mistakes` and `places` fill while it reads.

    What is wrong becomes the field's default, or None where there is none: such an office is fit
    to be checked for more mistakes, and for nothing else.
    """

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.places: dict[Path, Place] = {}
        self.unread: set[str] = set()
        self.spoiled: set[Path] = set()  # paths below which something was wrong

    def office(self, node: Node) -> Office:
        """The office in the tree."""
        self.places[()] = Place()
        if isinstance(node, Mapping):
            office: Office = self._record(Office, node, ())
            return office
        self._say(node, "The file must start with parts, like center: and projects:.")
        self.unread.update(("center", *ONE))
        return Office()

    def item(self, kind: type[Any], node: Node) -> Any:
        """One item by itself."""
        return self._value(kind, node, ())

    def place(self, path: Path) -> Place:
        """Where the thing at this path is written, or what it is part of."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]

    def _value(self, hint: Any, node: Node, path: Path) -> Any:
        self.places[path] = node.at
        value = self._read(hint, node, path)
        if value is WRONG:
            self.spoiled.update(path[:length] for length in range(1, len(path) + 1))
            if len(path) == 1 or (len(path) == 2 and isinstance(path[1], int)):
                self.unread.add(str(path[0]))
        return value

    def _read(self, hint: Any, node: Node, path: Path) -> Any:
        if get_origin(hint) is Annotated:
            how = hint.__metadata__[0]
            return (
                self._scalar(how, node, path)
                if isinstance(how, Form)
                else self._chosen(how, node, path)
            )
        if isinstance(hint, UnionType) or NoneType in get_args(hint):
            return self._read(get_args(hint)[0], node, path)
        if get_origin(hint) is tuple:
            return self._list(get_args(hint)[0], node, path)
        if is_dataclass(hint):
            return self._record(hint, node, path)
        return self._choice(hint, node, path)

    def _scalar(self, form: Form, node: Node, path: Path) -> Any:
        if not isinstance(node, Scalar):
            return self._wrong(node, path, "must be one value here, no list and no block.")
        if node.nothing:
            return self._wrong(node, path, "is empty. Write a value, or remove the line.")
        if form.kind is Kind.TEXT and node.style is Style.PLAIN and (taken := misread(node.text)):
            says = f'{quoted(node.text)} without quotes is {taken} to YAML. Write "{node.text}".'
            return self._wrong(node, path, says)
        if form.kind is Kind.BARE and node.style is Style.QUOTED:
            return self._wrong(node, path, f"{quoted(node.text)} is in quotes. Remove the quotes.")
        try:
            return form.read(node.text)
        except InputError as error:
            return self._wrong(node, path, error.says)

    def _choice(self, kind: type[StrEnum], node: Node, path: Path) -> Any:
        text = node.text if isinstance(node, Scalar) else ""
        known = [member.value for member in kind]
        if text in known:
            return kind(text)
        hint = did_you_mean(text, known)
        return self._wrong(node, path, f"{quoted(text)} is none of {', '.join(known)}.{hint}")

    def _chosen(self, how: WordOr, node: Node, path: Path) -> Any:
        if isinstance(node, Listing) and node.items:
            return Chosen(None, self._list(Annotated[str, how.form], node, path))
        if isinstance(node, Scalar) and node.text == how.word:
            return Chosen(how.word)
        return self._wrong(node, path, f"must be the word {how.word}, or a list like [a, b].")

    def _list(self, hint: Any, node: Node, path: Path) -> Any:
        if not isinstance(node, Listing):
            return self._wrong(node, path, "must be a list. Write it like [a, b], or with dashes.")
        found: list[Any] = []
        for item in node.items:
            value = self._value(hint, item, (*path, len(found)))
            if value is not WRONG:
                found.append(value)
        return tuple(found)

    def _record(self, kind: Any, node: Node, path: Path) -> Any:
        word = getattr(kind, "WORD", None)
        if word and isinstance(node, Scalar) and node.text == word:
            return kind()
        if not isinstance(node, Mapping):
            known = ", ".join(field.name for field in fields(kind))
            or_word = f"the word {word}, or " if word else ""
            return self._wrong(node, path, f"must be {or_word}a block with some of: {known}.")
        given = self._entries(kind, node)
        values = {
            field.name: self._field(field, given.get(field.name), node, path)
            for field in fields(kind)
        }
        return kind(**{name: value for name, value in values.items() if value is not WRONG})

    def _field(self, field: Field[Any], node: Node | None, parent: Node, path: Path) -> Any:
        required = field.default is MISSING
        absent = node is None or (isinstance(node, Scalar) and node.nothing)
        if not absent and node is not None:
            value = self._value(field.type, node, (*path, field.name))
            return None if value is WRONG and required else value
        if required:
            at = node.at if node else parent.at
            self.mistakes.append(Mistake(at, f"{field.name}: is missing. Add {field.name}: …"))
            return None
        return WRONG

    def _entries(self, kind: Any, node: Mapping) -> dict[str, Node]:
        known = [field.name for field in fields(kind)]
        found: dict[str, Node] = {}
        for key, value in node.entries:
            text = key.text if isinstance(key, Scalar) else ""
            if text not in known:
                hint = did_you_mean(text, known)
                self._say(key, f"{quoted(text)} is not known here.{hint} Correct or remove it.")
            elif text in found:
                self._say(key, f"{text}: stands twice in one block. Remove one of the two.")
            else:
                # The parser places an empty value where the next thing starts.
                empty = isinstance(value, Scalar) and value.nothing
                found[text] = replace(value, at=key.at) if empty else value
        if kind is Office and len(found) < len(node.entries):
            self.unread.update({*known} - {*found})  # One of them may be the part that was meant.
        return found

    def _wrong(self, node: Node, path: Path, says: str) -> Any:
        label = next((part for part in reversed(path) if isinstance(part, str)), "")
        self._say(node, f"{label}: {says}" if label else says)
        return WRONG

    def _say(self, node: Node, says: str) -> None:
        if isinstance(node, Scalar | Listing | Mapping):  # what is Broken was told already
            self.mistakes.append(Mistake(node.at, says))
