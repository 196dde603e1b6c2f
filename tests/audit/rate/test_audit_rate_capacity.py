"""Bills that charge capacity by the days of each machine."""

from __future__ import annotations

from rate_seeded import agreeing, seeded

from jicha.audit.rate.capacity import capacity_of
from jicha.audit.rate.rows import Rows


def test_bills_by_capacity_are_the_same() -> None:
    made, _ = seeded()
    bills = [row for row in made["bill"] if row["capacity_charge_mode"] == "capacity"]
    assert bills
    agreeing({row["bill_id"] for row in bills})


def test_the_pieces_cover_every_day_of_the_bill_once() -> None:
    made, every = seeded()
    for bill in made["bill"]:
        pair = every.get(bill["bill_id"])
        if pair and bill["capacity_charge_mode"] == "capacity" and not isinstance(pair.by_biller, str):
            pieces = capacity_of(Rows(made), bill, bill["bill_id"][:2])
            days = sum((one.valid_to - one.valid_from).days for one in pieces)
            assert days in (0, (bill["period_end"] - bill["period_start"]).days)
