"""Who may what: every button and command, by everybody whom a press can come from.

The tables are those of a person, not of the code: whoever adds a verb says here who may press it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot import commands
from bot.chat.dispatch import known_buttons
from bot.commands import Command, spoken
from core.people.roles import May
from core.registry import collect
from core.standards.changes.model import Plan, Who
from simulator import look_up
from tests.cards.waiver_samples import REQUEST
from tests.rehearsal import Rehearsal
from tests.stories.digests import asks, chat, digest_id, offered, question, reply
from tests.stories.people import APOLLO, MONDAY, Person
from tests.stories.retros import ASK, action, note, retro_id, votes_for
from tests.stories.wire import Heard, Wire, answer, open_round

ACTIONS = known_buttons()
# In Apollo's channel. The project's owner also owns the team; its check-in names the leader too.
NAMES = {
    "member": "noor.haddad",
    "project owner": "ada",
    "team owner": "anil.deshpande",
    "staff": "pat",
    "leader": "kim",
    "stranger": "vikram.rathore",
    "guest": "peter.oduya",
}
MEMBERS = {"member", "project owner", "team owner"}
ASKED = MEMBERS | {"leader"}
FOLLOW_UP = MEMBERS | {"staff"}
PLAN = "0a" * 16
LEAD = {"project owner", "team owner", "staff"}
IN_THE_CHANNEL: Mapping[str, set[str]] = {
    "checkin.answer": ASKED,
    "checkin.submit": ASKED,
    "checkin.no_change": ASKED,
    "checkin.withdraw": ASKED,
    "checkin.answers": {"project owner", "staff"},
    "checkin.overview": {"staff"},
    "retro.add_note": MEMBERS,
    "retro.submit_note": MEMBERS,
    "retro.ballot": MEMBERS,
    "retro.submit_ballot": MEMBERS,
    "retro.add_action": FOLLOW_UP,
    "retro.submit_action": FOLLOW_UP,
    "retro.close_action": FOLLOW_UP,
    "retro.reopen_action": FOLLOW_UP,
    "retro.notes": FOLLOW_UP,
    "retro.next": LEAD,
    "retro.back": LEAD,
    "retro.close": LEAD,
    "audit.page": LEAD,
    "audit.team": set(),  # in a chat alone, where each sees their own teams
    "audit.waive": MEMBERS | {"staff"},
    "audit.submit_waiver": MEMBERS | {"staff"},
    "audit.answer_waiver": set(),  # where the request came to them
    "audit.submit_waiver_answer": set(),
    "audit.withdraw_waiver": set(),
    "audit.review_fixes": LEAD,  # the project's owner as an owner of the team
    "audit.approve": LEAD,
    "audit.stop": set(),  # there, too
    "audit.undo": set(),  # in the chat of who approved it
    "audit.fixes": {*NAMES},  # what each sees are their own teams, and in a chat alone
    "audit.later": {*NAMES},
    "audit.submit_later": {*NAMES},
    "digest.acknowledge": set(),  # a digest is for one leader alone
    "digest.ask": set(),
    "digest.decide": set(),
    "digest.decisions": set(),  # those of each leader; staff read all
    "digest.page": set(),
    "digest.submit_question": set(),
    "digest.reply": set(),
    "digest.submit_reply": set(),
}
IN_THEIR_OWN_CHAT: Mapping[str, set[str]] = {
    **{verb: set() for verb in IN_THE_CHANNEL},
    **{verb: who & ASKED for verb, who in IN_THE_CHANNEL.items() if verb[0] in "cr"},
    "checkin.overview": {"staff"},
    "audit.page": LEAD,
    "audit.team": LEAD,
    "audit.waive": MEMBERS | {"staff"},
    "audit.submit_waiver": MEMBERS | {"staff"},
    "audit.answer_waiver": {"staff"},
    "audit.submit_waiver_answer": {"staff"},
    "audit.withdraw_waiver": {"project owner"},
    "audit.review_fixes": LEAD,
    "audit.approve": LEAD,
    "audit.stop": LEAD,
    "audit.undo": LEAD,
    "audit.fixes": {*NAMES},
    "audit.later": {*NAMES},
    "audit.submit_later": {*NAMES},
    "digest.acknowledge": {"leader"},
    "digest.ask": {"leader"},
    "digest.decide": {"leader"},
    "digest.decisions": {"leader", "staff"},
    "digest.page": {"leader"},
    "digest.submit_question": {"leader"},
    "digest.reply": {"project owner"},
    "digest.submit_reply": {"project owner"},
}
TYPED: Mapping[str, set[str]] = {
    "audit": LEAD,
    "away": {*NAMES},
    "back": {*NAMES},
    "check in": FOLLOW_UP,
    "digest": {"leader", "staff"},
    "fixes": {*NAMES},
    "help": {*NAMES},
    "retro": FOLLOW_UP,
    "rounds": {"staff"},
}


@pytest.fixture
async def center(tuesday: Rehearsal) -> Rehearsal:
    """Everything there is to press on: Monday's round, a retro, an audit, a digest, a question."""
    center = tuesday
    kim = Person(center, "kim", Person(center, "kim").chat)
    ada, guest = await chat(center, "ada"), Person(center, NAMES["guest"])
    request = replace(REQUEST, asked_by=ada.account.id)
    await center.made.ports.standards.waivers.ask(request, "n" * 32, "Saved.", [])
    await plan_of(center, ada)
    await center.settled()
    await asks(kim, "Why?", project="apollo")
    await center.tenant.change_members("PRJ-Apollo", add=[guest.account.id])
    await Person(center, "ada").writes("@Process Center check in")
    await Person(center, "ada").writes(ASK)
    center.tenant.deny("TeamSettings.Read.All")
    await Person(center, "ada").writes("@Process Center audit")
    for name in NAMES.values():
        await chat(center, name)
    await center.settled()
    assert offered(center.cards(ada.chat)[-1], "digest.reply")
    return center


async def plan_of(center: Rehearsal, who: Person) -> None:
    """Somebody approved what was to be changed in PRJ-Apollo: nothing, as it happens."""
    fixes, team = center.ports.fixes, look_up.team(center.tenant.world, "PRJ-Apollo").id
    plan = Plan(PLAN, MONDAY, who.account.id, (), (), team)
    await fixes.changes.plans.keep(plan, Who(who.account.id))
    await fixes.notices.begin(plan, who.account.id)


async def everything(center: Rehearsal) -> dict[str, Any]:
    """All that any of the buttons and forms could carry; who pressed is not in it."""
    kim, ada = Person(center, "kim"), Person(center, "ada")
    (asked,) = offered(center.cards(ada.chat)[-1], "digest.reply")
    decided = offered(center.cards(kim.chat)[-1], "digest.decide")[0]
    found = await center.database.row("SELECT id, team_id FROM audit_runs, audit_teams LIMIT 1")
    run = await center.database.row("SELECT id FROM audit_runs ORDER BY number DESC LIMIT 1")
    assert found
    assert run
    retro = await retro_id(center)
    return {
        **votes_for(retro, {}),
        **action(retro, "Rehearse"),
        **note(retro, "Rehearse"),
        **question(digest_id(center, kim), "Why?", project="apollo"),
        **reply(asked["question"], "Because."),
        **decided,
        **answer(await open_round(center)),
        "question": asked["question"],
        "phase": "write",
        "action": "0" * 32,
        "page": 1,
        "run": run["id"],
        "finding": REQUEST.about,
        "waiver": REQUEST.id,
        "plan": PLAN,
        "team": found["team_id"],
    }


def refused(heard: Heard, may: May) -> bool:
    """Whether the answer is one of those for who may not."""
    sentences = [
        sentence
        for each in (may, may.otherwise)
        if each
        for sentence in (each.says.partition("{")[0], each.elsewhere)
    ]
    return any(each and heard.says.startswith(each) for each in sentences)


async def those_who_may(wire: Wire, verb: str, data: dict[str, Any], here: bool) -> set[str]:
    """Who of everybody is not refused when they press it, here in the channel or in their chat."""
    center, may, kind = wire.center, ACTIONS[verb].who, ACTIONS[verb].press[0]
    found = set()
    for role, name in NAMES.items():
        who = Person(center, name)
        who = who if here else replace(who, channel=who.chat)
        heard = await wire.post(wire.press(who, data | {"verb": verb}, kind))
        assert heard.status == 200
        found |= set() if refused(heard, may) else {role}
    return found


def test_every_verb_and_command_stands_in_the_tables() -> None:
    assert {*ACTIONS} == {*IN_THE_CHANNEL} == {*IN_THEIR_OWN_CHAT}
    assert {*map(spoken, collect(commands, "COMMAND", Command))} == {*TYPED}


async def test_each_button_is_for_those_of_the_table(center: Rehearsal, wire: Wire) -> None:
    data = await everything(center)
    for verb in sorted(IN_THE_CHANNEL, key=lambda verb: verb == "retro.close"):
        for expected, here in ((IN_THEIR_OWN_CHAT[verb], False), (IN_THE_CHANNEL[verb], True)):
            assert await those_who_may(wire, verb, data, here) == expected, (verb, here)


async def test_each_command_is_for_those_of_the_table(center: Rehearsal, wire: Wire) -> None:
    known = collect(commands, "COMMAND", Command)
    for name, command in known.items():
        for role, who in NAMES.items():
            said = wire.message(Person(center, who), f"<at>Process Center</at> {spoken(name)}")
            await wire.post(said)
            await center.settled()
            heard = str(center.tenant.messages(APOLLO)[-1]["content"]["text"])
            no = bool(command.who.says) and heard.startswith(command.who.says)
            assert no != (role in TYPED[spoken(name)]), (name, role)
