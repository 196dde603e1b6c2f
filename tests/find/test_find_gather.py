"""Everything that belongs to a subject, the latest of it, with the true count."""

from __future__ import annotations

from pathlib import Path

import find_world
import pyarrow as pa
from find_world import ids_of, looked_up

from jicha.find.gather import Wanted, forget, gather
from jicha.find.keys import own
from jicha.store.store import Store


def test_the_whole_file_of_a_customer_is_gathered_and_nothing_of_anothers(store: Store) -> None:
    found = looked_up(store, "ems:0012")
    assert ids_of(found, "point") == ["ems:P12"]
    assert ids_of(found, "meter_installation") == ["ems:I3", "ems:I1"]
    assert ids_of(found, "service_order") == ["ems:O1"]
    assert ids_of(found, "receivable") == ["ems:R1", "ems:R2"]
    assert ids_of(found, "whitelist") == ["desk:W1"]  # on one of his bills
    assert ids_of(found, "audit_case") == ["desk:C1"]
    assert ids_of(found, "audit_order") == ["desk:Q1"]  # of the case on him
    assert ids_of(found, "ticket") == []


def test_an_adjustment_under_anothers_order_belongs_to_the_customer_that_it_names(store: Store) -> None:
    assert ids_of(looked_up(store, "ems:0012"), "adjustment") == ["ems:AJ1"]
    assert ids_of(looked_up(store, "ems:0013"), "adjustment") == ["ems:AJ2"]  # names none: its order's


def test_the_events_of_a_meter_belong_to_whom_it_was_with_then(store: Store) -> None:
    assert ids_of(looked_up(store, "ems:0012"), "event") == ["ems:E3", "ems:E1"]
    assert ids_of(looked_up(store, "ems:0013"), "event") == ["ems:E2"]


def test_only_the_latest_rows_are_shown_and_all_are_counted(store: Store) -> None:
    found = looked_up(store, "ems:0012", rows_at_most=3)
    assert ids_of(found, "bill") == ["ems:F14", "ems:F13", "ems:F12"]
    (bills,) = (one for one in found.records if one.table == "bill")
    assert set(bills.rows["total"].to_pylist()) == {15}  # fourteen, and one that names only his point


def test_the_row_that_was_asked_for_is_shown_however_old_it_is(store: Store) -> None:
    found = looked_up(store, "BX1", rows_at_most=2)
    assert ids_of(found, "bill") == ["ems:F14", "ems:F13", "ems:BX1"]
    (bills,) = (one for one in found.records if one.table == "bill")
    assert bills.rows["is_asked"].to_pylist() == [False, False, True]


def test_what_stands_around_is_gathered_once(store: Store) -> None:
    found = looked_up(store, "ems:0012")
    assert ids_of(found, "area", around=True) == ["ems:T1"]
    assert ids_of(found, "line", around=True) == ["ems:L1"]
    assert ids_of(found, "meter", around=True) == ["ems:A1", "ems:A2"]
    assert ids_of(found, "customer", around=True) == []


def test_an_areas_file_lists_its_customers_and_points_but_not_their_bills(store: Store) -> None:
    found = looked_up(store, "T1")
    assert ids_of(found, "customer") == ["ems:0012"]
    assert ids_of(found, "point") == ["ems:P99", "ems:P12"]
    assert ids_of(found, "bill") == []


def test_every_row_says_which_delivery_brought_it(store: Store) -> None:
    found = looked_up(store, "ems:0012")
    sources = {one.batch_id: one.source for one in store.snapshot().batches}
    brought = {one.table: {sources[batch] for batch in one.rows["batch_id"].to_pylist()} for one in found.records}
    assert brought["point"] == {"ems"}
    assert brought["receivable"] == {"billing"}


def test_a_customer_without_a_file_has_the_records_that_name_him(store: Store) -> None:
    found = looked_up(store, "0055")
    assert ids_of(found, "bill") == ["ems:B55"]
    assert ids_of(found, "customer") == []


def test_tables_left_out_are_not_walked_through(store: Store) -> None:
    with find_world.opened(store) as (engine, catalogue):
        wanted = Wanted(kind="customer", ids={0: "ems:0012"}, asked={}, rows_at_most=12)
        gathered = gather(engine, wanted, catalogue, left_out=["point"])
        tables = {one.table for one in gathered.records}
        assert not {"point", "meter_installation"} & tables
        assert "bill" in tables
        forget(engine, catalogue)
        again = Wanted(kind="customer", ids={0: "cis:0012"}, asked={}, rows_at_most=12)
        assert [one.table for one in gather(engine, again, catalogue).records] == ["customer"]


def test_keys_that_are_to_be_kept_stay_in_the_engine(store: Store) -> None:
    with find_world.opened(store) as (engine, catalogue):
        wanted = Wanted(kind="customer", ids={3: "ems:0013"}, asked={}, rows_at_most=1)
        gathered = gather(engine, wanted, catalogue, keep=["ticket"])
        assert "ticket" in gathered.held
        assert engine.query(f"SELECT root, id FROM {own('ticket')}").to_pylist() == [{"root": 3, "id": "ems:K1"}]


def test_a_correction_wins_and_a_later_delivery_is_not_seen_before_it_came(tmp_path: Path) -> None:
    store = find_world.small_store(tmp_path / "s")
    more = find_world.rows_of(
        "bill", "bill_id | customer_id | month | issued_on | kwh\nems:F15 | ems:0012 | 2026-03 | 2026-03-28 | 7"
    )
    find_world.write(store, "2026-04-01", {"bill": more})
    assert ids_of(looked_up(store, "ems:0012", rows_at_most=1), "bill") == ["ems:F15"]
    early = looked_up(store, "ems:0012", rows_at_most=1, as_of=find_world.datetime(2026, 3, 2))
    assert ids_of(early, "bill") == ["ems:F14"]
    assert isinstance(early.findings, pa.Table)
