"""Transformers that stand still: what of their capacity and loss is charged."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from made_account import LAST, bill, made, used

from jicha.twin.books.billing import running_kva


def test_a_machine_that_is_sealed_within_a_month_is_charged_for_the_days_on_which_it_ran() -> None:
    account = made("works_with_a_sealed_machine")
    [(start, end)] = account.machines[1].sealed
    assert start.day == 11
    assert end.day == 11
    days = ((start.replace(day=1) + timedelta(31)).replace(day=1) - start.replace(day=1)).days
    told = bill(account, used(100000, kvarh=30000), start.month)
    # 630 kVA the whole month, 1,000 for ten days of it, each day a share of the month's days
    expected = 630 * Decimal(24) + round(1000 * Decimal(24) * 10 / days, 2)
    assert abs(told.rated.money("capacity") - expected) <= Decimal("0.40")


def test_who_stopped_wholly_pays_for_no_capacity_no_loss_and_no_power_factor() -> None:
    account = made("works_stopped")
    [(start, end)] = account.machines[0].sealed
    assert (start.day, end.day) == (1, 1)
    told = bill(account, used(0), start.month)
    assert told.rated.total == 0
    assert told.case.power_factor_standard == "not_assessed"
    assert told.case.loss is not None
    assert told.case.loss.hours == 0
    assert running_kva(account, start) == 0
    assert running_kva(account, end) == account.machines[0].kva


def test_who_reduced_for_good_runs_half_and_loses_the_iron_of_one_machine() -> None:
    account = made("works_reduced")
    assert running_kva(account, LAST) == 200
    told = bill(account, used(10000, kvarh=3000))
    assert told.case.loss is not None
    assert told.case.loss.no_load_loss_w == 340  # of the one of 200 kVA that runs
    assert told.item.strategy == "single_part"


def test_an_order_for_more_capacity_is_still_open_at_the_end() -> None:
    [order] = [row for name, row in made("works_growing").ledgers if name == "service_order"]
    assert order["order_status"] == "open"
    assert order["finished_at"] is None
    assert order["accepted_at"].date() < date(2025, 12, 31)
