"""What people type is shown as they typed it: nothing of it becomes markup, a link or a mention."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.rehearsal import Rehearsal
from tests.stories.people import APOLLO, GREEN, MONDAY, Person
from tests.stories.wire import open_round

WORD = "zebra"
TRICKS = (
    f"**{WORD}** [x](https://evil.example) <b>b</b> <at>Ada</at> {{{{DATE(2026-01-01T00:00:00Z)}}}}"
    " ${name} @Process Center\n# Title\n- item\n1. one \u202egnp.exe"
)


def places(part: Any, kind: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a card that has the word, with the type of the element it stands in."""
    if isinstance(part, dict):
        kind = str(part.get("type", kind))
        for value in part.values():
            yield from places(value, kind)
    elif isinstance(part, list):
        for item in part:
            yield from places(item, kind)
    elif isinstance(part, str) and WORD in part:
        yield kind, part


async def test_words_of_an_answer_stand_in_text_runs_alone(
    monday: Rehearsal, ada: Person, noor: Person
) -> None:
    """A text run is never Markdown; macros and turned text are taken apart."""
    colour = {"schedule": "red", "schedule_note": TRICKS}
    await noor.answers(**GREEN | colour, attention=TRICKS, listen=TRICKS)
    await monday.at(MONDAY + timedelta(days=1))
    sheet = (await ada.opens("checkin.answers")).card

    for card in (monday.cards(APOLLO)[-1], sheet):
        found = list(places(card))
        assert len(found) == 3
        assert {kind for kind, _ in found} == {"TextRun"}
        for _, text in found:
            assert "{{" not in text
            assert "${" not in text
            assert "\u202e" not in text
        assert "entities" not in card.get("msteams", {})


@pytest.mark.usefixtures("monday")
async def test_a_form_gives_back_exactly_what_was_typed(noor: Person) -> None:
    typed = TRICKS.replace("\u202e", "")
    await noor.answers(**GREEN, listen=typed, attention=typed)
    form = await noor.opens()

    assert form.filled["listen"] == form.filled["attention"] == typed
    assert {kind for kind, _ in places(form.card)} == {"Input.Text"}


async def test_a_project_s_title_is_a_title_and_nothing_else(center: Rehearsal) -> None:
    title = f"'**{WORD}** <at>all</at> [x](https://evil.example)'"
    text = center.tenant.office().replace("title: Apollo app", f"title: {title}")
    await center.import_office(text)
    await center.at(MONDAY)
    assert await open_round(center)

    (card,) = center.cards(APOLLO)
    shown = dict(places(card))
    assert "\\*\\*zebra\\*\\*" in shown["TextBlock"]
    assert "](" not in shown["TextBlock"].replace("\\]", "")
    ours = [each for each in center.tenant.messages(APOLLO) if each["sender"] == "bot"]
    assert [each["content"]["mentions"] for each in ours] == [[]]
