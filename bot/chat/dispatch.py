"""From what happened in a chat to the one command or action for it, and its answer back."""

import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot import actions, commands
from bot.actions import Button, Press, verb
from bot.chat.admission import admit
from bot.chat.bot_framework import InvokeAnswer
from bot.chat.inbound import Inbound
from bot.chat.moves import Moves
from bot.chat.turn import Reply, Turn
from bot.chat.understanding import elsewhere, not_understood, said, understood
from bot.chat.welcome import Welcome
from bot.commands import Command, spoken
from bot.door.activity_json import strict_json
from bot.door.gate_errors import Malformed, Refusal
from bot.door.metrics import Metrics
from cards.chat import notice
from cards.kit.elements import Card
from cards.kit.fitting import form
from cards.kit.message import ADAPTIVE, message, sentence
from cards.kit.wire import to_json
from core.errors import CenterError, StoreAway
from core.markup import unturned
from core.people.roles import May
from core.ports import Ports
from core.posting.addresses import channel_of
from core.posting.deliveries import OnlyFor
from core.pressing.place import Scope
from core.registry import collect
from core.work import storing
from jobs.pictures import pictures

NOTICE = "Process Center"  # over a sentence that stands where a form was asked for
OOPS = "Something went wrong on our side. Nothing was stored; please try again."
UNSURE = (
    "Something went wrong on our side, and whether this was stored is not known. "
    "Please try again: it counts once."
)
NOT_HERE = (
    "In a chat of several people nothing can be pressed, as everybody would read along. "
    "Press it where the card was sent: in the team’s channel, or in our own chat."
)
UNKNOWN = "This button is from another version of Process Center. Look for a newer card."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Pressed:
    """A verb with its data, out of any of the three kinds of invoke."""

    press: Press
    verb: str
    data: Mapping[str, object]


def known_buttons() -> dict[str, Button]:
    """Every button of the folder, by verb."""
    return {verb(name): each for name, each in collect(actions, "BUTTON", Button).items()}


class Dispatch:
    """Implements the events of `bot_framework`. `home` is our own tenant."""

    def __init__(
        self,
        ports: Ports,
        metrics: Metrics,
        home: Collection[str] = (),
        *,
        private_replies: bool = False,
    ) -> None:
        self._ports = ports
        self._home = frozenset(home)
        self._queue = ports.posting.deliveries.add
        self._private_replies = private_replies
        self._metrics = metrics
        self._welcome = Welcome(ports)
        self._moves = Moves(ports, self._welcome)
        self._buttons = known_buttons()
        listed = collect(commands, "COMMAND", Command)
        self._commands = {spoken(name): each for name, each in listed.items()}

    async def message(self, inbound: Inbound) -> None:
        """Answer what is meant for us: a mention, what follows a slash, all in a chat of two."""
        await self._welcome.learn(inbound)
        to_us = inbound.is_personal or inbound.is_private or inbound.mentions_us
        if not to_us or not inbound.person_id:
            return
        await self._welcome.learn_clock(inbound)
        await self._send(inbound, await self._answer(inbound))

    async def moved(self, inbound: Inbound) -> None:
        """Follow who came and left."""
        await self._moves.moved(inbound)

    async def installed(self, inbound: Inbound) -> None:
        """Greet, or forget."""
        await self._moves.installed(inbound)
        await self._welcome.learn_clock(inbound)

    async def pressed(self, inbound: Inbound) -> InvokeAnswer:
        """Answer a button. A database that is away is the caller's to answer (503)."""
        started = time.perf_counter()
        pressed = _pressed(inbound)
        if pressed is None:
            return 501, None
        await self._welcome.learn_once(inbound)
        # In a channel hundreds press at once, and nothing waits for it.
        await self._welcome.learn_clock(inbound, soon=inbound.is_personal)
        action = self._buttons.get(pressed.verb)
        press = _meant(pressed.press, action)
        if action is None or press is None:
            self._count("other", "unknown", started)
            return 200, _unknown(pressed.press)
        turn = self._turn(inbound, "", pressed.data)
        if inbound.is_of_several:  # a card of ours that somebody took along
            self._count(pressed.verb, "answered", started)
            return 200, answer(press, Reply(says=NOT_HERE))
        reply = await self._reply(action.run, action.who, turn)
        self._ports.posting.news()
        self._count(pressed.verb, "answered", started)
        if inbound.reply_to and self._welcome.is_new_card(inbound.reply_to):
            await self._prove(turn, inbound.reply_to)
        return 200, answer(press, reply)

    def _count(self, verb_: str, outcome: str, started: float) -> None:
        self._metrics.invoked(verb_, outcome, time.perf_counter() - started)

    async def _prove(self, turn: Turn, activity_id: str) -> None:
        """A press on a card shows that it arrived, where we were not sure of that."""
        here = turn.channel_id or turn.conversation_id
        for kind in pictures():
            if (id_ := turn.text(kind)).isalnum():
                await self._ports.posting.deliveries.arrived(kind, id_, here, activity_id)

    async def _reply(self, run: Callable[[Turn], Awaitable[Reply]], who: May, turn: Turn) -> Reply:
        with storing() as meanwhile:
            try:
                await admit(turn, who)
                return await run(turn)
            except (StoreAway, Refusal):
                raise
            except CenterError as error:
                return Reply(says=error.says)
            except Exception:
                log.exception("turn failed")
                return Reply(says=UNSURE if meanwhile.maybe else OOPS)

    async def _send(self, inbound: Inbound, reply: Reply) -> None:
        """Queue the answer to a message; Teams may repeat the message, the answer comes once."""
        key = f"reply:{inbound.conversation_id}:{inbound.activity_id}"
        if reply.to_all:  # not under what one person alone sees
            here, body = channel_of(inbound.conversation_id), sentence(reply.to_all)
            await self._queue(f"{key}:all", here, inbound.team_id, body, soon=True)
        if reply.card is None and not reply.says:
            return
        body = message(reply.card) if reply.card else sentence(reply.says)
        where, only_for = (inbound.conversation_id, inbound.team_id), self._only_for(inbound)
        await self._queue(key, *where, body, soon=True, only_for=only_for)

    def _only_for(self, inbound: Inbound) -> OnlyFor | None:
        return inbound.only_for(replies=self._private_replies)

    async def _answer(self, inbound: Inbound) -> Reply:
        """What the command says to a message; `help` to one without words."""
        meant = understood(inbound.words or "help", self._commands)
        if meant is None:
            where = Scope.PERSONAL if inbound.is_private else inbound.scope  # no mention is needed
            return Reply(says=not_understood(inbound.words, self._commands, where))
        command, turn = self._commands[meant.name], self._turn(inbound, meant.rest, {})
        turn = replace(turn, only_for=self._only_for(inbound))
        if inbound.is_of_several and Scope.GROUP not in command.offered:
            reply = Reply(says=elsewhere(meant.name, command.offered))
        else:
            who = command.alone if turn.channel_id is None else command.who
            reply = await self._reply(command.run, who, turn)
        return reply.after(said(meant)) if meant.guessed else reply

    def _turn(self, inbound: Inbound, words: str, data: Mapping[str, object]) -> Turn:
        return Turn(
            ports=self._ports,
            now=self._ports.clock.now(),
            activity_id=inbound.activity_id,
            person_id=inbound.person_id,
            person_name=inbound.person_name,
            conversation_id=inbound.conversation_id,
            channel_id=inbound.channel_id,
            team_id=inbound.team_id,
            words=words,
            data=data,
            reply_to=inbound.reply_to,
            team_thread=inbound.team_thread,
            of_several=inbound.is_of_several,
            from_outside=bool(self._home and inbound.tenant_ids - self._home),
        )


def answer(press: Press, reply: Reply) -> dict[str, Any]:
    """The body of an invoke's answer."""
    if press is Press.ONE:
        if reply.card is not None:
            return {"statusCode": 200, "type": ADAPTIVE, "value": to_json(reply.card)}
        kind = "application/vnd.microsoft.activity.message"
        return {"statusCode": 200, "type": kind, "value": unturned(reply.says)}
    if reply.card is not None:
        return _dialog(reply.card, reply.title, "large", "medium")
    if press is Press.FETCH:
        return _dialog(notice.build(reply.says), NOTICE, "small", "small")
    return {"task": {"type": "message", "value": unturned(reply.says)}}


def _dialog(card: Card, title: str, height: str, width: str) -> dict[str, Any]:
    """A press that opens a dialog gets one even for a sentence: some clients show none else."""
    content = {"contentType": ADAPTIVE, "content": form(card)}
    shown = {"title": title, "height": height, "width": width, "card": content}
    return {"task": {"type": "continue", "value": shown}}


def _pressed(inbound: Inbound) -> _Pressed | None:
    """None for an invoke that we do not know."""
    try:
        press = Press(inbound.name)
    except ValueError:
        return None
    part = _carried(inbound.value.get("action" if press is Press.ONE else "data"))
    data = _carried(part.get("data")) if press is Press.ONE else part
    named = part.get("verb")
    return _Pressed(press, named if isinstance(named, str) else "", data)


def _meant(press: Press, action: Button | None) -> Press | None:
    """How the button was pressed; None where it cannot be pressed so.

    Some phones send the press on a button that opens a form as if it were inside of one.
    """
    if action is None or press in action.press:
        return press
    return Press.FETCH if press is Press.SUBMIT and Press.FETCH in action.press else None


def _unknown(press: Press) -> dict[str, Any]:
    if press is not Press.ONE:
        return answer(press, Reply(says=UNKNOWN))
    error = {"code": "400", "message": UNKNOWN}
    return {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": error}


def _carried(value: object) -> dict[str, object]:
    """What a button carries: an object, which some clients send as its JSON text."""
    if isinstance(value, str):
        try:
            value = strict_json(value.encode())
        except (Malformed, UnicodeError):
            return {}
    return value if isinstance(value, dict) else {}
