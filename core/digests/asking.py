"""A leader asks a project's owner, and the owner replies: both are forms, and both are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from core.checkins.answering import Place
from core.digests import service
from core.digests.model import Digest, Question
from core.digests.ports import Digests, Leader, Letter, Owner, WriteQuestion
from core.digests.scope import in_scope
from core.errors import InputError, NotAllowed, NotFound

QUESTION_LIMIT = 1000  # characters, of a question and of a reply
OLD_FORM = "This form does not fit any more. Nothing was stored; press the button again."
NOT_ASKED = "This question was for somebody else, so only they can reply."
NO_LONGER = "{leader} does not follow {project} any more, so there is nobody to reply to."
REPLIED = "You have replied to this already, and {leader} has your words."
IN_PRIVATE = "This question was for you alone. Reply in the chat where it came."


@dataclass(frozen=True, slots=True)
class AskForm:
    """The form of a question: `wanted_id` and `about` are empty where it is about a project.

    `mistake` is a sentence at the input, `typed` what was typed so far.
    """

    digest_id: str
    project_id: str
    project: str
    wanted_id: str
    about: str
    owner: str
    nonce: str
    typed: str = ""
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """The form of a reply."""

    question: Question
    nonce: str
    typed: str = ""
    mistake: str = ""


async def hand_out(
    digests: Digests, digest_id: str, data: Mapping[str, object], place: Place
) -> AskForm:
    """The form for a question about `wanted` or `project` of the data.

    Raises NotAllowed, also where no owner can be reached, and NotFound.
    """
    return (await _about(digests, digest_id, data, place))[0]


async def ask(
    digests: Digests,
    digest_id: str,
    data: Mapping[str, object],
    place: Place,
    now: datetime,
    write: WriteQuestion,
) -> str | AskForm:
    """Send a question to the project's owner, or give the form back with a sentence.

    The same form again is one question, and hears the same. Raises NotAllowed, NotFound, and
    InputError for what no form sends.
    """
    nonce, text = _nonce(data), _text(data, "question")
    form, owner, whose = await _about(digests, digest_id, data, place)
    if mistake := _mistake(text, "Write your question."):
        return replace(form, typed=text, mistake=mistake)
    question = Question(
        id=uuid4().hex,
        digest_id=digest_id,
        project_id=form.project_id,
        project=form.project,
        wanted_id=form.wanted_id,
        about=form.about,
        text=text,
        asked_at=now,
        leader_id=whose.person_id,
        leader=whose.name,
        owner_id=owner.person_id,
        owner=owner.name,
    )
    letter = Letter(owner.conversation_id or "", write(question))
    says = f"Sent to {owner.name}. The reply comes to you here, in this chat."
    return (await digests.ask(question, nonce, says, letter)).said


async def _about(
    digests: Digests, digest_id: str, data: Mapping[str, object], place: Place
) -> tuple[AskForm, Owner, Leader]:
    """What a question is about, who is asked and who asks."""
    whose = await service.leader(digests, place)
    digest = await service.show(digests, digest_id, place)
    project_id, project, wanted_id, about = _subject(digest, data)
    owner = _reachable(await digests.owner(project_id), project, whose)
    form = AskForm(digest_id, project_id, project, wanted_id, about, owner.name, uuid4().hex)
    return form, owner, whose


def _subject(digest: Digest, data: Mapping[str, object]) -> tuple[str, str, str, str]:
    for wanted in digest.facts.wanted:
        if wanted.id == data.get("wanted"):
            return wanted.project_id, wanted.project, wanted.id, wanted.what
    for project in digest.facts.projects:
        if project.id == data.get("project") and not data.get("wanted"):
            return project.id, project.title, "", ""
    raise NotFound(service.NOT_THERE)


def _reachable(owner: Owner | None, project: str, whose: Leader) -> Owner:
    if owner is None:
        raise NotAllowed(
            f"Nobody is known as the owner of {project}, so there is nobody to ask. "
            "The Process Center can name one in the office file."
        )
    if owner.person_id == whose.person_id:
        raise NotAllowed(f"You own {project} yourself. Ask its team in its channel.")
    if owner.conversation_id is None:
        raise NotAllowed(
            f"{owner.name} has not met Process Center yet, so a question cannot reach them. "
            "Write to them yourself, or ask them to say “help” to Process Center once."
        )
    return owner


async def hand_out_reply(digests: Digests, question_id: str, place: Place) -> ReplyForm:
    """The form for a reply. Raises NotAllowed (also when there is one already), NotFound."""
    question = await _asked(digests, question_id, place)
    if question.replied_at is not None:
        raise NotAllowed(REPLIED.format(leader=question.leader))
    return ReplyForm(question, uuid4().hex)


async def reply(
    digests: Digests,
    question_id: str,
    data: Mapping[str, object],
    place: Place,
    now: datetime,
    write: WriteQuestion,
) -> str | ReplyForm:
    """Send the reply to who asked, or give the form back with a sentence.

    There is one reply to a question; the same form again hears the same. Raises NotAllowed,
    NotFound, and InputError for what no form sends.
    """
    nonce, text = _nonce(data), _text(data, "reply")
    question = await _asked(digests, question_id, place)
    if mistake := _mistake(text, "Write your reply."):
        return ReplyForm(question, uuid4().hex, text, mistake)
    letter = await _back(digests, question, text, now, write)
    replied = replace(question, reply=text, replied_at=now)
    says = f"Sent to {question.leader}."
    kept = await digests.reply(replied, nonce, says, letter)
    if kept is None:
        raise NotAllowed(REPLIED.format(leader=question.leader))
    return kept.said


async def _asked(digests: Digests, question_id: str, place: Place) -> Question:
    question = await digests.question(question_id)
    if not place.person_id or question.owner_id != place.person_id:
        raise NotAllowed(NOT_ASKED)
    if place.channel_id is not None:
        raise NotAllowed(IN_PRIVATE)
    return question


async def _back(
    digests: Digests, question: Question, text: str, now: datetime, write: WriteQuestion
) -> Letter | None:
    """The card with the reply, for a leader who may still see the project."""
    whose = await digests.leader(question.leader_id)
    inside = in_scope(await digests.outline(), whose.scope) if whose else None
    if whose is None or inside is None or question.project_id not in inside.projects:
        gone = NO_LONGER.format(leader=question.leader, project=question.project)
        raise NotAllowed(f"{gone} Nothing was stored.")
    if whose.conversation_id is None:
        return None
    return Letter(whose.conversation_id, write(replace(question, reply=text, replied_at=now)))


def _nonce(data: Mapping[str, object]) -> str:
    nonce = data.get("nonce")
    if not isinstance(nonce, str) or not 8 <= len(nonce) <= 64 or not nonce.isalnum():
        raise InputError(OLD_FORM)
    return nonce


def _text(data: Mapping[str, object], name: str) -> str:
    given = data.get(name, "")
    if given is not None and not isinstance(given, str):
        raise InputError(OLD_FORM)
    return (given or "").replace("\r\n", "\n").replace("\x00", "").strip()


def _mistake(text: str, when_empty: str) -> str:
    if not text:
        return when_empty
    if len(text) > QUESTION_LIMIT:
        return f"Shorten this to {QUESTION_LIMIT:,} characters; it has {len(text):,}."
    return ""
