"""What a clause's numbers and words may look like: the types of the rules' parameters.

A rule's own signature says which it takes and what they are when left out; the reader of standards
checks a clause against it.
"""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from core.errors import InputError
from core.office import forms
from core.office.forms import Form, Quoting
from core.office.written import Switch
from core.suggest import quoted

TRY_SIGN = "Put \\ before a sign that is meant as itself."


def share(text: str) -> float:
    """A share from 0 to 1."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise InputError(f"{quoted(text)} is no share. Write a number from 0 to 1, like 0.8.")
    return found


def pattern(text: str) -> str:
    """A regular expression as Python reads it; found anywhere unless it has `^` and `$`."""
    forms.line(text)  # spaces at its ends count, so the text itself is the pattern
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what a later Python will read in another way
            re.compile(text)
    except re.error as error:
        where = "" if error.pos is None else f" at character {error.pos + 1}"
        raise InputError(f"{quoted(text)} is no pattern: {error.msg}{where}. {TRY_SIGN}") from error
    except (Warning, OverflowError, RecursionError) as error:
        raise InputError(f"{quoted(text)} is no pattern: {error}. {TRY_SIGN}") from error
    return text


Count = Annotated[int, Form(forms.whole(0, 1_000_000), Quoting.BARE)]
Share = Annotated[float, Form(share, Quoting.BARE)]
Word = Annotated[str, Form(forms.line, Quoting.TEXT, prose=True)]
Pattern = Annotated[str, Form(pattern, Quoting.TEXT, prose=True)]
WordList = tuple[Word, ...]


class Layout(StrEnum):
    """How a channel shows what is written in it."""

    POST = "post"
    CHAT = "chat"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedChannel:
    """A channel that has to be there; `description` and `layout` are how it would be made."""

    SHORT: ClassVar[str] = "name"  # the field that may be written alone, as one word

    name: Word
    description: Word = ""
    layout: Layout | None = None


class MemberSetting(StrEnum):
    """Switches of a team's members, by Graph's names (teamMemberSettings, v1.0)."""

    ADD_REMOVE_APPS = "allowAddRemoveApps"
    CREATE_PRIVATE_CHANNELS = "allowCreatePrivateChannels"
    CREATE_UPDATE_CHANNELS = "allowCreateUpdateChannels"
    CREATE_UPDATE_REMOVE_CONNECTORS = "allowCreateUpdateRemoveConnectors"
    CREATE_UPDATE_REMOVE_TABS = "allowCreateUpdateRemoveTabs"
    DELETE_CHANNELS = "allowDeleteChannels"


WantedChannels = tuple[WantedChannel, ...]
MemberSwitches = Mapping[MemberSetting, Switch]


# Apps, and what the organisation itself sets up.


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedApp:
    """An app by its id in the catalogue or in its manifest; `name` is what people call it."""

    SHORT: ClassVar[str] = "id"  # the field that may be written alone, as one word

    id: Word
    name: Word = ""

    @property
    def called(self) -> str:
        """Its name, or its id where the standard gives none."""
        return self.name or self.id


class Groups(StrEnum):
    """Which groups an expiration policy has to cover at least, by Graph's names."""

    ALL = "All"
    SELECTED = "Selected"


NamedApps = tuple[NamedApp, ...]
GroupId = Annotated[str, Form(forms.team, Quoting.TEXT)]
