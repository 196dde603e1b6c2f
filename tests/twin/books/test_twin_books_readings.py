"""Readings agree with the bills that rest on them."""

from __future__ import annotations

from decimal import Decimal

from station_written import newest, written

from jicha.twin.books.office_hours import local_day


def test_the_total_of_each_metered_bill_was_read_on_its_day() -> None:
    totals = {(row["point_id"], row["read_on"]): row for row in newest(written(), "reading")
              if row["register"] == "active_total"}  # fmt: skip
    metered = 0
    for number, bill in written().bills.items():
        row = written().bill_row(number)
        if row.get("reading_end") is None or bill.place.number not in written().dials:
            continue
        metered += 1
        read = totals[row["point_id"], row["read_on"]]
        assert (read["reading"], read["reading_before"]) == (row["reading_end"], row["reading_start"])
        assert read["kwh"] == row["reading_kwh"]
        assert local_day(read["read_at"]) == row["read_on"]
    assert metered == len(totals) > 1000


def test_each_reading_goes_on_from_the_one_before() -> None:
    shown: dict[tuple[str, str], Decimal] = {}
    for row in sorted(newest(written(), "reading"), key=lambda one: one["read_on"]):
        register = row["installation_id"], row["register"]
        assert shown.get(register, row["reading_before"]) == row["reading_before"]
        shown[register] = row["reading"]


def test_nothing_is_estimated_and_machines_read() -> None:
    rows = newest(written(), "reading")
    assert {row["read_kind"] for row in rows} == {"ordinary"}
    assert not any(row["corrected"] for row in rows)
    staff = {row["staff_id"]: row["staff_kind"] for row in newest(written(), "staff")}
    assert {staff[row["reader_id"]] for row in rows} == {"system"}
