"""Words that the schema does not know are faults, each with the nearest one that it does."""

from __future__ import annotations

import pytest
from region_book import Plant, planted

PLANTS = (
    Plant(
        "an unknown component",
        "].component",
        "capacity?",
        (("component: capacity, price", "component: capacty, price"),),
    ),
    Plant(
        "an unknown period",
        "calendars[mill",
        "no period of the",
        (("{period: sharp, spans", "{period: sharpest, spans"),),
    ),
    Plant(
        "an unknown class",
        "items[HOME].price_class",
        "no code of price_class",
        (("price_class: residential", "price_class: resident"),),
    ),
    Plant(
        "an unknown fund",
        "surcharges[renewable",
        "Did you mean renewables?",
        (("item: renewables", "item: renewable"),),
    ),
    Plant("an unknown household", "tiers[five", "household_size", (("household: five_or_more", "household: five"),)),
    Plant("an unknown cycle", "].cycle", "no code of tier_cycle", (("cycle: month", "cycle: week"),)),
    Plant("an unknown scheme", "].scheme", "no code of price_scheme", (("scheme: two_part", "scheme: two_parts"),)),
    Plant("an unknown duty", "].duty", "no code of scope_duty", (("duty: required", "duty: forced"),)),
    Plant(
        "an unknown preference", "].preference", "preference_kind", (("preference: charging", "preference: parking"),)
    ),
    Plant("an unknown voltage", "items[MILL].voltages", "Did you mean ac_110_kv?", (("[ac_10_kv]", "[ac_11_kv]"),)),
    Plant("an unknown strategy", "items[MILL].strategy", "price_strategy", (("strategy: two_part", "strategy: both"),)),
    Plant("an unknown month", "calendars[mill", "not months", (("months: [7, 8]", "months: [7, 13]"),)),
    Plant(
        "an unknown kind of day",
        "].days",
        "day_kind",
        (("months: [7, 8]", "months: [7, 8]\n    days: [workday, sunday]"),),
    ),
    Plant(
        "a ratio of the whole day",
        "ratios[mill",
        "no period of the",
        (("period: sharp, ratio", "period: total, ratio"),),
    ),
    Plant(
        "an unknown currency",
        "currency",
        "XYZ is no currency",
        (
            ('region: "99"', 'region: "99"\ncurrency: XYZ'),
            *[("unit: CNY/", "unit: XYZ/")] * 9,
        ),
    ),
)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda one: one.name)
def test_a_planted_fault_is_seen_at_its_place_in_both_languages(plant: Plant) -> None:
    assert planted(plant)
