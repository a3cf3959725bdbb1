"""People, places and messages as the chat page draws them."""

import hashlib
from collections.abc import Sequence
from typing import Any

from simulator.clock import iso
from simulator.facts import Chat, Person, is_meeting
from simulator.messages import BOT, Message

COLOURS = (
    "#8764B8", "#0F6CBD", "#038387", "#498205", "#C239B3", "#CA5010",
    "#4F6BED", "#986F0B", "#E3008C", "#407855", "#005B70", "#A4262C",
)  # fmt: skip
SHUFFLED = "3706"  # so that the first faces a visitor of the sample company sees differ
BOT_COLOUR = "#4F52B2"


def colour(key: str) -> str:
    return COLOURS[hashlib.sha256((SHUFFLED + key).encode()).digest()[0] % len(COLOURS)]


def initials(name: str) -> str:
    """Of the first and the last word that begin with a letter or digit."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


def person_json(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "department": person.department,
        "initials": initials(person.name),
        "colour": colour(person.id),
        "guest": person.guest or bool(person.home),
    }


def bot_json(name: str, bot_id: str) -> dict[str, Any]:
    return {
        "id": bot_id,
        "name": name,
        "title": "App",
        "department": "",
        "initials": initials(name),
        "colour": BOT_COLOUR,
        "guest": False,
        "bot": True,
    }


def group_json(chat: Chat, people: Sequence[Person]) -> dict[str, Any]:
    """A chat of several, in the place of the one person whom any other chat is with."""
    kind = "Meeting chat" if is_meeting(chat.id) else "Group chat"
    return {
        "id": chat.id,
        "name": chat.name,
        "title": f"{kind} · {', '.join(each.name.split()[0] for each in people)}",
        "department": "",
        "initials": initials(chat.name),
        "colour": colour(chat.id),
        "guest": False,
        "group": True,
    }


def message_json(message: Message, sender: dict[str, Any]) -> dict[str, Any]:
    """`sender` is a person's or the bot's JSON; `thread` is the id of the root message.

    Who is shown a message that has a `gone_at` is the only person who sees it, until then.
    """
    content = message.content
    return {
        "id": message.id,
        "conversation": message.conversation,
        "thread": message.thread,
        "from": {
            "id": sender["id"],
            "name": sender["name"],
            "initials": sender["initials"],
            "colour": sender["colour"],
            "bot": message.sender == BOT,
        },
        "sent_at": iso(message.sent_at),
        "edited_at": message.edited_at and iso(message.edited_at),
        "text": content.text,
        "format": content.format,
        "mentions": list(content.mentions),
        "cards": content.cards,
        "summary": content.summary,
        "gone_at": message.gone_at and iso(message.gone_at),
    }
