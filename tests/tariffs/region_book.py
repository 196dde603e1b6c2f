"""A small sound price book of a region in which everything changes at some day, and which the engine can price by."""

from __future__ import annotations

from dataclasses import dataclass

from jicha.tariffs.book_file import read_book
from jicha.tariffs.check import check
from jicha.terms.errors import Fault

REGION = """
book: hill
region: "99"
name: Prices of Hill province
name_zh: 山省电价
sources:
  - {id: old, title: Notice of 2019, document_no: 山价〔2019〕7号, issued_on: 2019-05-20}
  - {id: new, title: Notice of 2025, document_no: 山价〔2025〕3号, issued_on: 2025-04-10}
  - {id: heard, title: Hearsay}
items:
  - code: HOME
    name: Household
    name_zh: 居民生活
    price_class: residential
    strategy: single_part
    voltages: [ac_220_v, ac_380_v]
    tiered: true
    surcharges_included: true
    valid_from: 2019-01-01
    codes: ["1001", "1002"]
    prices:
      - {component: energy, price: 0.56, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2019-07-01,
         source: old, confidence: A}
      - {component: energy, price: 0.54, unit: CNY/kWh, valid_from: 2019-07-01, source: old, confidence: A}
  - code: SHOP
    name: Commerce and small industry
    name_zh: 一般工商业
    price_class: commercial_industrial
    strategy: single_part
    voltages: [ac_380_v]
    valid_from: 2019-01-01
    valid_to: 2026-01-01
    prices:
      - {component: energy, price: 0.70, unit: CNY/kWh, valid_from: 2019-01-01, valid_to: 2021-12-01,
         source: old, confidence: B}
      - {component: market_energy, price: 0.45, unit: CNY/kWh, valid_from: 2021-12-01, source: new, confidence: B}
      - {component: transport, price: 0.18, unit: CNY/kWh, valid_from: 2021-12-01, source: new, confidence: B}
  - code: MILL
    name: Large industry
    name_zh: 大工业
    price_class: large_industry
    strategy: two_part
    voltages: [ac_10_kv]
    time_of_use: true
    calendar: mill
    price_digits: 4
    valid_from: 2019-01-01
    codes: ["2001"]
    prices:
      - {component: market_energy, price: 0.4102, unit: CNY/kWh, valid_from: 2019-01-01, floats: true,
         source: new, confidence: C}
      - {component: transport, price: 0.1305, unit: CNY/kWh, valid_from: 2019-01-01, in_power_factor_base: false,
         source: new, confidence: C}
      - {component: capacity, price: 28, unit: CNY/kVA/month, valid_from: 2019-01-01, source: old, confidence: A}
      - {component: demand, price: 40, unit: CNY/kW/month, valid_from: 2019-01-01, source: heard, confidence: M}
calendars:
  - calendar: mill
    valid_from: 2019-01-01
    valid_to: 2025-06-01
    rest: flat
    hours: [{period: peak, spans: ["08:00-12:00", "18:00-22:00"]}, {period: valley, spans: ["23:00-07:00"]}]
    source: old
    confidence: A
  - calendar: mill
    valid_from: 2025-06-01
    months: [7, 8]
    rest: flat
    later_wins: true
    hours:
      - {period: peak, spans: ["16:00-22:00"]}
      - {period: sharp, spans: ["19:00-21:00"]}
      - {period: valley, spans: ["00:00-06:00"]}
    source: new
    confidence: B
  - calendar: mill
    valid_from: 2025-06-01
    months: [1, 2, 3, 4, 5, 6, 9, 10, 11, 12]
    rest: flat
    hours: [{period: peak, spans: ["16:00-22:00"]}, {period: valley, spans: ["00:00-06:00"]}]
    source: new
    confidence: B
ratios:
  - {calendar: mill, period: sharp, ratio: 1.8, valid_from: 2025-06-01, source: new, confidence: B}
  - {calendar: mill, period: peak, ratio: 1.5, valid_from: 2019-01-01, valid_to: 2025-06-01, source: old, confidence: A}
  - {calendar: mill, period: peak, ratio: 1.6, valid_from: 2025-06-01, source: new, confidence: B}
  - {calendar: mill, period: flat, ratio: 1, valid_from: 2019-01-01, source: old, confidence: A}
  - {calendar: mill, period: valley, ratio: 0.4, valid_from: 2019-01-01, source: old, confidence: A}
tiers:
  - {tier: 1, above_kwh: 0, extra: 0, valid_from: 2019-01-01, source: old, confidence: A}
  - {tier: 2, above_kwh: 2160, extra: 0.05, valid_from: 2019-01-01, source: old, confidence: A}
  - {tier: 3, above_kwh: 4200, extra: 0.30, valid_from: 2019-01-01, source: old, confidence: U}
  - {tier: 1, above_kwh: 0, extra: 0, valid_from: 2019-01-01, household: five_or_more, cycle: month,
     source: old, confidence: A}
  - {tier: 2, above_kwh: 280, extra: 0.05, valid_from: 2019-01-01, household: five_or_more, cycle: month,
     source: old, confidence: A}
surcharges:
  - {item: renewables, rate: 0.019, valid_from: 2019-01-01, source: old, confidence: B}
  - {item: renewables, rate: 0.001, valid_from: 2019-01-01, classes: [residential], source: old, confidence: B}
  - {item: water_projects, rate: 0.002, valid_from: 2019-01-01, valid_to: 2019-07-01, source: old, confidence: B}
  - {item: water_projects, rate: 0.001, valid_from: 2019-07-01, source: old, confidence: U}
  - {item: city_utility, rate: 0, valid_from: 2019-01-01, allowed: false, source: old, confidence: A}
capacity_rules:
  - valid_from: 2019-01-01
    least_demand_percent: 40
    demand_limit_percent: 105
    over_factor: 2
    discount_kwh_per_kva: 260
    discount_percent: 90
    least_idle_days: 15
    source: old
    confidence: B
waivers:
  - {component: capacity, preference: charging, valid_from: 2019-01-01, valid_to: 2026-01-01, source: new,
     confidence: B}
scopes:
  - {scheme: two_part, price_class: large_industry, duty: required, valid_from: 2019-01-01, capacity_from: 315,
     source: old, confidence: B}
  - {scheme: two_part, price_class: large_industry, duty: allowed, valid_from: 2023-06-01, capacity_from: 100,
     capacity_to: 315, source: new, confidence: B}
"""

BOOK = read_book(REGION, "hill.yaml")


def changed(*pairs: tuple[str, str]) -> str:
    """The text with each first string replaced once by the second."""
    text = REGION
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@dataclass(frozen=True, slots=True)
class Plant:
    """A fault planted by replacing texts: the place that must be named, and words of what must be said."""

    name: str
    place: str
    words: str
    pairs: tuple[tuple[str, str], ...]


def planted(plant: Plant) -> tuple[Fault, ...]:
    """The faults of the changed book at that place with those words; every fault of it is in both languages."""
    faults = check(read_book(changed(*plant.pairs)))
    assert all(one.message_zh and one.remedy_zh and one.message_zh != one.message for one in faults)
    seen = tuple(one for one in faults if plant.place in one.message and plant.words in str(one))
    assert seen, [str(one) for one in faults]
    return seen
