"""Units, seasons, blocks and days of the prices of an item."""

from __future__ import annotations

import pytest
from region_book import Plant, planted

PLANTS = (
    Plant(
        "a price in fen",
        "items[HOME].prices[energy total",
        "is above any price and may be in fen",
        (("price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01", "price: 56, unit: CNY/kWh, valid_from: 2019-01-01"),),
    ),
    Plant(
        "two prices on a day",
        "items[HOME].prices[energy total",
        "too",
        (
            (
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01",
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-08-01",
            ),
        ),
    ),
    Plant(
        "a gap in a price",
        "items[HOME]",
        "nothing holds on the days",
        (
            (
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01",
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-06-30",
            ),
        ),
    ),
    Plant(
        "days of an item without a price",
        "items[HOME]",
        "no kWh has a price from 2019-01-01 until 2019-01-05",
        (
            (
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01",
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-05, valid_to: 2019-07-01",
            ),
        ),
    ),
    Plant(
        "a demand price without a rule",
        "items[MILL]",
        "no capacity rule holds on 2019-01-01",
        (("capacity_rules:\n  - valid_from: 2019-01-01", "capacity_rules:\n  - valid_from: 2020-01-01"),),
    ),
    Plant(
        "a single-part price with demand",
        "items[MILL]",
        "single-part",
        (("strategy: two_part", "strategy: single_part"),),
    ),
    Plant(
        "a two-part price without",
        "items[HOME]",
        "two-part and has no",
        (("strategy: single_part", "strategy: two_part"),),
    ),
    Plant(
        "a unit of another charge",
        "items[MILL].prices[capacity",
        "capacity cannot cost CNY/kW/month",
        (("price: 28, unit: CNY/kVA/month", "price: 28, unit: CNY/kW/month"),),
    ),
    Plant(
        "energy by the kVA",
        "items[SHOP].prices[transport",
        "transport cannot cost",
        (("price: 0.18, unit: CNY/kWh", "price: 0.18, unit: CNY/kVA/month"),),
    ),
    Plant(
        "a price outside its item",
        "items[SHOP].prices[transport",
        "on no day of its item",
        (("price: 0.18, unit: CNY/kWh, valid_from: 2021-12-01", "price: 0.18, unit: CNY/kWh, valid_from: 2026-01-01"),),
    ),
    Plant("too many digits", "items[MILL]", "price_digits is 9", (("price_digits: 4", "price_digits: 9"),)),
    Plant(
        "blocks with a hole",
        "items[HOME].prices[energy total], blocks from 2019-01-01",
        "no block has the kWh from 100 to 120",
        (
            (
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01",
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01, up_to_kwh: 100",
            ),
            (
                "      - {component: energy, price: 0.54",
                (
                    "      - {component: energy, price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, "
                    "valid_to: 2019-07-01, above_kwh: 120, source: old, confidence: A}\n      - {component: "
                    "energy, price: 0.54"
                ),
            ),
        ),
    ),
    Plant(
        "blocks that overlap",
        "items[HOME].prices[energy total], blocks from 2019-01-01",
        "a block from 80 kWh lies over the one below",
        (
            (
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01",
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01, up_to_kwh: 100",
            ),
            (
                "      - {component: energy, price: 0.54",
                (
                    "      - {component: energy, price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, "
                    "valid_to: 2019-07-01, above_kwh: 80, source: old, confidence: A}\n      - {component: "
                    "energy, price: 0.54"
                ),
            ),
        ),
    ),
    Plant(
        "blocks that end",
        "items[HOME].prices[energy total], blocks from 2019-01-01",
        "no block has the kWh above 100",
        (
            (
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01",
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01, up_to_kwh: 100",
            ),
        ),
    ),
    Plant(
        "a ratchet without months",
        "items[MILL].demand",
        "percent and its months",
        (("    price_digits: 4\n", "    price_digits: 4\n    demand: {ratchet_percent: 80}\n"),),
    ),
    Plant(
        "steps that do not rise",
        "items[MILL].demand",
        "do not rise",
        (
            (
                "    price_digits: 4\n",
                ("    price_digits: 4\n    demand: {over: [{percent: 110, factor: 2}, {percent: 100, factor: 3}]}\n"),
            ),
        ),
    ),
    Plant(
        "a season without a price",
        "items[HOME]",
        "until 2019-07-01 (months 4)",
        (
            (
                "price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01",
                ("price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01, months: [1, 2, 3, 5, 6]"),
            ),
        ),
    ),
)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda one: one.name)
def test_a_planted_fault_is_seen_at_its_place_in_both_languages(plant: Plant) -> None:
    assert planted(plant)
