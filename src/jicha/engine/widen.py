"""Room for decimals on DuckDB, where Spark (set as in spark_session.py) has it by itself.

Two things DuckDB does with decimals would part it from exact arithmetic:

* It computes with 18 digits while both operands have no more: kWh times price fails at ten million.
* It brings the branches of a CASE or COALESCE and the sides of a UNION to one type by cutting the finer decimals
  when 38 digits do not hold all: 1.504 beside a sum of money becomes 1.50. (Comparisons are exact.)

Adding ``CAST(0 AS DECIMAL(38, s))`` to an expression changes no value and makes it a DECIMAL(38, s) at least. What is
too large for that is an error, never a wrong number; and where it cannot be told what is a decimal nothing is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp
from sqlglot.errors import OptimizeError
from sqlglot.optimizer.scope import Scope, traverse_scope

from jicha.engine.decimals import DEEPEST, Decimals, Digits, ScopeDecimals, branches, common

_SHALLOW = 18  # digits DuckDB stays within while it can
_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul)
_UNITING = (exp.Case, exp.Coalesce, exp.If)


def widen(tree: Any, decimals: Decimals) -> None:
    """Give every expression of ``tree`` that needs it room, in place."""
    try:
        scopes = traverse_scope(tree)
    except OptimizeError:  # names that cannot be resolved: nothing is known, nothing is added
        return
    found: dict[int, dict[str, Digits]] = {}
    due: dict[int, tuple[Any, int]] = {}  # node -> the scale it is to have
    for scope in scopes:
        known = ScopeDecimals(scope, decimals, found)
        found[id(scope)] = known.outputs()
        for node in scope.find_all(*_ARITHMETIC):
            operand = _narrow_operand(known, node)
            if operand is not None:
                due[id(operand)] = (operand, 0)
        for uniting in scope.find_all(*_UNITING):
            for node, scale in _too_coarse(known, branches(uniting)):
                due[id(node)] = (node, scale)
        if isinstance(scope.expression, exp.SetOperation):
            for node, scale in _coarse_columns(scope, found):
                due[id(node)] = (node, scale)  # an outer union comes later, and asks for no less
    for node, scale in due.values():
        _add_zero(node, scale)


def _narrow_operand(known: ScopeDecimals, node: Any) -> Any:
    """The operand of an arithmetic to widen so that it is done in 38 digits, if 18 may be too few."""
    result = known.digits(node)
    if result is None or result.precision <= _SHALLOW:
        return None
    sides = [(side, known.digits(side)) for side in (node.left, node.right)]
    if any(digits and digits.precision > _SHALLOW for _, digits in sides):
        return None
    return next(side for side, digits in sides if digits)


def _too_coarse(known: ScopeDecimals, group: list[Any]) -> Iterator[tuple[Any, int]]:
    """The members that must be given the scale of the finest, because all digits together pass 38."""
    digits = [(node, known.digits(node)) for node in group]
    decimal = [(node, one) for node, one in digits if one]
    if not decimal:
        return
    scale = max(one.scale for _, one in decimal)
    if max(one.whole for _, one in decimal) + scale > DEEPEST:
        yield from ((node, scale) for node, one in decimal if one.scale < scale)


def _coarse_columns(scope: Scope, found: dict[int, dict[str, Digits]]) -> Iterator[tuple[Any, int]]:
    """The same for the columns of a union, over all its SELECTs; those of a star are left alone."""
    sides = list(_selects_of(scope))
    selects: list[list[Any]] = [getattr(side.expression, "selects", []) for side in sides]
    if any(select.is_star for columns in selects for select in columns):
        return
    for column in zip(*selects, strict=False):
        digits = [found[id(side)].get(one.alias_or_name.lower()) for side, one in zip(sides, column, strict=True)]
        whole = common(digits)
        if whole and max(one.whole for one in digits if one) + whole.scale > DEEPEST:
            for select, one in zip(column, digits, strict=True):
                if one and one.scale < whole.scale:
                    yield select.unalias(), whole.scale


def _selects_of(scope: Scope) -> Iterator[Scope]:
    if isinstance(scope.expression, exp.Select):
        yield scope
    for side in scope.set_operation_scopes:
        yield from _selects_of(side)


def _add_zero(node: Any, scale: int) -> None:
    wide = exp.Add(this=exp.cast(exp.Literal.number(0), f"DECIMAL({DEEPEST}, {scale})"))
    bare = isinstance(node, exp.Column) and isinstance(node.parent, exp.Query) and node.arg_key == "expressions"
    whole = exp.Paren(this=wide)
    node.replace(exp.Alias(this=whole, alias=exp.to_identifier(node.name, quoted=True)) if bare else whole)
    # The node itself, not a copy: what is inside it may be due, too.
    wide.set("expression", node if not isinstance(node, exp.Binary) else exp.Paren(this=node))
