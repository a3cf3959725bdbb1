"""What the retros of one project should be, kept in plain Python, to hold the store against."""

from collections import Counter

from core.errors import InputError
from core.retros.model import Ballot, Format, Phase
from core.retros.voting import cast


class Model:
    """The newest retro, and the titles of the actions that nobody did yet."""

    def __init__(self) -> None:
        self.number = 0
        self.earlier: set[str] = set()
        self.ticked: set[str] = set()
        self.phase: Phase | None = None

    def open(self, retro_id: str, format_: Format) -> None:
        """A new retro begins; what was agreed before heads it."""
        self.retro, self.format = retro_id, format_
        self.phase = Phase.WRITE
        self.number += 1
        self.said: dict[str, str] = {}  # by nonce
        self.texts: list[str] = []
        self.ballots: dict[str, Ballot] = {}
        self.totals: Counter[str] | None = None
        self.heads = set(self.earlier)
        self.own: set[str] = set()
        self.moves = 0
        self.closed_in: Phase | None = None
        self.voters = 0  # who voted, once that was counted

    @property
    def is_rich(self) -> bool:
        """Whether the phase left something to look at."""
        if self.phase is Phase.WRITE:
            return len(self.texts) > 1
        if self.phase is Phase.VOTE:
            return any(any(each.values()) for each in self.ballots.values())
        return bool(self.own)

    def agree(self, title: str) -> None:
        """An action is agreed on; who voted for what is forgotten."""
        self.ballots = {}
        self.own.add(title)
        self.earlier.add(title)

    def done(self, title: str) -> None:
        """Somebody did what was agreed."""
        self.earlier.discard(title)
        self.heads.discard(title)
        self.ticked.add(title)

    def not_done(self, title: str) -> None:
        """They did not, after all."""
        self.ticked.discard(title)
        self.earlier.add(title)
        if title not in self.own:
            self.heads.add(title)

    @property
    def cast(self) -> int:
        """How many ballots are kept with votes in them."""
        return sum(any(each.values()) for each in self.ballots.values())

    def way_back(self) -> Phase | None:
        """The phase that it can be taken back to."""
        if self.phase is None:
            left = self.closed_in
            acts = Phase.ACTIONS in self.format.phases
            return Phase.ACTIONS if left is Phase.VOTE and acts else left
        at = self.format.phases.index(self.phase)
        before = self.format.phases[at - 1] if at else None
        if self.phase is Phase.VOTE and self.cast:
            return None
        if self.phase is Phase.ACTIONS and self.own:
            return None
        return None if before is Phase.VOTE and self.cast != self.voters else before

    def back(self, to: Phase) -> None:
        """It is taken back there."""
        if to is not Phase.ACTIONS:
            self.totals, self.voters = None, 0
        self.phase, self.closed_in = to, None
        self.moves += 1

    def onward(self) -> Phase | None:
        """The phase that follows."""
        phases = [*self.format.phases, None]
        return phases[phases.index(self.phase) + 1]

    def leave(self, onward: Phase | None) -> None:
        """The phase ends; after a vote its ballots are the totals."""
        if self.phase is Phase.VOTE:
            self.totals = Counter()
            for each in self.ballots.values():
                self.totals.update(each)
            self.voters = self.cast
        if onward is None:
            self.closed_in, self.ballots = self.phase, {}
        self.phase = onward
        self.moves += 1

    def whole(self, own: Ballot, given: Ballot) -> Ballot | None:
        """A ballot with these votes in place of those on the same notes; None: over the budget."""
        try:
            return cast(own, [*given], given, self.format.votes)
        except InputError:
            return None

    def one_after_the_other(self, own: Ballot, pages: list[Ballot]) -> tuple[Ballot, int]:
        """The ballot after pages that are sent in this order, and how many of them are refused."""
        refused = 0
        for given in pages:
            whole = self.whole(own, given)
            own, refused = (own, refused + 1) if whole is None else (whole, refused)
        return own, refused
