"""Needs: conditions over the output columns, each with a reason; and aggregates that have none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlglot import exp

from jicha.pages.check.draft import Draft
from jicha.pages.check.faults import nearest
from jicha.pages.check.given import BUILT_IN
from jicha.pages.check.lineage import definitions
from jicha.pages.check.names import unknown_parameter
from jicha.pages.check.parse import parse_condition
from jicha.pages.check.place import Places
from jicha.pages.check.query import here
from jicha.pages.page import Need
from jicha.terms.errors import Fault

_REASON = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PARTS = (
    exp.Column,
    exp.Identifier,
    exp.Literal,
    exp.Placeholder,
    exp.Boolean,
    exp.Null,
    exp.And,
    exp.Or,
    exp.Not,
    exp.Paren,
    exp.EQ,
    exp.NEQ,
    exp.LT,
    exp.LTE,
    exp.GT,
    exp.GTE,
    exp.Between,
    exp.In,
    exp.Is,
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Neg,
    exp.Coalesce,
    exp.Cast,
    exp.DataType,
    exp.DataTypeParam,
    exp.Anonymous,
    exp.AddMonths,
    exp.MonthsBetween,
    exp.Year,
    exp.Month,
    exp.Abs,
)


def check(draft: Draft) -> Iterator[Fault]:
    """Needs that cannot be read or name what is not there, and a breach over many rows that needs nothing."""
    seen: dict[str, Need] = {}
    for need in draft.page.needs:
        yield from _reason(draft, need, seen)
        yield from _condition(draft, need)
    if draft.is_rule and not draft.page.needs:
        yield from _without_need(draft)


def _reason(draft: Draft, need: Need, seen: dict[str, Need]) -> Iterator[Fault]:
    file = draft.places.file
    if not _REASON.fullmatch(need.reason):
        yield Fault(
            f"the reason {need.reason!r} is not an id",
            "Write small words joined by _: short_history.",
            file,
            need.line,
            0,
            "bad-reason",
        )
    if need.reason in seen:
        yield Fault(
            f"the reason {need.reason} stands twice (also line {seen[need.reason].line})",
            "Give each need a reason of its own.",
            file,
            need.line,
            0,
            "duplicate-reason",
        )
    seen[need.reason] = need


def _condition(draft: Draft, need: Need) -> Iterator[Fault]:
    places = Places.of_need(draft.page, need)
    condition = parse_condition(places)
    if isinstance(condition, list):
        yield from condition
        return
    for node in condition.walk():
        if isinstance(node, exp.Placeholder):
            if str(node.this or "").lower() not in {*BUILT_IN, *(one.name for one in draft.page.params)}:
                yield unknown_parameter(places, node, draft)
        elif isinstance(node, exp.Column):
            name = node.name.lower()
            if node.table or (name not in draft.root.outputs and not draft.root.is_open):
                yield places.fault(
                    "unknown-column",
                    node,
                    f"the need names {node.sql('duckdb')}, which the page does not yield",
                    nearest(name, draft.root.outputs, "columns"),
                )
        elif not isinstance(node, _PARTS):
            yield places.fault(
                "bad-need",
                node,
                f"{places.written(node)} does not belong into a need",
                "Compute it in the SELECT, and test the column here.",
            )
            return
    if not isinstance(condition.unnest(), exp.Predicate | exp.Connector | exp.Not | exp.Column | exp.Boolean):
        yield places.fault(
            "bad-need",
            condition,
            f"the need {need.condition!r} is not a condition",
            "Write it like `months_before = 3`.",
        )


def _without_need(draft: Draft) -> Iterator[Fault]:
    breach = draft.root.outputs.get("breach")
    for one in definitions(breach, draft.root) if breach is not None else ():
        for node in here(one.node):
            if isinstance(node, exp.Sum | exp.Count | exp.Min | exp.Max):
                yield draft.fault(
                    "aggregate-without-need",
                    node,
                    f"breach rests on {node.sql('duckdb')}, and "
                    "the page needs nothing: too few rows would be judged like enough",
                    "Count the rows, yield the count, and state a need on it.",
                )
                return
