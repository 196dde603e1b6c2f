"""The set-based biller gives what the scalar one gives, to the fen, on random bills of every kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pyarrow as pa
import pytest
from basis_rows import TYPES, basis_row, table_of
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.tariffs.biller import rate
from jicha.tariffs.book_file import read_book
from jicha.tariffs.case import CapacityPiece, Case, PeriodEnergy
from jicha.tariffs.conventions import CHOICES, Settled
from jicha.tariffs.rating import ENERGY_COMPONENTS, MONEY_COLUMNS, rate_rows

BOOK = read_book("""
book: random
region: "36"
name: Of the test
name_zh: 测试用
items:
  - code: HOME
    name: Household
    name_zh: 居民
    price_class: residential
    strategy: single_part
    tiered: true
    surcharges_included: true
    valid_from: 2015-01-01
    prices:
      - {component: energy, price: 0.6, unit: CNY/kWh, valid_from: 2015-01-01, valid_to: 2025-03-11}
      - {component: energy, price: 0.613333, unit: CNY/kWh, valid_from: 2025-03-11}
  - code: SHOP
    name: Shop
    name_zh: 商业
    price_class: commercial_industrial
    strategy: single_part
    valid_from: 2015-01-01
    prices:
      - {component: market_energy, price: 0.41234567, unit: CNY/kWh, valid_from: 2015-01-01}
      - {component: transport, price: 0.1811, unit: CNY/kWh, valid_from: 2015-01-01}
      - {component: grid_loss, price: 0.0211, unit: CNY/kWh, valid_from: 2015-01-01, in_power_factor_base: false}
      - {component: system_operation, price: -0.0052, unit: CNY/kWh, valid_from: 2015-01-01}
  - code: MILL
    name: Mill
    name_zh: 工业
    price_class: large_industry
    strategy: two_part
    time_of_use: true
    calendar: T
    valid_from: 2015-01-01
    prices:
      - {component: market_energy, price: 0.4102, unit: CNY/kWh, valid_from: 2015-01-01,
         valid_to: 2025-03-16, floats: true}
      - {component: market_energy, price: 0.3977, unit: CNY/kWh, valid_from: 2025-03-16, floats: true}
      - {component: transport, price: 0.1333, unit: CNY/kWh, valid_from: 2015-01-01}
      - {component: capacity, price: 27.5, unit: CNY/kVA/month, valid_from: 2015-01-01, valid_to: 2025-03-20}
      - {component: capacity, price: 28, unit: CNY/kVA/month, valid_from: 2025-03-20}
      - {component: demand, price: 41.2, unit: CNY/kW/month, valid_from: 2015-01-01}
ratios:
  - {calendar: T, period: peak, ratio: 1.6, valid_from: 2015-01-01}
  - {calendar: T, period: flat, ratio: 1, valid_from: 2015-01-01}
  - {calendar: T, period: valley, ratio: 0.4, valid_from: 2015-01-01}
tiers:
  - {tier: 1, above_kwh: 0, extra: 0, valid_from: 2015-01-01}
  - {tier: 2, above_kwh: 2160, extra: 0.05, valid_from: 2015-01-01}
  - {tier: 3, above_kwh: 4200, extra: 0.3, valid_from: 2015-01-01}
surcharges:
  - {item: renewables, rate: 0.019, valid_from: 2015-01-01, classes: [commercial_industrial, large_industry]}
  - {item: water_projects, rate: 0.0026, valid_from: 2015-01-01, valid_to: 2025-03-05}
  - {item: reservoir_migrants, rate: 0.0062, valid_from: 2015-01-01}
capacity_rules:
  - {valid_from: 2015-01-01, demand_limit_percent: 105, over_factor: 2, discount_kwh_per_kva: 260, discount_percent: 90}
waivers:
  - {component: capacity, preference: charging, valid_from: 2015-01-01, percent: 40}
  - {component: demand, preference: charging, valid_from: 2015-01-01, percent: 40}
""")
START, SPLIT, END = date(2025, 3, 1), date(2025, 3, 13), date(2025, 4, 1)


def number(low: str, high: str, places: int) -> st.SearchStrategy[Decimal]:
    """Decimals of that many places."""
    return st.decimals(Decimal(low), Decimal(high), places=places, allow_nan=False, allow_infinity=False)


@st.composite
def machines(draw: st.DrawFn, name: str) -> tuple[CapacityPiece, ...]:
    """One machine of a bill, whose capacity stays, changes once, or is cut in two pieces of the same."""
    kva = number("0", "5000", 1)
    first, then = draw(kva), draw(kva)
    kind = draw(st.sampled_from(["stays", "changes", "stops", "cut"]))
    if kind == "stays":
        return (CapacityPiece(first, START, END, name),)
    then = {"changes": then, "stops": Decimal(0), "cut": first}[kind]
    return CapacityPiece(first, START, SPLIT, name), CapacityPiece(then, SPLIT, END, name)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A bill of March 2025, whose days see prices change, of a household, a shop or a mill."""
    code = draw(st.sampled_from(["HOME", "SHOP", "MILL"]))
    told: dict[str, Any] = {"price_code": code, "period_start": START, "period_end": END}
    if code == "MILL":
        energy = {one: draw(number("0", "90000", 3)) for one in ("peak", "valley", "flat")}
        told["energy"] = tuple(PeriodEnergy(period, kwh) for period, kwh in energy.items())
        mode = draw(st.sampled_from(["capacity", "demand_contract", "demand_actual"]))
        told["capacity_mode"] = mode
        names = draw(st.sampled_from([("",), ("T1",), ("T1", "T2"), ("T1", "T2", "T3")]))
        told["capacity"] = tuple(piece for name in names for piece in draw(machines(name)))
        told["demand_contract"], told["demand_actual"] = draw(number("0", "3000", 2)), draw(number("0", "3000", 3))
        told["contract_capacity"] = draw(number("1", "900", 0))
        told["preferences"] = draw(st.sampled_from([(), ("charging",)]))
    else:
        told["energy"] = (PeriodEnergy("total", draw(number("0.001", "9000", 3))),)
        told["difference_price"] = draw(st.sampled_from([Decimal(0), Decimal("0.1")]))
    if code == "HOME":
        told["used_before"] = draw(number("0", "5000", 3))
        told["months_in_cycle"] = draw(st.sampled_from([12, 12, 6]))
        told["relief_kwh"] = draw(st.sampled_from([Decimal(0), Decimal(15)]))
    elif sum(one.kwh for one in told["energy"]) > 0:
        told["kvarh"] = draw(number("0", "90000", 3))
        told["power_factor_standard"] = draw(st.sampled_from(["std_090", "std_085", "std_080", "not_assessed"]))
        told["purchase_ratio"] = draw(st.sampled_from([Decimal(1), Decimal("1.5")]))
    return Case(**told)


CHOSEN = st.fixed_dictionaries({name: st.sampled_from(choices) for name, choices in CHOICES.items()})


@given(st.lists(cases(), min_size=1, max_size=5), CHOSEN)
@settings(max_examples=300, deadline=None)
def test_every_component_equals_that_of_the_exact_biller(drawn: list[Case], chosen: dict[str, str]) -> None:
    chosen["power_factor_base"] = chosen["power_factor_base"].replace("base_by_component", "base_without_funds")
    settled = Settled.of(chosen)
    found = rate_rows(table_of([basis_row(one, BOOK, settled, str(place)) for place, one in enumerate(drawn)]))
    for case, row in zip(drawn, found.to_pylist(), strict=True):
        exact = rate(case, BOOK, settled)
        expected = {f"{name}_money": exact.money(name) for name in (*ENERGY_COMPONENTS, "tier", "difference", "relief")}
        expected["capacity_money"] = exact.money("capacity", "demand")
        expected["power_factor_money"] = exact.money("power_factor")
        expected["surcharge_money"] = exact.money("surcharge")
        expected["total_money"] = exact.total
        assert {name: row[name] for name in MONEY_COLUMNS} == expected, case


BLANK = st.sampled_from(
    ["", "main_kwh", "transport_total_price_days", "capacity_kva_days", "demand_actual", "purchase_ratio"]
)


@given(st.lists(st.tuples(cases(), BLANK, st.booleans()), min_size=2, max_size=9), st.integers(0, 8))
@settings(max_examples=60, deadline=None)
def test_a_bill_alone_and_among_others_comes_to_the_same(drawn: list[tuple[Case, str, bool]], first: int) -> None:
    """Columns that are blank on all bills are skipped, and lines of few bills are computed for those alone."""
    settled = Settled.of({name: choices[0] for name, choices in CHOICES.items()})
    rows = []
    for place, (case, blank, cut_off) in enumerate(drawn):
        row = basis_row(case, BOOK, settled, str(place)) | {"cut_off": cut_off}
        rows.append(row | {blank: None} if blank else row)
    together = table_of(rows)
    alone = [found for row in rows for found in rate_rows(table_of([row])).to_pylist()]
    assert rate_rows(together).to_pylist() == alone
    assert rate_rows(together.slice(first)).to_pylist() == alone[first:]
    assert rate_rows(pa.concat_tables([together.slice(0, 1), together.slice(1)])).to_pylist() == alone


def test_what_is_not_known_makes_no_money_and_no_total() -> None:
    settled = Settled.of({name: choices[0] for name, choices in CHOICES.items()})
    case = Case("SHOP", START, END, energy=(PeriodEnergy("total", Decimal(100)),))
    row = basis_row(case, BOOK, settled)
    row["main_kwh"] = None
    (found,) = rate_rows(table_of([row])).to_pylist()
    assert found["transport_money"] is None
    assert found["total_money"] is None
    assert found["tier_money"] == 0


@pytest.mark.parametrize("name", ["demand_actual", "demand_contract", "demand_price_days"])
def test_a_missing_demand_leaves_only_the_capacity_charge_open(name: str) -> None:
    settled = Settled.of({name: choices[0] for name, choices in CHOICES.items()})
    energy = tuple(PeriodEnergy(period, Decimal(10)) for period in ("peak", "valley", "flat"))
    told: dict[str, Any] = {
        "demand_contract": Decimal(10),
        "demand_actual": Decimal(9),
        "contract_capacity": Decimal(9),
    }
    row = basis_row(Case("MILL", START, END, energy=energy, capacity_mode="demand_contract", **told), BOOK, settled)
    assert set(row) == set(TYPES)
    row[name] = None
    (found,) = rate_rows(table_of([row])).to_pylist()
    assert found["transport_money"] == Decimal("4.00")
    assert found["capacity_money"] == (Decimal(0) if name.endswith("price_days") else None)


def test_no_bills_give_no_rows() -> None:
    assert rate_rows(table_of([])).num_rows == 0


def one_row(**told: Any) -> dict[str, Any]:
    """A row of 100 kWh of a shop, with some columns changed, and what it comes to."""
    settled = Settled.of({name: choices[0] for name, choices in CHOICES.items()})
    row = basis_row(Case("SHOP", START, END, energy=(PeriodEnergy("total", Decimal(100)),)), BOOK, settled)
    (found,) = rate_rows(table_of([row | told])).to_pylist()
    return dict(found)


def test_energy_below_zero_gives_back_from_the_highest_tier() -> None:
    """4,210 kWh less 30: 10 of them lay above 4,200 at 0.30 more, the other 20 at 0.05: -3.00 - 1.00."""
    tiers = {
        "tier_2_above_kwh": Decimal(2160), "tier_3_above_kwh": Decimal(4200), "tier_2_extra": Decimal("0.05"),
        "tier_3_extra": Decimal("0.3"),
    }  # fmt: skip
    found = one_row(main_kwh=Decimal(-30), used_before_kwh=Decimal(4210), **tiers)
    assert (found["tier_2_kwh"], found["tier_3_kwh"], found["tier_money"]) == (-20, -10, Decimal("-4.00"))


WH, PRICE_DAYS = st.integers(-(10**12), 10**12), st.integers(-(10**11), 10**11)
# 250 Wh at 0.02 or 0.06 CNY on each of the days is half a fen or one and a half; beside them a hair more and less.
AT_HALF = st.tuples(st.sampled_from([-250, 250]), st.sampled_from([2_000_000, 6_000_000]), st.integers(-1, 1))


@given(
    st.integers(1, 31).flatmap(
        lambda days: (
            st.tuples(WH, PRICE_DAYS, st.just(days)) | AT_HALF.map(lambda tie: (tie[0], tie[1] * days + tie[2], days))
        )
    ),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_a_line_is_rounded_once_from_its_exact_quotient(line: tuple[int, int, int], cut: bool) -> None:
    wh, price_days, days = line
    told = {"main_kwh": Decimal(wh).scaleb(-3), "transport_total_price_days": Decimal(price_days).scaleb(-8)}
    found = one_row(**told, days=days, cut_off=cut)["transport_money"]
    fen = Fraction(wh * price_days, days * 10**9)
    whole = floor(abs(fen) + (0 if cut else Fraction(1, 2)))
    assert found * 100 == (whole if fen >= 0 else -whole)


def test_more_digits_than_money_has_are_refused() -> None:
    with pytest.raises(pa.ArrowInvalid, match="precision"):
        one_row(main_kwh=Decimal(10) ** 11, transport_total_price_days=Decimal(10) ** 9, days=1)


def test_funds_are_no_base_of_their_own() -> None:
    funds = {"surcharge_renewables_price_days": Decimal("0.02") * (END - START).days}
    assessed = {"power_factor_assessed": True, "power_factor_percent": Decimal(10), "base_with_funds": True}
    outside = {f"{name}_in_base": False for name in ENERGY_COMPONENTS}
    assert one_row(**funds, **assessed, **outside)["power_factor_base_money"] == 0
    inside = one_row(**funds, **assessed)
    assert inside["power_factor_base_money"] > Decimal("2.00")
