"""The facts that depend on readings, computed once for each, and set up as a hypothesis wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.pages.bind import tables_of
from jicha.pages.judge import Window, page_sql
from jicha.pages.library import Library
from jicha.pages.page import Page
from jicha.pages.stage import keep_fact
from jicha.tariffs.conventions import CHOICES, Settled

SETTLED = "settled_choice"
_ROWS = pa.schema([(name, pa.string()) for name in ("region", "convention", "choice")])
Choices = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A fact with the conventions that it depends on, its own and those of the facts that it reads."""

    page: Page
    conventions: tuple[str, ...]

    @property
    def combinations(self) -> Iterator[Choices]:
        """Every combination of their choices; one, empty, where it depends on none."""
        return product(*(CHOICES[name] for name in self.conventions))

    def table(self, choices: Choices) -> str:
        """Where its rows for a combination lie."""
        places = (str(CHOICES[name].index(one)) for name, one in zip(self.conventions, choices, strict=True))
        return "_".join(["calibrate", self.page.code, *places])

    def pairs(self, convention: str) -> Iterator[tuple[str, str]]:
        """The tables of each two combinations that differ in the first and another choice of one convention alone."""
        if convention not in self.conventions:
            return
        at = self.conventions.index(convention)
        first, *others = CHOICES[convention]
        for choices in self.combinations:
            if choices[at] == first:
                for other in others:
                    yield self.table(choices), self.table((*choices[:at], other, *choices[at + 1 :]))


class Variants:
    """The facts that some pages read. Once computed, `stand` lets those of a hypothesis stand under their own names."""

    def __init__(self, library: Library, pages: Sequence[Page]) -> None:
        self._found: list[Variant] = []
        self._direct = frozenset(name for page in pages for name in tables_of(page.sql))
        known: dict[str, frozenset[str]] = {}
        for page in library.facts_for(pages):
            if page.code == SETTLED:
                continue
            under = [known[one.code] for one in library.facts_for([page]) if one.code != SETTLED]
            known[page.code] = _named(page).union(*under)
            self._found.append(Variant(page, tuple(name for name in CHOICES if name in known[page.code])))

    @property
    def steps(self) -> int:
        """How many tables `compute` makes."""
        return sum(len(list(one.combinations)) for one in self._found)

    @property
    def read_directly(self) -> tuple[Variant, ...]:
        """The facts that the pages themselves read."""
        return tuple(one for one in self._found if one.page.code in self._direct)

    def compute(self, engine: Engine, regions: Sequence[str], window: Window, said: Callable[[str], None]) -> None:
        """Compute each fact for each combination of what it depends on, the same in all regions."""
        for place, variant in enumerate(self._found):
            sql = page_sql(variant.page, {}, window)
            for choices in variant.combinations:
                said(variant.page.code)
                told = dict(zip(variant.conventions, choices, strict=True))
                self._stand(engine, regions, told, self._found[:place])
                keep_fact(engine, variant.page, sql)
                if choices:
                    engine.materialize(variant.table(choices), f"SELECT * FROM {variant.page.code}")

    def stand(self, engine: Engine, region: str, settled: Settled) -> None:
        """Let the facts stand as they come out by a hypothesis."""
        self._stand(engine, [region], settled.choices, self._found)

    def _stand(
        self, engine: Engine, regions: Sequence[str], choices: Mapping[str, str], variants: Sequence[Variant]
    ) -> None:
        settle(engine, regions, choices)
        for one in variants:
            if one.conventions and choices.keys() >= set(one.conventions):
                table = one.table(tuple(choices[name] for name in one.conventions))
                engine.view(one.page.code, f"SELECT * FROM {table}")


def settle(engine: Engine, regions: Sequence[str], choices: Mapping[str, str]) -> None:
    """Let a hypothesis stand where the confirmed readings do."""
    rows = [
        {"region": region, "convention": convention, "choice": choice}
        for region in regions
        for convention, choice in choices.items()
    ]
    engine.register(SETTLED, pa.Table.from_pylist(rows, schema=_ROWS))


def _named(page: Page) -> frozenset[str]:
    """The conventions that a page's own SELECT asks for: it names them as literals."""
    return frozenset(name for name in CHOICES if f"'{name}'" in page.sql)
