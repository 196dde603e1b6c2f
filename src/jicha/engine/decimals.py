"""How many digits the decimals of a query have, told from the columns it reads.

Only what is certainly a decimal gets a :class:`Digits`; integers, texts and what cannot be told get None. Nothing is
computed wrongly for want of an answer: see widen.py, which adds room where this says it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

DEEPEST = 38  # digits that engines compute decimals with


@dataclass(frozen=True, slots=True)
class Digits:
    """DECIMAL(precision, scale)."""

    precision: int
    scale: int

    @property
    def whole(self) -> int:
        """Digits before the point."""
        return self.precision - self.scale


Decimals = Mapping[str, Mapping[str, Digits]]  # table -> its decimal columns, all lower case

# Expressions whose type is that of their first part.
_SEE_THROUGH = (
    exp.Paren, exp.Neg, exp.Abs, exp.Filter, exp.Window, exp.Alias, exp.Distinct,
    exp.Min, exp.Max, exp.Lag, exp.Lead, exp.Nullif,
)  # fmt: skip
_WHOLE_NUMBER = 19  # digits of a BIGINT


class ScopeDecimals:
    """The decimals among the expressions of one SELECT. ``found`` holds the outputs of the scopes inside it."""

    def __init__(self, scope: Scope, decimals: Decimals, found: Mapping[int, Mapping[str, Digits]]) -> None:
        self._scope = scope
        self._found = found
        self._sources: dict[str, Mapping[str, Digits]] = {
            name.lower(): found.get(id(source), {})
            if isinstance(source, Scope)
            else decimals.get(source.name.lower(), {})
            for name, (_, source) in scope.selected_sources.items()
        }
        selects = scope.expression.selects if isinstance(scope.expression, exp.Select) else []
        self._aliases = {select.alias.lower(): select.this for select in selects if isinstance(select, exp.Alias)}
        self._asked: set[str] = set()

    def outputs(self) -> dict[str, Digits]:
        """The decimals that this scope hands on, by name."""
        if isinstance(self._scope.expression, exp.SetOperation):
            return self._of_union()
        if not isinstance(self._scope.expression, exp.Select):
            return {}
        named: dict[str, Digits] = {}
        outer = self._scope.outer_columns  # WITH q(these, names) AS (...)
        for place, select in enumerate(self._scope.expression.selects):
            if select.is_star:
                for columns in self._sources.values():
                    named |= columns
            elif digits := self.digits(select):
                named[(outer[place] if place < len(outer) else select.alias_or_name).lower()] = digits
        return named

    def _of_union(self) -> dict[str, Digits]:
        """Columns of a union are matched by place and named by the left side."""
        left, right = self._scope.set_operation_scopes
        selects: list[list[Any]] = [getattr(side.expression, "selects", []) for side in (left, right)]
        named = dict(self._found[id(left)])
        for mine, other in zip(*selects, strict=False):
            both = (
                self._found[id(side)].get(one.alias_or_name.lower()) for side, one in ((left, mine), (right, other))
            )
            if digits := common(both):
                named[mine.alias_or_name.lower()] = digits
        return named

    def digits(self, node: Any) -> Digits | None:
        """The digits of a decimal expression, or None."""
        if isinstance(node, exp.Column):
            return self._column(node)
        if isinstance(node, exp.Literal):
            return _written(node)
        if isinstance(node, exp.Cast | exp.TryCast):
            return _of_type(node.to)
        if isinstance(node, exp.Add | exp.Sub | exp.Mul):
            return self._arithmetic(node)
        if isinstance(node, exp.Sum):
            inner = self.digits(node.this)
            return Digits(DEEPEST, inner.scale if inner else 0)  # a HUGEINT has the digits of a DECIMAL(38, 0)
        if isinstance(node, exp.Round):
            return self._rounded(node)
        if isinstance(node, exp.Case | exp.Coalesce | exp.If):
            return common(map(self.digits, branches(node)))
        if isinstance(node, exp.Anonymous) and node.name.lower() == "ratio":
            return Digits(18, _number(node.expressions[-1]))
        return self.digits(node.this) if isinstance(node, _SEE_THROUGH) else None

    def _arithmetic(self, node: Any) -> Digits | None:
        sides = [self.digits(node.left), self.digits(node.right)]
        if not any(sides):
            return None
        left, right = (
            digits or Digits(len(side.name) if isinstance(side, exp.Literal) else _WHOLE_NUMBER, 0)
            for digits, side in zip(sides, (node.left, node.right), strict=True)
        )
        if isinstance(node, exp.Mul):
            return Digits(min(left.precision + right.precision, DEEPEST), left.scale + right.scale)
        scale = max(left.scale, right.scale)
        return Digits(min(max(left.whole, right.whole) + 1 + scale, DEEPEST), scale)

    def _rounded(self, node: Any) -> Digits | None:
        inner = self.digits(node.this)
        if inner is None:
            return None
        scale = min(_number(node.args.get("decimals")), inner.scale)
        return Digits(min(inner.whole + 1 + scale, DEEPEST), scale)

    def _column(self, column: exp.Column) -> Digits | None:
        name = column.name.lower()
        if column.table:
            return self._sources.get(column.table.lower(), {}).get(name)
        for columns in self._sources.values():
            if name in columns:
                return columns[name]
        if name in self._aliases and name not in self._asked:  # an alias of the same SELECT, used further on
            self._asked.add(name)
            try:
                return self.digits(self._aliases[name])
            finally:
                self._asked.discard(name)
        return None


def branches(node: Any) -> list[Any]:
    """The expressions that a CASE, IF or COALESCE may yield."""
    if isinstance(node, exp.Coalesce):
        return [node.this, *node.expressions]
    if isinstance(node, exp.If):
        return [node.args.get("true"), node.args.get("false")]
    return [*(branch.args["true"] for branch in node.args["ifs"]), node.args.get("default")]


def common(several: Iterable[Digits | None]) -> Digits | None:
    """What holds all of these; None when none is a decimal."""
    known = [digits for digits in several if digits]
    if not known:
        return None
    scale = max(digits.scale for digits in known)
    return Digits(min(max(digits.whole for digits in known) + scale, DEEPEST), scale)


def _written(literal: exp.Literal) -> Digits | None:
    if literal.is_string or "." not in literal.name:
        return None
    whole, _, fraction = literal.name.partition(".")
    return Digits(len(whole) + len(fraction), len(fraction)) if fraction.isdecimal() else None


def _of_type(kind: exp.DataType) -> Digits | None:
    if not kind.is_type("decimal"):
        return None
    numbers = [_number(part.this) for part in kind.expressions]
    return Digits(*numbers) if len(numbers) == 2 else Digits(18, 3)


def _number(literal: Any) -> int:
    return int(literal.name) if isinstance(literal, exp.Literal) and literal.name.isdecimal() else 0
