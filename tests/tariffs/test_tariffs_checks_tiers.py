"""Tiers rise, are numbered from 1, and are there wherever a price is tiered."""

from __future__ import annotations

import pytest
from region_book import Plant, planted

PLANTS = (
    Plant(
        "tiers that do not rise", "tiers[ordinary", "tier 3 begins at 2160", (("above_kwh: 4200", "above_kwh: 2160"),)
    ),
    Plant("a tier that is cheaper", "tiers[ordinary", "cheaper than tier 2", (("extra: 0.30", "extra: 0.04"),)),
    Plant(
        "a tier left out", "tiers[ordinary", "not numbered", (("tier: 2, above_kwh: 2160", "tier: 4, above_kwh: 2160"),)
    ),
    Plant(
        "a first tier that costs",
        "tiers[ordinary",
        "not from 0 kWh",
        (("tier: 1, above_kwh: 0, extra: 0,", "tier: 1, above_kwh: 9, extra: 0,"),),
    ),
    Plant(
        "tiers by month and by year",
        "tiers[ordinary",
        "by the month and",
        (("extra: 0.30,", "extra: 0.30, cycle: month,"),),
    ),
    Plant(
        "tiers that begin late",
        "tiers[ordinary",
        "not numbered",
        (
            (
                "tier: 1, above_kwh: 0, extra: 0, valid_from: 2019-01-01",
                "tier: 1, above_kwh: 0, extra: 0, valid_from: 2019-02-01",
            ),
        ),
    ),
)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda one: one.name)
def test_a_planted_fault_is_seen_at_its_place_in_both_languages(plant: Plant) -> None:
    assert planted(plant)
