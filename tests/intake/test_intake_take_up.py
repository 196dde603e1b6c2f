"""What waited for a delivery is taken up with it: rows placed, blanks filled in, feeds moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jicha.intake.errors import NothingPlaced
from jicha.intake.load import load_files
from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text
from jicha.intake.report import IntakeReport, TakenUp
from jicha.intake.take_up import deliver, take_up
from jicha.schema import tables
from jicha.store.errors import DuplicateDelivery, StoreBusy
from jicha.store.invariants import check_invariants
from jicha.store.store import Store

LOOKING = """
profile: looking
source: t
description: Points, and what is led to them
description_zh: 计量点及其数据
confidence: observed
confidence_from: made for tests
files:
  - file: points
    header: [point, customer, unit]
    tables:
      - table: point
        corrections: yes
        columns:
          point_id: {identifier: [point]}
          customer_id: {identifier: [customer]}
          org_id: {identifier: [unit]}
  - file: registers
    header: [customer, day, reading]
    tables:
      - table: register_daily
        corrections: yes
        columns:
          point_id: {point_of: {customer: customer}}
          register: {constant: active_total}
          day: day
          reading: reading
  - file: bills
    header: [bill, customer, day, kwh]
    tables:
      - table: bill
        corrections: yes
        columns:
          bill_id: {identifier: [bill]}
          customer_id: {identifier: [customer]}
          point_id: {point_of: {customer: customer}, needed: no}
          issued_on: {date: day}
          kwh: kwh
  - file: customers
    header: [customer, area]
    tables:
      - table: customer
        corrections: yes
        columns:
          customer_id: {identifier: [customer]}
          org_id: {identifier: [area]}
  - file: installations
    header: [meter, stood at, since]
    tables:
      - table: meter_installation
        corrections: yes
        columns:
          installation_id: {identifier: [meter, stood at]}
          meter_id: {identifier: [meter]}
          point_id: {identifier: [stood at]}
          installed_on: {date: since}
  - file: events
    header: [event, meter, at]
    tables:
      - table: event
        corrections: yes
        columns:
          event_id: {identifier: [event]}
          meter_id: {identifier: [meter]}
          point_id: {point_of: {meter: meter}, on: at, needed: no}
          started_at: {instant: at, format: "YYYY-MM-DD HH:mm", zone: UTC}
  - file: places
    header: [place, customer]
    tables:
      - table: acquisition_point
        corrections: yes
        columns:
          acquisition_point_id: {identifier: [place]}
          point_no: {point_of: {customer: customer}, needed: no}
  - file: acquired
    header: [place, day, reading]
    tables:
      - table: register_daily
        corrections: yes
        columns:
          point_id: {point_of: {terminal: place}}
          register: {constant: active_total}
          day: day
          reading: reading
feeds:
  - record: register_daily
    dated: day
    gap_days: 1
  - record: bill
    dated: issued_on
    gap_days: 40
  - record: event
    dated: started_at
    gap_days: 31
"""
PROFILE = read_text(LOOKING, "looking.yaml")
START = datetime(2026, 2, 1, tzinfo=UTC)
POINTS = "point,customer,unit\n1,a,north\n"
REGISTERS = "customer,day,reading\na,2026-01-01,10\na,2026-01-02,11\nb,2026-01-02,5\n"
BILLS = "bill,customer,day,kwh\n7,a,2026-01-31,30\n8,b,2026-01-31,40\n"
Stored = Callable[..., list[dict[str, Any]]]
Bring = Callable[..., IntakeReport]


@pytest.fixture
def bring(store: Store, write: Callable[..., Path]) -> Bring:
    """Deliver a text, on a day of its own."""
    days = iter(range(100))

    def delivered(text: str, how: Callable[..., IntakeReport] = deliver, **options: Any) -> IntakeReport:
        day = next(days)
        given = {"profile": PROFILE, "received_at": START + timedelta(days=day), **options}
        return how(store, [write(text, f"{day}.csv")], **given)

    return delivered


def waiting(store: Store) -> list[tuple[str, str, int]]:
    return [(batch.batch_id, table, len(rows)) for batch, table, rows in store.snapshot().waiting()]


def test_rows_without_a_point_come_in_with_the_file_that_gives_it(store: Store, bring: Bring, stored: Stored) -> None:
    early = bring(REGISTERS)
    assert (early.accepted, early.quarantined, early.taken_up) == (0, 3, TakenUp())
    taken_up = bring(POINTS).taken_up
    assert taken_up.placed == {early.batch_id: (2, 1)}
    assert [(one["point_id"], str(one["reading"])) for one in stored("register_daily", "day, point_id, reading")] == [
        ("t:1", "10.000"), ("t:1", "11.000"),
    ]  # fmt: skip
    (feed,) = stored("feed", "org_id, complete_from, complete_to")
    assert (feed["org_id"], str(feed["complete_from"]), str(feed["complete_to"])) == (
        "t:north", "2026-01-01", "2026-01-02",
    )  # fmt: skip
    left = store.snapshot().open_quarantine().to_pylist()
    assert [(one["line"], one["reason"]) for one in left if one["reason"] != "whole_record"] == [(4, "unknown_point")]
    assert check_invariants(store) == []


def test_a_blank_is_filled_in_at_the_moment_at_which_its_row_came(store: Store, bring: Bring, stored: Stored) -> None:
    early = bring(BILLS)
    assert (early.accepted, early.quarantined) == (2, 0)
    assert waiting(store) == [(early.batch_id, "bill", 2)]
    taken_up = bring(POINTS).taken_up
    assert taken_up.filled == {early.batch_id: 1}
    found = stored("bill", "bill_id, point_id, kwh, source_row")
    assert [(one["bill_id"], one["point_id"], str(one["kwh"]), one["source_row"]) for one in found] == [
        ("t:7", "t:1", "30.000", 1), ("t:8", None, "40.000", 2),
    ]  # fmt: skip
    assert [rows for _, _, rows in waiting(store)] == [1]  # that of b
    assert bring("point,customer,unit\n2,b,north\n").taken_up.filled
    assert [(one["point_id"], one["source_row"]) for one in stored("bill", "bill_id, point_id, source_row")] == [
        ("t:1", 1), ("t:2", 2),
    ]  # fmt: skip
    assert waiting(store) == []
    moments = [batch.received_at.day for batch in store.snapshot().batches if batch.delivery.completes]
    assert moments == [1, 1]
    assert store.check_files() == []
    assert check_invariants(store) == []


def test_two_points_of_one_account_answer_nothing(store: Store, bring: Bring, stored: Stored) -> None:
    bring(BILLS)
    assert not bring("point,customer,unit\n1,a,north\n2,a,north\n").taken_up.filled
    assert [one["point_id"] for one in stored("bill", "bill_id, point_id, kwh")] == [None, None]
    assert [rows for _, _, rows in waiting(store)] == [2]


def test_what_was_said_after_the_row_that_waited_stays_last(bring: Bring, stored: Stored) -> None:
    bring(BILLS)
    bring("bill,customer,day,kwh\n7,a,2026-01-31,31\n")
    bring(POINTS)
    (bill, _) = stored("bill", "bill_id, point_id, kwh")
    assert (bill["point_id"], str(bill["kwh"])) == ("t:1", "31.000")


def test_what_an_interrupted_run_left_is_taken_up_when_the_delivery_is_repeated(
    bring: Bring, store: Store, stored: Stored
) -> None:
    bring(BILLS)
    bring(POINTS, how=load_files)  # as if the run had died after its rows were accepted
    assert [one["point_id"] for one in stored("bill", "bill_id, point_id, kwh")] == [None, None]
    with pytest.raises(DuplicateDelivery):
        bring(POINTS)
    assert [one["point_id"] for one in stored("bill", "bill_id, point_id, kwh")] == ["t:1", None]


def test_rows_of_a_profile_that_is_not_at_hand_go_on_waiting(
    store: Store, bring: Bring, stored: Stored, make_profile: Callable[..., Profile]
) -> None:
    early = bring(REGISTERS)
    other = read_text(LOOKING.replace("profile: looking", "profile: other"), "other.yaml")
    assert bring(POINTS, profile=other).taken_up == TakenUp()
    assert stored("register_daily", "day, point_id, reading") == []
    found = take_up(store, frozenset(tables()), (PROFILE,), progress=lambda *_: None)
    assert found.placed == {early.batch_id: (2, 1)}


def test_a_delivery_that_leads_nothing_anywhere_takes_nothing_up(store: Store, bring: Bring) -> None:
    bring(REGISTERS)
    before = len(store.snapshot().batches)
    assert bring("customer,day,reading\nc,2026-01-03,1\n").taken_up == TakenUp()
    assert len(store.snapshot().batches) == before + 1


def test_so_many_rows_do_not_wait(store: Store, bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jicha.intake.load._WAIT_AT_MOST", 2)
    with pytest.raises(NothingPlaced, match="no metering point is known for any of the 3 records"):
        bring(REGISTERS)
    assert store.snapshot().batches == ()
    bring(POINTS)
    assert (bring(REGISTERS).accepted, bring("customer,day,reading\nb,2026-01-02,5\nc,2026-01-02,5\n").quarantined) == (
        2,
        2,
    )


def test_it_is_no_fault_if_another_process_was_faster(
    bring: Bring, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(BILLS)

    def busy(*_: object, **__: object) -> None:
        raise StoreBusy("another process writes", "Wait.")

    monkeypatch.setattr("jicha.intake.take_up.complete", busy)
    assert bring(POINTS).taken_up == TakenUp()
    assert [one["point_id"] for one in stored("bill", "bill_id, point_id")] == [None, None]


def test_an_answer_may_be_what_another_row_waits_for(bring: Bring, stored: Stored) -> None:
    """The reading names a place of the acquisition system, the place an account, and the account its point."""
    assert bring("place,day,reading\nk,2026-01-01,10\n").quarantined == 1
    assert bring("place,customer\nk,a\n").accepted == 1
    taken_up = bring(POINTS).taken_up
    assert (sum(taken_up.filled.values()), [rows for rows, _ in taken_up.placed.values()]) == (1, [1])
    assert [one["point_id"] for one in stored("register_daily", "point_id, day")] == ["t:1"]


def test_the_feed_of_rows_that_found_their_point_is_moved(bring: Bring, stored: Stored) -> None:
    bring(POINTS)
    bring("event,meter,at\n5,m,2026-01-03 07:00\n")
    assert stored("feed", "record") == []
    assert sum(bring("meter,stood at,since\nm,1,2025-01-01\n").taken_up.filled.values()) == 1
    assert [(one["record"], str(one["complete_to"])) for one in stored("feed", "record, complete_to")] == [
        ("event", "2026-01-03")
    ]


def test_a_feed_goes_on_when_the_unit_of_an_account_becomes_known(store: Store, bring: Bring, stored: Stored) -> None:
    bring("customer,area\na,north\n")
    bring("bill,customer,day,kwh\n7,a,2026-01-05,30\n8,b,2026-02-05,40\n")
    other = read_text(LOOKING[: LOOKING.index("feeds:")].replace("profile: looking", "profile: other"), "other.yaml")
    bring("customer,area\nb,north\n", how=load_files, profile=other)
    found = take_up(store, frozenset({"customer"}), (PROFILE,), progress=lambda *_: None)
    assert [(one.org_id, str(one.complete_from), str(one.complete_to)) for one in found.feeds] == [
        ("t:north", "2026-01-05", "2026-02-05")
    ]
    assert len(stored("feed", "org_id, record")) == 1


def test_a_profile_of_the_same_name_that_reads_other_files_takes_nothing_up(store: Store, bring: Bring) -> None:
    bring(REGISTERS)
    bring(POINTS, how=load_files)
    start, end = LOOKING.index("  - file: registers"), LOOKING.index("  - file: bills")
    other = read_text(LOOKING[:start] + LOOKING[end : LOOKING.index("  - file: acquired")], "looking.yaml")
    assert take_up(store, frozenset(tables()), (other,), progress=lambda *_: None).placed == {}
    assert take_up(store, frozenset(tables()), (PROFILE,), progress=lambda *_: None).placed
