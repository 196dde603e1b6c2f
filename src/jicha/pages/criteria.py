"""What a page's own criterion is made of: columns that it compares with fixed words and numbers."""

from __future__ import annotations

from sqlglot import exp

from jicha.pages.bind import BUILT_IN, parse
from jicha.pages.page import Page

_JUNCTIONS = (exp.And, exp.Or, exp.Not, exp.Where)


def criterion_columns(page: Page) -> frozenset[str]:
    """The names of columns that the page compares with literals or parameters, or takes as a condition themselves.

    All that a rule finds has these values because the rule asks for them: they are what it looks for, and not why it
    finds. Columns that only join tables, are compared with other columns, or bound the run's days, are not among them.
    """
    tree = parse(page)
    compared = [names for node in tree.find_all(exp.Predicate) if (names := _compared_with_fixed(node))]
    conditions = {column.name for column in tree.find_all(exp.Column) if _is_condition(column)}
    return frozenset().union(*compared) | conditions


def _compared_with_fixed(node: exp.Expr) -> frozenset[str]:
    """The one column of a comparison whose other side is fixed; nothing where there are two, or none."""
    if any(one.name in BUILT_IN for one in node.find_all(exp.Placeholder)):
        return frozenset()
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null):
        return frozenset()
    columns = {(column.table, column.name) for column in node.find_all(exp.Column)}
    return frozenset(name for _, name in columns) if len(columns) == 1 else frozenset()


def _is_condition(column: exp.Expr) -> bool:
    above = column.parent
    while isinstance(above, exp.Paren):
        above = above.parent
    if isinstance(above, exp.Alias):
        return bool(above.alias == "breach")
    return isinstance(above, _JUNCTIONS) or (isinstance(above, exp.If) and above.this is column)
