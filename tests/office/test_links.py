"""Ids and links are taken as Teams gives them to be copied, and exported in one form."""

import string
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import OfficeError
from core.office.links import link
from store.office.file import read, read_file, write
from tests.office.test_mistyped import CHANNEL, TEAM, project

HOME = "0a6f3f1d-8d4e-4b7c-9c55-1f0c7a522b11"
QUERY = f"?groupId={TEAM}&tenantId={HOME}"
CODED = "19%3aabc_D-e%40thread.tacv2"
LINKS = {
    "its id": CHANNEL,
    "its id as a link has it": CODED,
    "coded twice": CODED.replace("%", "%25"),
    "blanks around it": f" {CHANNEL} ",
    "a link": f"https://teams.microsoft.com/l/channel/{CODED}/Status%20now{QUERY}",
    "a link of today": f"https://teams.cloud.microsoft/l/channel/{CODED}/Status{QUERY}&ngc=true",
    "a link that is not coded": f"https://teams.microsoft.com/l/channel/{CHANNEL}/Status{QUERY}",
    "a link of another cloud": f"https://gov.teams.microsoft.us/l/channel/{CODED}/Status{QUERY}",
    "a link to its team": f"https://teams.microsoft.com/l/team/{CODED}/conversations{QUERY}",
    "a link to a message": f"https://teams.microsoft.com/l/message/{CODED}/1700000000000{QUERY}",
    "a link that opens the app": f"msteams:/l/channel/{CODED}/Status{QUERY}",
    "a link out of a mail": (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fteams.microsoft.com%2Fl"
        f"%2Fchannel%2F{CODED.replace('%', '%25')}%2FStatus%3FgroupId%3D{TEAM}&data=05"
    ),
}


@given(
    st.text(string.ascii_letters + string.digits + "_-.=+/?#& ", min_size=1, max_size=60),
    st.text(max_size=20),
    st.sampled_from(["https://teams.microsoft.com", "https://teams.cloud.microsoft", "msteams:"]),
)
@settings(max_examples=200, deadline=None)
def test_an_id_comes_out_of_every_link_as_it_went_in(id_: str, name: str, host: str) -> None:
    thread = f"19:{id_}@thread.tacv2"
    found = link(f"{host}/l/channel/{quote(thread, safe='')}/{quote(name, safe='')}{QUERY}")

    assert found
    assert (found.channel, found.team) == (thread, TEAM)


@pytest.mark.parametrize("how", LINKS)
def test_a_channel_is_taken_as_teams_gives_it_to_be_copied(how: str) -> None:
    office = read(project(f'team: {TEAM}\n    channel: "{LINKS[how]}"').encode())

    assert office.projects[0].channel == CHANNEL
    assert f'channel: "{CHANNEL}"' in write(office)


@pytest.mark.parametrize(
    "how", [how for how, text in LINKS.items() if "/l/" in text or "url" in text]
)
def test_a_link_where_a_team_is_wanted_gives_its_id(how: str) -> None:
    office = read(project(f'team: "{LINKS[how]}"').encode())

    assert office.projects[0].team == TEAM
    assert f"team: {TEAM}" in write(office)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (f"team: {TEAM.upper()}", f"team: {TEAM}"),
        (f'team: " {TEAM}"', f"team: {TEAM}"),
        (f"owner: {TEAM.upper()}", f"owner: {TEAM}"),
        ("owner: Ada@Contoso.Example", "owner: ada@contoso.example"),
        ("owner: mailto:ada@contoso.example", "owner: ada@contoso.example"),
        ("owner: <ada@contoso.example>", "owner: ada@contoso.example"),
        ("owner: Ada Lovelace <Ada@contoso.example>", "owner: ada@contoso.example"),
        (f"owner: 8:orgid:{TEAM}", f"owner: {TEAM}"),
        ('owner: " ada@contoso.example "', "owner: ada@contoso.example"),
        ("stakeholders: [KIM@contoso.example]", "stakeholders: [kim@contoso.example]"),
    ],
)
def test_one_team_or_person_is_the_same_however_it_is_written(line: str, kept: str) -> None:
    assert f"    {kept}\n" in write(read(project(line).encode()))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (f'team: "{{{TEAM.upper()}}}"', f"in brackets. Write {TEAM}."),
        (f'owner: "{{{TEAM}}}"', f"in brackets. Write {TEAM}."),
        (f"owner: ({TEAM})", f"in brackets. Write {TEAM}."),
        (f"team: {CODED}", "is a channel's id"),
        (f"team: https://teams.microsoft.com/l/channel/{CODED}/S", "without groupId"),
        ("team: https://x/y", "is no team id. Copy groupId"),
        (f"team: {TEAM}\n    channel: {TEAM}", "a link to the channel is taken too"),
        (f"team: {TEAM}\n    channel: https://x/y", "is no channel id"),
        (f"team: {TEAM}\n    channel: https://[x/l/channel/", "is no channel id"),
    ],
)
def test_what_cannot_be_taken_says_what_to_write(line: str, says: str) -> None:
    with pytest.raises(OfficeError) as told:
        read(project(line).encode())

    assert len(told.value.mistakes) == 1, told.value.says
    assert says in told.value.says


@pytest.mark.parametrize(
    ("team", "place", "says"),
    [
        (
            "other",
            "5:14",
            f"channel: is a link to a channel of the team {TEAM}, and team names other",
        ),
        (LINKS["a link"], "4:11", "team: is a link of another tenant"),
    ],
)
def test_a_link_that_leads_elsewhere_is_told(team: str, place: str, says: str) -> None:
    text = project(f'team: "{team}"\n    channel: "{LINKS["a link"]}"').encode()
    ours = [HOME.upper()] if team == "other" else ["11111111-2222-4333-8444-555555555555"]

    with pytest.raises(OfficeError) as told:
        read_file(text, "office.yaml", ours).check()
    assert told.value.mistakes[0].startswith(f"office.yaml:{place}: {says}")
    assert len(told.value.mistakes) == (1 if team == "other" else 2)


@pytest.mark.parametrize("tenants", [(), (HOME.upper(),)])
def test_a_link_of_ones_own_is_taken(tenants: tuple[str, ...]) -> None:
    text = project(f'team: {TEAM.upper()}\n    channel: "{LINKS["a link"]}"').encode()

    assert read_file(text, "office.yaml", tenants).check().projects[0].channel == CHANNEL
