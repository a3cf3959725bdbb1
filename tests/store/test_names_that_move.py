"""A name that is given to somebody else takes its rights along, and the Process Center is told."""

from core.facts import Gap
from core.people.model import Person
from core.people.moved import Moved, says
from core.people.roles import Role
from core.people.rosters import Member
from core.posting.addresses import Address, Met
from core.posting.subjects import Subject
from jobs.tasks import deliver, read_people
from tests.ground import CHANNEL, MONDAY, TEAM, Ground, answer, member
from tests.store.cards import arrive, unshown
from tests.store.digests import chat

GONE = Gap("nobody in Microsoft Entra is called so; check the address or id", gone=True)
PAT, ADA, KIM, EVE = (f"{name}@contoso.example" for name in ("pat", "ada", "kim", "eve"))
OFFICE = f"""\
center:
  organisation: Contoso
  time_zone: UTC
  staff: [{PAT}]
  leaders: [{{person: {KIM}}}]
projects: [{{id: apollo, title: Apollo, owner: {ADA}, team: {TEAM}, channel: "{CHANNEL}"}}]
checkins:
  - id: weekly
    project: apollo
    schedule: {{cron: "0 9 * * MON"}}
    respondents: {{people: [{EVE}]}}
"""


async def begin(inside: Ground) -> str:
    """A round is open, everybody is known by their name, and staff have a chat. Its id."""
    await inside.plan(OFFICE)
    await inside.meet()
    await inside.roster("ada", "grace")
    await inside.ports.people.names.resolve(
        {each: member(who(each)) for each in (PAT, ADA, KIM, EVE)}
    )
    for name in ("pat", "pete"):
        address = Address(f"{name}-chat", "http://127.0.0.1:9/", "28:bot", "home")
        await inside.ports.posting.addresses.learn(Met(address, None, name))
    ((opened,), _) = await inside.ports.checkins.rounds.open(["weekly"], MONDAY)
    return opened.round_id


def who(called: str) -> str:
    """The person whose name this is at first."""
    return called.partition("@")[0]


def given_to(name: str) -> Member:
    """Somebody else, who has another object id."""
    return Member(name, name.title(), "", guest=False)


async def moved(inside: Ground, found: dict[str, Member | Gap]) -> list[Moved]:
    """What a look-up finds now, told as the job tells it."""
    return [*await inside.ports.people.names.resolve(found, read_people.message_of)]


async def told(inside: Ground) -> dict[str, str]:
    """What was said in whose chat."""
    rows = await inside.database.all(
        dict,
        "SELECT conversation_id, body ->> 'text' AS text FROM deliveries WHERE key LIKE 'names:%'",
    )
    return {each["conversation_id"]: each["text"] for each in rows}


async def roles(inside: Ground, round_id: str, person: str) -> set[Role]:
    """Who somebody is for the round."""
    part = await inside.ports.people.parts.of("round", round_id, person)
    assert part
    return {*part.roles} - {Role.MEMBER, Role.PERHAPS_OWNER}


async def test_the_rights_of_a_name_go_to_whom_it_means_now(inside: Ground) -> None:
    round_id = await begin(inside)
    before = {name: await roles(inside, round_id, name) for name in ("pat", "kim", "eve", "ada")}
    assert before == {
        "pat": {Role.STAFF}, "kim": {Role.LEADER}, "eve": {Role.RESPONDENT},
        "ada": {Role.PROJECT_OWNER, Role.RESPONDENT},
    }  # fmt: skip

    news = {PAT: "pete", KIM: "karl", EVE: "emil", ADA: "alan"}
    await moved(inside, {called: given_to(name) for called, name in news.items()})

    assert {name: await roles(inside, round_id, name) for name in ("pat", "kim", "eve")} == {
        "pat": set(), "kim": set(), "eve": set(),
    }  # fmt: skip
    assert await roles(inside, round_id, "ada") == {Role.RESPONDENT}, "she is in the channel"
    assert await roles(inside, round_id, "pete") == {Role.STAFF}
    assert await roles(inside, round_id, "karl") == {Role.LEADER}
    assert await roles(inside, round_id, "emil") == {Role.RESPONDENT}
    assert await roles(inside, round_id, "alan") == {Role.PROJECT_OWNER}


async def test_a_name_that_is_nobodys_any_more_has_no_rights(inside: Ground) -> None:
    round_id = await begin(inside)
    await moved(inside, {KIM: GONE, ADA: GONE})

    assert await roles(inside, round_id, "kim") == set()
    assert await roles(inside, round_id, "ada") == {Role.RESPONDENT}


async def test_what_was_answered_stays_with_who_answered(inside: Ground) -> None:
    round_id = await begin(inside)
    keep = inside.ports.checkins.answers.keep
    await keep(round_id, "eve", "n" * 8, answer(), "Saved.", MONDAY)

    await moved(inside, {EVE: given_to("emil")})
    answered = await inside.value(
        "SELECT person_id FROM answers WHERE round_id = %(id)s", id=round_id
    )
    assert answered == "eve"
    form = await inside.ports.checkins.answers.sitting(round_id, "emil", MONDAY)
    assert form.own is None


async def test_an_open_card_that_counts_them_is_shown_anew(inside: Ground) -> None:
    subject = Subject("round", await begin(inside))
    await arrive(inside, subject)
    await moved(inside, {KIM: given_to("karl")})
    assert await unshown(inside, subject) == 0

    await moved(inside, {EVE: given_to("emil")})
    assert await unshown(inside, subject) == 1


async def test_staff_are_told_once_and_privately_whom_a_name_means(inside: Ground) -> None:
    await begin(inside)
    (one,) = await moved(inside, {KIM: given_to("karl"), ADA: member("ada")})
    await moved(inside, {KIM: given_to("karl")})

    assert (one.called, one.before.id, one.now and one.now.id) == (KIM, "kim", "karl")
    assert await told(inside) == {
        "pat-chat": "A name of the office file means somebody else now: kim@contoso.example is "
        "Karl, and was Kim (center). What it may do went with the name, and what was asked and "
        "answered before did not. Where that is wrong, write whom you mean in the office file, "
        "best by their object id, and import it."
    }


async def test_who_was_staff_under_a_name_that_is_gone_is_told_too(inside: Ground) -> None:
    await begin(inside)
    renamed = Member("pat", "Pat", "pat.new@contoso.example", guest=False)
    await inside.ports.people.names.resolve({"other@contoso.example": renamed})
    await moved(inside, {PAT: GONE})

    assert (
        "pat@contoso.example is nobody’s now, and was Pat’s, who is "
        in ((await told(inside))["pat-chat"])
    )
    assert "pat.new@contoso.example today (center)" in (await told(inside))["pat-chat"]


async def test_staff_whom_we_have_not_met_are_told_at_their_first_word(inside: Ground) -> None:
    """A name that moved may have left nobody else who could be told."""
    await begin(inside)
    await inside.forget_jobs()
    await moved(inside, {PAT: given_to("paul")})
    for job in await inside.jobs("deliver"):
        await deliver.JOB(inside.ports, **job)
    await inside.forget_jobs()

    await chat(inside, "paul")
    assert "pat@contoso.example is Paul, and was Pat" in (await told(inside))["paul-chat"]
    assert len(await inside.jobs("deliver")) == 1


async def test_a_name_that_comes_back_to_its_owner_is_no_news(inside: Ground) -> None:
    await begin(inside)
    assert len(await moved(inside, {KIM: GONE})) == 1
    assert await moved(inside, {KIM: GONE}) == []
    assert await moved(inside, {KIM: member("kim")}) == []
    assert len(await moved(inside, {KIM: GONE})) == 1
    assert [each.now and each.now.id for each in await moved(inside, {KIM: given_to("karl")})] == [
        "karl"
    ]


async def test_a_read_that_fails_changes_nothing(inside: Ground) -> None:
    round_id = await begin(inside)
    for reason in ("not permitted, needs User.Read.All", "Microsoft Graph is busy"):
        assert await moved(inside, dict.fromkeys((PAT, KIM, EVE, ADA), Gap(reason))) == []

    assert await roles(inside, round_id, "pat") == {Role.STAFF}
    assert await roles(inside, round_id, "kim") == {Role.LEADER}
    assert await told(inside) == {}


async def test_names_are_looked_up_again_oldest_first_and_those_that_failed_soon(
    inside: Ground,
) -> None:
    await begin(inside)
    names = inside.ports.people.names
    assert (await names.unresolved(), await names.aged()) == ([], [])
    await inside.database.run(
        """
        UPDATE named_people SET asked_at = now() - interval '7 hours'
            - CASE called WHEN 'eve@contoso.example' THEN interval '1 day' ELSE '0' END
        """
    )
    assert await names.aged() == [EVE, ADA, KIM, PAT]

    await names.resolve({EVE: Gap("busy"), ADA: member("ada")})
    assert await names.aged() == [KIM, PAT]
    await inside.database.run("UPDATE named_people SET asked_at = asked_at - interval '11 minutes'")
    assert await names.aged() == [KIM, PAT, EVE]


async def test_a_name_that_the_office_file_has_no_more_is_left_alone(inside: Ground) -> None:
    await begin(inside)
    await inside.plan(OFFICE.replace(KIM, "karl@contoso.example"))
    await inside.database.run("UPDATE named_people SET asked_at = now() - interval '7 hours'")
    assert KIM not in await inside.ports.people.names.aged()

    await inside.plan(OFFICE)
    assert KIM in await inside.ports.people.names.aged()


def test_somebody_else_of_the_same_name_is_said_to_be_another() -> None:
    moved = Moved("kim@x", Person("1", "Kim"), Person("2", "Kim"), "", ("center",))

    assert "kim@x is another Kim now (center). What" in says([moved])


def test_many_at_once_are_one_message() -> None:
    many = [Moved(f"p{n}@x", Person("a", "A"), None, "", ("center",)) for n in range(40)]

    assert says(many).startswith("Names of the office file mean others now: p0@x is nobody’s now")
    assert "and 30 more." in says(many)
    assert len(says(many)) < 2000
