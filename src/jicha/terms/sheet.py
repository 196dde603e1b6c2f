"""Writing a worksheet step by step, and doing one again from its data alone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from keyword import iskeyword
from types import MappingProxyType

from jicha.terms.errors import JichaError
from jicha.terms.formula import Exact, evaluate, in_unit
from jicha.terms.units import Quantity, parse_unit
from jicha.terms.worksheet import Bounds, Given, Remark, Step, Worksheet


class BadSheet(JichaError):
    """A worksheet whose names clash, or whose steps do not give their results."""


class Sheet:
    """A worksheet being written. Every step is computed from its formula, so that text and number cannot part.

    >>> sheet = Sheet("theft")
    >>> _ = sheet.given("load", Decimal(8), "kW", origin="case")
    >>> _ = sheet.given("hours", Decimal(6), "hour/day", origin="law", source="Art. 103", confidence="B")
    >>> _ = sheet.given("days", Decimal(180), "day", origin="law", source="Art. 103", confidence="B")
    >>> str(sheet.step("energy", "load * hours * days", "kWh"))
    '8640'
    >>> sheet.done("energy").value_of("energy").value
    Decimal('8640')
    """

    def __init__(self, title: str, **arguments: str) -> None:
        self._title, self._arguments = title, MappingProxyType(dict(arguments))
        self._givens: list[Given] = []
        self._steps: list[Step] = []
        self._bounds: list[Bounds] = []
        self._remarks: list[Remark] = []
        self._alternatives: list[Worksheet] = []
        self._values: dict[str, Exact] = {}

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
        """Note a number that the computation starts from, and return it. Raises BadSheet for a name given twice."""
        if not Decimal(value).is_finite():
            raise BadSheet(f"{name} is {value}, which is no number", "Give a number.")
        quantity = Quantity(Decimal(value), parse_unit(unit))
        self._add(name, Exact.of(quantity))
        self._givens.append(Given(name, quantity, origin, source, confidence, about, word))
        return Fraction(value)

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
        """Compute a line from its formula and return its exact value. Raises BadFormula, BadSheet."""
        value = in_unit(evaluate(formula, self._values), parse_unit(unit))
        self._add(name, value)
        self._steps.append(Step(name, formula, value.quantity, source, confidence, about, word))
        return value.value

    def value(self, name: str) -> Fraction:
        """The exact value of what was given or computed before."""
        return self._values[name].value

    def holds(self, name: str) -> bool:
        """Whether the name was given or computed before."""
        return name in self._values

    def remark(self, word: str, *, warns: bool = False, **arguments: str) -> None:
        """Say something beside the numbers, once."""
        remark = Remark(word, MappingProxyType(dict(arguments)), warns)
        if remark not in self._remarks:
            self._remarks.append(remark)

    def bound(self, name: str, *, low: str = "", high: str = "", word: str) -> None:
        """Give a result its lawful or physical range, by the names of other values of the sheet."""
        self._bounds.append(Bounds(name, low, high, word))

    def beside(self, other: Worksheet) -> None:
        """Show a whole other sheet beside this one."""
        self._alternatives.append(other)

    def done(self, *results: str) -> Worksheet:
        """The finished worksheet. Raises BadSheet if a result or an end of a range is not on it."""
        sheet = Worksheet(
            title=self._title,
            givens=tuple(self._givens),
            steps=tuple(self._steps),
            results=results,
            arguments=self._arguments,
            bounds=tuple(self._bounds),
            remarks=tuple(self._remarks),
            alternatives=tuple(self._alternatives),
        )
        _check_names(sheet)
        return sheet

    def _add(self, name: str, value: Exact) -> None:
        if name in self._values:
            raise BadSheet(f"{name} stands twice on the sheet", "Give each number its own name.")
        if not name.isidentifier() or iskeyword(name):
            raise BadSheet(f"{name!r} is no name", "Use letters, digits and underscores.")
        self._values[name] = value


def do_again(sheet: Worksheet) -> Mapping[str, Exact]:
    """Compute every step of a worksheet from its givens, as the telephone does. Raises BadSheet where one differs."""
    values = {one.name: Exact.of(one.value) for one in sheet.givens}
    _check_names(sheet)
    for step in sheet.steps:
        value = in_unit(evaluate(step.formula, values), step.result.unit)
        if value.quantity != step.result:
            raise BadSheet(
                f"{step.name} = {step.formula} gives {value.quantity}, and the sheet says {step.result}",
                "The sheet was changed by hand; compute it anew.",
            )
        values[step.name] = value
    return MappingProxyType(values)


def _check_names(sheet: Worksheet) -> None:
    names = [*(one.name for one in sheet.givens), *(one.name for one in sheet.steps)]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BadSheet(f"{twice} stands twice on the sheet", "Give each number its own name.")
    for name in sheet.results:
        if name not in names:
            raise BadSheet(f"{name} is not on the sheet", "Name a step as the result.")
    for bounds in sheet.bounds:
        for name in (bounds.name, *filter(None, (bounds.low, bounds.high))):
            if name not in names:
                raise BadSheet(f"a range names {name}, which is not on the sheet", "Name a step or a given.")
