"""Where the app is installed: the Connector refuses every other place."""

from simulator.places import Place, PlaceKind
from simulator.storage import Storage


class Installs:
    """Teams by their group id, people by their Entra id; kept with the tenant."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.teams = set(storage.all("installed_team"))
        self.people = set(storage.all("installed_person"))

    def add_team(self, team: str) -> bool:
        """False when it was there already."""
        return self._add("installed_team", self.teams, team)

    def add_person(self, person: str) -> bool:
        return self._add("installed_person", self.people, person)

    def remove_team(self, team: str) -> bool:
        """False when it was not there."""
        return self._remove("installed_team", self.teams, team)

    def remove_person(self, person: str) -> bool:
        return self._remove("installed_person", self.people, person)

    def reach(self, place: Place) -> bool:
        """Whether the bot is in that conversation's roster."""
        if place.kind is PlaceKind.CHANNEL:
            return place.team is not None and place.team.id in self.teams
        return place.kind is PlaceKind.BOT_CHAT and place.people[0] in self.people

    def _add(self, kind: str, there: set[str], id_: str) -> bool:
        if id_ in there:
            return False
        there.add(id_)
        self._storage.put(kind, id_, True)
        return True

    def _remove(self, kind: str, there: set[str], id_: str) -> bool:
        if id_ not in there:
            return False
        there.discard(id_)
        self._storage.drop(kind, id_)
        return True
