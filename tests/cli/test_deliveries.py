"""What became of the messages that ask people is told at the terminal, and sent again there."""

import json
from typing import Any

import pytest

from store.database import Database
from tests.cli.conftest import Operator


async def opened(operator: Operator) -> None:
    """A round whose team has not met Process Center."""
    await operator.runs("import", "office.yaml")
    done = await operator.runs("checkins", "open", "apollo-weekly")
    assert done.code == 0, done.err


async def change(operator: Operator, query: str) -> None:
    """Something happens to the deliveries."""
    url = operator.environment["PROCESS_CENTER_DATABASE_URL"]
    async with Database(url) as database, database.connection() as connection:
        await connection.execute(query.encode())


async def listed(operator: Operator, *words: str) -> dict[str, Any]:
    """What the command says as JSON."""
    done = await operator.runs("deliveries", *words, "--format", "json")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


async def test_all_that_is_not_sent_is_shown_and_what_failed_is_sent_again(
    operator: Operator,
) -> None:
    assert (await operator.launches("deliveries")).out == "Everything that is open was sent.\n"
    await opened(operator)
    (card,) = (await listed(operator))["deliveries"]
    assert (card["kind"], card["state"]) == ("round", "not_installed")
    assert "has not met Process Center" in card["why"]
    assert (await operator.runs("deliveries", "--state", "failed")).out == "None.\n"
    kept = await operator.runs("deliveries", "resend", "apollo-weekly")
    assert (kept.code, kept.out) == (0, "Nothing failed, so nothing is sent.\n")

    await change(operator, "UPDATE deliveries SET state = 'failed', reason = 'Teams says no.', "
                           "cause = 'blocked', waits_for_address = false")  # fmt: skip
    lines = (await operator.runs("deliveries")).out.splitlines()
    assert lines[0].split() == ["CARD", "STATE", "SINCE", "WHY"]
    assert "the check-in of Apollo" in lines[1]
    assert lines[1].endswith("Teams says no.")
    opened_before = await operator.runs("checkins", "open", "apollo-weekly")
    assert opened_before.out == (
        "apollo-weekly: is open already; its card could not be sent, "
        "`process-center deliveries resend apollo-weekly` sends it again.\n"
    )
    healthy = await operator.runs("doctor")
    assert "MEND  cards: not sent: 1 failed. `process-center deliveries` says" in healthy.out

    again = await operator.runs("deliveries", "resend", card["id"])
    assert (again.code, again.out) == (0, "1 card sent again.\n")
    assert (await listed(operator))["deliveries"][0]["state"] == "queued"


async def test_the_card_of_anything_that_is_open_is_sent_again_by_its_id(
    operator: Operator,
) -> None:
    await opened(operator)
    await change(operator, "UPDATE things SET kind = 'retro'")
    await change(operator, "UPDATE deliveries SET kind = 'retro', state = 'failed', "
                           "waits_for_address = false")  # fmt: skip
    (card,) = (await listed(operator))["deliveries"]
    assert card["kind"] == "retro"

    again = await operator.runs("deliveries", "resend", card["id"])
    assert (again.code, again.out) == (0, "1 card sent again.\n")


async def test_everybody_whom_a_round_concerns_is_in_one_state(operator: Operator) -> None:
    await opened(operator)
    await change(
        operator,
        """
        UPDATE rounds SET by_members = false, people = '{ada,ben,cleo}';
        INSERT INTO named_people (called, person_id)
            SELECT called, called FROM unnest('{ada,ben,cleo}'::text[]) AS called
            ON CONFLICT (called) DO UPDATE SET person_id = excluded.person_id;
        INSERT INTO people (id, name, away_until, away_ends_at)
            VALUES ('ada', 'Ada', NULL, NULL), ('ben', 'Ben', '2999-12-31', '3000-01-01'),
                ('dora', 'Dora', NULL, NULL);
        INSERT INTO rounds (id, checkin_id, project_id, project, team_id, channel_id, questions,
            time_zone, by_members, people, opens_at, closes_at, closed_at, late)
            SELECT 'before', checkin_id, project_id, project, team_id, channel_id, questions,
                time_zone, by_members, people, opens_at - interval '7 days', closes_at, opens_at,
                late FROM rounds;
        INSERT INTO answers (round_id, person_id, body, answered_at)
            SELECT id, 'ada', '{}'::jsonb, now() FROM rounds WHERE closed_at IS NULL
            UNION SELECT 'before', 'dora', '{}'::jsonb, now();
        """,
    )
    found = await listed(operator, "apollo-weekly")
    states = {each["name"] or each["person"]: each["state"] for each in found["recipients"]}
    assert states == {
        "Ada": "answered",
        "Ben": "away",
        "Dora": "left",
        "cleo": "not_installed",
    }
    assert (found["checkin"], found["counted"]) == ("apollo-weekly", 2)
    away = (await listed(operator, found["round"], "--state", "away"))["recipients"]
    assert [each["why"] for each in away] == ["Away until 31 December 2999."]
    assert [*away[0]] == ["person", "name", "conversation", "state", "why", "changed_at"]
    assert "2 counted in apollo-weekly" in (await operator.runs("deliveries", "apollo-weekly")).out

    await change(
        operator,
        """
        UPDATE rounds SET closed_at = now();
        UPDATE things SET ended = true;
        UPDATE deliveries SET state = 'cancelled', waits_for_address = false;
        """,
    )
    closed = await operator.runs("deliveries", "resend", found["round"])
    assert closed.code == 2
    assert closed.err == "This round has closed, so its card is not sent any more.\n"
    again = (await listed(operator, found["round"]))["recipients"]
    assert {each["state"] for each in again} == {"answered", "away", "left", "cancelled"}


@pytest.mark.parametrize("words", [("deliveries",), ("deliveries", "resend")])
async def test_a_round_that_is_not_there_is_refused(
    operator: Operator, words: tuple[str, ...]
) -> None:
    await operator.runs("import", "office.yaml")
    refused = await operator.runs(*words, "apolo-weekly")
    assert refused.code == 2
    assert "There is no check-in “apolo-weekly”" in refused.err
    assert "Did you mean “apollo-weekly”?" in refused.err
    none = await operator.runs(*words, "apollo-weekly")
    assert (none.code, none.err) == (2, "The check-in “apollo-weekly” has had no round yet.\n")
