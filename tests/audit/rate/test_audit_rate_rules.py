"""Bills by demand, and the rules of a region as a book states them."""

from __future__ import annotations

from rate_seeded import agreeing, seeded

from jicha.audit.rate.rows import Rows
from jicha.audit.rate.rules import capacity_rules


def test_bills_by_demand_are_the_same() -> None:
    made, _ = seeded()
    bills = [row for row in made["bill"] if str(row["capacity_charge_mode"]).startswith("demand")]
    assert bills
    agreeing({row["bill_id"] for row in bills})


def test_the_rules_of_a_region_are_its_own() -> None:
    made, _ = seeded()
    rows = Rows(made)
    for region in {row["region"] for row in made["capacity_rule"]}:
        held = [row for row in made["capacity_rule"] if row["region"] == region]
        assert len(list(capacity_rules(rows, region))) <= len(held)
    assert list(capacity_rules(rows, "none")) == []
