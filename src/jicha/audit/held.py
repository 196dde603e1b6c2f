"""The facts of a run: computed once, when the first rule needs them, and given back after the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jicha.engine.engine import Engine
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.page import Page
from jicha.pages.stage import compute_fact


class Held:
    """Holds in the engine what the rules still to come will read: memory does not grow with the library of rules.

    ``order`` are the rules in the order they will run; ``always`` are facts that stay to the end.
    """

    def __init__(
        self, engine: Engine, library: Library, window: Window, *, order: Sequence[Page], always: Sequence[Page]
    ) -> None:
        self._engine, self._window = engine, window
        self._needed = [library.facts_for([page]) for page in order]
        last = {fact.code: number for number, facts in enumerate(self._needed) for fact in facts}
        self._last = last | dict.fromkeys((fact.code for fact in always), len(order))
        self._computed: set[str] = set()

    def compute(self, facts: Sequence[Page], said: Callable[[str], None] = lambda code: None) -> None:
        """Compute those of ``facts`` that are not there; each must come after those it reads."""
        for fact in facts:
            if fact.code not in self._computed:
                said(fact.code)
                compute_fact(self._engine, fact, {}, self._window)
                self._computed.add(fact.code)

    def before(self, number: int, said: Callable[[str], None] = lambda code: None) -> None:
        """Compute what the rule of that number needs."""
        self.compute(self._needed[number], said)

    def after(self, number: int) -> None:
        """Give back what no rule after that one reads."""
        for code in sorted(code for code in self._computed if self._last.get(code, number) <= number):
            self._engine.drop(code)
            self._computed.remove(code)
