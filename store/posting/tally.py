"""What became of posts, counted by every process and added up in the database."""

from collections import Counter
from collections.abc import Mapping

from core.errors import StoreAway
from core.posting.outcomes import Outcome, outcome_of
from store.database import Database


class TallyStore:
    """Implements core.posting.ports.Count.

    A row that each post writes would make posts wait for each other, so what this process counted
    is added now and then, by `keep`; the last of it is lost with a process that is killed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._new: Counter[Outcome] = Counter()

    def __call__(self, word: str) -> None:
        """Count one."""
        self._new[outcome_of(word)] += 1

    async def keep(self) -> None:
        """Add what is new. Raises StoreAway; it is added the next time then."""
        new, self._new = self._new, Counter()
        if not new:
            return
        outcomes = sorted(new)
        try:
            await self._database.run(
                """
                INSERT INTO posts_counted (outcome, posts)
                SELECT outcome, posts
                FROM unnest(%(outcomes)s::text[], %(posts)s::bigint[]) AS new (outcome, posts)
                ON CONFLICT (outcome) DO UPDATE SET posts = posts_counted.posts + excluded.posts
                """,
                {"outcomes": outcomes, "posts": [new[each] for each in outcomes]},
            )
        except StoreAway:
            self._new.update(new)
            raise

    async def all(self) -> Mapping[str, int]:
        """By every process so far; zero for what did not happen yet. Raises StoreAway."""
        await self.keep()
        found = await self._database.all(dict, "SELECT outcome, posts FROM posts_counted")
        return {**dict.fromkeys(Outcome, 0), **{each["outcome"]: each["posts"] for each in found}}
