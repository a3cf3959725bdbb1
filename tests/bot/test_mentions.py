"""The mention of us is taken out of a message however its client wrote it; others' stay."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.inbound import Inbound

US, OTHER = "28:us", "29:ada"


def mention(id_: str, text: str | None, name: str = "") -> dict[str, Any]:
    """An entity as Teams sends it, for somebody of this id."""
    return {"type": "mention", "text": text, "mentioned": {"id": id_, "name": name}}


def words(
    text: str, *mentions: dict[str, Any], kind: str = "channel", name: str = "Work bot"
) -> str:
    """What we read of a message."""
    return Inbound(
        {
            "type": "message",
            "text": text,
            "recipient": {"id": US, "name": name},
            "conversation": {"id": "19:c", "conversationType": kind},
            "entities": [{"type": "clientInfo"}, *mentions],
        }
    ).words


OURS = mention(US, "<at>Process Center</at>", "Process Center")
ADA = mention(OTHER, "<at>Ada Byron</at>", "Ada Byron")


@pytest.mark.parametrize(
    "text",
    [
        "<at>Process Center</at> check in",
        '<at id="0">Process Center</at> check in',
        "<at id='0' >Process Center</at>&nbsp;check in",
        "<AT>process  center</AT> check in",
        "<at>Process&nbsp;Center</at> check in",
        "<at>Process\u200b Center</at>: check in",
        "<at>Work bot</at> check in",
        "<at>Process</at> check in",
        "<div><at>Process Center</at> check in</div>",
        "check in <at>Process Center</at>",
        "check <at id='0'>Process Center</at> in",
        "<at>Process Center</at> <at>Process Center</at> check in",
        "Process Center check in",
        "@Process Center check in",
        "@process  center: check in",
        "check in Process Center",
        "check in @Work bot",
        "check in",
    ],
)
@pytest.mark.parametrize(
    "ours", [OURS, mention(US, None), mention(US, "@Process Center"), mention(US, "<at>x</at>")]
)
def test_our_mention_is_taken_out_whatever_the_entity_says(text: str, ours: dict[str, Any]) -> None:
    assert words(text, ours).strip(": ") == "check in"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<at>Process Center</at> audit <at>Ada Byron</at>", "audit Ada Byron"),
        ('<at id="0">Ada Byron</at> <at id="1">Process Center</at> help', "Ada Byron help"),
        ('<at id="0">Ada Byron</at> <at id="1">PC</at> help', "Ada Byron help"),
        ("Ada Byron, Process Center help", "Ada Byron, help"),
        ("<at>Process Center</at> digest Process Center rollout", "digest Process Center rollout"),
    ],
)
def test_what_is_not_our_mention_stays(text: str, left: str) -> None:
    assert words(text, ADA, OURS) == left
    assert words(text, OURS, ADA) == left


def test_in_a_chat_of_ours_our_name_may_stand_first_without_being_a_mention() -> None:
    assert words("@Process Center check in", kind="personal") == "check in"
    assert words("Process Center, check in", kind="personal") == "check in"
    assert words("digest Process Center", kind="personal") == "digest Process Center"
    assert words("<at>Process Center</at> check in", kind="personal") == "check in"


def test_in_a_channel_a_name_alone_is_no_mention() -> None:
    said = Inbound({"text": "Process Center help", "recipient": {"id": US}, "entities": [ADA]})

    assert not said.mentions_us


def test_a_mention_of_us_counts_though_its_entity_has_no_text() -> None:
    said = {"text": "help", "recipient": {"id": US}, "entities": [mention(US, None)]}

    assert Inbound(said).mentions_us


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_whatever_stands_there_it_is_read(text: str, name: str, shown: str) -> None:
    assert isinstance(words(text, mention(US, shown, name), name=name), str)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("check in", "check in"),
        ("/check in", "/check in"),
        ("/Process Center check in", "check in"),
        ("Process Center: check in", "check in"),
        ("/work bot   check in", "check in"),
        ("ask Process Center", "ask Process Center"),
        ("", ""),
    ],
)
def test_after_a_slash_our_name_may_stand_before_the_words(text: str, read: str) -> None:
    """Nobody is mentioned; a slash that is left makes no difference to what is understood."""
    recipient = {"id": US, "name": "Work bot", "isTargeted": True}
    where = {"id": "19:c", "conversationType": "channel"}
    told = Inbound({"text": text, "recipient": recipient, "conversation": where})

    assert told.is_private
    assert not told.mentions_us
    assert told.words == read


def test_in_a_chat_of_two_nothing_is_more_private_than_the_rest() -> None:
    told = {"recipient": {"id": US, "isTargeted": True}, "conversation": {"id": "a:1"}}

    assert not Inbound(told).is_private
    assert Inbound(told).only_for(replies=True) is None
