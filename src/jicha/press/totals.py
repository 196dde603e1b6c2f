"""Counts and sums over findings, worked in sets: the figures behind every table and chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from jicha.terms.verdict import Standing

_LIVE = (Standing.NEW, Standing.RECURRING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What stands behind a number of findings.

    ``kwh`` and ``money`` are what the customers may owe (positive stakes), ``kwh_back`` and ``money_back`` what they
    may be owed (negative stakes, shown as they are): the two are never set off. None = no finding states one.
    """

    findings: int = 0
    subjects: int = 0
    kwh: Decimal | None = None
    money: Decimal | None = None
    kwh_back: Decimal | None = None
    money_back: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The amounts of the findings that share ``key``."""

    key: str
    amounts: Amounts


def live(findings: pa.Table) -> pa.Table:
    """Findings that hold now: what was cleared, or could not be tested again, is not counted as found."""
    return findings.filter(pc.is_in(findings["standing"], value_set=pa.array([str(one) for one in _LIVE])))


def prepared(findings: pa.Table) -> pa.Table:
    """The findings with the columns that grouping needs: family, month, subject, and stakes by their sign."""
    subject = pc.binary_join_element_wise(findings["subject_kind"], findings["subject_id"], "\x1f")
    table = findings.append_column("subject", subject)
    table = table.append_column("family", mapped(findings["code"], family))
    table = table.append_column("month", pc.fill_null(pc.strftime(findings["period_start"], format="%Y-%m"), ""))
    for name in ("kwh", "money"):
        stake = findings[f"at_stake_{name}"]
        nothing = pa.scalar(None, stake.type)
        zero = pa.scalar(Decimal(0), stake.type)
        table = table.append_column(name, pc.if_else(pc.greater_equal(stake, zero), stake, nothing))
        table = table.append_column(f"{name}_back", pc.if_else(pc.less(stake, zero), stake, nothing))
    return table


def family(code: str) -> str:
    """The family of a rule: what stands before the number (BIL of BIL-016)."""
    return code.partition("-")[0]


def mapped(column: pa.ChunkedArray, words: Callable[[str], str]) -> pa.Array:
    """``words`` of every value, called once for each distinct one."""
    coded = pc.dictionary_encode(column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column)
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.combine_chunks()
    known = pa.array([words(value) for value in coded.dictionary.to_pylist()], pa.string())
    return known.take(coded.indices)


_SUMS: Sequence[tuple[str, str]] = (
    ("finding_id", "count"),
    ("subject", "count_distinct"),
    ("kwh", "sum"),
    ("money", "sum"),
    ("kwh_back", "sum"),
    ("money_back", "sum"),
)


def groups(table: pa.Table, by: str) -> tuple[Group, ...]:
    """The amounts of each value of one column, in the order of the values; a blank value has the key ''."""
    rows = table.group_by([by]).aggregate(list(_SUMS)).sort_by([(by, "ascending")]).to_pylist()
    return tuple(Group(row[by] or "", _amounts(row)) for row in rows)


def total(table: pa.Table) -> Amounts:
    """The amounts of all rows together."""
    rows = table.group_by([]).aggregate(list(_SUMS)).to_pylist()
    return _amounts(rows[0]) if rows else Amounts()


def cross(table: pa.Table, by: str, across: str) -> dict[tuple[str, str], int]:
    """How many findings have each pair of values of two columns."""
    rows = table.group_by([by, across]).aggregate([("finding_id", "count")]).to_pylist()
    return {(row[by] or "", row[across] or ""): row["finding_id_count"] for row in rows}


def counted_once(table: pa.Table) -> Amounts:
    """The amounts with each subject and period counted once, by its largest stake.

    Several rules may find the same bill; adding their stakes would count one kWh twice. Stakes on different kinds of
    subject (a bill and its customer) cannot be told apart here, so this is still an upper figure.
    """
    largest = table.group_by(["subject", "period_start"]).aggregate(
        [("kwh", "max"), ("money", "max"), ("kwh_back", "min"), ("money_back", "min")]
    )
    sums = {name: pc.sum(largest[f"{name}_{how}"]).as_py() for name, how in
            (("kwh", "max"), ("money", "max"), ("kwh_back", "min"), ("money_back", "min"))}  # fmt: skip
    return Amounts(findings=table.num_rows, subjects=pc.count_distinct(table["subject"]).as_py(), **sums)


def _amounts(row: dict[str, Any]) -> Amounts:
    return Amounts(
        findings=row["finding_id_count"],
        subjects=row["subject_count_distinct"],
        kwh=row["kwh_sum"],
        money=row["money_sum"],
        kwh_back=row["kwh_back_sum"],
        money_back=row["money_back_sum"],
    )
