"""Room for decimal arithmetic on DuckDB, which keeps 18 digits where Spark goes on to 38.

DECIMAL(18, 3) x DECIMAL(18, 8) is DECIMAL(18, 11) on DuckDB: kWh times price fails at ten million. Adding
``CAST(0 AS DECIMAL(38, 0))`` to one operand changes no value and makes the result DECIMAL(38, s). Integers are left
alone, so it must be known which columns are decimals; where that cannot be told nothing is added, and too large a
value is an error as before, never a wrong number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlglot import exp
from sqlglot.errors import OptimizeError
from sqlglot.optimizer.scope import Scope, traverse_scope

_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul)
# Expressions whose type is that of their first part.
_SEE_THROUGH = (
    exp.Paren, exp.Neg, exp.Abs, exp.Round, exp.Filter, exp.Window, exp.Alias, exp.Distinct,
    exp.Sum, exp.Min, exp.Max, exp.Lag, exp.Lead, exp.Nullif,
)  # fmt: skip

Decimals = Mapping[str, frozenset[str]]


def widen(tree: Any, decimals: Decimals) -> None:
    """Widen, in place, every +, - and * of decimals. ``decimals``: table -> its decimal columns, all lower case."""
    found: dict[int, frozenset[str]] = {}  # id of a scope -> names of its decimal outputs
    narrow: list[Any] = []
    try:
        scopes = traverse_scope(tree)
    except OptimizeError:  # a form whose names cannot be resolved: nothing is known, nothing is widened
        return
    for scope in scopes:
        columns = _Columns(scope, decimals, found)
        found[id(scope)] = columns.decimal_outputs()
        for node in scope.find_all(*_ARITHMETIC):
            if columns.is_decimal(node) and not any(map(columns.is_wide, (node.left, node.right))):
                narrow.append(node.left if columns.is_decimal(node.left) else node.right)
    for operand in narrow:
        sum_with_zero = exp.Add(this=exp.cast(exp.Literal.number(0), "DECIMAL(38, 0)"))
        operand.replace(exp.Paren(this=sum_with_zero))
        sum_with_zero.set("expression", operand)  # the node itself: operands inside it may be due, too


class _Columns:
    """Which expressions of one scope are decimals."""

    def __init__(self, scope: Scope, decimals: Decimals, found: Mapping[int, frozenset[str]]) -> None:
        self._scope = scope
        self._found = found
        self._sources = {
            name.lower(): self._outputs(source, decimals, found) for name, (_, source) in scope.selected_sources.items()
        }
        selects = scope.expression.selects if isinstance(scope.expression, exp.Select) else []
        self._aliases = {select.alias.lower(): select.this for select in selects if isinstance(select, exp.Alias)}
        self._asked: set[str] = set()

    @staticmethod
    def _outputs(source: Any, decimals: Decimals, found: Mapping[int, frozenset[str]]) -> frozenset[str]:
        if isinstance(source, Scope):
            return found.get(id(source), frozenset())
        return decimals.get(source.name.lower(), frozenset())

    def decimal_outputs(self) -> frozenset[str]:
        """The names under which this scope hands decimals on."""
        expression = self._scope.expression
        if isinstance(expression, exp.SetOperation):
            return self._of_union()
        if not isinstance(expression, exp.Select):
            return frozenset()
        outputs: set[str] = set()
        outer = self._scope.outer_columns  # WITH q(these, names) AS (...)
        for place, select in enumerate(expression.selects):
            if select.is_star:
                outputs.update(*self._sources.values())
            elif self.is_decimal(select):
                outputs.add((outer[place] if place < len(outer) else select.alias_or_name).lower())
        return frozenset(outputs)

    def _of_union(self) -> frozenset[str]:
        """Decimal by either side; columns are matched by place and named by the left side."""
        left, right = self._scope.set_operation_scopes
        selects: list[list[Any]] = [getattr(side.expression, "selects", []) for side in (left, right)]
        pairs = zip(*selects, strict=False)
        named = {mine.alias_or_name.lower(): other.alias_or_name.lower() for mine, other in pairs}
        by_right = {mine for mine, other in named.items() if other in self._found[id(right)]}
        return self._found[id(left)] | by_right

    def is_decimal(self, node: Any) -> bool:
        if isinstance(node, exp.Column):
            return self._column(node)
        if isinstance(node, exp.Literal):
            return not node.is_string and "." in node.name
        if isinstance(node, exp.Cast | exp.TryCast):
            return bool(node.to.is_type("decimal"))
        if isinstance(node, _ARITHMETIC):
            return self.is_decimal(node.left) or self.is_decimal(node.right)
        if isinstance(node, exp.Case):
            branches = [branch.args.get("true") for branch in node.args["ifs"]]
            return any(map(self.is_decimal, [*branches, node.args.get("default")]))
        if isinstance(node, exp.Coalesce):
            return any(map(self.is_decimal, [node.this, *node.expressions]))
        if isinstance(node, exp.Anonymous):
            return node.name.lower() == "ratio"
        return isinstance(node, _SEE_THROUGH) and self.is_decimal(node.this)

    def is_wide(self, node: Any) -> bool:
        """Whether DuckDB computes with more than 18 digits here already."""
        if isinstance(node, exp.Paren | exp.Neg | exp.Abs | exp.Filter | exp.Window):
            return self.is_wide(node.this)
        return isinstance(node, (*_ARITHMETIC, exp.Sum)) and self.is_decimal(node)

    def _column(self, column: exp.Column) -> bool:
        name = column.name.lower()
        if column.table:
            return name in self._sources.get(column.table.lower(), frozenset())
        if any(name in outputs for outputs in self._sources.values()):
            return True
        if name in self._aliases and name not in self._asked:  # an alias of the same SELECT, used further on
            self._asked.add(name)
            try:
                return self.is_decimal(self._aliases[name])
            finally:
                self._asked.discard(name)
        return False
