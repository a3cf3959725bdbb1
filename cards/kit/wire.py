"""A typed card becomes the JSON that Teams reads, once and at the last moment."""

import json
from collections.abc import Mapping

import pydantic_core
from microsoft_teams.cards import AdaptiveCard

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"

# Teams refuses messages over 100 KB and asks for 80 KB or less, counted as UTF-16:
# https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
SIZE_LIMIT = 80_000


def to_json(card: AdaptiveCard) -> dict[str, object]:
    """Write the card as plain JSON values.

    The library writes `schema` for `$schema` and knows the full width as "full" only; Teams
    documents `$schema` and "Full".
    """
    wire: dict[str, object] = {"$schema": SCHEMA}
    wire.update(card.model_dump(by_alias=True, exclude_none=True))
    if "msteams" in wire:
        wire["msteams"] = {"width": "Full"}
    return wire


def size(card_json: Mapping[str, object]) -> int:
    """Bytes of the JSON text in UTF-16, as Teams counts them, spaces between values too."""
    return len(json.dumps(card_json, ensure_ascii=False).encode("utf-16-le", "surrogatepass"))


def fits(card_json: Mapping[str, object]) -> bool:
    """Whether `size` is no more than SIZE_LIMIT; counted exactly only where it may not be."""
    text = pydantic_core.to_json(card_json)
    spaces = text.count(b",") + text.count(b":")  # those between values, and some within texts
    return 2 * (len(text) + spaces) <= SIZE_LIMIT or size(card_json) <= SIZE_LIMIT
