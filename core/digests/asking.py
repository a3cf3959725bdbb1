"""A leader asks a project's owner, and the owner replies: both are forms, and both are kept."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from core.digests import service
from core.digests.model import Digest, Question
from core.digests.ports import DigestPorts, Leader, Letter, Owner, WriteQuestion
from core.digests.scope import in_scope
from core.errors import NotAllowed, NotFound
from core.pressing.forms import Data, new_nonce, nonce_of, too_long, typed

QUESTION_LIMIT = 1000  # characters, of a question and of a reply
OLD_FORM = "This form does not fit any more. Nothing was stored; press the button again."
NO_LONGER = "{leader} does not follow {project} any more, so there is nobody to reply to."
REPLIED = "You have replied to this already, and {leader} has your words."


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


async def hand_out(ports: DigestPorts, digest_id: str, person_id: str, data: Data) -> AskForm:
    """The form for a question about `wanted` or `project` of the data.

    Raises NotAllowed, also where no owner can be reached, and NotFound.
    """
    return (await _about(ports, digest_id, person_id, data))[0]


async def ask(
    ports: DigestPorts,
    digest_id: str,
    person_id: str,
    data: Data,
    now: datetime,
) -> str | AskForm:
    """Send a question to the project's owner, or give the form back with a sentence.

    The same form again is one question, and hears the same. Raises NotAllowed, NotFound, and
    InputError for what no form sends.
    """
    nonce, text = nonce_of(data, OLD_FORM), _text(data, "question")
    form, owner, whose = await _about(ports, digest_id, person_id, data)
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
    says = f"Sent to {owner.name}. The reply comes to you here, in this chat."
    chat = owner.conversation_id or ""
    return (await ports.digests.ask(question, nonce, says, chat)).says


async def _about(
    ports: DigestPorts, digest_id: str, person_id: str, data: Data
) -> tuple[AskForm, Owner, Leader]:
    """What a question is about, who is asked and who asks."""
    whose = await service.leader(ports, person_id)
    digest = await service.show(ports, digest_id, person_id)
    project_id, project, wanted_id, about = _subject(digest, data)
    owner = _reachable(await ports.digests.owner(project_id), project, whose)
    form = AskForm(digest_id, project_id, project, wanted_id, about, owner.name, new_nonce())
    return form, owner, whose


def _subject(digest: Digest, data: Data) -> tuple[str, str, str, str]:
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
            "Ask the Process Center to name one."
        )
    if owner.person_id == whose.person_id:
        raise NotAllowed(f"You own {project} yourself. Ask its team in its channel.")
    if owner.conversation_id is None:
        raise NotAllowed(
            f"{owner.name} has not met Process Center yet, so a question cannot reach them. "
            "Write to them yourself, or ask the Process Center to add the app to a team of theirs."
        )
    return owner


async def hand_out_reply(ports: DigestPorts, question_id: str) -> ReplyForm:
    """The form for a reply. Raises NotAllowed (also when there is one already), NotFound."""
    question = await ports.digests.question(question_id)
    if question.replied_at is not None:
        raise NotAllowed(REPLIED.format(leader=question.leader))
    return ReplyForm(question, new_nonce())


async def reply(
    ports: DigestPorts,
    question_id: str,
    data: Data,
    now: datetime,
    write: WriteQuestion,
) -> str | ReplyForm:
    """Send the reply to who asked, or give the form back with a sentence.

    There is one reply to a question; the same form again hears the same. Raises NotAllowed,
    NotFound, and InputError for what no form sends.
    """
    nonce, text = nonce_of(data, OLD_FORM), _text(data, "reply")
    question = await ports.digests.question(question_id)
    if mistake := _mistake(text, "Write your reply."):
        return ReplyForm(question, new_nonce(), text, mistake)
    letter = await _back(ports, question, text, now, write)
    replied = replace(question, reply=text, replied_at=now)
    says = f"Sent to {question.leader}."
    kept = await ports.digests.reply(replied, nonce, says, letter)
    if kept is None:
        raise NotAllowed(REPLIED.format(leader=question.leader))
    return kept.says


async def _back(
    ports: DigestPorts, question: Question, text: str, now: datetime, write: WriteQuestion
) -> Letter | None:
    """The card with the reply, for a leader who may still see the project."""
    whose = await ports.digests.leader(question.leader_id)
    inside = in_scope(await ports.digests.outline(), whose.scope) if whose else None
    if whose is None or inside is None or question.project_id not in inside.projects:
        gone = NO_LONGER.format(leader=question.leader, project=question.project)
        raise NotAllowed(f"{gone} Nothing was stored.")
    if whose.conversation_id is None:
        return None
    return Letter(whose.conversation_id, write(replace(question, reply=text, replied_at=now)))


def _mistake(text: str, when_empty: str) -> str:
    if not text:
        return when_empty
    return too_long(text, QUESTION_LIMIT)


def _text(data: Data, name: str) -> str:
    return typed(data, [name], OLD_FORM).get(name, "")
