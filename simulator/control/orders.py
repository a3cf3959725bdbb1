"""Reads what a rehearsal orders: a fault, or answers of colleagues."""

from simulator.colleagues.answering import Wish
from simulator.colleagues.filling import Mood
from simulator.faults import Fault, FaultKind, Where
from simulator.mistakes import Body, Mistake
from simulator.places import base


def fault_of(body: Body) -> Fault:
    kind, where = body.text("kind"), body.text("where", "connector")
    if kind not in list(FaultKind) or where not in list(Where):
        raise Mistake(f"“kind” is one of {', '.join(FaultKind)}; “where” of {', '.join(Where)}.")
    times = body.number("times")
    conversation = body.optional_text("conversation")
    return Fault(
        kind=FaultKind(kind),
        share=body.number("share", 1.0) or 0.0,
        times=None if times is None else int(times),
        conversation=conversation and base(conversation),
        retry_after=body.number("retry_after", 2.0) or 0.0,
        method=body.text("method", "*"),
        where=Where(where),
    )


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
        seed=int(body.number("seed", 1) or 0),
        mood=None if mood is None else Mood(mood),
    )
