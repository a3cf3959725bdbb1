"""Where an operator allows it, the app is installed for who has something due and is in no team."""

from collections.abc import AsyncIterator
from dataclasses import replace
from socket import create_server

import pytest

from jobs.tasks import begin_chats
from tests.rehearsal import Rehearsal, serving
from tests.stories.contacts import begun, unsent, wants
from tests.stories.people import Person

INSTALL = "TeamsAppInstallation.ReadWriteSelfForUser.All"


@pytest.fixture
async def installing(center: Rehearsal) -> AsyncIterator[Rehearsal]:
    """A server with INSTALL_FOR_PEOPLE."""
    listening = create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    found = center.made.settings.model_copy(update={"install_for_people": True})
    async with serving(center.database.url, found, listening) as made:
        yield replace(center, made=made, database=made.database, url=url)


async def test_where_it_is_allowed_the_app_is_installed_for_who_is_in_no_team(
    installing: Rehearsal,
) -> None:
    kim = Person(installing, "kim")
    await wants(installing, kim)
    await begin_chats.run(installing.ports)
    await installing.settled()

    assert kim.account.id in installing.tenant.world.installs.people
    texts = [each["content"]["text"] for each in installing.tenant.messages(kim.chat)]
    assert "Hello." in texts
    assert begun(installing, kim) == [201]


async def test_who_has_it_already_keeps_it(installing: Rehearsal) -> None:
    kim = Person(installing, "kim")
    installing.tenant.world.installs.add_person(kim.account.id)
    await wants(installing, kim)
    await begin_chats.run(installing.ports)
    await installing.settled()

    assert len(installing.tenant.messages(kim.chat)) == 1


async def test_nothing_is_installed_for_who_is_in_a_team(
    installing: Rehearsal, desmond: Person
) -> None:
    await wants(installing, desmond)
    await begin_chats.run(installing.ports)
    await installing.settled()

    assert len(installing.tenant.messages(desmond.chat)) == 1
    assert installing.tenant.world.installs.people == set()


@pytest.mark.parametrize("permission", [INSTALL, "AppCatalog.Read.All"])
async def test_a_permission_that_is_missing_is_named(
    installing: Rehearsal, permission: str
) -> None:
    kim = Person(installing, "kim")
    installing.tenant.deny(permission)
    await wants(installing, kim)
    await begin_chats.run(installing.ports)

    ((state, why),) = await unsent(installing, kim)
    assert state == "not_installed"
    assert f"It could not be installed for them: not permitted, needs {permission}" in why
    assert len(installing.tenant.messages(kim.chat)) == 0


@pytest.mark.usefixtures("desmond")
async def test_where_it_is_not_allowed_nothing_is_installed(center: Rehearsal) -> None:
    kim = Person(center, "kim")
    await wants(center, kim)
    await begin_chats.run(center.ports)

    assert center.tenant.world.installs.people == set()
    assert center.tenant.graph_counts()["reads"].get("install", 0) == 0
