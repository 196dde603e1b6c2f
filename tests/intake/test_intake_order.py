"""Late, repeated, split and re-ordered deliveries end in the state of those that came in time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.store.errors import DuplicateDelivery
from jicha.store.store import Store

FULL = """
profile: full
source: t
description: Customers with their organisation, and bills
description_zh: 客户与账单
confidence: observed
confidence_from: made for tests
files:
  - file: customers
    header: [no, name, class]
    tables:
      - table: customer
        corrections: yes
        columns:
          customer_id: {identifier: [no]}
          name: name
          category: class
  - file: bills
    header: [bill, no, day, kwh]
    tables:
      - table: customer
        kind: mentions
        columns:
          customer_id: {identifier: [no]}
      - table: bill
        corrections: yes
        columns:
          bill_id: {identifier: [bill]}
          customer_id: {identifier: [no]}
          issued_on: {date: day}
          kwh: kwh
  - file: readings
    header: [point, at, kw]
    tables:
      - table: curve
        kind: curve
        corrections: yes
        columns: {point_id: {identifier: [point]}}
        curve:
          start: at
          format: "YYYY-MM-DD HH:mm"
          slot_minutes: 60
          unit: W
          times: 1000
          quantities: {active_power: kw}
  - file: streets
    header: [no, street]
    tables:
      - table: customer
        corrections: yes
        columns:
          customer_id: {identifier: [no]}
          district: street
          org_id: {identifier: [street]}
feeds:
  - record: bill
    dated: issued_on
    gap_days: 31
"""
PROFILE = read_text(FULL, "full.yaml")
START = datetime(2026, 1, 1, tzinfo=UTC)
HEADERS = {
    "customers": "no,name,class",
    "bills": "bill,no,day,kwh",
    "streets": "no,street",
    "readings": "point,at,kw",
}
TABLES = {
    "customer": "customer_id, coalesce(name, '-') AS name, coalesce(category, '-') AS category, "
    "coalesce(district, '-') AS district",
    "bill": "bill_id, customer_id, issued_on, kwh",
    "curve": "point_id, day, CAST(slots AS VARCHAR) AS slots",
    "feed": "org_id, record, complete_from, complete_to",
}
Delivered = tuple[int, str, tuple[str, ...]]  # day, kind of file, its rows


def state(deliveries: Sequence[Delivered]) -> dict[str, list[tuple[object, ...]]]:
    """What the store shows after the deliveries were accepted in this order."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        store = Store.create(root / "store")
        for number, (day, kind, rows) in enumerate(deliveries):
            path = root / f"{number}.csv"
            path.write_text("\n".join([HEADERS[kind], *rows]) + "\n", encoding="utf-8")
            try:
                load_files(store, [path], profile=PROFILE, received_at=START + timedelta(days=day))
            except DuplicateDelivery:
                continue
        found = {}
        with DuckDbEngine(threads=1) as engine:
            store.snapshot().open(engine, list(TABLES))
            for table, columns in TABLES.items():
                rows_now = engine.query(f"SELECT {columns} FROM {table} ORDER BY 1, 2").to_pylist()
                found[table] = [tuple(row.values()) for row in rows_now]
        assert store.check_manifests() == []
    return found


CUSTOMER = st.tuples(st.sampled_from("12"), st.sampled_from(["x", "y", ""]), st.sampled_from("ab")).map(",".join)
# A bill keeps its customer and day: a feed says what was delivered of a unit, and a corrected day takes nothing back.
BILLED = st.sampled_from(["7,1,2026-01-05", "8,2,2026-02-04", "9,1,2026-03-05", "6,3,2026-05-05", "5,1,2026-02-04"])
BILL = st.tuples(BILLED, st.sampled_from("56")).map(",".join)
READING = st.tuples(
    st.just("p"), st.sampled_from(["2026-01-05 00:00", "2026-01-05 07:00", "2026-01-06 00:00"]), st.sampled_from("123")
).map(",".join)
# Each has its unit for good: a feed says what a unit had delivered when its customers were counted to it.
STREET = st.sampled_from(["1,s", "2,t"])


def rows_of(row: st.SearchStrategy[str], key: int = 1) -> st.SearchStrategy[tuple[str, ...]]:
    """One or two rows that differ in their first letters."""
    return st.lists(row, min_size=1, max_size=2, unique_by=lambda one: one[:key]).map(tuple)


DELIVERY = st.one_of(
    st.tuples(st.integers(0, 5), st.just("customers"), rows_of(CUSTOMER)),
    st.tuples(st.integers(0, 5), st.just("bills"), rows_of(BILL)),
    st.tuples(st.integers(0, 5), st.just("streets"), rows_of(STREET)),
    st.tuples(st.integers(0, 5), st.just("readings"), rows_of(READING, key=18)),
)


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])  # each example makes stores
@given(st.lists(DELIVERY, min_size=2, max_size=5, unique_by=lambda one: one[1:]), st.integers(0, 10**6))
def test_any_order_of_the_same_deliveries_ends_in_one_state(deliveries: list[Delivered], seed: int) -> None:
    in_time = state(sorted(deliveries))
    chance = random.Random(seed)
    shuffled = [*deliveries, chance.choice(deliveries)]
    chance.shuffle(shuffled)
    assert state(shuffled) == in_time


@pytest.mark.parametrize(
    "deliveries",
    [
        [(5, "customers", ("1,new,a",)), (1, "customers", ("1,old,b",))],
        [(1, "customers", ("1,x,a",)), (5, "customers", ("1,x,a",)), (3, "customers", ("1,y,a",))],
        [(4, "streets", ("1,s",)), (2, "customers", ("1,x,a",)), (1, "bills", ("7,1,2026-01-05,5",))],
        [(2, "bills", ("7,1,2026-01-05,5",)), (1, "bills", ("7,2,2026-01-05,6",)), (3, "bills", ("7,2,2026-01-05,6",))],
        [
            (1, "readings", ("p,2026-01-05 00:00,1",)),
            (9, "readings", ("p,2026-01-05 00:00,1", "p,2026-01-05 07:00,2")),
            (4, "readings", ("p,2026-01-05 00:00,3",)),
        ],
        [
            (1, "streets", ("1,s",)),
            (2, "bills", ("7,1,2026-01-05,5",)),
            (4, "bills", ("9,1,2026-03-05,5",)),
            (3, "bills", ("8,1,2026-02-04,5",)),
        ],
    ],
)
def test_a_late_version_takes_its_place(deliveries: list[Delivered]) -> None:
    assert state(deliveries) == state(sorted(deliveries))
