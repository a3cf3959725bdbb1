"""A leader knows in ten seconds what to decide, what is worst, and what changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.digests.model import Decided, Project
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


def test_the_first_page_says_what_to_decide_what_is_worst_and_why_and_counts_the_rest() -> None:
    assert words(digest()) == (
        "Week 47 · your 3 initiatives 18 of 19 projects reported · 1 silent · Tue 17 Nov "
        "Decision 1 of 2 · 1 behind “Show all” Yes or no to: Decide on the second store for Apollo "
        "Apollo app · its team asked on Thu 5 Nov and recommends no · by Fri 20 Nov "
        "Left open, it is asked again while the team asks. "
        "■ Apollo app red since Tue 27 Oct, was amber "
        "Rejected a second time. The release date is gone. 43 days late: finish Sat 12 Dec "
        "▲ Payments amber since Tue 10 Nov, was green The second tester comes in January. "
        "worse since your last digest "
        "◐ Hermes green since Tue 27 Oct Its own forecast is 12 days after its date. "
        "16 others: 15 green, 1 silent Since Tue 10 Nov: 1 worse, 1 better "
        "21 of 24 teams tidy, 1 more than on Tue 10 Nov · 8 % of people in more than 15 teams "
        "2 retro actions open, oldest 13 Oct, 1 overdue"
    )


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"title": "Contoso"}, "Week 47 · Contoso · 3 initiatives"),
        ({"title": "Contoso", "initiatives": ()}, "Week 47 · Contoso "),
        ({"initiatives": INITIATIVES[:1]}, "Week 47 · Mobile first "),
        ({"initiatives": ()}, "Week 47 · your digest"),
        ({"about": "Apollo app"}, "Week 47 · Apollo app "),
        ({"today": TUESDAY.replace(month=12, day=31)}, "Week 53 · your 3 initiatives"),
    ],
)
def test_the_first_line_names_the_scope(changes: dict[str, object], title: str) -> None:
    assert words(digest(facts(APOLLO, **changes))).startswith(title)


def test_nobody_but_owners_and_leaders_is_named() -> None:
    assert "Grace" not in "".join(words(digest(), page) for page in range(1, 4))


def test_nothing_in_scope_says_who_can_change_that_and_asks_for_nothing() -> None:
    made = digest(facts(initiatives=()))

    assert "Nothing is in your scope yet. The Process Center can give you objectives" in words(made)
    assert buttons(made) == []


def test_all_silent_is_no_green() -> None:
    made = digest(facts(*[silent(f"Zeus {number}", 2) for number in range(5)]))
    said = words(made)

    assert "0 of 5 projects reported · 5 silent" in said
    assert "○ Zeus 0 silent since Mon 9 Nov, green before" in said
    assert "2 others silent" in said
    assert "●" not in said


def test_what_nobody_asks_is_counted_by_itself() -> None:
    assert "1 of 2 projects reported · 1 not asked" in words(
        digest(facts(PAYMENTS, project("Eros", asks=False)))
    )


def test_buttons_carry_what_they_are_about_and_say_so_and_are_five() -> None:
    pressed = buttons(digest(facts(APOLLO, ZEUS, *GREEN, wanted=[SECOND_STORE])))

    assert pressed == [
        (
            title,
            "digest.decide",
            {"digest": "d1", "wanted": SECOND_STORE.id, "decision": decided, "page": 1},
        )
        for title, decided in (("Yes", "yes"), ("No", "no"))
    ] + [
        ("Ask about Apollo app", "digest.ask", {"digest": "d1", "project": "apollo-app"}),
        ("Seen", "digest.acknowledge", {"digest": "d1"}),
        ("Show all 16 projects", "digest.page", {"digest": "d1", "page": 2}),
    ]


@pytest.mark.parametrize(
    ("changes", "titles"),
    [
        ({"wanted": ()}, ["Ask about Apollo app", "Ask about Payments", "Ask about Hermes"]),
        ({}, ["Yes", "No", "Ask about Apollo app"]),
    ],
)
def test_who_has_nothing_to_decide_can_ask_about_all_three(
    changes: dict[str, object], titles: list[str]
) -> None:
    found = [each[0] for each in buttons(digest(replace(FACTS, **changes)))]  # type: ignore[arg-type]

    assert found == [*titles, "Seen", "Show all 19 projects"]


def test_what_was_decided_takes_one_button_of_the_five() -> None:
    one, both = [decision()], [decision(), decision(TESTER)]

    assert [each[0] for each in buttons(digest(decisions=one))] == [
        "Yes",
        "No",
        "Change to no",
        "Seen",
        "Show all 19 projects",
    ]
    assert [each[0] for each in buttons(digest(decisions=both))] == [
        "Change to no",
        "Ask about Apollo app",
        "Ask about Payments",
        "Seen",
        "Show all 19 projects",
    ]


def test_of_one_project_there_is_more_to_read() -> None:
    assert below(digest(facts(APOLLO))) == ["Seen", "Show more"]
    assert "agreed Fri 30 Oct · first plan Wed 30 Sep" in words(digest(facts(APOLLO)), 2)


def test_an_acknowledged_digest_says_so_and_asks_no_more() -> None:
    made = digest(acknowledged_at=MADE + timedelta(hours=1, minutes=12))

    assert "Seen (moment) (moment)" in words(made)
    assert below(made) == ["Show all 19 projects"]


def test_a_decision_says_what_until_when_and_where_it_went() -> None:
    made = digest(decisions=[decision(at=MADE), decision(decided=Decided.NO, at=MADE + HOUR)])

    for page in (1, 2):
        assert (
            "You said no on Tue 17 Nov. Change it until (moment) (moment). "
            "Told Ada Lovelace, the project’s owner, in their chat." in words(made, page)
        )
    assert "1 decision waits for you Yes or no to: A tester from 1 December" in words(made)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"owner": "", "reached": False},
            "Nobody was told: the project has no owner whom we know. Tell its team yourself.",
        ),
        (
            {"reached": False},
            "Ada Lovelace, the project’s owner, cannot be told here. Tell them yourself.",
        ),
    ],
)
def test_where_nobody_heard_of_a_decision_it_says_so(changes: dict[str, object], says: str) -> None:
    untold = replace(decision(), **changes)  # type: ignore[arg-type]

    assert says in words(digest(decisions=[untold]))


def test_of_a_decision_from_before_nobody_knows_where_it_went() -> None:
    said = words(digest(decisions=[replace(decision(), owner="", reached=None)]))

    assert "You said yes" in said
    assert "told" not in said.casefold()


def test_when_all_is_decided_nothing_waits() -> None:
    made = digest(decisions=[decision(), decision(TESTER)])

    assert "You have decided" in words(made)


def test_a_decision_from_before_it_was_raised_anew_does_not_count() -> None:
    made = digest(decisions=[decision(at=MADE - 20 * DAY)])

    assert "Decision 1 of 2" in words(made)


def test_a_question_stands_at_what_it_is_about_until_the_reply_takes_its_place() -> None:
    asked = question(APOLLO)
    waits = words(digest(questions=[question(SECOND_STORE), asked]))
    came = words(digest(questions=[question(APOLLO, text="Old?"), replied(asked)]))

    assert waits.count("Asked Ada Lovelace on Tue 17 Nov: “What would") == 2
    assert waits.count("no reply yet") == 2
    assert "You asked: “What would bring the store review back by a week?”" in came
    assert "Ada Lovelace, Wed 18 Nov: “A second reviewer" in came
    assert "Old?" not in came


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
        "Yes or no to: Decide on the second store for Apollo. "
        "Apollo app red since Tue 27 Oct, was amber. "
        "Rejected a second time. The release date is gone. "
        "Payments amber since Tue 10 Nov, was green. The second tester comes in January. "
        "Hermes green since Tue 27 Oct. Its own forecast is 12 days after its date. "
        "16 others: 15 green, 1 silent. Since Tue 10 Nov: 1 worse, 1 better. "
        "21 of 24 teams tidy, 1 more than on Tue 10 Nov · 8 % of people in more than 15 teams. "
        "2 retro actions open, oldest 13 Oct, 1 overdue."
    )


def test_our_own_words_are_whole_however_long_the_names_are() -> None:
    long = replace(APOLLO, title="A" * 200, latest=replace(APOLLO.latest, why="W" * 900))  # type: ignore[type-var]
    said = words(digest(facts(long, wanted=[replace(TESTER, what="Q" * 900, project="P" * 200)])))

    for ours in ("43 days late: finish Sat 12 Dec", "its team asked on Mon 16 Nov", "was amber"):
        assert ours in said
    assert f"{'W' * 72} …" in said
    assert "Ask about AAAAAAAAAAAAAAAAAAAAAAAA …" in [
        each[0] for each in buttons(digest(facts(long)))
    ]


def test_what_is_to_be_decided_is_whole_on_the_first_page_for_three_lines() -> None:
    asks = (
        "Should we move both testers of the second store to the campaign so that it keeps its date?"
    )
    made = digest(facts(APOLLO, wanted=[replace(SECOND_STORE, what=asks)]))

    assert asks in words(made)
