"""Units through the whole SELECT: kWh is never added to kvarh, nor compared with a number that has no unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from jicha.pages.check.draft import Draft
from jicha.pages.check.functions import SIGNATURES, arguments_of, name_of
from jicha.pages.check.place import sql_of
from jicha.pages.check.query import Query
from jicha.pages.check.types import COMPARISONS
from jicha.terms.errors import Fault
from jicha.terms.units import NUMBER_UNIT, Quantity, Unit, parse_unit

STAKES = {"at_stake_kwh": "kWh", "at_stake_money": "CNY"}


def check(draft: Draft) -> Iterator[Fault]:
    """Faults of units inside the SELECT, and of the units its columns must have."""
    units = Units(draft)
    yield from units.faults
    declared = {one.name: one.unit for one in draft.page.columns} if draft.has_declared_columns else {}
    wanted = STAKES if draft.is_rule else declared
    for name, node in draft.root.outputs.items():
        got = units.of(node, draft.root)
        if name not in wanted or got is None or not draft.types.of(node, draft.root).is_number:
            continue
        unit = plain(parse_unit(wanted[name]))
        if got != unit:
            yield draft.fault(
                "wrong-unit", node, f"{name} is {said(got)}, but must be {said(unit)}", _convert(got, unit)
            )


class Units:
    """The unit of every numeric expression. None: any unit fits (NULL, 0), or there is none (texts, dates)."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._parameters = {
            one.name: plain(one.default.unit) for one in draft.page.params if isinstance(one.default, Quantity)
        }
        self._known: dict[int, Unit | None] = {}
        self.faults: list[Fault] = []
        for query in draft.model.queries:
            for part in query.expressions():
                self.of(part, query)

    def of(self, node: exp.Expr, query: Query) -> Unit | None:
        """The unit of an expression that stands in ``query``."""
        if not isinstance(node, exp.Expr):  # where the parser left a bare word in a place that is refused anyway
            return None
        if id(node) not in self._known:
            self._known[id(node)] = None
            self._known[id(node)] = self._infer(node, query)
        return self._known[id(node)]

    def _infer(self, node: exp.Expr, query: Query) -> Unit | None:
        match node:
            case exp.Query():
                return None
            case exp.Column():
                return self._column(node, query)
            case exp.Literal():
                return None if node.is_string or not node.name.strip("0.") else NUMBER_UNIT
            case exp.Placeholder():
                return self._parameters.get(str(node.this).lower())
            case exp.Add() | exp.Sub():
                return self._same([node.left, node.right], query, node, "added")
            case exp.Mul():
                left, right = self.of(node.left, query), self.of(node.right, query)
                return None if left is None or right is None else left * right
            case exp.Case():
                return self._case(node, query)
            case exp.Between():
                self._same([node.this, node.args["low"], node.args["high"]], query, node, "compared")
                return None
            case exp.In():
                self._same([node.this, *node.expressions], query, node, "compared")
                return None
            case exp.Paren() | exp.Alias() | exp.Neg() | exp.Ordered() | exp.Cast():
                return self.of(node.this, query)
            case exp.Filter() | exp.Window():
                for part in node.iter_expressions():
                    self.of(part, query)
                return self.of(node.this, query)
        return self._compare_or_call(node, query)

    def _compare_or_call(self, node: exp.Expr, query: Query) -> Unit | None:
        if isinstance(node, COMPARISONS):
            self._same([node.left, node.right], query, node, "compared")
            return None
        name = name_of(node)
        if name is not None:
            return self._call(name, node, query)
        for part in node.iter_expressions():
            self.of(part, query)
        return None

    def _column(self, node: exp.Column, query: Query) -> Unit | None:
        source = query.source(node)
        if source is None:
            return None
        relation, name = source
        if relation.table:
            column = relation.table.by_name[name]
            return plain(parse_unit(column.unit)) if column.type.name in ("integer", "decimal") else None
        found: Unit | None = None
        for branch in relation.branches:
            if name not in branch.outputs:
                continue
            unit = self.of(branch.outputs[name], branch)
            if found is not None and unit is not None and unit != found:
                self._fault(
                    "unit-mismatch",
                    branch.outputs[name],
                    f"the parts of the UNION ALL give {name} in {said(found)} and {said(unit)}",
                    "Give it one unit in all parts.",
                )
            found = found if found is not None else unit
        return found

    def _case(self, node: exp.Case, query: Query) -> Unit | None:
        values = [one.args["true"] for one in node.args.get("ifs", ())]
        for one in node.args.get("ifs", ()):
            if node.this:
                self._same([node.this, one.this], query, one, "compared")
            else:
                self.of(one.this, query)
        if node.args.get("default"):
            values.append(node.args["default"])
        return self._same(values, query, node, "alternatives of one CASE")

    def _call(self, name: str, node: exp.Expr, query: Query) -> Unit | None:
        signature, arguments = SIGNATURES[name], arguments_of(node)
        found = [self.of(one, query) for one in arguments]
        wanted = [signature.argument(place).unit for place in range(len(arguments))] if signature.takes else []
        alike = [one for one, unit in zip(arguments, wanted, strict=True) if unit == "same"]
        self._same(alike, query, node, f"arguments of {name}")
        for one, unit, got in zip(arguments, wanted, found, strict=True):
            if unit not in ("", "same") and got not in (None, NUMBER_UNIT, parse_unit(unit)):
                message = f"{name} counts in {unit}, not in {said(got or NUMBER_UNIT)}"
                self._fault("unit-mismatch", one, message, f"Give it a number of {unit}s.")
        return signature.unit(found)

    def _same(self, parts: Sequence[exp.Expr], query: Query, node: exp.Expr, what: str) -> Unit | None:
        """The one unit of several values; where they have two, a fault at the second."""
        first: Unit | None = None
        first_part = parts[0] if parts else node
        for part in parts:
            unit = self.of(part, query)
            if unit is None or not self._is_number(part, query):
                continue
            if first is None:
                first, first_part = unit, part
            elif unit != first and not _in_hundredths((first_part, first), (part, unit)):
                self._mismatch((first_part, first), (part, unit), what)
                break
        return first

    def _is_number(self, node: exp.Expr, query: Query) -> bool:
        return self._draft.types.of(node, query).is_number

    def _mismatch(self, one: tuple[exp.Expr, Unit], two: tuple[exp.Expr, Unit], what: str) -> None:
        bare = next((pair for pair in (one, two) if pair[1] == NUMBER_UNIT and _is_literal(pair[0])), None)
        other = two if bare is one else one
        if bare is not None:
            number = sql_of(bare[0])
            self._fault(
                "bare-number",
                bare[0],
                f"the number {number} has no unit, but stands beside {said(other[1])}",
                f"Make it a parameter with a unit: `params: {{limit: {number} {other[1]}}}`.",
            )
            return
        text = f"{said(one[1])} and {said(two[1])} are {what}"
        self._fault("unit-mismatch", two[0], text, _convert(two[1], one[1]))

    def _fault(self, code: str, node: exp.Expr, message: str, remedy: str) -> None:
        fault = self._draft.fault(code, node, message, remedy)
        if fault not in self.faults:
            self.faults.append(fault)


def plain(unit: Unit) -> Unit:
    """A count of things is a plain number."""
    return Unit.of({base: power for base, power in unit.powers if base != "count"})


def said(unit: Unit) -> str:
    """A unit in words."""
    return str(unit) if unit != NUMBER_UNIT else "a number without unit"


def _is_literal(node: exp.Expr) -> bool:
    return isinstance(node.unnest(), exp.Literal) or (isinstance(node, exp.Neg) and _is_literal(node.this))


def _in_hundredths(one: tuple[exp.Expr, Unit], two: tuple[exp.Expr, Unit]) -> bool:
    """Whether two sides differ by a percent sign that a written 100 makes good: ``100 * a < :share * b``."""
    for (bare, unit), (_, other) in ((one, two), (two, one)):
        for sign, size in (("%", 100), ("permille", 1000)):
            if other == unit * parse_unit(sign) and any(number % size == 0 for number in _factors(bare)):
                return True
    return False


def _factors(node: exp.Expr) -> Iterator[int]:
    """The whole numbers written into a product."""
    node = node.unnest()
    if isinstance(node, exp.Mul):
        yield from _factors(node.left)
        yield from _factors(node.right)
    elif isinstance(node, exp.Add | exp.Sub):
        yield from set(_factors(node.left)) & set(_factors(node.right))
    elif isinstance(node, exp.Literal) and node.name.isdigit():
        yield int(node.name)


def _convert(got: Unit, wanted: Unit) -> str:
    for sign, size in (("%", 100), ("permille", 1000)):
        if parse_unit(sign) in (got / wanted, wanted / got):
            return f"Write the other side {size} times: {size} * a > :share * b."
    if got == NUMBER_UNIT or wanted == NUMBER_UNIT:
        return "Give both one unit: multiply by a column or parameter that has it."
    return f"Multiply by a factor with the unit {wanted / got} (a parameter), or use another column."
