"""The price book of the small utility: few prices, one change, tiers, a fund, capacity and demand."""

from __future__ import annotations

BOOK_TEXT = """
book: vale
region: "36"
name: Of a vale
name_zh: 某地
sources: [{id: own, title: Figures of a test}]
items:
  - code: HOME
    name: Household
    name_zh: 居民
    price_class: residential
    strategy: single_part
    tiered: true
    surcharges_included: true
    valid_from: 2024-01-01
    prices:
      - {component: energy, price: 0.6013, unit: CNY/kWh, valid_from: 2024-01-01, source: own, confidence: C}
  - code: SHOP
    name: Shop
    name_zh: 商业
    price_class: commercial_industrial
    strategy: single_part
    valid_from: 2024-01-01
    prices:
      - {component: energy, price: 0.8102, unit: CNY/kWh, valid_from: 2024-01-01, valid_to: 2025-07-01, source: own, confidence: C}
      - {component: energy, price: 0.7977, unit: CNY/kWh, valid_from: 2025-07-01, source: own, confidence: C}
  - code: WORKS
    name: Works
    name_zh: 工商业
    price_class: commercial_industrial
    strategy: single_part
    valid_from: 2024-01-01
    prices:
      - {component: market_energy, price: 0.4102, unit: CNY/kWh, valid_from: 2024-01-01, source: own, confidence: C}
      - {component: transport, price: 0.1916, unit: CNY/kWh, valid_from: 2024-01-01, source: own, confidence: C}
  - code: MILL
    name: Industry
    name_zh: 大工业
    price_class: large_industry
    strategy: two_part
    valid_from: 2024-01-01
    prices:
      - {component: energy, price: 0.5102, unit: CNY/kWh, valid_from: 2024-01-01, source: own, confidence: C}
      - {component: capacity, price: 26.4, unit: CNY/kVA/month, valid_from: 2024-01-01, source: own, confidence: C}
      - {component: demand, price: 42.3, unit: CNY/kW/month, valid_from: 2024-01-01, source: own, confidence: C}
  - code: HOURS
    name: Works with hours
    name_zh: 分时工商业
    price_class: commercial_industrial
    strategy: single_part
    time_of_use: true
    calendar: T
    valid_from: 2024-01-01
    prices:
      - {component: market_energy, price: 0.4102, unit: CNY/kWh, valid_from: 2024-01-01, valid_to: 2025-07-01, floats: true, source: own, confidence: C}
      - {component: market_energy, price: 0.3977, unit: CNY/kWh, valid_from: 2025-07-01, floats: true, source: own, confidence: C}
      - {component: transport, price: 0.1916, unit: CNY/kWh, valid_from: 2024-01-01, floats: true, source: own, confidence: C}
      - {component: grid_loss, price: 0.0151, unit: CNY/kWh, valid_from: 2024-01-01, floats: true, source: own, confidence: C}
      - {component: system_operation, price: 0.0322, unit: CNY/kWh, valid_from: 2024-01-01, floats: true, source: own, confidence: C}
calendars:
  - calendar: T
    valid_from: 2024-01-01
    rest: flat
    hours: [{period: peak, spans: ["16:00-22:00"]}, {period: valley, spans: ["01:00-05:00"]}]
    source: own
    confidence: C
ratios:
  - {calendar: T, period: peak, ratio: 1.6, valid_from: 2024-01-01, source: own, confidence: C}
  - {calendar: T, period: flat, ratio: 1, valid_from: 2024-01-01, source: own, confidence: C}
  - {calendar: T, period: valley, ratio: 0.4, valid_from: 2024-01-01, source: own, confidence: C}
tiers:
  - {tier: 1, above_kwh: 0, extra: 0, valid_from: 2024-01-01, source: own, confidence: C}
  - {tier: 2, above_kwh: 2160, extra: 0.05, valid_from: 2024-01-01, source: own, confidence: C}
  - {tier: 3, above_kwh: 4200, extra: 0.3, valid_from: 2024-01-01, source: own, confidence: C}
surcharges:
  - {item: renewables, rate: 0.019, valid_from: 2024-01-01, classes: [commercial_industrial, large_industry], source: own, confidence: C}
capacity_rules:
  - {valid_from: 2024-01-01, least_demand_percent: 40, demand_limit_percent: 105, over_factor: 2, least_idle_days: 15, source: own, confidence: C}
"""  # noqa: E501
