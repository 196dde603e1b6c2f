"""The fourth joint: a computation that a lawyer can follow."""

from __future__ import annotations

from dataclasses import dataclass

from jicha.terms.units import Quantity


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a worksheet: what is computed, from which numbers, by which source."""

    label: str
    formula: str
    inputs: tuple[tuple[str, Quantity], ...]
    result: Quantity
    source: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The steps in order; the last result is the answer."""

    title: str
    steps: tuple[Step, ...]

    @property
    def result(self) -> Quantity:
        """The result of the last step."""
        return self.steps[-1].result
