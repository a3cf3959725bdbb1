"""Reads what a rehearsal orders: a fault, or what colleagues shall do."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from simulator.colleagues import verbs
from simulator.colleagues.answering import Wish
from simulator.colleagues.filling import Mood
from simulator.colleagues.leaders import LeadersWish
from simulator.colleagues.playing import RetroWish
from simulator.faults import GRAPH_ONLY, Fault, FaultKind, Where
from simulator.graph.reads import Read
from simulator.graph.writes import Write
from simulator.mistakes import Body, Mistake
from simulator.places import base

E = TypeVar("E", bound=StrEnum)
GRAPHS = (Where.GRAPH, Where.GRAPH_PART)


def fault_of(body: Body, team_id: Callable[[str], str]) -> Fault:
    """`team_id` finds the id of a team that is named."""
    where = _one_of(Where, body.text("where", "connector"), "where")
    kind = _one_of(FaultKind, body.text("kind"), "kind")
    if kind in GRAPH_ONLY and where not in GRAPHS:
        raise Mistake(f"“{kind}” is a failure of Graph: “where” is {' or '.join(GRAPHS)}.")
    read, team, about = (body.optional_text(name) for name in ("read", "team", "about"))
    if (read or team or about) and where is not Where.GRAPH_PART:
        raise Mistake("“team”, “read” and “about” choose questions: “where” is graph_part then.")
    times = body.number("times")
    conversation = body.optional_text("conversation")
    return Fault(
        kind=kind,
        share=body.number("share", 1.0) or 0.0,
        times=None if times is None else int(times),
        conversation=conversation and base(conversation),
        retry_after=body.number("retry_after", 2.0),
        method=body.text("method", "*"),
        where=where,
        team=team and team_id(team),
        read=read and _read_or_write(read),
        private="private" in body.values and body.flag("private"),
        about=about,
    )


def _read_or_write(word: str) -> str:
    if word in list(Write):
        return word
    return _one_of(Read, word, "read")


def _one_of(kind: type[E], word: str, name: str) -> E:
    if word not in list(kind):
        raise Mistake(f"“{name}” is one of {', '.join(kind)}.")
    return kind(word)


def wish_of(body: Body) -> Wish:
    mood = body.optional_text("mood")
    if mood is not None and mood not in list(Mood):
        raise Mistake(f"“mood” is one of {', '.join(Mood)}.")
    count = body.number("count")
    return Wish(
        conversation=body.optional_text("conversation"),
        count=None if count is None else int(count),
        share=body.number("share"),
        people=tuple(body.texts("people")),
        left_out=tuple(body.texts("left_out")),
        rest="rest" in body.values and body.flag("rest"),
        seed=int(body.number("seed", 1) or 0),
        mood=None if mood is None else Mood(mood),
        verb=body.text("verb", verbs.ANSWER),
    )


def retro_wish_of(body: Body) -> RetroWish:
    until = body.text("until", verbs.CLOSED)
    if until not in verbs.ORDER:
        raise Mistake(f"“until” is one of {', '.join(verbs.ORDER)}.")
    return RetroWish(
        conversation=body.optional_text("conversation"),
        until=until,
        left_out=tuple(body.texts("left_out")),
        seed=int(body.number("seed", 1) or 0),
    )


def leaders_wish_of(body: Body) -> LeadersWish:
    seed = int(body.number("seed", 1) or 0)
    return LeadersWish(left_out=tuple(body.texts("left_out")), seed=seed)
