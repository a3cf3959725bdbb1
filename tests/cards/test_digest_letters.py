"""A question, its reply and a decision, as they travel between a leader and a project's owner."""

from dataclasses import replace

from cards.digests import (
    digest_answer,
    digest_ask,
    digest_decision,
    digest_decisions,
    digest_question,
    digest_reply,
)
from cards.kit.elements import Card, to_json
from core.digests.asking import AskForm, ReplyForm
from core.digests.log import QUARTER, Log
from core.digests.model import Decided
from tests.cards.renderer import elements, shown
from tests.core.digest_facts import (
    SECOND_STORE,
    TESTER,
    TUESDAY,
    ZONE,
    decision,
    question,
    replied,
    ruling,
)

ASK = AskForm("d1", "apollo-app", "Apollo app", "", "", "Ada Lovelace", "n0123456789")
ABOUT = replace(ASK, wanted_id=SECOND_STORE.id, about=SECOND_STORE.what)
REPLY = ReplyForm(question(), "n0123456789")


def words(card: Card) -> str:
    """All that stands on it."""
    return shown(to_json(card))


def pressed(card: Card) -> list[tuple[object, object]]:
    """Title and data of its buttons."""
    found = [each for each in elements(to_json(card)) if each.get("type") == "Action.Submit"]
    return [(each["title"], each["data"]) for each in found]


def typed(card: Card) -> dict[str, object]:
    """Its one input."""
    (found,) = [each for each in elements(to_json(card)) if each.get("type") == "Input.Text"]
    return found


def test_the_form_of_a_question_says_who_reads_it() -> None:
    assert words(digest_ask.build(ASK)) == (
        "Ask about Apollo app Ada Lovelace gets it in a chat with Process Center; "
        "the reply comes to you here."
    )
    assert SECOND_STORE.what in words(digest_ask.build(ABOUT))


def test_a_question_is_sent_with_what_it_is_about() -> None:
    sent = {"verb": "digest.submit_question", "digest": "d1", "nonce": "n0123456789"}

    assert pressed(digest_ask.build(ASK)) == [("Send", {**sent, "project": "apollo-app"})]
    assert pressed(digest_ask.build(ABOUT)) == [("Send", {**sent, "wanted": SECOND_STORE.id})]


def test_a_mistake_stands_at_the_input_and_nothing_typed_is_lost() -> None:
    ask = digest_ask.build(replace(ASK, typed="x" * 1500, mistake="Shorten this."))
    reply = digest_reply.build(replace(REPLY, typed="Yes.", mistake="Say more."))

    assert (typed(ask)["id"], typed(ask)["value"]) == ("question", "x" * 1500)
    assert (typed(reply)["id"], typed(reply)["value"]) == ("reply", "Yes.")
    assert "Shorten this." in words(ask)
    assert "Say more." in words(reply)


def test_the_owner_reads_who_asks_what_about_which_wish_of_theirs() -> None:
    card = digest_question.build(question(SECOND_STORE))

    assert words(card) == (
        "Kim Novak asks about Apollo app Asked (moment) (moment) · you get this as the project’s "
        f"owner Your team wants: {SECOND_STORE.what} "
        "What would bring the store review back by a week?"
    )
    assert pressed(card) == [
        ("Reply", {"msteams": {"type": "task/fetch"}, "verb": "digest.reply", "question": "q1"})
    ]


def test_a_question_that_has_its_reply_asks_for_none() -> None:
    card = digest_question.build(replied(question()))

    assert "You replied: A second reviewer on their side." in words(card)
    assert pressed(card) == []


def test_the_form_of_a_reply_has_the_question_and_says_who_reads_it() -> None:
    card = digest_reply.build(REPLY)

    assert words(card) == (
        "Kim Novak asks about Apollo app What would bring the store review back by a week? "
        "Kim Novak gets it with your name, once."
    )
    data = {"verb": "digest.submit_reply", "question": "q1", "nonce": "n0123456789"}
    assert pressed(card) == [("Send", data)]


def test_the_leader_reads_the_reply_below_their_question_and_can_ask_again() -> None:
    card = digest_answer.build(replied(question()))
    other = digest_answer.build(replied(question(SECOND_STORE)))

    assert words(card) == (
        "Ada Lovelace replied about Apollo app You asked (moment) (moment) "
        "“What would bring the store review back by a week?” "
        "A second reviewer on their side. They offered one from Monday, if we ask today."
    )
    ask = {"msteams": {"type": "task/fetch"}, "verb": "digest.ask", "digest": "d1"}
    assert pressed(card) == [("Ask again", {**ask, "project": "apollo-app"})]
    assert pressed(other) == [("Ask again", {**ask, "wanted": SECOND_STORE.id})]


def test_the_owner_hears_what_was_decided_and_the_same_card_that_it_changed() -> None:
    first = digest_decision.build(ruling())
    second = digest_decision.build(ruling(decision(), decision(decided=Decided.NO)))

    assert words(first) == (
        f"Kim Novak says yes · Apollo app Decided (moment) (moment). {SECOND_STORE.what} "
        "If they change it by (moment) (moment), this card says so."
    )
    assert words(second).startswith(
        "Kim Novak says no · Apollo app Decided (moment) (moment). They first said yes."
    )


def test_the_log_has_each_decision_with_its_day_and_where_it_went() -> None:
    untold = replace(decision(TESTER), owner="", reached=False)
    unmet = replace(untold, owner="Ada Lovelace")
    made = [ruling(decision(), decision(decided=Decided.NO)), ruling(untold), ruling(unmet)]
    log = Log(TUESDAY - QUARTER, ZONE, everybody=False, rulings=made)

    assert words(digest_decisions.build(log)) == (
        "Your decisions 3 decisions in the last three months "
        f"{SECOND_STORE.what} You said no on Tue 17 Nov · Apollo app · yes at first "
        "Told Ada Lovelace, the project’s owner, in their chat. "
        f"{SECOND_STORE.what} You said yes on Tue 17 Nov · Apollo app "
        "Nobody was told: the project has no owner whom we know. Tell its team yourself. "
        f"{SECOND_STORE.what} You said yes on Tue 17 Nov · Apollo app "
        "Ada Lovelace, the project’s owner, cannot be told here. Tell them yourself."
    )
    everybody = words(digest_decisions.build(replace(log, everybody=True)))
    assert everybody.startswith("All decisions 3 decisions")
    assert "Kim Novak said no on Tue 17 Nov" in everybody


def test_a_long_log_has_pages() -> None:
    log = Log(TUESDAY - QUARTER, ZONE, everybody=False, rulings=[ruling()] * 23)
    first, last = digest_decisions.build(log), digest_decisions.build(log, 99)

    assert "23 decisions in the last three months · page 1 of 3" in words(first)
    assert words(last).count(SECOND_STORE.what) == 3
    turns = [each for each in elements(to_json(last)) if each.get("type") == "Action.Execute"]
    assert [each["title"] for each in turns] == ["Back"]
    none = digest_decisions.build(replace(log, rulings=()))
    assert "Nothing was decided in this time." in words(none)
