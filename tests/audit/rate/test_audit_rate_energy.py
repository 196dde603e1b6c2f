"""Bills whose energy is read from several registers."""

from __future__ import annotations

from rate_seeded import agreeing, seeded

from jicha.audit.rate.energy import other_hours


def test_bills_by_registers_are_the_same() -> None:
    made, _ = seeded()
    assert agreeing({row["bill_id"] for row in made["bill_register"]}) >= 1


def test_hours_of_the_day_are_those_of_the_bill() -> None:
    made, _ = seeded()
    bill = next(row for row in made["bill"] if row["peak_kwh"] is not None)
    assert {one.period: one.kwh for one in other_hours(bill)}["peak"] == bill["peak_kwh"]
