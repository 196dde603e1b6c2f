"""Formulas of worksheets as text, evaluated exactly and with their units.

The language is small so that another program (a telephone without a network) can evaluate the same steps: numbers,
names, ``+ - * /``, parentheses, and the functions of ``FUNCTIONS``. Arithmetic is rational; only ``sqrt`` and the
functions of angles leave it: they are computed to 50 digits and rounded to 15 decimals, never in binary floats, so that
every machine gets the same.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache

from jicha.terms.errors import JichaError
from jicha.terms.units import NUMBER_UNIT, Quantity, Unit, parse_unit

_IRRATIONAL_DIGITS = 15
_MOST_DIGITS = 15  # of a rounding: more means nothing, and a million would stop the machine
_LITERAL = re.compile(r"\d{1,40}(\.\d{1,40})?")
_PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")
_ENERGY = {"kWh": ("kW", "hour"), "kvarh": ("kvar", "hour"), "kVAh": ("kVA", "hour"), "Wh": ("W", "hour")}


class BadFormula(JichaError):
    """A formula that is not of the language, names something unknown, or adds unlike units."""


@dataclass(frozen=True, slots=True)
class Exact:
    """A rational number with its unit."""

    value: Fraction
    unit: Unit = NUMBER_UNIT

    @classmethod
    def of(cls, quantity: Quantity) -> Exact:
        """The same number and unit, exactly."""
        return cls(Fraction(quantity.value), quantity.unit)

    @property
    def quantity(self) -> Quantity:
        """As a decimal: exactly where it has one of up to 12 decimals, otherwise rounded there."""
        return Quantity(_decimal(self.value), self.unit)


def names_in(formula: str) -> tuple[str, ...]:
    """The names a formula reads, in the order of their first use. Raises BadFormula."""
    found: dict[str, None] = {}
    called = {id(node.func) for node in ast.walk(_parsed(formula)) if isinstance(node, ast.Call)}
    named = [node for node in ast.walk(_parsed(formula)) if isinstance(node, ast.Name) and id(node) not in called]
    for node in sorted(named, key=lambda one: one.col_offset):
        found[node.id] = None
    return tuple(found)


def evaluate(formula: str, values: Mapping[str, Exact]) -> Exact:
    """The value of a formula. Raises BadFormula, with the formula in the message.

    >>> values = {"load": Exact(Fraction(8), parse_unit("kW")), "hours": Exact(Fraction(6), parse_unit("hour"))}
    >>> str(evaluate("load * hours", values).quantity)
    '48 hour*kW'
    """
    try:
        return _value(_parsed(formula), formula, values)
    except RecursionError:
        raise BadFormula("the formula is nested too deeply", "Split it into steps.") from None
    except ZeroDivisionError:
        raise BadFormula(f"{formula} divides by zero", "Check the numbers it starts from.") from None


def in_unit(value: Exact, unit: Unit) -> Exact:
    """The same number under another name of its unit (kW*hour as kWh). Raises BadFormula for another dimension."""
    if _plain(value.unit) != _plain(unit):
        raise BadFormula(f"{_named(value.unit)} is not {_named(unit)}", "Correct the formula or the unit.")
    return Exact(value.value, unit)


def round_half_up(value: Fraction, digits: int) -> Fraction:
    """Half away from zero, decided on the exact number."""
    scaled = abs(value) * Fraction(10) ** digits
    whole = math.floor(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole) / Fraction(10) ** digits


def cut_off(value: Fraction, digits: int) -> Fraction:
    """Toward zero."""
    return Fraction(math.trunc(value * Fraction(10) ** digits)) / Fraction(10) ** digits


def _decimal(value: Fraction, digits: int = 12) -> Decimal:
    # Built from its digits: arithmetic of decimals would round what is longer than their context.
    scaled = int(round_half_up(value, digits) * 10**digits)
    while digits and scaled % 10 == 0:
        scaled, digits = scaled // 10, digits - 1
    return Decimal((int(scaled < 0), tuple(map(int, str(abs(scaled)))), -digits))


@cache
def _parsed(formula: str) -> ast.expr:
    try:
        if "#" not in formula:  # no comments: other programs read formulas too
            return ast.parse(formula, mode="eval").body
    except RecursionError:
        raise BadFormula("the formula is nested too deeply", "Split it into steps.") from None
    except (ValueError, MemoryError, SyntaxError):
        pass
    raise BadFormula(f"{formula!r} is not a formula", "Write numbers, names, + - * / and functions.")


def _value(node: ast.expr, formula: str, values: Mapping[str, Exact]) -> Exact:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        written = ast.get_source_segment(formula, node) or ""
        if not _LITERAL.fullmatch(written):
            raise BadFormula(f"{formula} holds {written}, which is no plain number", "Write digits, as in 0.25.")
        return Exact(Fraction(written))
    if isinstance(node, ast.Name):
        if node.id not in values:
            raise BadFormula(f"{formula} names {node.id}, which is not known", "Give it, or compute it before.")
        return values[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _value(node.operand, formula, values)
        return Exact(-inner.value, inner.unit)
    if isinstance(node, ast.BinOp):
        return _joined(node, formula, _value(node.left, formula, values), _value(node.right, formula, values))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        function = FUNCTIONS.get(node.func.id)
        if function is None:
            known = ", ".join(FUNCTIONS)
            raise BadFormula(f"{formula} calls {node.func.id}, which is no function here", f"Known: {known}.")
        return function(formula, [_value(one, formula, values) for one in node.args])
    raise BadFormula(f"{formula} holds what is no part of a formula", "Write numbers, names, + - * / and functions.")


def _joined(node: ast.BinOp, formula: str, left: Exact, right: Exact) -> Exact:
    if isinstance(node.op, ast.Mult):
        return Exact(left.value * right.value, left.unit * right.unit)
    if isinstance(node.op, ast.Div):
        return Exact(left.value / right.value, left.unit / right.unit)
    if isinstance(node.op, ast.Add | ast.Sub):
        right = _alike(formula, left, right)
        return Exact(left.value + right.value if isinstance(node.op, ast.Add) else left.value - right.value, left.unit)
    raise BadFormula(f"{formula} uses an operator that is no part of a formula", "Use + - * /.")


def _alike(formula: str, first: Exact, other: Exact) -> Exact:
    if _plain(first.unit) != _plain(other.unit):
        raise BadFormula(f"{formula} puts {_named(first.unit)} beside {_named(other.unit)}", "Correct the formula.")
    return Exact(other.value, first.unit)


def _named(unit: Unit) -> str:
    return str(unit) or "a plain number"


def _plain(unit: Unit) -> Unit:
    powers: dict[str, int] = {}
    for base, power in unit.powers:
        for part in _ENERGY.get(base, (base,)):
            powers[part] = powers.get(part, 0) + power
    return Unit.of(powers)


def _rounding(rule: Callable[[Fraction, int], Fraction]) -> Callable[[str, list[Exact]], Exact]:
    def function(formula: str, given: list[Exact]) -> Exact:
        value, digits = _two(formula, given)
        if digits.unit != NUMBER_UNIT or digits.value.denominator != 1 or abs(digits.value) > _MOST_DIGITS:
            raise BadFormula(
                f"{formula} rounds to {digits.quantity} decimals", f"Give a whole number up to {_MOST_DIGITS}."
            )
        return Exact(rule(value.value, int(digits.value)), value.unit)

    return function


def _extreme(choose: Callable[[list[Fraction]], Fraction]) -> Callable[[str, list[Exact]], Exact]:
    def function(formula: str, given: list[Exact]) -> Exact:
        if not given:
            raise BadFormula(f"{formula} calls min or max of nothing", "Give it numbers.")
        return Exact(choose([_alike(formula, given[0], one).value for one in given]), given[0].unit)

    return function


def _share(base: str, whole: int) -> Callable[[str, list[Exact]], Exact]:
    def function(formula: str, given: list[Exact]) -> Exact:
        (value,) = _one(formula, given)
        powers = dict(value.unit.powers)
        if powers.pop(base, 0) != 1:
            raise BadFormula(f"{formula} takes {_named(value.unit)} for {base}", f"Only a number in {base} is one.")
        return Exact(value.value / whole, Unit.of(powers))

    return function


def _as_kw(formula: str, given: list[Exact]) -> Exact:
    (value,) = _one(formula, given)
    powers = dict(value.unit.powers)
    if not {"kVA", "kW"} & powers.keys():
        raise BadFormula(f"{formula} takes {_named(value.unit)} for kVA", "Only a capacity in kVA is taken as kW.")
    powers["kW"] = powers.get("kW", 0) + powers.pop("kVA", 0)
    return Exact(value.value, Unit.of(powers))


def _sqrt(formula: str, given: list[Exact]) -> Exact:
    (value,) = _one(formula, given)
    powers = dict(_plain(value.unit).powers)
    if value.value < 0 or any(power % 2 for power in powers.values()):
        raise BadFormula(f"{formula} takes the root of {value.quantity}", "Only a square has a root.")
    with localcontext() as precise:
        precise.prec = 60
        root = (Decimal(value.value.numerator) / Decimal(value.value.denominator)).sqrt()
    half = Unit.of({base: power // 2 for base, power in powers.items()})
    return Exact(round_half_up(Fraction(root), _IRRATIONAL_DIGITS), half)


def _angle(function: Callable[[Decimal, Decimal], Decimal]) -> Callable[[str, list[Exact]], Exact]:
    def applied(formula: str, given: list[Exact]) -> Exact:
        (value,) = _one(formula, given)
        if value.unit != parse_unit("deg"):
            raise BadFormula(f"{formula} takes {_named(value.unit)} for an angle", "Give an angle in deg.")
        with localcontext() as precise:
            precise.prec = 50
            found = function(*_sine_and_cosine(value.value % 360))
        return Exact(round_half_up(Fraction(found), _IRRATIONAL_DIGITS))

    return applied


def _sine_and_cosine(degrees: Fraction) -> tuple[Decimal, Decimal]:
    # The series, in decimals: the sines of machines differ in their last digits.
    quarters, rest = divmod(degrees, 90)
    angle = Decimal(rest.numerator) / Decimal(rest.denominator) * _PI / 180
    sums, term = [Decimal(1), Decimal(0)], Decimal(1)
    for power in range(1, 60):
        term = term * angle / power
        sums[power % 2] += -term if power % 4 in (2, 3) else term
    cosine, sine = sums
    for _ in range(int(quarters)):
        sine, cosine = cosine, -sine
    return sine, cosine


def _tangent(sine: Decimal, cosine: Decimal) -> Decimal:
    if not cosine:
        raise ZeroDivisionError
    return sine / cosine


def _magnitude(formula: str, given: list[Exact]) -> Exact:
    (value,) = _one(formula, given)
    return Exact(abs(value.value), value.unit)


def _one(formula: str, given: list[Exact]) -> list[Exact]:
    if len(given) != 1:
        raise BadFormula(f"{formula} gives a function {len(given)} numbers", "Give it one.")
    return given


def _two(formula: str, given: list[Exact]) -> list[Exact]:
    if len(given) != 2:
        raise BadFormula(f"{formula} rounds without saying to how many decimals", "Write round(x, 2).")
    return given


FUNCTIONS: Mapping[str, Callable[[str, list[Exact]], Exact]] = {
    "round": _rounding(round_half_up),
    "cut": _rounding(cut_off),
    "min": _extreme(min),
    "max": _extreme(max),
    "abs": _magnitude,
    "percent": _share("%", 100),
    "permille": _share("permille", 1000),
    "as_kw": _as_kw,
    "sqrt": _sqrt,
    "sin": _angle(lambda sine, _: sine),
    "cos": _angle(lambda _, cosine: cosine),
    "tan": _angle(_tangent),
}
