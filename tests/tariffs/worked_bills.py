"""A small price book with every kind of price, and bills on it that between them use every step of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from jicha.tariffs.book import Book
from jicha.tariffs.book_file import read_book
from jicha.tariffs.case import CapacityPiece, Case, Loss, Part, PeriodEnergy, Readings, Resale
from jicha.tariffs.conventions import Settled

TOWN = """
book: town
region: "36"
name: Prices of a town
name_zh: 某市电价
sources:
  - {id: notice, title: Price notice, document_no: 价〔2025〕1号}
items:
  - code: HOME
    name: Household
    name_zh: 居民
    price_class: residential
    strategy: single_part
    tiered: true
    surcharges_included: true
    valid_from: 2020-01-01
    prices: [{component: energy, price: 0.60, unit: CNY/kWh, valid_from: 2020-01-01, source: notice, confidence: B}]
  - code: NIGHT
    name: Household with peak and valley
    name_zh: 居民峰谷
    price_class: residential
    strategy: single_part
    time_of_use: true
    tiered: true
    surcharges_included: true
    valid_from: 2020-01-01
    prices:
      - {component: energy, period: peak, price: 0.63, unit: CNY/kWh, valid_from: 2020-01-01}
      - {component: energy, period: valley, price: 0.35, unit: CNY/kWh, valid_from: 2020-01-01}
  - code: SHOP
    name: Shop
    name_zh: 商业
    price_class: commercial_industrial
    strategy: single_part
    valid_from: 2020-01-01
    codes: ["4010"]
    prices:
      - {component: market_energy, price: 0.42, unit: CNY/kWh, valid_from: 2020-01-01, valid_to: 2025-03-16}
      - {component: market_energy, price: 0.40, unit: CNY/kWh, valid_from: 2025-03-16}
      - {component: transport, price: 0.18, unit: CNY/kWh, valid_from: 2020-01-01}
      - {component: grid_loss, price: 0.02, unit: CNY/kWh, valid_from: 2020-01-01, in_power_factor_base: false}
      - {component: system_operation, price: -0.005, unit: CNY/kWh, valid_from: 2020-01-01}
  - code: MILL
    name: Mill
    name_zh: 大工业
    price_class: large_industry
    strategy: two_part
    time_of_use: true
    calendar: mill
    price_digits: 4
    valid_from: 2020-01-01
    prices:
      - {component: market_energy, price: 0.4102, unit: CNY/kWh, valid_from: 2020-01-01, floats: true}
      - {component: transport, price: 0.2365, unit: CNY/kWh, valid_from: 2020-01-01}
      - {component: capacity, price: 28, unit: CNY/kVA/month, valid_from: 2020-01-01, valid_to: 2025-05-16}
      - {component: capacity, price: 30, unit: CNY/kVA/month, valid_from: 2025-05-16}
      - {component: demand, price: 40, unit: CNY/kW/month, valid_from: 2020-01-01}
  - code: LAMP
    name: Lamps behind the master meter
    name_zh: 照明
    price_class: commercial_industrial
    strategy: single_part
    valid_from: 2020-01-01
    prices:
      - {component: energy, price: 0.70, unit: CNY/kWh, valid_from: 2020-01-01, in_power_factor_base: false}
  - code: BLOCK
    name: Blocks of a month and a fixed charge
    name_zh: 按月分档
    price_class: other
    strategy: single_part
    surcharges_included: true
    valid_from: 2020-01-01
    prices:
      - {component: energy, price: 0.5, unit: CNY/kWh, valid_from: 2020-01-01, up_to_kwh: 100}
      - {component: energy, price: 0.7, unit: CNY/kWh, valid_from: 2020-01-01, above_kwh: 100, up_to_kwh: 300.5}
      - {component: energy, price: 0.9, unit: CNY/kWh, valid_from: 2020-01-01, above_kwh: 300.5}
      - {component: other, price: 5, unit: CNY/month, valid_from: 2020-01-01, valid_to: 2025-03-16}
      - {component: other, price: 6, unit: CNY/month, valid_from: 2025-03-16}
  - code: RATCHET
    name: Demand with a ratchet
    name_zh: 需量棘轮
    price_class: large_industry
    strategy: two_part
    surcharges_included: true
    valid_from: 2020-01-01
    demand: {ratchet_percent: 80, ratchet_months: 11, least_kw: 50}
    prices:
      - {component: energy, price: 0.4, unit: CNY/kWh, valid_from: 2020-01-01}
      - {component: demand, price: 10, unit: CNY/kW/month, valid_from: 2020-01-01, months: [1, 2, 3, 4, 5]}
      - {component: demand, price: 16, unit: CNY/kW/month, valid_from: 2020-01-01, months: [6, 7, 8, 9, 10, 11, 12]}
  - code: STEPS
    name: Demand with steps above the agreed one
    name_zh: 超需量阶梯
    price_class: large_industry
    strategy: two_part
    surcharges_included: true
    valid_from: 2020-01-01
    demand: {over: [{percent: 100, factor: 2}, {percent: 110, factor: 3}]}
    prices:
      - {component: energy, price: 0.4, unit: CNY/kWh, valid_from: 2020-01-01}
      - {component: demand, price: 10, unit: CNY/kW/month, valid_from: 2020-01-01}
calendars:
  - calendar: mill
    valid_from: 2020-01-01
    months: [1, 2, 3, 4, 5, 6, 9, 10, 11, 12]
    rest: flat
    hours: [{period: peak, spans: ["16:00-22:00"]}, {period: valley, spans: ["01:00-05:00"]}]
  - calendar: mill
    valid_from: 2020-01-01
    months: [7, 8]
    rest: flat
    hours:
      - {period: sharp, spans: ["20:00-22:00"]}
      - {period: peak, spans: ["16:00-20:00"]}
      - {period: valley, spans: ["01:00-05:00"]}
ratios:
  - {calendar: mill, period: sharp, ratio: 1.8, valid_from: 2020-01-01}
  - {calendar: mill, period: peak, ratio: 1.6, valid_from: 2020-01-01}
  - {calendar: mill, period: flat, ratio: 1, valid_from: 2020-01-01}
  - {calendar: mill, period: valley, ratio: 0.4, valid_from: 2020-01-01}
tiers:
  - {tier: 1, above_kwh: 0, extra: 0, valid_from: 2020-01-01, source: notice, confidence: U}
  - {tier: 2, above_kwh: 2160, extra: 0.05, valid_from: 2020-01-01, source: notice, confidence: U}
  - {tier: 3, above_kwh: 4200, extra: 0.30, valid_from: 2020-01-01, source: notice, confidence: U}
  - {tier: 1, above_kwh: 0, extra: 0, valid_from: 2020-01-01, household: five_persons, cycle: month}
  - {tier: 2, above_kwh: 280, extra: 0.05, valid_from: 2020-01-01, household: five_persons, cycle: month}
surcharges:
  - {item: renewables, rate: 0.019, valid_from: 2020-01-01}
  - {item: water_projects, rate: 0.002, valid_from: 2020-01-01, valid_to: 2025-03-16}
  - {item: water_projects, rate: 0.001, valid_from: 2020-01-01, classes: [large_industry]}
  - {item: city_utility, rate: 0.01, valid_from: 2020-01-01, allowed: false}
capacity_rules:
  - valid_from: 2020-01-01
    demand_limit_percent: 105
    over_factor: 2
    discount_kwh_per_kva: 260
    discount_percent: 90
    confidence: B
waivers:
  - {component: capacity, preference: charging, valid_from: 2020-01-01, valid_to: 2026-01-01}
  - {component: demand, preference: charging, valid_from: 2020-01-01, valid_to: 2026-01-01, percent: 40}
"""

BOOK = read_book(TOWN)
SETTLED = Settled.of(
    {
        "demand_over_limit": "over_from_contract",
        "day_divisor": "divisor_by_edition",
        "power_factor_base": "base_by_component",
        "threshold_160": "inclusive",
        "tier_clearing": "calendar_year",
        "tier_pro_rata": "by_months_begun",
        "price_change": "by_days",
        "loss_rounding": "to_kwh",
        "money_rounding": "half_up",
        "late_fee_year_end": "split_at_year_end",
    }
)
MARCH, APRIL, MAY, JUNE = date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1), date(2025, 6, 1)
APRIL_11 = date(2025, 4, 11)


def used(**kwh: Decimal | int | str) -> tuple[PeriodEnergy, ...]:
    """Energy by period of the day."""
    return tuple(PeriodEnergy(period, Decimal(amount)) for period, amount in kwh.items())


def case(code: str, start: date = APRIL, end: date = MAY, **told: Any) -> Case:
    """A bill of April 2025 with plain numbers where decimals are meant."""
    numbers = {
        name: Decimal(value)
        for name, value in told.items()
        if isinstance(value, int) and name not in ("months_in_cycle", "days")
    }
    return Case(code, start, end, **{**told, **numbers})


def book_with(**changed: Any) -> Book:
    """The book with some lists replaced."""
    return replace(BOOK, **changed)


def capacity(*pieces: tuple[int | str, date, date], machine: str = "") -> tuple[CapacityPiece, ...]:
    """Capacity in operation, piece by piece, of all machines together or of one."""
    return tuple(CapacityPiece(Decimal(kva), start, end, machine) for kva, start, end in pieces)


_TOU = used(peak=10000, flat=20000, valley=30000)
_METER = (
    Readings("active_total", Decimal(1000), Decimal(1600), Decimal(100)),
    Readings("active_peak", Decimal(100), Decimal(200), Decimal(100)),
    Readings("active_valley", Decimal(100), Decimal(400), Decimal(100)),
    Readings("reactive_total", Decimal(50), Decimal(250), Decimal(100)),
    Readings("reverse_reactive_total", Decimal(5), Decimal(15), Decimal(100)),
)
_OLD_METER = (
    Readings("active_total", Decimal(990), Decimal(1000), Decimal(10)),
    Readings("active_total", Decimal(0), Decimal(25), Decimal(10)),
)
_COPPER = Loss("iron_copper", no_load_loss_w=Decimal(570), hours=Decimal(720), copper_percent=Decimal(2))
_FORMULA = Loss(
    "formula",
    kva=Decimal(400),
    no_load_loss_w=Decimal(570),
    load_loss_w=Decimal(4300),
    hours=Decimal(720),
    k=Decimal("1.5"),
    no_load_current_percent=Decimal("1.2"),
    impedance_percent=Decimal(4),
)

BILLS: Mapping[str, Case] = MappingProxyType(
    {
        "household": case("HOME", energy=used(total=500), used_before=2000),
        "household of a part of the year": case("HOME", energy=used(total=500), used_before=800, months_in_cycle=5),
        "household of five": case("HOME", energy=used(total=300), household="five_persons"),
        "household with relief": case("HOME", energy=used(total=40), used_before=0, relief_kwh=15),
        "household by night": case("NIGHT", energy=used(peak=40, valley=60), used_before=4150),
        "shop": case("SHOP", energy=used(total=1000)),
        "shop over a change of price": case("SHOP", MARCH, APRIL, energy=used(total=1000)),
        "shop with power factor": case("SHOP", energy=used(total=1000), kvarh=600, power_factor_standard="std_085"),
        "shop that left the market": case("SHOP", energy=used(total=1000), purchase_ratio=Decimal("1.5")),
        "shop with two meters": case("SHOP", readings=_OLD_METER),
        "shop with sub-meters": case("SHOP", energy=used(total=1000), sub_kwh=200, adjusted_kwh=-50, adjustment=-3),
        "shop with a differential price": case("SHOP", energy=used(total=1000), difference_price=Decimal("0.1")),
        "shop behind its transformer": case("SHOP", energy=used(total=60000), loss=_COPPER, line_loss_percent=1),
        "shop by the loss formula": case(
            "SHOP", energy=used(total=60000), kvarh=20000, loss=_FORMULA, power_factor_standard="std_085"
        ),
        "shop with an agreed loss": case(
            "SHOP",
            energy=used(total=6000),
            kvarh=10,
            loss=Loss("fixed_quantity", kwh=Decimal(304), kvarh=Decimal(99), days=20),
        ),
        "shop with a loss by share": case(
            "SHOP", energy=used(total=6000), loss=Loss("fixed_share", share_percent=Decimal(2))
        ),
        "mill": case(
            "MILL",
            readings=_METER,
            power_factor_standard="std_090",
            capacity_mode="capacity",
            capacity=capacity((1000, APRIL, MAY)),
            parts=(Part("LAMP", kwh=Decimal(2000)), Part("LAMP", percent=Decimal(5), from_period="peak")),
        ),
        "mill that suspends": case(
            "MILL",
            energy=_TOU,
            capacity_mode="capacity",
            capacity=capacity((1000, APRIL, APRIL_11), (0, APRIL_11, MAY)),
        ),
        "mill with two transformers": case(
            "MILL",
            energy=_TOU,
            capacity_mode="capacity",
            capacity=(
                *capacity((600, APRIL, MAY), machine="T1"),
                *capacity((400, APRIL, APRIL_11), (0, APRIL_11, MAY), machine="T2"),
            ),
        ),
        "mill over a change of the capacity price": case(
            "MILL", MAY, JUNE, energy=_TOU, capacity_mode="capacity", capacity=capacity((1000, MAY, JUNE))
        ),
        "mill that is new": case(
            "MILL", APRIL_11, MAY, energy=_TOU, capacity_mode="capacity", capacity=capacity((1000, APRIL_11, MAY))
        ),
        "mill by demand": case(
            "MILL",
            energy=_TOU,
            capacity_mode="demand_contract",
            demand_contract=1000,
            demand_actual=1100,
            contract_capacity=1250,
        ),
        "mill by demand with much energy": case(
            "MILL",
            energy=_TOU,
            customer_kwh=330000,
            capacity_mode="demand_actual",
            demand_actual=900,
            contract_capacity=1250,
            preferences=("charging",),
        ),
        "mill that passes energy on": case(
            "MILL",
            energy=_TOU,
            sub_kwh=18000,
            resale=(Resale("one_shift", Decimal(18000)),),
            capacity_mode="demand_actual",
            demand_actual=1100,
            contract_capacity=1250,
        ),
        "charging station": case(
            "MILL",
            energy=_TOU,
            capacity_mode="capacity",
            capacity=capacity((1000, APRIL, MAY)),
            preferences=("charging",),
        ),
        "blocks": case("BLOCK", MARCH, APRIL, energy=used(total=400)),
        "ratchet": case(
            "RATCHET",
            energy=used(total=100),
            capacity_mode="demand_actual",
            demand_actual=60,
            demand_before=100,
            contract_capacity=400,
        ),
        "steps": case(
            "STEPS",
            energy=used(total=100),
            capacity_mode="demand_contract",
            demand_contract=100,
            demand_actual=120,
            contract_capacity=400,
        ),
        "household on a price that contains funds, with power factor": case(
            "BLOCK", energy=used(total=400), kvarh=100, power_factor_standard="std_085"
        ),
    }
)
