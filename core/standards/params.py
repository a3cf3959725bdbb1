"""What a clause's numbers and words may look like: the types of the rules' parameters.

A rule's own signature says which it takes and what they are when left out; the reader of standards
checks a clause against it.
"""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, TypedDict

from core.errors import InputError
from core.office import forms
from core.office.forms import Form, Quoting
from core.office.written import PersonName, Switch
from core.standards.kit import hosts, patterns
from core.suggest import quoted
from core.words import words_in

ENDS = "`^` is where a name begins, `$` where it ends."
TRY_SIGN = "Put \\ before a sign that is meant as itself."
LONGEST_HOST = 253  # characters, by RFC 1035
HOST = re.compile(r"(\*\.)?[a-z0-9]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)*")


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
            fits = patterns.can_match(text)
    except re.error as error:
        where = "" if error.pos is None else f" at character {error.pos + 1}"
        raise InputError(f"{quoted(text)} is no pattern: {error.msg}{where}. {TRY_SIGN}") from error
    except (Warning, OverflowError, RecursionError) as error:
        raise InputError(f"{quoted(text)} is no pattern: {error}. {TRY_SIGN}") from error
    if not fits:
        raise InputError(f"{quoted(text)} matches no name there could be. {ENDS} {TRY_SIGN}")
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


# Names, owners, people

DOMAIN = re.compile(r"(\*\.)?[^\s@/:*.,;]+(\.[^\s@/:*.,;]+)+")


def blocked_word(text: str) -> str:
    """A word that can be found in a name: it has a letter or a digit."""
    if not words_in(text):
        raise InputError(f"{quoted(text)} has no letter and no digit. Write a word.")
    return forms.line(text)


def domain(text: str) -> str:
    """What follows the @ of an address, in small letters; `*.` before it means all below it."""
    written = text.strip().lower()
    if DOMAIN.fullmatch(written):
        return written
    raise InputError(
        f"{quoted(text)} is no domain. Write it like “partner.example”, or “*.partner.example” "
        "for all below it."
    )


BlockedWords = tuple[Annotated[str, Form(blocked_word, Quoting.TEXT, prose=True)], ...]
Patterns = tuple[Pattern, ...]
People = tuple[PersonName, ...]
Domains = tuple[Annotated[str, Form(domain, Quoting.TEXT)], ...]


# Life, channels, tabs and settings


def tenant(text: str) -> str:
    """Another organisation's id in Entra, a GUID, in small letters."""
    if forms.GUID.fullmatch(text.strip()):
        return text.strip().lower()
    raise InputError(
        f"{quoted(text)} is no id of an organisation. Write its tenant id, which looks like "
        "0f0e1d2c-0000-4000-8000-00000000abcd."
    )


def host(text: str) -> str:
    """A host as browsers know it, in small letters; `*.` before it is for all below it."""
    found = text.strip().lower().removesuffix(".")
    if HOST.fullmatch(found) and len(found) <= LONGEST_HOST:
        return found
    inside = hosts.host_of(text)
    hint = f" Write {inside} alone." if inside and HOST.fullmatch(inside) else ""
    raise InputError(
        f"{quoted(text)} is no host.{hint} It looks like contoso.example, or *.contoso.example "
        "for all below it."
    )


def address(text: str) -> str:
    """An address of a page, which Teams takes with https only."""
    found = text.strip()
    if (
        found.lower().startswith("https://")
        and hosts.host_of(found)
        and not re.search(r"\s", found)
    ):
        return found
    raise InputError(f"{quoted(text)} is no address. Write one that begins with https://.")


Tenant = Annotated[str, Form(tenant, Quoting.CODE)]
TenantList = tuple[Tenant, ...]
Host = Annotated[str, Form(host, Quoting.CODE)]
HostList = tuple[Host, ...]
Address = Annotated[str, Form(address, Quoting.CODE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedTab:
    """A tab that has to be there, with all that is given: `app` is its id in the catalogue."""

    channel: Word
    app: Word
    name: Word = ""
    url: Address = ""


WantedTabs = tuple[WantedTab, ...]


class GuestSetting(StrEnum):
    """Switches of a team's guests, by Graph's names (teamGuestSettings, v1.0)."""

    CREATE_UPDATE_CHANNELS = "allowCreateUpdateChannels"
    DELETE_CHANNELS = "allowDeleteChannels"


class MessagingSetting(StrEnum):
    """Switches for what is written in a team, by Graph's names (teamMessagingSettings, v1.0)."""

    CHANNEL_MENTIONS = "allowChannelMentions"
    OWNER_DELETE_MESSAGES = "allowOwnerDeleteMessages"
    TEAM_MENTIONS = "allowTeamMentions"
    USER_DELETE_MESSAGES = "allowUserDeleteMessages"
    USER_EDIT_MESSAGES = "allowUserEditMessages"


class GiphyRating(StrEnum):
    """For whom the GIFs are that can be found, by Graph's names (giphyRatingType, v1.0)."""

    STRICT = "strict"
    MODERATE = "moderate"


class FunSettings(TypedDict, total=False):
    """What is for fun in a team, by Graph's names (teamFunSettings, v1.0)."""

    allowCustomMemes: Switch
    allowGiphy: Switch
    allowStickersAndMemes: Switch
    giphyContentRating: GiphyRating


GuestSwitches = Mapping[GuestSetting, Switch]
MessagingSwitches = Mapping[MessagingSetting, Switch]


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
