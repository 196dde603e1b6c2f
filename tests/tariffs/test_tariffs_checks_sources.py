"""Every datum rests on a source that the book lists."""

from __future__ import annotations

import pytest
from region_book import Plant, planted

PLANTS = (
    Plant(
        "a source that is not listed",
        "items[MILL].prices[demand",
        "rumour is not",
        (("source: heard", "source: rumour"),),
    ),
    Plant("no source", "items[MILL].prices[demand", "it names no source", (("source: heard, ", ""),)),
    Plant("a source twice", "sources[new]", "listed twice", (("id: heard", "id: new"),)),
)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda one: one.name)
def test_a_planted_fault_is_seen_at_its_place_in_both_languages(plant: Plant) -> None:
    assert planted(plant)
