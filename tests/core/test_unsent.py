"""What could not be sent is told in few sentences, to whom it concerns, when they are at work."""

from datetime import UTC, datetime, timedelta

import pytest

from core.posting.deliveries import Cause
from core.posting.unsent import CALLED, Reader, Unsent, line, to_tell
from jobs.pictures import pictures

NOON = datetime(2026, 11, 16, 18, tzinfo=UTC)  # Monday in Chicago
PAT = Reader("pat", "a:pat", "America/Chicago", staff=True)
NOOR = Reader("noor", "a:noor", "Asia/Kolkata", staff=False)
WAIT = timedelta(minutes=10)


def card(project: str = "Apollo", cause: str | None = Cause.BLOCKED, **other: object) -> Unsent:
    """The card of a round that failed an hour ago."""
    usual: dict[str, object] = {
        "kind": "round",
        "id": "1",
        "team_id": "team",
        "conversation_id": "19:a",
        "recipient": "",
        "name": "",
        "state": "failed",
        "waits": False,
        "reason": "",
        "changed_at": NOON,
        "age": timedelta(hours=1),
        "starter": "",
        "stays": True,
    }
    return Unsent(project=project, cause=cause, **(usual | other))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (card(cause=Cause.ABSENT), "The app is not in the team or chat. Add it there"),
        (card(cause=None, state="queued", waits=True), "The app is not in the team or chat."),
        (
            card(cause=Cause.ABSENT, own_channel=True),
            "The app is not in the private or shared channel. Add it to the channel itself, after",
        ),
        (
            card(cause=None, state="queued", waits=True, own_channel=True),
            "The app is not in the team or chat.",
        ),
        (card(state="queued", waits=True), "The channel or chat takes no messages of the app."),
        (card(cause=Cause.GONE), "The channel is not there any more. Restore it"),
        (card(cause=Cause.SIGN_IN, state="queued"), "does not let Process Center sign in. Tell"),
        (card(cause=Cause.TOO_BIG), "Teams takes no card of this size. Tell whoever runs"),
        (card(cause=Cause.UNDRAWN), "could not make the card. Tell whoever runs it."),
        (card(cause=None), "Teams refused the card. Write “check in” or “retro” in the channel"),
        (card(cause="of a newer version"), "Teams refused the card."),
        (card(cause=None, state="unknown"), "Nobody can tell whether the card arrived. Look into"),
        (card(cause=None, recipient="kim"), "Teams refused the card. Tell them what is in it"),
        (card(state="unknown", recipient="kim"), "whether the card arrived. Ask them; who writes"),
        (card(recipient="kim"), "The channel or chat takes no messages of the app. Ask an owner"),
    ],
)
def test_each_reason_has_its_words_and_what_helps(found: Unsent, says: str) -> None:
    assert line([found]).startswith("Not sent: the check-in of Apollo. ")
    assert says in line([found])


@pytest.mark.parametrize("cause", [*Cause, None])
@pytest.mark.parametrize("state", ["failed", "unknown"])
@pytest.mark.parametrize(
    ("kind", "recipient", "called", "helps"),
    [
        ("run", "", "the audit", "“audit”"),
        ("run", "Darnell Hughes", "the audit for Darnell Hughes", "“audit”"),
        (
            "waiver",
            "Yuki Tanabe",
            "the request for an exception to Yuki Tanabe",
            "of the Process Center",
        ),
    ],
)
def test_an_audit_and_a_request_are_not_told_to_be_asked_for_as_a_check_in_is(
    kind: str, recipient: str, called: str, helps: str, cause: Cause | None, state: str
) -> None:
    found = card("", cause, kind=kind, name=recipient, recipient=recipient and "id", state=state)
    says = line([found])

    assert says.startswith(f"Not sent: {called}. ")
    for other in ("“check in”", "“retro”", "“digest”", "another one in the office file"):
        assert other not in says
    if state == "unknown" or cause in (None, Cause.REFUSED):
        assert helps in says


def test_cards_of_one_reason_are_told_together_and_many_are_counted() -> None:
    many = [card(f"P{number}") for number in range(7)]
    other = card("Borealis", Cause.GONE, kind="retro")
    said = line([*many[:2], other, *many[2:]])

    assert "the check-in of P0, the check-in of P1, the check-in of P2" in said
    assert "the check-in of P4 and 2 more. The channel or chat takes no messages" in said
    assert said.count("Ask an owner") == 1
    assert "the retro of Borealis. The channel is not there any more." in said


@pytest.mark.parametrize(
    ("found", "called"),
    [
        (card("", kind="digest", name="Kim Doe"), "the digest of Kim Doe"),
        (card("", kind="question", name="Ada"), "the question to Ada"),
        (card("", kind="ruling", name="Ada"), "the decision for Ada"),
        (card("", kind="pulse"), "the card"),
        (card(""), "the check-in"),
    ],
)
def test_a_card_is_called_by_what_it_is(found: Unsent, called: str) -> None:
    assert found.called == called


def test_what_is_on_its_way_or_was_deleted_is_no_news() -> None:
    told = [
        card(),
        card(cause=None, state="queued", waits=True),
    ]
    silent = [
        card(stays=False, state="queued"),
        card(age=timedelta(minutes=9)),
        card(age=timedelta(days=31)),
        card(cause=Cause.DELETED),
        card(cause=None, team_id="", waits=True, state="queued"),
    ]
    assert to_tell([*told, *silent], WAIT) == told


def test_the_process_center_is_told_all_and_who_began_it_their_own() -> None:
    assert PAT.concerns(card())
    assert not NOOR.concerns(card())
    assert NOOR.concerns(card(starter="noor"))


@pytest.mark.parametrize(
    ("at", "pat", "noor"),
    [
        (NOON, True, False),  # 23:30 in India
        (NOON.replace(hour=13), False, False),  # 7:00 in Chicago, 18:30 in India
        (NOON.replace(hour=14), True, False),
        (NOON.replace(hour=11), False, True),
        (NOON.replace(day=22), False, False),  # a Sunday
    ],
)
def test_nobody_is_told_outside_their_own_working_hours(
    at: datetime, pat: bool, noor: bool
) -> None:
    assert (PAT.at_work(at), NOOR.at_work(at)) == (pat, noor)


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (card(), "failed"),
        (card(state="sending"), "queued"),
        (card(state="queued", waits=True), "queued"),
        (card(cause=Cause.ABSENT, state="queued", waits=True), "not_installed"),
        (card(cause=None, state="queued", waits=True), "not_installed"),
    ],
)
def test_operators_are_told_one_state(found: Unsent, state: str) -> None:
    assert found.shown == state


def test_every_card_is_called_something() -> None:
    assert CALLED.keys() >= pictures().keys()
    asked = card(kind="waiver", project="", name="Pat")
    assert asked.called == "the request for an exception to Pat"
