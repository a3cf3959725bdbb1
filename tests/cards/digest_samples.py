"""Believable and odd states of the cards of digests."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from cards.digests import (
    digest,
    digest_answer,
    digest_ask,
    digest_decision,
    digest_decisions,
    digest_question,
    digest_reply,
)
from cards.kit.elements import Card
from core.checkins.model import Colour
from core.digests.asking import AskForm, ReplyForm
from core.digests.log import QUARTER, Log
from core.digests.model import Before, Decided, Digest
from tests.core import digest_facts as known

HOUR = timedelta(hours=1)
ALL_GREEN = [
    replace(each, before=Before(each.latest.colour if each.latest else None))
    for each in known.GREEN
]
ASK = AskForm("d1", "apollo-app", "Apollo app", "", "", "Ada Lovelace", "n0123456789")
RIGHT_TO_LEFT = replace(
    known.FACTS,
    initiatives=[replace(each, title=known.ARABIC) for each in known.INITIATIVES],
    projects=[replace(each, title=known.ARABIC) for each in known.FACTS.projects],
    wanted=[replace(known.TESTER, what=f"{known.ARABIC}؟", project=known.ARABIC)],
)
CHANGED = known.ruling(known.decision(), known.decision(decided=Decided.NO, at=known.MADE + HOUR))
UNTOLD = replace(known.decision(known.TESTER), owner="", reached=False)
LOG = Log(
    known.TUESDAY - QUARTER,
    known.ZONE,
    everybody=False,
    rulings=[CHANGED, known.ruling(UNTOLD, of=known.TESTER)],
)
LONG_LOG = [
    replace(CHANGED, what=f"{known.LONG}? " * 4, project=name)
    for name in (known.LONG, known.ARABIC, "🚧" * 80) * 40
]
ONE = known.facts(known.APOLLO, about="Apollo app", since=known.TUESDAY - known.WEEK)
STOOD = known.facts(
    known.project(
        "Repeated",
        known.standing(
            Colour.RED, 6, said_on=known.TUESDAY - 15 * known.DAY, silences=2, why="Late."
        ),
    ),
    known.silent("Fell silent", 2, latest=known.standing(Colour.RED, 5, why="The vendor is gone.")),
    known.silent("Amber and silent", 1, latest=known.standing(Colour.AMBER, 2, why="Two are ill.")),
    known.HERMES,
    known.ZEUS,
    since=known.TUESDAY - known.WEEK,
)
BUSY = known.digest(
    acknowledged_at=known.MADE + HOUR,
    decisions=[known.decision(at=known.MADE + HOUR)],
    questions=[
        known.question(known.TESTER),
        known.replied(known.question(known.APOLLO)),
        known.question(known.ZEUS),
    ],
)

FOLLOWED = known.digest(decisions=[known.decision()], followed=True)
LATER = known.MADE + known.WEEK


def _of(made: Digest, page: int = 1, now: datetime = known.MADE) -> Callable[[], Card]:
    return lambda: digest.build(made, now, page)


DIGEST_SAMPLES: dict[str, Callable[[], Card]] = {
    "digest": _of(known.digest()),
    "digest_list": _of(known.digest(), 2),
    "digest_busy": _of(BUSY),
    "digest_followed": _of(FOLLOWED, now=LATER),
    "digest_followed_list": _of(FOLLOWED, 2, now=LATER),
    "digest_of_one": _of(known.digest(ONE)),
    "digest_silence": _of(known.digest(STOOD)),
    "digest_silence_list": _of(known.digest(STOOD), 2),
    "digest_first": _of(
        known.digest(
            replace(
                known.FACTS,
                since=None,
                title="Contoso",
                projects=[replace(each, before=None) for each in known.FACTS.projects],
                hygiene=replace(known.HYGIENE, on_before=None, complete=0.9),
            )
        )
    ),
    "digest_nothing": _of(known.digest(known.facts(initiatives=()))),
    "digest_nothing_changed": _of(
        known.digest(
            known.facts(
                replace(known.APOLLO, before=Before(Colour.RED)),
                *ALL_GREEN,
                since=known.TUESDAY - known.WEEK,
                initiatives=known.INITIATIVES[:1],
            )
        )
    ),
    "digest_all_green": _of(
        known.digest(known.facts(*ALL_GREEN, since=known.TUESDAY - known.WEEK))
    ),
    "digest_all_silent": _of(
        known.digest(
            known.facts(
                known.silent("Zeus", 1),
                known.silent("Hera", 12),
                known.silent("Ares", 2, latest=None),
                known.silent("Hermes", 4, latest=known.standing(Colour.RED)),
                known.project("Eros", latest=None, asks=False),
            )
        )
    ),
    "digest_right_to_left": _of(known.digest(RIGHT_TO_LEFT)),
    "digest_crowd": _of(known.digest(known.crowd())),
    "digest_crowd_list": _of(known.digest(known.crowd()), 30),
    "digest_crowd_right_to_left": _of(known.digest(known.crowd(name=known.ARABIC * 7))),
    "digest_ask": lambda: digest_ask.build(ASK),
    "digest_ask_mistake": lambda: digest_ask.build(
        replace(
            ASK,
            wanted_id=known.SECOND_STORE.id,
            about=known.SECOND_STORE.what,
            typed="Why? " * 300,
            mistake="Shorten this to 1,000 characters; it has 1,499.",
        )
    ),
    "digest_question": lambda: digest_question.build(known.question(known.SECOND_STORE)),
    "digest_question_replied": lambda: digest_question.build(known.replied(known.question())),
    "digest_reply": lambda: digest_reply.build(ReplyForm(known.question(), "n0123456789")),
    "digest_reply_mistake": lambda: digest_reply.build(
        ReplyForm(known.question(), "n0123456789", "", "Write your reply.")
    ),
    "digest_answer": lambda: digest_answer.build(known.replied(known.question(known.SECOND_STORE))),
    "digest_decision": lambda: digest_decision.build(known.ruling()),
    "digest_decision_changed": lambda: digest_decision.build(CHANGED),
    "digest_decisions": lambda: digest_decisions.build(LOG),
    "digest_decisions_of_all": lambda: digest_decisions.build(
        replace(LOG, everybody=True, rulings=LONG_LOG), 2
    ),
    "digest_decisions_none": lambda: digest_decisions.build(replace(LOG, rulings=())),
}
