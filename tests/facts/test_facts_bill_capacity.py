"""The kernel of billed capacity against a plain twin that asks for each day of each machine what a clerk would."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.facts.bill_capacity import kernel

SCHEMA = pa.schema(
    [
        ("bill_id", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("transformer_id", pa.string()),
        ("standby", pa.string()),
        ("first_run_on", pa.date32()),
        ("removed_on", pa.date32()),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
        ("run_status", pa.string()),
        ("capacity", pa.decimal128(12, 3)),
        ("change_kind", pa.string()),
        ("least_idle_days", pa.int64()),
    ]
)
START, END = date(2026, 1, 1), date(2026, 2, 1)
SPAN = st.tuples(st.integers(1, 40), st.sampled_from(["running", "stopped", "sealed"]), st.integers(1, 900))
MACHINE = st.tuples(st.sampled_from(["main", "hot_standby"]), st.lists(SPAN, min_size=1, max_size=4))


def rows_of(machines: list[tuple[str, list[tuple[int, str, int]]]]) -> list[dict[str, Any]]:
    """Histories that follow one another without a gap from long ago on, the last open."""
    rows = []
    for number, (standby, spans) in enumerate(machines):
        at = START - timedelta(20)
        for place, (days, status, kva) in enumerate(spans):
            after = None if place == len(spans) - 1 else at + timedelta(days)
            rows.append(
                {
                    "bill_id": "b", "period_start": START, "period_end": END, "transformer_id": str(number),
                    "standby": standby, "first_run_on": date(2020, 1, 1), "removed_on": None,
                    "valid_from": at, "valid_to": after,
                    "run_status": status, "capacity": Decimal(kva), "change_kind": "start", "least_idle_days": None,
                }
            )  # fmt: skip
            at = after or at
    return rows


def plain(rows: list[dict[str, Any]], day: date) -> Decimal:
    """The capacity that counts on a day."""
    total = Decimal(0)
    for row in rows:
        if row["valid_from"] <= day < (row["valid_to"] or date.max):
            runs = row["run_status"] == "running" or idle_days(rows, row) < 15
            if runs or (row["run_status"] == "stopped" and row["standby"] == "hot_standby"):
                total += row["capacity"]
    return total


def idle_days(rows: list[dict[str, Any]], row: dict[str, Any]) -> int:
    """The length of the whole stop that a row is a part of, day by day."""
    own = [one for one in rows if one["transformer_id"] == row["transformer_id"] and one["run_status"] != "running"]

    def is_idle(day: date) -> bool:
        return any(one["valid_from"] <= day < (one["valid_to"] or date.max) for one in own)

    first = last = row["valid_from"]
    while is_idle(first - timedelta(1)):
        first -= timedelta(1)
    while is_idle(last) and (last - first).days < 999:
        last += timedelta(1)
    return (last - first).days


@given(st.lists(MACHINE, min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_the_kernel_adds_up_the_days_as_the_plain_twin_does(machines: list[Any]) -> None:
    rows = rows_of(machines)
    (found,) = kernel(pa.Table.from_pylist(rows, schema=SCHEMA)).to_pylist()
    whole = part = Decimal(0)
    for place in range(len(machines)):
        own = [row for row in rows if row["transformer_id"] == str(place)]
        first, *others = [plain(own, START + timedelta(number)) for number in range(31)]
        changes = any(one != first for one in others)
        whole, part = whole + (0 if changes else first), part + (first + sum(others) if changes else 0)
    together = [plain(rows, START + timedelta(number)) for number in range(31)]
    if len(set(together)) == 1:
        whole, part = together[0], Decimal(0)
    assert found["unknown"] == 0
    assert (found["whole_kva"], found["part_kva_days"]) == (whole, part)
    assert found["transformers"] == len(machines)


def test_a_machine_that_takes_the_place_of_another_of_its_size_changes_nothing() -> None:
    """100 kVA stop on 11 January and another 100 start: there were 100 on every day, and by thirty days not 103.33."""
    rows = rows_of([("main", [(30, "running", 100), (30, "sealed", 100)])])
    rows += [row | {"transformer_id": "1"} for row in rows_of([("main", [(30, "sealed", 100), (30, "running", 100)])])]
    (found,) = kernel(pa.Table.from_pylist(rows, schema=SCHEMA)).to_pylist()
    assert (found["whole_kva"], found["part_kva_days"]) == (100, 0)


@given(st.lists(MACHINE, min_size=1, max_size=3), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_rows_changes_nothing(machines: list[Any], random: Any) -> None:
    rows = rows_of(machines)
    other = rows[:]
    random.shuffle(other)
    table, mixed = (pa.Table.from_pylist(one, schema=SCHEMA) for one in (rows, other))
    assert kernel(table).to_pylist() == kernel(mixed).to_pylist()


def test_a_hole_in_a_history_is_no_capacity_of_zero() -> None:
    rows = rows_of([("main", [(25, "running", 100), (5, "running", 100)])])
    rows[1]["valid_from"] += timedelta(1)
    (found,) = kernel(pa.Table.from_pylist(rows, schema=SCHEMA)).to_pylist()
    assert (found["unknown"], found["whole_kva"], found["part_kva_days"]) == (1, None, None)
