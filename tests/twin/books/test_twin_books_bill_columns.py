"""The columns of a bill say what the computed bill says, and add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from small_utility import busy_run, quiet_run

from jicha.schema import table
from jicha.twin.books.bill_columns import bill_row, kwh_of, line_row
from jicha.twin.books.billing import Bill, priced
from jicha.twin.records import Row

CHARGES = (
    "energy_charge", "capacity_charge", "power_factor_charge", "surcharge", "difference_charge", "tier_charge",
    "relief_charge", "adjustment_charge",
)  # fmt: skip
RATES = ("sharp", "peak", "flat", "valley", "deep")


def _bills() -> Iterator[tuple[Bill, Row]]:
    for run in (quiet_run(), busy_run()):
        for kept in run.books.bills.values():
            bill = priced(kept.account, kept.place, kept.terms, kept.case, run.books.prices)
            yield bill, bill_row(bill.account.file, bill.case, bill.item, bill.rated)


def test_charges_add_up_to_the_total_and_none_is_counted_twice() -> None:
    for bill, row in _bills():
        assert sum(row[one] for one in CHARGES) == row["total_charge"] == bill.rated.total


def test_the_four_parts_of_a_bought_energy_are_its_charge() -> None:
    bought = [row for _, row in _bills() if row["market_charge"]]
    parts = ("market_charge", "transport_charge", "grid_loss_charge", "system_charge")
    assert bought
    assert all(sum(row[one] for one in parts) == row["energy_charge"] for row in bought)


def test_hours_add_up_to_the_energy_with_its_losses() -> None:
    found = [(bill, row) for bill, row in _bills() if "flat_kwh" in row]
    assert found
    for bill, row in found:
        assert sum(row[f"{one}_kwh"] for one in RATES) == row["kwh"] == round(kwh_of(bill.rated), 3)


def test_tiers_add_up_to_the_energy() -> None:
    found = [row for _, row in _bills() if "tier_1_kwh" in row]
    assert found
    for row in found:
        assert row["tier_1_kwh"] + row["tier_2_kwh"] + row["tier_3_kwh"] == row["kwh"]
        assert min(row["tier_1_kwh"], row["tier_2_kwh"], row["tier_3_kwh"]) >= 0


def test_losses_are_iron_and_copper_and_whole_kilowatt_hours() -> None:
    found = [row for _, row in _bills() if row["loss_kwh"]]
    assert found
    for row in found:
        assert row["loss_iron_kwh"] + row["loss_copper_kwh"] == row["loss_kwh"]
        assert row["loss_kwh"] % 1 == row["loss_iron_kwh"] % 1 == 0
        assert row["loss_hours"] > 0
        assert 0 < row["loss_charge"] < row["energy_charge"]


def test_only_who_is_assessed_has_a_power_factor() -> None:
    for bill, row in _bills():
        assessed = bill.case.power_factor_standard != "not_assessed" and bill.case.power_factor_mode == "standard"
        assert ("power_factor" in row) == assessed
        if assessed:
            assert 0 < row["power_factor"] <= 1
            assert row["reactive_kvarh"] is not None


def test_lines_add_up_to_the_bill_and_are_rows_of_the_schema() -> None:
    for bill, row in _bills():
        lines = [line_row("b", place, one, bill.case) for place, one in enumerate(bill.rated.lines, start=1)]
        assert sum(one["money"] for one in lines) == row["total_charge"]
        assert all(set(one) <= set(table("bill_line").by_name) for one in lines)
    assert set(row) <= set(table("bill").by_name)


@pytest.mark.parametrize("component", ["energy", "capacity"])
def test_a_line_of_energy_has_kilowatt_hours_and_one_of_capacity_has_kilovolt_amperes(component: str) -> None:
    lines = [
        line_row("b", 1, one, bill.case)
        for bill, _ in _bills()
        for one in bill.rated.lines
        if one.component == component
    ]
    assert lines
    for line in lines:
        priced = ("kwh", "unit_price") if component == "energy" else ("quantity_kva", "capacity_price")
        assert round(line[priced[0]] * line[priced[1]], 2) == pytest.approx(line["money"], abs=Decimal("0.02"))
        assert (line["kwh"] is None) == (component == "capacity")
