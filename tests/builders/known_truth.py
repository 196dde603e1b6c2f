"""A small truth written by hand: twenty customers in two areas, half a year, and what is untrue of a few of them.

Customers c1 to c10 with the points p1 to p10 hang on area a1, c11 to c20 on a2. See each table for what was planted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.twin.known import SUBJECTS, TABLES
from jicha.twin.scorer.findings import Findings, formed
from jicha.twin.truth.read import Truth, read_truth

START, END = date(2026, 1, 1), date(2026, 7, 1)
Row = dict[str, Any]


def area_of(number: int) -> str:
    """The area of customer ``number``."""
    return "a1" if number <= 10 else "a2"


def planting(name: str, kind: str, number: int, start: date, kwh: str, money: str, **more: Any) -> Row:
    """A planting on the point of customer ``number``, until the end of the build."""
    row = {
        "planting_id": name, "kind": kind, "is_theft": True, "subject_kind": "point", "customer_id": f"c{number}",
        "point_id": f"p{number}", "area_id": area_of(number), "starts_on": start, "ends_on": END, "strength": 0.5,
        "lost_kwh": Decimal(kwh), "lost_money": Decimal(money),
    }  # fmt: skip
    return row | more


def error(name: str, code: str, subject: tuple[str, str], month: date | None, **more: Any) -> Row:
    """A planted error of ``code``; ``expect="spare"`` makes a near miss of it."""
    row = {
        "error_id": name, "kind": "transformer_loss", "code": code, "expect": "find", "subject_kind": subject[0],
        "subject_id": subject[1], "period": month, "kwh": None, "money": None, "tolerance": None, "cause": None,
        "staff_id": None,
    }  # fmt: skip
    return row | more


def life(name: str, number: int, start: date, end: date) -> Row:
    """A life of customer ``number``."""
    whose = {"customer_id": f"c{number}", "point_id": f"p{number}", "area_id": area_of(number)}
    return {"life": name, "starts_on": start, "ends_on": end} | whose


NOBODY = {"subject_kind": "area", "customer_id": None, "point_id": None, "area_id": "a2"}
# Stolen: 300 + 100 kWh by customers of a1, 500 by nobody in a2. Faults: 50 kWh too little, 20 too much.
PLANTINGS = (
    planting("t1", "bypass", 1, date(2026, 2, 10), "300", "150.00"),
    planting("t2", "bypass", 2, date(2026, 3, 1), "100", "60.00", ends_on=date(2026, 5, 1)),
    planting("t3", "hook_on_line", 0, date(2026, 3, 1), "500", "300.00", **NOBODY),
    planting("f1", "meter_stopped", 11, date(2026, 4, 1), "50", "25.00", is_theft=False),
    planting("f2", "meter_fast", 12, date(2026, 4, 1), "-20", "-10.00", is_theft=False),
)
LIVES = (
    life("vacant", 3, date(2026, 2, 1), date(2026, 5, 1)),
    life("vacant", 13, date(2026, 3, 1), date(2026, 5, 1)),
    life("solar", 4, START, END),
)
# Planted: 78.60 and 21.40 CNY for BIL-016, the first is BIL-020's as well; one near miss; one of a state.
JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
ERRORS = (
    error(
        "e1", "BIL-016", ("bill", "b1"), JANUARY, money=Decimal("78.60"), kwh=Decimal(120), tolerance=Decimal("0.01")
    ),
    error("e1", "BIL-020", ("bill", "b1"), JANUARY),
    error("e2", "BIL-016", ("bill", "b2"), FEBRUARY, money=Decimal("21.40")),
    error("e3", "BIL-016", ("bill", "b3"), JANUARY, expect="spare"),
    error("e4", "MET-018", ("point", "p5"), None, kind="seal"),
)
# b1 and b3 are bills of c6, b2 is one of c7, b9 of c8 and b13 of c3; m1 is the meter of c1.
SUBJECT_ROWS = tuple(
    {"subject_kind": kind, "subject_id": name, "customer_id": f"c{number}", "point_id": None, "area_id": None}
    for kind, name, number in (
        ("bill", "b1", 6), ("bill", "b2", 7), ("bill", "b3", 6), ("bill", "b9", 8), ("bill", "b13", 3),
        ("meter", "m1", 1),
    )
)  # fmt: skip


def write_truth(
    folder: Path,
    *,
    plantings: Sequence[Row] = PLANTINGS,
    lives: Sequence[Row] = LIVES,
    errors: Sequence[Row] = ERRORS,
    subjects: Sequence[Row] | None = SUBJECT_ROWS,
    customers: int = 20,
) -> Path:
    """Write the truth as a build does; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    ledger = [
        {"point_id": f"p{number}", "customer_id": f"c{number}", "area_id": area_of(number), "month": month}
        for number in range(1, customers + 1)
        for month in (JANUARY, FEBRUARY)
    ]
    rows: dict[str, Sequence[Row]] = {"plantings": plantings, "lives": lives, "errors": errors, "ledger": ledger}
    for name, schema in TABLES.items():
        pq.write_table(pa.Table.from_pylist(list(rows.get(name, ())), schema=schema), folder / f"{name}.parquet")
    if subjects is not None:
        pq.write_table(pa.Table.from_pylist(list(subjects), schema=SUBJECTS), folder / "subjects.parquet")
    built = {"seed": 7, "scenario": "clean", "from": START.isoformat(), "to": END.isoformat()}
    (folder / "build.json").write_text(json.dumps(built), encoding="utf-8")
    return folder


def truth_of(folder: Path, **more: Any) -> Truth:
    """The truth, written to ``folder`` and read again."""
    return read_truth(write_truth(folder, **more))


def finding(code: str, subject: tuple[str, str], month: date | None = None, **more: Any) -> Row:
    """A finding of a rule that states a breach, about one month."""
    ends = None if month is None else date(month.year + month.month // 12, month.month % 12 + 1, 1)
    row = {
        "code": code, "subject_kind": subject[0], "subject_id": f"sg:{subject[1]}", "starts_on": month, "ends_on": ends,
        "probability": None, "severity": "breach", "kwh": None, "money": None, "found_on": None,
    }  # fmt: skip
    return row | more


def findings(*rows: Row) -> Findings:
    """Findings as they are after reading."""
    names = list(finding("", ("", "")))
    types = {"starts_on": pa.date32(), "ends_on": pa.date32(), "found_on": pa.date32(), "probability": pa.float64()}
    types |= {"kwh": pa.decimal128(18, 6), "money": pa.decimal128(18, 2)}
    return Findings(
        formed({name: pa.array([row[name] for row in rows], types.get(name, pa.string())) for name in names})
    )
