"""Formulas of bills made ready once, to run on pairs of whole numbers: the same values, for a fraction of the time.

`jicha.terms.formula` remains the meaning of every formula. What is made ready here is its arithmetic alone, and only
after `evaluate` itself has found its units sound; whatever is rare or wrong is left to it, errors and all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from jicha.terms.errors import JichaError
from jicha.terms.formula import Exact, evaluate, in_unit, names_in
from jicha.terms.units import parse_unit

Held = tuple[int, int, str]  # numerator, denominator above zero (not reduced), unit as written
Ratio = tuple[int, int]
Run = Callable[[Mapping[str, Held]], Ratio]

_MOST = 4096  # formulas of a few books with their units
_LITERAL = re.compile(r"\d{1,40}(\.\d{1,40})?")
_ROOT_DIGITS, _PRECISION, _MOST_DIGITS = 15, 60, 15  # as in jicha.terms.formula
unit_of = lru_cache(maxsize=256)(parse_unit)


class _Rare(Exception):
    """A formula that is not made ready."""


@lru_cache(maxsize=_MOST)
def names_of(formula: str) -> tuple[str, ...] | None:
    """The names a formula reads; None where it is none."""
    try:
        return names_in(formula)
    except JichaError:
        return None


@lru_cache(maxsize=_MOST)
def ready(formula: str, units: tuple[str, ...], unit: str) -> Run | None:
    """A formula made ready to give ``unit`` from names of ``units``; None where `evaluate` has to do it.

    >>> run = ready("round(used * price, 2)", ("kWh", "CNY/kWh"), "CNY")
    >>> run({"used": (100, 1, "kWh"), "price": (51234, 100000, "CNY/kWh")}) if run else None
    (5123, 100)
    """
    names = names_of(formula)
    if names is None or len(names) != len(units):
        return None
    try:
        ones = {name: Exact(Fraction(1), unit_of(one)) for name, one in zip(names, units, strict=True)}
        in_unit(evaluate(formula, ones), unit_of(unit))  # units do not depend on the numbers
        return _run(ast.parse(formula, mode="eval").body, formula)
    except (JichaError, _Rare):
        return None


def _run(node: ast.expr, formula: str) -> Run:
    if isinstance(node, ast.Name):
        return _name(node.id)
    if isinstance(node, ast.Constant):
        return _literal(ast.get_source_segment(formula, node) or "")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _negative(_run(node.operand, formula))
    if isinstance(node, ast.BinOp):
        join = _JOINS.get(type(node.op))
        if join is not None:
            return join(_run(node.left, formula), _run(node.right, formula))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        name, given = node.func.id, node.args
        if name in ("round", "cut"):
            return _rounding(_run(given[0], formula), _digits(given[1]), cuts=name == "cut")
        if name in ("min", "max"):
            return _extreme([_run(one, formula) for one in given], highest=name == "max")
        if name == "percent":
            return _percent(_run(given[0], formula))
        if name == "sqrt":
            return _root(_run(given[0], formula))
    raise _Rare


def _digits(node: ast.expr) -> int:
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value <= _MOST_DIGITS:
        return node.value
    raise _Rare


def _name(name: str) -> Run:
    def run(values: Mapping[str, Held]) -> Ratio:
        top, bottom, _ = values[name]
        return top, bottom

    return run


def _literal(written: str) -> Run:
    if not _LITERAL.fullmatch(written):
        raise _Rare
    found = Fraction(written).as_integer_ratio()
    return lambda values: found


def _negative(inner: Run) -> Run:
    def run(values: Mapping[str, Held]) -> Ratio:
        top, bottom = inner(values)
        return -top, bottom

    return run


def _product(left: Run, right: Run) -> Run:
    def run(values: Mapping[str, Held]) -> Ratio:
        top, bottom = left(values)
        other, below = right(values)
        return top * other, bottom * below

    return run


def _quotient(left: Run, right: Run) -> Run:
    def run(values: Mapping[str, Held]) -> Ratio:
        top, bottom = left(values)
        other, below = right(values)
        if not other:
            raise ZeroDivisionError
        return (top * below, bottom * other) if other > 0 else (-top * below, -bottom * other)

    return run


def _sum(left: Run, right: Run) -> Run:
    def run(values: Mapping[str, Held]) -> Ratio:
        top, bottom = left(values)
        other, below = right(values)
        return (top + other, bottom) if bottom == below else (top * below + other * bottom, bottom * below)

    return run


def _difference(left: Run, right: Run) -> Run:
    return _sum(left, _negative(right))


def _rounding(inner: Run, digits: int, *, cuts: bool) -> Run:
    scale = 10**digits

    def run(values: Mapping[str, Held]) -> Ratio:
        top, bottom = inner(values)
        size = abs(top) * scale
        whole = size // bottom if cuts else (2 * size + bottom) // (2 * bottom)  # half away from zero
        return (whole if top >= 0 else -whole), scale

    return run


def _extreme(inner: list[Run], *, highest: bool) -> Run:
    def run(values: Mapping[str, Held]) -> Ratio:
        found = inner[0](values)
        for one in inner[1:]:
            other = one(values)
            difference = other[0] * found[1] - found[0] * other[1]
            if difference > 0 if highest else difference < 0:
                found = other
        return found

    return run


def _percent(inner: Run) -> Run:
    def run(values: Mapping[str, Held]) -> Ratio:
        top, bottom = inner(values)
        return top, bottom * 100

    return run


def _root(inner: Run) -> Run:
    def run(values: Mapping[str, Held]) -> Ratio:
        top, bottom = inner(values)
        if top < 0:
            raise ZeroDivisionError  # `evaluate` has the words for it
        with localcontext() as precise:
            precise.prec = _PRECISION
            root = (Decimal(top) / Decimal(bottom)).sqrt()
        above, below = root.as_integer_ratio()
        scale = 10**_ROOT_DIGITS
        return (2 * above * scale + below) // (2 * below), scale

    return run


_JOINS: Mapping[type[ast.operator], Callable[[Run, Run], Run]] = {
    ast.Mult: _product,
    ast.Div: _quotient,
    ast.Add: _sum,
    ast.Sub: _difference,
}
