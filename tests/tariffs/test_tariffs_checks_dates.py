"""Two data on a day, days between two that have none, and a datum that holds on no day."""

from __future__ import annotations

import pytest
from region_book import Plant, planted

PLANTS = (
    Plant(
        "no day at all",
        "ratios[mill peak",
        "on no day",
        (
            (
                "ratio: 1.5, valid_from: 2019-01-01, valid_to: 2025-06-01",
                "ratio: 1.5, valid_from: 2019-01-01, valid_to: 2019-01-01",
            ),
        ),
    ),
    Plant(
        "a gap in ratios",
        "ratios[mill peak",
        "2025-05-01",
        (
            (
                "ratio: 1.5, valid_from: 2019-01-01, valid_to: 2025-06-01",
                "ratio: 1.5, valid_from: 2019-01-01, valid_to: 2025-05-01",
            ),
        ),
    ),
    Plant("a code of two items", "code 1001", "holds on 2019-01-01 too", (('codes: ["2001"]', 'codes: ["1001"]'),)),
    Plant("a tier twice", "tiers[ordinary 2", "holds on 2019-01-01 too", (("tier: 3, above", "tier: 2, above"),)),
)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda one: one.name)
def test_a_planted_fault_is_seen_at_its_place_in_both_languages(plant: Plant) -> None:
    assert planted(plant)
