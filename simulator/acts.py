"""What people do in Teams: write, press a button, send a form. Visitors and colleagues alike."""

from typing import Any

from simulator import activities, look_up
from simulator.courier import Answer, Courier
from simulator.facts import Person
from simulator.messages import Content, Message
from simulator.mistakes import Mistake
from simulator.places import Place, PlaceKind
from simulator.results import ERROR, Result, of_action, of_task
from simulator.world import World

Data = dict[str, Any]


class Acts:
    """Every act goes to the bot over HTTP; people are named by Entra id, Teams id or UPN."""

    def __init__(self, world: World, courier: Courier) -> None:
        self._world = world
        self._courier = courier

    async def say(
        self, who: str, conversation: str, text: str, thread: str | None, *, private: bool = False
    ) -> Message:
        """The bot hears it in its own chat always, in a channel only when it is mentioned, or
        when it is `private`, between the two of them."""
        said, _ = await self.write(who, conversation, text, thread, private=private)
        return said

    async def write(
        self, who: str, conversation: str, text: str, thread: str | None, *, private: bool = False
    ) -> tuple[Message, bool]:
        """The same, and whether the bot took it."""
        person = look_up.person(self._world, who)
        place = look_up.place_of(self._world, person, conversation)
        if place.team is not None and place.team.id in self._world.directory.channels.archived:
            raise Mistake("This team is archived: what is in it can be read, and no more.", 403)
        if thread is not None:
            thread = look_up.message(self._world, place, thread, person).thread
        if private:
            self._check_slash(place)
        content = Content(text, mentions=self._mentioned(place, text))
        only = person.id if private else None
        said = self._world.post(place.id, person.id, content, thread, only=only)
        heard = await self._hears(place, person, said) and await self._courier.tell(
            activities.message(self._world, place, said, person)
        )
        return said, heard

    def _check_slash(self, place: Place) -> None:
        """Teams offers it in channels and group chats, for a bot that is there and asks for it."""
        here = place.kind is PlaceKind.CHANNEL and self._world.installs.reach(place)
        if not here or self._world.switches.slash is None:
            raise Mistake("Nobody can write privately to the bot here.", 403)

    async def delete(self, who: str, conversation: str, message: str) -> None:
        """What somebody wrote themselves, or in a channel any message, the bot's too.

        The bot hears of what it had heard; that its own message is gone it only finds out.
        """
        person = look_up.person(self._world, who)
        place = look_up.place_of(self._world, person, conversation)
        said = look_up.message(self._world, place, message, person)
        if said.sender != person.id and place.kind is not PlaceKind.CHANNEL:
            raise Mistake("Only in a channel one may delete what others wrote.", 403)
        self._world.delete(said)
        if said.sender == person.id and await self._hears(place, person, said):
            await self._courier.tell(activities.deleted(self._world, place, said, person))

    async def press(
        self, who: str, conversation: str, message: str, action: Data, inputs: Data
    ) -> Result:
        """`action` is the button's JSON as it stands in the card."""
        person = look_up.person(self._world, who)
        place = look_up.place_of(self._world, person, conversation)
        said = look_up.message(self._world, place, message, person)
        given = action.get("data")
        data = (given if isinstance(given, dict) else {}) | inputs
        if action.get("type") == "Action.Execute":
            return await self._execute(place, said, person, action, data)
        return await self._press_submit(place, said, person, data)

    async def submit(self, who: str, conversation: str, message: str, data: Data) -> Result:
        """Sends a dialog's form: the button's data and what was typed, as one object."""
        person = look_up.person(self._world, who)
        place = look_up.place_of(self._world, person, conversation)
        said = look_up.message(self._world, place, message, person)
        return await self._task("task/submit", place, said, person, data)

    async def _task(
        self, name: str, place: Place, said: Message, person: Person, data: Data
    ) -> Result:
        value = {"data": data, "context": {"theme": "default"}}
        return of_task(await self._invoke(place, said, person, name, value))

    async def _press_submit(
        self, place: Place, said: Message, person: Person, data: Data
    ) -> Result:
        """What an `Action.Submit` does is in its data (Microsoft's page "Card actions")."""
        teams = data.get("msteams")
        how = teams if isinstance(teams, dict) else {}
        if how.get("type") == "task/fetch":
            return await self._task("task/fetch", place, said, person, data)
        if how.get("type") in ("imBack", "messageBack"):
            spoken = str(how.get("value") or how.get("displayText") or "")
            await self.say(person.id, place.id, spoken, None)
            return {"kind": "done"}
        activity = activities.submitted(self._world, place, said, person, data)
        return {"kind": "done"} if await self._courier.tell(activity) else ERROR

    async def _execute(
        self, place: Place, said: Message, person: Person, action: Data, data: Data
    ) -> Result:
        asked = {"type": "Action.Execute", "verb": action.get("verb", ""), "data": data}
        if "id" in action:
            asked["id"] = action["id"]
        value = {"action": asked, "trigger": "manual"}
        return of_action(await self._invoke(place, said, person, "adaptiveCard/action", value))

    async def _invoke(
        self, place: Place, said: Message, person: Person, name: str, value: Data
    ) -> Answer | None:
        activity = activities.invoke(self._world, place, said, person, name, value)
        return await self._courier.ask(activity)

    async def _hears(self, place: Place, person: Person, said: Message) -> bool:
        """Whoever writes to the bot in a chat for the first time has just added it, as in Teams.

        Not in a chat that the bot began with them.
        """
        if place.kind is PlaceKind.BOT_CHAT:
            if person.home:  # an app of this organisation is not theirs
                return False
            installs = self._world.installs
            if not installs.reach(place) and installs.add_person(person.id):
                await self.added(place, person)
            return True
        mentioned = any(each["id"] == self._world.bot_id for each in said.content.mentions)
        to_bot = mentioned or said.only is not None
        if place.kind is PlaceKind.GROUP_CHAT and to_bot:
            if self._world.installs.add_chat(place.id):
                await self.added(place, person)
            return True
        return self._world.installs.reach(place) and to_bot

    async def added(self, place: Place, person: Person) -> bool:
        """Tells the bot that `person` added it there; whether it took both activities."""
        world = self._world
        changed = activities.members_changed(world, place, person, [world.bot_id], [])
        heard = await self._courier.tell(changed)
        return await self._courier.tell(activities.installation(world, place, person, "add")) and (
            heard
        )

    def _mentioned(self, place: Place, text: str) -> tuple[dict[str, str], ...]:
        if "@" not in text:
            return ()
        names = [(self._world.bot_id, self._world.settings.bot_name)]
        names += [(each.id, each.name) for each in self._world.places.members(place)]
        return tuple(
            {"id": id_, "name": name, "text": f"@{name}"}
            for id_, name in names
            if f"@{name}" in text
        )
