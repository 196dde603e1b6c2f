"""The fourth joint: a computation that a lawyer can follow, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jicha.terms.units import Quantity

_ID = re.compile(r"[a-z][a-z0-9_]+")


def ids_in(text: str) -> tuple[str, ...]:
    """The ids that a text of a sheet is made of (``energy.peak``); none where it is no id but a text for the reader.

    >>> ids_in("energy.peak"), ids_in("No. 7")
    (('energy', 'peak'), ())
    """
    parts = tuple(text.split("."))
    return parts if all(_ID.fullmatch(part) for part in parts) else ()


def free_text(text: str) -> str:
    """What a person wrote, for a sheet: in quotation marks where it is spelled like an id, so that it stays as written.

    >>> free_text("contract"), free_text("Contract of 2024")
    ('“contract”', 'Contract of 2024')
    """
    return f"“{text}”" if ids_in(text) else text


def _none() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Given:
    """A number that the computation starts from.

    ``name`` is unique on the sheet and an id that the press has words for. ``origin`` says who gives it: ``case`` (a
    fact of the case), ``contract``, ``law`` (a dated datum), ``price``, ``convention`` (a reading that a person
    confirmed) or ``default`` (ours, to be confirmed). ``confidence`` is A, B, C, U or M of a datum, blank for a fact of
    the case; C, U and M are configurable and the sheet says so. ``about`` tells two of one kind apart (a period, a
    tier, a phase).
    """

    name: str
    value: Quantity
    origin: str
    source: str = ""
    confidence: str = ""
    about: str = ""
    word: str = ""  # the id for its words where several givens share them; the name where blank


@dataclass(frozen=True, slots=True)
class Step:
    """One line: ``formula`` over the names of givens and of earlier steps, its result, and the clause it follows.

    The result is exact, or rounded by the formula itself (``round(x, 2)``); what has no finite decimal is shown to 12.
    """

    name: str
    formula: str
    result: Quantity
    source: str = ""
    confidence: str = ""
    about: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader must know, as an id with arguments; ``warns`` where it may overturn the result."""

    word: str
    arguments: Mapping[str, str] = field(default_factory=_none)
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lawful or physical range of a result: names of steps or givens; blank where it is open."""

    name: str
    low: str
    high: str
    word: str


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Givens, steps in order, and which of them are the answers.

    ``results`` are names of steps; money that goes to two accounts (energy charge, penalty) is two results and never
    one sum of ours. ``alternatives`` are whole sheets beside this one: the other edition of a text, another reading.
    """

    title: str
    givens: tuple[Given, ...]
    steps: tuple[Step, ...]
    results: tuple[str, ...]
    arguments: Mapping[str, str] = field(default_factory=_none)
    bounds: tuple[Bounds, ...] = ()
    remarks: tuple[Remark, ...] = ()
    alternatives: tuple[Worksheet, ...] = field(default=())

    def value_of(self, name: str) -> Quantity:
        """The value of a step or a given. Raises KeyError."""
        for step in self.steps:
            if step.name == name:
                return step.result
        for given in self.givens:
            if given.name == name:
                return given.value
        raise KeyError(name)
