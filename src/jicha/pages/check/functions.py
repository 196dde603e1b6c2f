"""The functions a page may call, as the checker needs them: what they take, and the type and unit of what they give.

The scalar ones are declared by the engine (`jicha.engine.functions`); aggregates and window functions stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlglot import exp

from jicha.engine.functions import FUNCTIONS, Argument, Function, UnitRule
from jicha.pages.check.sqltype import INTEGER, NULL, UNKNOWN, SqlType, decimal, either
from jicha.terms.units import NUMBER_UNIT, Unit, parse_unit

Types = Sequence[SqlType]
Units = Sequence[Unit | None]


@dataclass(frozen=True, slots=True)
class Signature:
    """One function: the arguments it takes, and what the types and units of these make of the result."""

    takes: tuple[Argument, ...]
    gives: Callable[[Types], SqlType]
    unit: Callable[[Units], Unit | None]

    @property
    def fewest(self) -> int:
        """How many arguments must be given."""
        return sum(not one.optional for one in self.takes)

    @property
    def most(self) -> int | None:
        """How many may be given; None: any number."""
        return None if any(one.repeated for one in self.takes) else len(self.takes)

    def argument(self, place: int) -> Argument:
        """What is wanted at a place; the last one repeats."""
        return self.takes[min(place, len(self.takes) - 1)]


def _first(arguments: Types) -> SqlType:
    return arguments[0] if arguments else UNKNOWN


def _one_of(arguments: Types) -> SqlType:
    found = NULL
    for one in arguments:
        found = either(found, one)
    return found


def _integer(_: Types) -> SqlType:
    return INTEGER


def _sum(arguments: Types) -> SqlType:
    one = _first(arguments)
    if one.name != "decimal":
        return INTEGER if one.is_sure else one
    before, behind = one.digits
    return decimal(before + 10, behind, products=one.products)


def _plain(_: Units) -> Unit | None:
    return NUMBER_UNIT


def _same_unit(arguments: Units) -> Unit | None:
    return next((unit for unit in arguments if unit is not None), None)


def _quotient(arguments: Units) -> Unit | None:
    above, below = (*arguments, None, None)[:2]
    return above / below if above is not None and below is not None else None


def _signature(function: Function) -> Signature:
    return Signature(function.arguments, _result(function), _unit(function.unit))


def _result(function: Function) -> Callable[[Types], SqlType]:
    if function.result == "same":
        return _one_of if any(one.repeated for one in function.arguments) else _first
    # A decimal's digits stand in the call; `types` reads them there.
    found = decimal(8, 10) if function.result.startswith("decimal") else SqlType(function.result)
    return lambda _: found


def _unit(rule: UnitRule | str) -> Callable[[Units], Unit | None]:
    if isinstance(rule, UnitRule):
        return {UnitRule.NONE: _plain, UnitRule.SAME: _same_unit, UnitRule.QUOTIENT: _quotient}[rule]
    unit = parse_unit(rule)
    return lambda _: unit


SCALAR = {name: _signature(function) for name, function in FUNCTIONS.items()}
AGGREGATE = {
    "sum": Signature((Argument("x", "number"),), _sum, _same_unit),
    "count": Signature((Argument("x", "any", optional=True),), _integer, _plain),
    "min": Signature((Argument("x", "any"),), _first, _same_unit),
    "max": Signature((Argument("x", "any"),), _first, _same_unit),
}
_BESIDE = (
    Argument("x", "any", "same"),
    Argument("rows", "digits", optional=True, most=10_000),
    Argument("otherwise", "any", "same", optional=True),
)
WINDOW = {
    "row_number": Signature((), _integer, _plain),
    "lag": Signature(_BESIDE, _first, _same_unit),
    "lead": Signature(_BESIDE, _first, _same_unit),
}
SIGNATURES = SCALAR | AGGREGATE | WINDOW

# Functions that the parser knows by a class of its own.
_CLASSES: dict[type[exp.Expr], str] = {
    exp.Abs: "abs",
    exp.AddMonths: "add_months",
    exp.Coalesce: "coalesce",
    exp.Count: "count",
    exp.Floor: "floor",
    exp.Lag: "lag",
    exp.Lead: "lead",
    exp.Length: "length",
    exp.Lower: "lower",
    exp.Max: "max",
    exp.Min: "min",
    exp.Month: "month",
    exp.MonthsBetween: "months_between",
    exp.Nullif: "nullif",
    exp.Round: "round",
    exp.RowNumber: "row_number",
    exp.Substring: "substr",
    exp.Sum: "sum",
    exp.Trim: "trim",
    exp.Upper: "upper",
    exp.Year: "year",
}
_ARGUMENTS = ("this", "expression", "start", "length", "decimals", "offset", "default", "expressions")


def name_of(node: exp.Expr) -> str | None:
    """The name of an allowed function at a node; None for any other expression."""
    if isinstance(node, exp.Anonymous):
        name = str(node.this).lower()
        return name if name in SIGNATURES else None
    return _CLASSES.get(type(node))


def arguments_of(node: exp.Expr) -> list[exp.Expr]:
    """The arguments of a function in the order in which they are written."""
    if isinstance(node, exp.Anonymous):
        return list(node.expressions)
    if isinstance(node, exp.Count) and isinstance(node.this, exp.Distinct):
        return list(node.this.expressions)
    found: list[exp.Expr] = []
    for key in _ARGUMENTS:
        value = node.args.get(key)
        found += value if isinstance(value, list) else [value] if isinstance(value, exp.Expr) else []
    return [one for one in found if not isinstance(one, exp.Star)]


def usage(name: str) -> str:
    """How a function is written: ``days_between(a, b)``."""
    takes = SIGNATURES[name].takes
    words = [f"[{one.name}]" if one.optional else one.name for one in takes]
    return f"{name}({', '.join([*words, *(['...'] if SIGNATURES[name].most is None else [])])})"
