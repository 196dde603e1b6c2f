"""What was billed over the last months of a customer, and what he owes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from find_world import looked_up

from jicha.find.sums import Billed
from jicha.store.store import Store


def test_twelve_months_end_with_the_customers_own_last_bill(store: Store) -> None:
    found = looked_up(store, "ems:0012\nems:0013")
    # March 2025 to February 2026: twelve of the fourteen bills, 100 kWh and 60 CNY each.
    assert found.billed[0] == Billed(date(2026, 2, 1), Decimal("1200.000"), Decimal("720.00"))
    assert found.billed[1] == Billed(date(2026, 2, 1), Decimal("500.000"), Decimal("300.00"))


def test_the_number_of_months_may_be_chosen(store: Store) -> None:
    assert looked_up(store, "ems:0012", months=1).billed[0].kwh == Decimal("100.000")
    # All fourteen, and the bill of December 2024 with 90 kWh that names only the point.
    assert looked_up(store, "ems:0012", months=15).billed[0].kwh == Decimal("1490.000")


def test_owed_is_what_is_due_less_what_came_of_debts_that_are_open(store: Store) -> None:
    assert looked_up(store, "ems:0012").owed == {0: Decimal("40.00")}


def test_nothing_billed_is_no_sum(store: Store) -> None:
    found = looked_up(store, "cis:0012")
    assert (found.billed, found.owed) == ({}, {})
