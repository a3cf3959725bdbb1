"""Adding and removing the app, and people: what Teams tells the bot of it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine

from simulator import activities, look_up
from simulator.acts import Acts
from simulator.courier import Courier
from simulator.facts import Person, Team, mri
from simulator.places import Place
from simulator.world import World

AT_ONCE = 16

Counts = dict[str, int]
Tell = Callable[[Place, Person], Coroutine[None, None, bool]]


class Installing:
    """`None` stands for all; what is so already is left alone and not told again.

    Counts are of what was new, and of `unheard`: installations that the bot did not take.
    """

    def __init__(self, world: World, courier: Courier, acts: Acts) -> None:
        self._world = world
        self._courier = courier
        self._acts = acts

    async def install(self, teams: list[str] | None, people: list[str] | None) -> Counts:
        """An owner adds it to a team; everybody adds it for themselves."""
        installs = self._world.installs
        new_teams = [each for each in self._teams(teams) if installs.add_team(each.id)]
        new_people = [each for each in self._people(people) if installs.add_person(each.id)]
        return await self._tell_all(new_teams, new_people, self._acts.added)

    async def uninstall(self, teams: list[str] | None, people: list[str] | None) -> Counts:
        installs = self._world.installs
        left = [each for each in self._teams(teams) if installs.remove_team(each)]
        gone = [each for each in self._people(people) if installs.remove_person(each.id)]
        return await self._tell_all(left, gone, self._removed)

    async def follow(self) -> None:
        """Tell the bot for whom it was installed through Graph, until cancelled."""
        unheard = self._world.installs.unheard
        while True:
            id_ = await unheard.get()
            team = self._world.directory.teams.get(id_)
            if team is not None:
                await self._acts.added(self._general(team), look_up.somebody(self._world, team))
            else:
                person = look_up.person(self._world, id_)
                await self._acts.added(self._chat(person), person)
            unheard.task_done()

    async def tell_news(self) -> None:
        """Tell the bot what else was written through Graph, in that order, until cancelled."""
        news = self._world.graph.news
        while True:
            await self._courier.tell(await news.get())
            news.task_done()

    async def change_members(
        self, team: str, add: list[str], remove: list[str], own: list[str]
    ) -> None:
        """The bot hears of it where it is installed; that a member becomes an owner it does not."""
        found = look_up.team(self._world, team)
        owning = [look_up.person(self._world, key).id for key in own]
        there = self._world.directory.rosters[found.id].members
        added = [look_up.person(self._world, key).id for key in add]
        added += [each for each in owning if each not in (*added, *there)]
        removed = [look_up.person(self._world, key).id for key in remove]
        actor = look_up.somebody(self._world, found)
        self._world.directory.change_members(found, added, removed, owning)
        if found.id not in self._world.installs.teams:
            return

        for joined, left in ((added, []), ([], removed)):
            if joined or left:
                await self._members_changed(found, actor, joined, left)

    async def _members_changed(
        self, team: Team, actor: Person, joined: list[str], left: list[str]
    ) -> None:
        activity = activities.members_changed(
            self._world, self._general(team), actor, list(map(mri, joined)), list(map(mri, left))
        )
        await self._courier.tell(activity)

    async def _tell_all(self, teams: list[Team], people: list[Person], tell: Tell) -> Counts:
        permits = asyncio.Semaphore(AT_ONCE)
        to_tell = [(self._general(team), look_up.somebody(self._world, team)) for team in teams]
        to_tell += [(self._chat(person), person) for person in people]
        async with asyncio.TaskGroup() as tasks:
            told = [tasks.create_task(_within(permits, tell(*each))) for each in to_tell]
        unheard = sum(not task.result() for task in told)
        return {"teams": len(teams), "people": len(people), "unheard": unheard}

    async def _removed(self, place: Place, person: Person) -> bool:
        """A removal from a personal chat is an installationUpdate alone, as in Teams."""
        world = self._world
        if place.channel is not None:
            changed = activities.members_changed(world, place, person, [], [world.bot_id])
            await self._courier.tell(changed)
        return await self._courier.tell(activities.installation(world, place, person, "remove"))

    def _teams(self, keys: list[str] | None) -> list[Team]:
        if keys is None:
            return list(self._world.directory.teams.values())
        return [look_up.team(self._world, key) for key in keys]

    def _people(self, keys: list[str] | None) -> list[Person]:
        """All are those who can sign in and are no guests."""
        if keys is None:
            everybody = self._world.directory.people.values()
            return [each for each in everybody if each.works_here]
        return [look_up.person(self._world, key) for key in keys]

    def _general(self, team: Team) -> Place:
        return look_up.place(self._world, team.general)

    def _chat(self, person: Person) -> Place:
        return look_up.place(self._world, self._world.places.bot_chat(person.id))


async def _within(permits: asyncio.Semaphore, work: Awaitable[bool]) -> bool:
    async with permits:
        return await work
