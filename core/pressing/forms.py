"""What a form sends: its nonce, what was typed into its inputs, and mistakes in words at them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from core.errors import InputError
from core.unseen import says_something

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)

Data = Mapping[str, object]


class Mistakes(InputError):
    """The form has mistakes that its person can mend; `fields` maps an input to one sentence."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a form that was sent in.

    `says` is the sentence for it. `new` is False for a repeat, which hears what the first one did.
    """

    says: str
    new: bool


def new_nonce() -> str:
    """For a form that is handed out: what comes back with it again is the same form again."""
    return uuid4().hex


def nonce_of(data: Data, old_form: str) -> str:
    """The nonce of a form. Raises InputError, with that sentence, for what is no form of ours."""
    found = data.get("nonce")
    if not isinstance(found, str) or not 8 <= len(found) <= 64 or not found.isalnum():
        raise InputError(old_form)
    return found


def typed(data: Data, inputs: Iterable[str], old_form: str) -> dict[str, str]:
    """What was typed into these inputs, as text; empty ones and anything else are left out.

    A text of nothing but characters that cannot be seen is empty.

    Raises InputError, with the sentence `old_form`, for a value that no input can give.
    """
    found = {name: _text(data.get(name), old_form) for name in inputs}
    return {name: text for name, text in found.items() if says_something(text)}


def _text(value: object, old_form: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise InputError(old_form)
    text = f"{value:g}" if isinstance(value, float) else str(value if value is not None else "")
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def page(data: Data, name: str = "page") -> int:
    """The page that a button asks for, from 1; the first where its data names none."""
    found = data.get(name)
    return int(max(found, 1)) if isinstance(found, int) else 1


def day(text: str) -> date | None:
    """A day as an input of dates gives it; None for what is none between 2000 and 2100."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def too_long(text: str, limit: int) -> str:
    """The sentence for a text over its limit of characters; empty for one that fits."""
    if len(text) <= limit:
        return ""
    return f"Shorten this to {limit:,} characters; it has {len(text):,}."
