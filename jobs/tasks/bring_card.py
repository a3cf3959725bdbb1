"""Somebody asks in its place for a card that is there already: see that it really is, or send it.

Safe to run twice, and on many servers at once: it waits for other edits of the card, a card is sent
anew only out of the state in which it was found, and the answer has a key. If the process dies
half-way, the next run finds what this one did.
"""

from typing import Any

from cards.kit.message import sentence
from core.errors import NotFound
from core.ports import Ports
from core.posting.addresses import channel_of
from core.posting.deliveries import OnlyFor, State
from core.posting.subjects import Subject
from jobs.tasks import SOON, Job
from jobs.tasks.show import edited

ABOVE = "its card is above"
ELSEWHERE = "its card is in the channel that the project had then"
COMING = "its card is on its way"
UNCLEAR = (
    "whether its card arrived is not known yet. It is looked for, and sent again in some minutes"
)
CLOSED = "That has closed just now. Write it again for the next one."


async def run(
    ports: Ports,
    *,
    kind: str,
    id: str,  # noqa: A002 its name
    recipient: str,
    says: str,
    then: str,
    key: str,
    conversation_id: str,
    team_id: str | None,
    only_for: dict[str, Any] | None = None,  # which jobs of before know nothing of
) -> None:
    """Send the card where it failed, waits, or was deleted; else answer where it is.

    The answer is a message of its own under `key`: what it `says`, where the card is, and `then`.
    The card is for everybody, also where the answer is `only_for` somebody.
    """
    subject, posting = Subject(kind, id, recipient), ports.posting
    if await posting.unsent.again(kind, id, asked=True):
        return
    posted = await posting.cards.posted(subject)
    try:
        there = posted is not None and await edited(ports, subject, posted)
    except NotFound:
        return
    if posted and not there and await posting.unsent.again(kind, id, asked=True):
        return
    if posted and channel_of(posted.conversation_id) != channel_of(conversation_id):
        where = ELSEWHERE
    else:
        where = ABOVE if there else await _elsewhere(ports, subject)
    body = sentence(f"{says}; {where}. {then}".rstrip() if where else CLOSED)
    reader = OnlyFor(**only_for) if only_for else None
    await posting.deliveries.add(key, conversation_id, team_id, body, soon=True, only_for=reader)


async def _elsewhere(ports: Ports, subject: Subject) -> str:
    """Empty where its card is not sent any more."""
    state = await ports.posting.cards.state(subject)
    if state is State.UNKNOWN:
        return UNCLEAR
    return COMING if state in (State.QUEUED, State.SENDING, State.SENT) else ""


JOB = Job(
    run,
    queue="edits",
    attempts=20,
    in_turn=("kind", "id", "recipient"),
    beside="show",
    priority=SOON,
)
