"""Funds, waivers, scopes and demand rules that contradict one another."""

from __future__ import annotations

import pytest
from region_book import Plant, planted

PLANTS = (
    Plant("a limit without a factor", "capacity_rules[", "limit stands without", (("    over_factor: 2\n", ""),)),
    Plant("a fund in fen", "surcharges[renewables", "may be in fen", (("rate: 0.019", "rate: 1.9"),)),
    Plant("a negative fund", "surcharges[renewables", "cannot be its rate", (("rate: 0.019", "rate: -0.019"),)),
    Plant(
        "a differential price among funds",
        "surcharges[",
        "no fund",
        (("item: city_utility", "item: difference_price"),),
    ),
    Plant(
        "two rates of a fund",
        "surcharges[water_projects",
        "holds on 2019-07-01 too",
        (
            (
                "rate: 0.002, valid_from: 2019-01-01, valid_to: 2019-07-01",
                "rate: 0.002, valid_from: 2019-01-01, valid_to: 2019-07-02",
            ),
        ),
    ),
    Plant(
        "a gap in a fund",
        "surcharges[water_projects",
        "from 2019-06-01 until 2019-07-01",
        (
            (
                "rate: 0.002, valid_from: 2019-01-01, valid_to: 2019-07-01",
                "rate: 0.002, valid_from: 2019-01-01, valid_to: 2019-06-01",
            ),
        ),
    ),
    Plant(
        "more waived than there is",
        "waivers[",
        "101 %",
        (("preference: charging,", "preference: charging, percent: 101,"),),
    ),
    Plant("scopes that overlap", "scopes[two_part", "it lies over", (("capacity_to: 315", "capacity_to: 316"),)),
    Plant("a scope for nobody", "scopes[two_part", "no capacity", (("capacity_to: 315", "capacity_to: 100"),)),
)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda one: one.name)
def test_a_planted_fault_is_seen_at_its_place_in_both_languages(plant: Plant) -> None:
    assert planted(plant)
