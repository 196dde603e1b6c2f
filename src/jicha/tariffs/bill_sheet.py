"""The worksheet of a bill: computed at once, written out when somebody reads it.

A year of a utility is a million bills and the sheets of a few are read. It holds the same names, values, steps and
errors as the `Sheet` that it is, in the same order; `do_again` computes it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from keyword import iskeyword
from typing import NamedTuple

from jicha.tariffs.swift_formula import Held, names_of, ready, unit_of
from jicha.terms.formula import Exact, evaluate, in_unit
from jicha.terms.sheet import BadSheet, Sheet
from jicha.terms.units import Quantity
from jicha.terms.worksheet import Given, Step, Worksheet

_LONG_BITS = 8192  # a number of so many has more digits than a worksheet can write


class _Entry(NamedTuple):
    """A given (it has an origin) or a step (it has a formula) as it will be written."""

    name: str
    held: Held
    number: Decimal | None
    origin: str
    formula: str
    source: str
    confidence: str
    about: str
    word: str


class Stamp(NamedTuple):
    """A run of givens and steps that is the same on every sheet it is put on, such as a price and what it rests on."""

    entries: tuple[_Entry, ...]


class BillSheet(Sheet):
    """A sheet that is written when it is read (`done`); until then it computes.

    >>> sheet = BillSheet("bill")
    >>> _ = sheet.given("used", Decimal("12.5"), "kWh", origin="case")
    >>> _ = sheet.given("price", Decimal("0.6"), "CNY/kWh", origin="price")
    >>> str(sheet.step("money", "used * price", "CNY"))
    '15/2'
    >>> sheet.decimal("money", 2), sheet.done("money").value_of("money").value
    (Decimal('7.50'), Decimal('7.5'))
    """

    def __init__(self, title: str, **arguments: str) -> None:
        super().__init__(title, **arguments)
        self._held: dict[str, Held] = {}
        self._entries: list[_Entry] = []

    def given(
        self,
        name: str,
        value: Decimal | int,
        unit: str = "",
        *,
        origin: str,
        source: str = "",
        confidence: str = "",
        about: str = "",
        word: str = "",
    ) -> Fraction:
        """Note a number that the computation starts from, and return it. Raises BadSheet, UnknownUnit."""
        number = Decimal(value)
        if not number.is_finite():
            raise BadSheet(f"{name} is {value}, which is no number", "Give a number.")
        unit_of(unit)
        top, bottom = number.as_integer_ratio()
        held = (top, bottom, unit)
        self._hold(_Entry(name, held, number, origin, "", source, confidence, about, word))
        return Fraction(top, bottom)

    def step(
        self,
        name: str,
        formula: str,
        unit: str = "",
        *,
        source: str = "",
        confidence: str = "",
        about: str = "",
        word: str = "",
    ) -> Fraction:
        """Compute a line from its formula and return its exact value. Raises BadFormula, BadSheet, UnknownUnit."""
        top, bottom = self._computed(formula, unit)
        self._hold(_Entry(name, (top, bottom, unit), None, "", formula, source, confidence, about, word))
        return Fraction(top, bottom)

    def put(self, stamp: Stamp) -> None:
        """Put givens and steps on the sheet that were computed before. Raises BadSheet for a name that it holds."""
        for one in stamp.entries:
            self._hold(one)

    def value(self, name: str) -> Fraction:
        """The exact value of what was given or computed before."""
        top, bottom, _ = self._held[name]
        return Fraction(top, bottom)

    def is_zero(self, name: str) -> bool:
        """Whether a value is nothing."""
        return not self._held[name][0]

    def decimal(self, name: str, digits: int) -> Decimal:
        """A value as a decimal of at most ``digits`` places."""
        top, bottom, _ = self._held[name]
        return round(Decimal(top) / Decimal(bottom), digits)

    def figure(self, name: str) -> Decimal:
        """A value as the sheet will write it. Raises KeyError."""
        held = self._held[name]
        entry = next(one for one in self._entries if one.held is held and one.name == name)
        return _result(entry).value if entry.number is None else entry.number

    def holds(self, name: str) -> bool:
        """Whether the name was given or computed before."""
        return name in self._held

    def done(self, *results: str) -> Worksheet:
        """The finished worksheet. Raises BadSheet if a result or an end of a range is not on it."""
        self._givens = [_given(one, one.number) for one in self._entries if one.number is not None]
        self._steps = [_step(one) for one in self._entries if one.number is None]
        return super().done(*results)

    def _computed(self, formula: str, unit: str) -> tuple[int, int]:
        held, names = self._held, names_of(formula)
        if names is not None:
            try:
                run = ready(formula, tuple([held[one][2] for one in names]), unit)
                if run is not None:
                    found = run(held)
                    if found[0].bit_length() < _LONG_BITS:
                        return found
            except (KeyError, ZeroDivisionError):
                pass  # `evaluate` says what is wrong
        values = {name: Exact(Fraction(top, bottom), unit_of(text)) for name, (top, bottom, text) in held.items()}
        value = in_unit(evaluate(formula, values), unit_of(unit))
        _ = value.quantity  # what cannot be written is refused where it arises
        return value.value.as_integer_ratio()

    def _hold(self, entry: _Entry) -> None:
        name = entry.name
        if name in self._held:
            raise BadSheet(f"{name} stands twice on the sheet", "Give each number its own name.")
        if not name.isidentifier() or iskeyword(name):
            raise BadSheet(f"{name!r} is no name", "Use letters, digits and underscores.")
        self._held[name] = entry.held
        self._entries.append(entry)


def _given(entry: _Entry, number: Decimal) -> Given:
    told = (entry.origin, entry.source, entry.confidence, entry.about, entry.word)
    return Given(entry.name, Quantity(number, unit_of(entry.held[2])), *told)


def _step(entry: _Entry) -> Step:
    name, told = entry.name, (entry.source, entry.confidence, entry.about, entry.word)
    return Step(name, entry.formula, _result(entry), *told)


def _result(entry: _Entry) -> Quantity:
    top, bottom, unit = entry.held
    return Exact(Fraction(top, bottom), unit_of(unit)).quantity


def stamped(write: Callable[[BillSheet], None]) -> Stamp:
    """What ``write`` puts on a sheet of its own, to be put on others. Raises what it raises."""
    sheet = BillSheet("stamp")
    write(sheet)
    return Stamp(tuple(sheet._entries))
