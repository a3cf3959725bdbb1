"""A leader knows in ten seconds what to decide, what is worst, and what changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.checkins.model import Colour
from core.digests.model import Before, Decided, Project
from tests.cards.digest_reading import below, buttons, wire, words
from tests.cards.renderer import macros, tags
from tests.core.digest_facts import (
    APOLLO,
    DAY,
    FACTS,
    GREEN,
    INITIATIVES,
    MADE,
    PAYMENTS,
    SECOND_STORE,
    TESTER,
    TUESDAY,
    WEEK,
    ZEUS,
    decision,
    digest,
    facts,
    project,
    question,
    replied,
    silent,
)

HOUR = timedelta(hours=1)


def test_the_head_says_whose_week_it_is_and_how_much_of_it_is_known() -> None:
    said = words(digest())

    assert said.startswith(
        "Week 47 · your 3 initiatives 18 of 19 projects reported · 1 silent · Tue 17 Nov "
        "2 decisions wait for you Decide on the second store for Apollo "
        "Apollo app · by Fri 20 Nov · open for 1 week A tester from 1 December"
    )


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"title": "Contoso"}, "Week 47 · Contoso · 3 initiatives"),
        ({"title": "Contoso", "initiatives": ()}, "Week 47 · Contoso "),
        ({"initiatives": INITIATIVES[:1]}, "Week 47 · Mobile first "),
        ({"initiatives": ()}, "Week 47 · your digest"),
        ({"today": TUESDAY.replace(month=12, day=31)}, "Week 53 · your 3 initiatives"),
    ],
)
def test_the_first_line_names_the_scope(changes: dict[str, object], title: str) -> None:
    assert words(digest(facts(APOLLO, **changes))).startswith(title)


def test_the_worst_follows_with_its_age_and_what_contradicts_a_green() -> None:
    said = words(digest())

    assert (
        "Worst first ■ Apollo app red for 3 weeks, was amber "
        "reported Mon 16 Nov by 5 of 7 · Mobile first "
        "▲ Payments amber for 1 week, was green" in said
    )
    assert (
        "◐ Hermes green for 3 weeks Reported green; forecast 12 days past its date says otherwise"
        in said
    )
    assert "Changed ▲ Payments worse: amber, was green ● Booking better: green, was red" in said
    assert "Silent ○ Zeus no answer for 3 rounds last heard Mon 26 Oct, green then" in said


def test_figures_come_last_with_their_meaning() -> None:
    assert words(digest()).endswith(
        "15 others green, oldest report 1 day old "
        "87 % of 24 teams tidy, +4 since Tue 10 Nov 1 of 2 open retro actions overdue"
    )


def test_nothing_changed_is_one_line_and_no_section() -> None:
    still = replace(APOLLO, before=Before(Colour.RED))
    said = words(digest(facts(still, since=TUESDAY - WEEK)))

    assert "No colour changed since your last digest, Tue 10 Nov." in said
    assert "Changed" not in said


def test_the_first_digest_says_that_it_is_the_first() -> None:
    assert "from the next one on it says what changed" in words(digest(facts(APOLLO)))


def test_nothing_in_scope_says_who_can_change_that_and_asks_for_nothing() -> None:
    made = digest(facts(initiatives=()))

    assert "Nothing is in your scope yet. The Process Center says in the office file" in words(made)
    assert buttons(made) == []


def test_all_silent_is_no_green() -> None:
    made = digest(facts(*[silent(f"Zeus {number}", 2) for number in range(5)]))
    said = words(made)

    assert "0 of 5 projects reported · 5 silent" in said
    assert "Silent · 5" in said
    assert "2 more behind “Show all”" in said
    assert "●" not in said


def test_what_nobody_asks_is_counted_by_itself() -> None:
    assert "1 of 2 projects reported · 1 not asked" in words(
        digest(facts(PAYMENTS, project("Eros", asks=False)))
    )


def test_buttons_carry_what_they_are_about_and_nothing_else() -> None:
    pressed = buttons(digest(facts(APOLLO, ZEUS, *GREEN, wanted=[SECOND_STORE])))

    assert pressed == [
        (
            title,
            "digest.decide",
            {"digest": "d1", "wanted": SECOND_STORE.id, "decision": decided, "page": 1},
        )
        for title, decided in (("Yes", "yes"), ("No", "no"))
    ] + [
        ("Ask", "digest.ask", {"digest": "d1", "wanted": SECOND_STORE.id}),
        ("Ask", "digest.ask", {"digest": "d1", "project": "apollo-app"}),
        ("Ask", "digest.ask", {"digest": "d1", "project": "zeus"}),
        ("Acknowledge", "digest.acknowledge", {"digest": "d1"}),
        ("Show all 16", "digest.page", {"digest": "d1", "page": 2}),
    ]


def test_where_the_first_page_shows_all_there_is_no_list() -> None:
    assert below(digest(facts(APOLLO, ZEUS))) == ["Acknowledge"]


def test_an_acknowledged_digest_says_so_and_asks_no_more() -> None:
    made = digest(acknowledged_at=MADE + timedelta(hours=1, minutes=12))

    assert "Seen on Tue 17 Nov, 09:12" in words(made)
    assert below(made) == ["Show all 19"]


def test_a_decision_says_what_by_whom_when_and_until_when() -> None:
    made = digest(decisions=[decision(at=MADE), decision(decided=Decided.NO, at=MADE + HOUR)])

    assert "Kim Novak said no on Tue 17 Nov, 09:00 · change it until Wed 18 Nov, 08:00" in words(
        made
    )
    assert "1 decision waits for you" in words(made)
    assert [each[0] for each in buttons(made)][:2] == ["Change to yes", "Ask"]


def test_when_all_is_decided_nothing_waits() -> None:
    made = digest(decisions=[decision(), decision(TESTER)])

    assert "You have decided" in words(made)


def test_a_decision_from_before_it_was_raised_anew_does_not_count() -> None:
    made = digest(decisions=[decision(at=MADE - 20 * DAY)])

    assert "2 decisions wait for you" in words(made)


def test_a_question_stands_at_what_it_is_about_until_the_reply_takes_its_place() -> None:
    asked = question(APOLLO)
    waits = words(digest(questions=[question(SECOND_STORE), asked]))
    came = words(digest(questions=[question(APOLLO, text="Old?"), replied(asked)]))

    assert waits.count("Asked Ada Lovelace on Tue 17 Nov, 09:00: “What would") == 2
    assert waits.count("no reply yet") == 2
    assert "You asked: “What would bring the store review back by a week?”" in came
    assert "Ada Lovelace, Wed 18 Nov, 08:00: “A second reviewer" in came
    assert "Old?" not in came


def test_a_row_that_nobody_can_be_asked_about_shows_no_question() -> None:
    made = digest(facts(APOLLO, open_actions=FACTS.open_actions), questions=[question(APOLLO)])

    assert words(made).count("no reply yet") == 1


def test_nobodys_words_are_markdown_or_macros() -> None:
    odd = "**Apollo** [x](http://e.example) {{DATE(2026-11-17T00:00:00Z)}} #1"
    made = digest(
        replace(
            FACTS,
            title=odd,
            initiatives=[replace(each, title=odd) for each in INITIATIVES],
            projects=[_named(each, odd) for each in FACTS.projects],
            wanted=[replace(TESTER, what=odd, project=odd)],
        ),
        questions=[replied(question(TESTER, text=odd, owner=odd))],
    )

    for page in (1, 2):
        assert tags(wire(made, page)) <= {"p"}
        assert not macros(wire(made, page))


def _named(each: Project, title: str) -> Project:
    return replace(each, title=title)


def test_a_screen_reader_hears_the_whole() -> None:
    assert wire(digest())["speak"] == (
        "Week 47 · your 3 initiatives. 18 of 19 projects reported · 1 silent · Tue 17 Nov. "
        "2 decisions for you. "
        "Decisions, 2: Decide on the second store for Apollo. "
        "Worst first, 3: Apollo app red for 3 weeks, was amber. "
        "Changed, 2: Payments worse: amber, was green. "
        "Slipped dates, 2: Apollo app 43 days late: finish Sat 12 Dec, not Fri 30 Oct. "
        "Silent, 1: Zeus no answer for 3 rounds. "
        "Open retro actions, 2: Show the build on Fridays. 1 of 2 open retro actions overdue. "
        "Teams to tidy, 2: Zeus no active owner. 87 % of 24 teams tidy, +4 since Tue 10 Nov. "
        "15 others green, oldest report 1 day old."
    )
