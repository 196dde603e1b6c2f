"""Household bills with tiers."""

from __future__ import annotations

from rate_seeded import agreeing, seeded


def test_household_bills_are_the_same() -> None:
    made, _ = seeded()
    bills = {row["bill_id"] for row in made["bill"] if row["price_class"] == "residential"}
    assert agreeing(bills) >= 10
