"""Digests in the stories: what the office says of leaders, what teams want, what leaders press."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from simulator import look_up
from simulator.results import Result
from tests.rehearsal import Rehearsal
from tests.stories.people import LATE_STORE, MONDAY, Form, Person, read, said

TUESDAY = MONDAY.replace(hour=10) + timedelta(days=1)  # when digests are due, in Chicago
STORE = "Decide on the second store"
BUTTON = "adaptiveCard/action"
MEMBERS = "open_for: 24h, respondents: members, nudge"
TOO = "open_for: 24h, respondents: {members: true, people: [kim@contoso.example]}, nudge"


async def chat(center: Rehearsal, name: str) -> Person:
    """Somebody in their own chat with Process Center, to which they have added it."""
    who = Person(center, name)
    await center.tenant.install([], [who.account.id])
    await center.settled()
    return Person(center, name, who.chat)


async def office(center: Rehearsal, *changes: tuple[str, str]) -> None:
    """Import the company's office file with these changes: Apollo's check-in asks Kim too."""
    text = center.tenant.office()
    for old, new in ((MEMBERS, TOO), *changes):
        assert old in text, old
        text = text.replace(old, new)
    await center.import_office(text)


async def tuesday(center: Rehearsal, weeks: int = 0) -> None:
    """Tuesday comes: the rounds of Monday close at nine, and digests are due at ten."""
    later = timedelta(weeks=weeks)
    await center.at(TUESDAY.replace(hour=9, minute=1) + later)
    await center.at(TUESDAY + later)


async def wanted_on_tuesday(center: Rehearsal) -> Person:
    """A leader with a digest in which Apollo wants a decision: Kim, in her chat."""
    await office(center)
    kim = await chat(center, "kim")
    await center.at(MONDAY)
    await wants(center)
    await tuesday(center)
    return kim


async def wants(center: Rehearsal, what: str = STORE) -> None:
    """Somebody of Apollo answers that it is late, and that this needs Kim’s attention."""
    kim, noor = Person(center, "kim").account.id, Person(center, "noor.haddad")
    heard = await noor.answers(**LATE_STORE, attention=what, attention_owner=kim)
    assert heard.startswith("Saved"), heard


def digests(center: Rehearsal, who: Person) -> list[dict[str, Any]]:
    """The newest state of every digest in somebody's chat with us, oldest first."""
    return [
        card for card in center.cards(who.chat) if str(card.get("speak", "")).startswith("Week")
    ]


def seen(center: Rehearsal, who: Person) -> str:
    """What a reader sees of somebody's newest digest."""
    found = digests(center, who)
    return read(found[-1]) if found else ""


def letters(center: Rehearsal, who: Person) -> list[str]:
    """What the other cards say that somebody got, oldest first; without the greeting."""
    cards = [each for each in center.cards(who.chat) if each not in digests(center, who)]
    return [read(each) for each in cards][1:]


def digest_id(center: Rehearsal, who: Person) -> str:
    """The id of somebody's newest digest."""
    found = [data["digest"] for data in _buttons(digests(center, who)[-1]) if "digest" in data]
    return str(found[0])


def offered(card: dict[str, Any], verb: str) -> list[dict[str, Any]]:
    """The data of each button of this verb on a card."""
    return [data for data in _buttons(card) if data.get("verb") == verb]


def _buttons(card: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for each in look_up.buttons(card):
        data = each.get("data")
        if isinstance(data, dict):
            found.append({**data, "verb": look_up.verb_of(each)})
    return found


async def presses(who: Person, verb: str, **data: object) -> Result:
    """Press the newest button of this verb that carries this data, and wait until all is shown."""
    found = await who.center.tenant.press(who.account.id, who.channel, verb, data=data)
    await who.center.settled()
    return found


async def opens(who: Person, verb: str, **data: object) -> Form:
    """Press a button that opens a dialog."""
    found = await presses(who, verb, **data)
    assert found["kind"] == "dialog", found
    return Form(who, found["title"], found["card"])


async def sends(form: Form, verb: str, **typed: Any) -> Result:
    """Type, press the button of this verb, and wait until all is posted."""
    found = await form.person.submits(form.data(verb) | form.filled | typed)
    await form.person.center.settled()
    return found


async def asks(who: Person, text: str, **about: object) -> str:
    """Press *Ask*, write the question, send it; the sentence that comes back."""
    form = await opens(who, "digest.ask", **about)
    return said(await sends(form, "digest.submit_question", question=text))


async def replies(who: Person, text: str) -> str:
    """Press *Reply* under the newest question, write, send it; the sentence that comes back."""
    form = await opens(who, "digest.reply")
    return said(await sends(form, "digest.submit_reply", reply=text))


def question(digest: str, text: str, nonce: str = "", **about: object) -> dict[str, Any]:
    """What *Send* of a question carries."""
    own = {"verb": "digest.submit_question", "digest": digest, "nonce": nonce or uuid4().hex}
    return {**own, "question": text, **about}


def reply(question_id: str, text: str, nonce: str = "") -> dict[str, Any]:
    """What *Send* of a reply carries."""
    own = {"verb": "digest.submit_reply", "question": question_id, "nonce": nonce or uuid4().hex}
    return {**own, "reply": text}


async def decided(center: Rehearsal, who: Person) -> list[str]:
    """All that somebody decided by their newest digest, oldest first."""
    kept = await center.ports.digests.digests.get(digest_id(center, who))
    return [each.decided.value for each in kept.decisions]


async def questions(center: Rehearsal, who: Person) -> list[tuple[str, str]]:
    """What somebody asked from their newest digest, each with its reply, oldest first."""
    kept = await center.ports.digests.digests.get(digest_id(center, who))
    return [(each.text, each.reply) for each in kept.questions]
