"""The names of the buttons that colleagues look for: all of them, and nowhere else."""

from dataclasses import dataclass

ANSWER = "checkin.answer"

NEXT = "retro.next"
CLOSE = "retro.close"
TICK_OFF = "retro.close_action"
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Step:
    """A phase of a retro in which people fill a form: `opens` shows it, `sends` hands it in.

    By and by one person does it `each` times, until the whole team has done it `together` times.
    """

    name: str
    opens: str
    sends: str
    each: int
    together: int | None = None


WRITE = Step("write", "retro.add_note", "retro.submit_note", each=2)
VOTE = Step("vote", "retro.ballot", "retro.submit_ballot", each=1)
ACTIONS = Step("actions", "retro.add_action", "retro.submit_action", each=1, together=2)
STEPS = (WRITE, VOTE, ACTIONS)
ORDER = (*(step.name for step in STEPS), CLOSED)

ACKNOWLEDGE = "digest.acknowledge"
DECIDE = "digest.decide"
ASK = "digest.ask"
SEND_QUESTION = "digest.submit_question"
REPLY = "digest.reply"
SEND_REPLY = "digest.submit_reply"
