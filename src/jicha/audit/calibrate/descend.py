"""Readings tried one convention after the other, until the bills ask for no change any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np

from jicha.audit.calibrate.population import hashed, try_only, try_region
from jicha.audit.calibrate.reading import is_stuck
from jicha.audit.calibrate.rerate import Rerated, rerate
from jicha.audit.calibrate.touched import table_of
from jicha.audit.calibrate.variants import Variants
from jicha.audit.calibrate.votes import CONCERNS, Votes, votes_of_bills
from jicha.engine.engine import Engine
from jicha.pages.page import Page
from jicha.tariffs.conventions import CHOICES, Settled

_ROUNDS = 6  # each round changes a reading that explains more bills; worlds with all wrong at first took three
_PAIR_BILLS = 1_000


@dataclass(slots=True)
class Trial:
    """The bills of one region under trial in an engine in which the variants of the facts are computed.

    ``page`` and its bound ``sql`` are those of ``expected_bill``.
    """

    engine: Engine
    page: Page
    sql: str
    variants: Variants
    region: str
    said: Callable[[str], None]
    settled: Settled
    rated: Rerated = field(init=False)
    votes: dict[str, Votes] = field(default_factory=dict)

    def descend(self) -> None:
        """Find the readings; afterwards ``settled`` and ``votes`` say what was found.

        ``expected_bill`` then stands in the engine, and ``bill`` for all bills under trial.
        """
        self._rate_all()
        self._one_by_one()
        stuck = [name for name, votes in self.votes.items() if is_stuck(votes)]
        if stuck and self._two_at_once(stuck):
            self._one_by_one()
        self._rate_all()

    def _one_by_one(self) -> None:
        asked_at: dict[str, int] = {}  # how many changes there had been when a convention was asked last
        changes = 0
        for _ in range(_ROUNDS):
            for convention in CONCERNS:
                if asked_at.get(convention) == changes:
                    continue
                rerated = self._each(convention)
                votes = self.votes[convention] = votes_of_bills(convention, rerated)
                if votes.best and self.settled.choice(convention) not in votes.best:
                    self.settled = self.settled.but(convention, votes.best[0])
                    self.rated = rerated[votes.best[0]]
                    changes += 1
                asked_at[convention] = changes
            if all(asked == changes for asked in asked_at.values()):
                return

    def _each(self, convention: str) -> dict[str, Rerated]:
        """The bills by each choice of a convention, the others as they stand."""
        self.said(convention)
        found = {}
        try_region(self.engine, self.region, among=table_of(convention))
        touched = int(self.engine.query("SELECT COUNT(*) AS bills FROM bill").to_pylist()[0]["bills"])
        for choice in CHOICES[convention]:
            if not touched or choice == self.settled.choice(convention):
                found[choice] = self.rated
            else:
                found[choice] = self.rated.with_these(self._by(self.settled.but(convention, choice)))
        return found

    def _two_at_once(self, stuck: list[str]) -> bool:
        """Change a convention that nothing explains together with another one; whether a pair explains more bills.

        Where every bill lies over a change of price, say, neither its division nor the rounding shows by itself.
        Pairs are tried on some of the bills that are not explained, and the best one then on all.
        """
        explained = int(self.rated.whole.sum())
        self._try_unexplained()
        best = self.settled
        most = 0
        for first, second in combinations(CONCERNS, 2):
            if first not in stuck and second not in stuck:
                continue
            self.said(first)
            for one, other in product(CHOICES[first], CHOICES[second]):
                tried = self.settled.but(first, one).but(second, other)
                count = int(self._by(tried).whole.sum())
                if count > most:
                    best, most = tried, count
        before, self.settled = (self.settled, self.rated), best
        self._rate_all()
        if int(self.rated.whole.sum()) > explained:
            return True
        self.settled, self.rated = before
        return False

    def _try_unexplained(self) -> None:
        places = np.flatnonzero(self.rated.sure & ~self.rated.whole)
        names = [self.rated.bill_id[int(place)].as_py() for place in places]
        names.sort(key=hashed)
        try_only(self.engine, self.region, names[:_PAIR_BILLS])

    def _rate_all(self) -> None:
        try_region(self.engine, self.region)
        self.rated = self._by(self.settled)

    def _by(self, settled: Settled) -> Rerated:
        self.variants.stand(self.engine, self.region, settled)
        return rerate(self.engine, self.page, self.sql)
