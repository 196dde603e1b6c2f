"""Every minute of every day has one period, and every period the ratio or the price that it needs."""

from __future__ import annotations

import pytest
from region_book import Plant, planted

PLANTS = (
    Plant("a negative ratio", "ratios[mill valley", "the ratio is -0.4", (("ratio: 0.4", "ratio: -0.4"),)),
    Plant(
        "a minute without a period",
        "calendars[mill",
        "12:00-18:00 lies in no period",
        (
            (
                '    rest: flat\n    hours: [{period: peak, spans: ["08:00-12:00"',
                '    hours: [{period: peak, spans: ["08:00-12:00"',
            ),
        ),
    ),
    Plant("a minute with two", "calendars[mill 7,8", "peak and sharp", (("later_wins: true", "later_wins: false"),)),
    Plant("no hours at all", "calendars[mill", "are no hours", (('spans: ["23:00-07:00"]', 'spans: ["23-7"]'),)),
    Plant(
        "a month without hours",
        "calendars[mill]",
        "month 8 has no hours for a work",
        (("months: [7, 8]", "months: [7]"),),
    ),
    Plant("a month with two", "calendars[mill]", "month 6 has hours twice", (("months: [7, 8]", "months: [6, 7, 8]"),)),
    Plant(
        "a kind of day without hours",
        "calendars[mill]",
        "no hours for a holiday",
        (("months: [7, 8]", "months: [7, 8]\n    days: [workday, weekend]"),),
    ),
    Plant(
        "a ratio that is missing",
        "items[MILL]",
        "no ratio in sharp hours on 2025-06-01",
        (("period: sharp, ratio: 1.8, valid_from: 2025-06-01", "period: sharp, ratio: 1.8, valid_from: 2025-06-02"),),
    ),
    Plant(
        "no calendar",
        "items[MILL]",
        "names no calendar",
        (("    calendar: mill\n    price_digits", "    price_digits"),),
    ),
    Plant(
        "a calendar that is nowhere",
        "items[MILL]",
        "no hours of mull",
        (("    calendar: mill\n    price_digits", "    calendar: mull\n    price_digits"),),
    ),
    Plant(
        "periods of a price that has none",
        "items[MILL]",
        "prices of periods and is not time-of-use",
        (
            ("    time_of_use: true\n", ""),
            ("0.1305, unit: CNY/kWh,", "0.1305, unit: CNY/kWh, period: peak,"),
        ),
    ),
    Plant("time of use without any", "items[MILL]", "no price differs by period", ((", floats: true,", ","),)),
    Plant(
        "a price for the day beside those of periods",
        "items[MILL]",
        "whole day and prices of periods",
        (
            (
                "      - {component: transport, price: 0.1305",
                (
                    "      - {component: transport, price: 0.2, unit: CNY/kWh, period: peak, valid_from: "
                    "2019-01-01, source: new, confidence: C}\n      - {component: transport, price: 0.1305"
                ),
            ),
        ),
    ),
    Plant(
        "a period without a price",
        "items[MILL]",
        "market_energy has no price in valley hours",
        (
            (
                "unit: CNY/kWh, valid_from: 2019-01-01, floats: true,",
                "unit: CNY/kWh, period: peak, valid_from: 2019-01-01,",
            ),
        ),
    ),
)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda one: one.name)
def test_a_planted_fault_is_seen_at_its_place_in_both_languages(plant: Plant) -> None:
    assert planted(plant)
