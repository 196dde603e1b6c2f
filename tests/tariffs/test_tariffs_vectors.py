"""Problems with published answers, and the worked examples of the domain notes, through the biller."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from vector_bills import OLD, VECTORS, average_price, bill, book, by_night, fish_farm, item, large, over_demand, restart
from worked_bills import BILLS, BOOK, SETTLED, capacity, used

from jicha.facts import bill_capacity
from jicha.tariffs.biller import rate
from jicha.tariffs.book_file import load_book, shipped
from jicha.tariffs.case import Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import Unsettled
from jicha.tariffs.power_factor import hundredths
from jicha.terms.record import BadRecord, read, read_json

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FAMILIES = (
    "BASIC-",
    "BILL-",
    "PF-",
    "TOU-RES-1",
    "TRANSFER-DEMAND",
    "F-PF-",
    "F-BASIC-",
    "F-DEMAND-40",
    "F-PAUSE-1996",
)
BY_THEMSELVES = {
    "BASIC-DEMAND-105-1",
    "BASIC-PAUSE-1-MAY",
    "BILL-AVG-1",
    "BILL-FISH-1",
    "TOU-RES-1",
    "F-BASIC-DAILY-1996",
    "F-BASIC-DAILY-2024",
    "F-DEMAND-40",
    "F-PAUSE-1996",
    "F-PF-ROUND",
    "F-PF-STD-2024",
}
Problem = Mapping[str, Any]


@cache
def problems() -> Mapping[str, Problem]:
    """The problems of our families by id; skips where the real data is absent."""
    path = DATA / "worked_problems" / "problems.json"
    if not path.exists():
        pytest.skip("real data is not beside the project")
    every = read_json(path.read_text(encoding="utf-8"))
    return {one["id"]: one for one in every if one["id"].startswith(FAMILIES)}


def inputs(problem: Problem) -> dict[str, Decimal]:
    """Its inputs as numbers."""
    return {name: Decimal(one["value"]) for name, one in problem["inputs"].items()}


def expected(problem: Problem) -> dict[str, Decimal]:
    """Its published answers as numbers."""
    return {name: Decimal(one["value"]) for name, one in problem["expected"].items()}


def compare(problem: Problem, got: Mapping[str, Decimal]) -> list[str]:
    """Print expected and got, and give the names of those that are further apart than the problem allows."""
    apart = []
    for name, value in expected(problem).items():
        print(f"{problem['id']:<20} {name:<16} {value!s:>14} {round(got[name], 6).normalize():>16f}")
        if not abs(value - got[name]) <= Decimal(problem["tolerance"]["abs"]):
            apart.append(name)
    return apart


def test_every_problem_of_the_families_is_accounted_for() -> None:
    assert set(problems()) == VECTORS.keys() | BY_THEMSELVES
    assert all(problems()[name]["usable"] for name in VECTORS)


@pytest.mark.parametrize("name", VECTORS)
def test_a_usable_problem_comes_to_its_published_answer(name: str) -> None:
    problem = problems()[name]
    assert compare(problem, VECTORS[name](inputs(problem))) == []


def test_a_wrong_answer_would_be_seen() -> None:
    problem = problems()["BASIC-CAP-630"]
    assert compare(problem, {"basic": Decimal("14490.02")}) == ["basic"]


def test_a_problem_asked_backwards_is_reproduced_at_its_answer() -> None:
    problem = problems()["BILL-AVG-1"]
    assert compare(problem, average_price(inputs(problem), expected(problem))) == []
    problem = problems()["TOU-RES-1"]
    given, answers = inputs(problem), expected(problem)
    got = by_night(given, answers["base"])
    assert got["total"] == given["total"] == Decimal("42.73")
    assert compare(problem, {**got, "base": answers["base"]}) == []
    assert by_night(given, answers["base"] + Decimal("0.0001"))["total"] == Decimal("42.74")


def test_a_published_answer_cut_off_below_the_fen_tells_the_convention() -> None:
    given = inputs(problems()["PF-800-B"])
    assert large(given)["pf_amount"] == Decimal("-2311.68")
    assert large(given, OLD.but("money_rounding", "cut_off"))["pf_amount"] == Decimal("-2311.67")


def test_a_demand_above_the_limit_is_ambiguous_and_the_publisher_took_one_of_two_readings() -> None:
    problem = problems()["BASIC-DEMAND-105-1"]
    given = inputs(problem)
    assert not problem["usable"]
    with pytest.raises(Unsettled, match="demand_over_limit"):
        over_demand(given, _without("demand_over_limit"))
    assert compare(problem, over_demand(given, SETTLED.but("demand_over_limit", "over_from_limit"))) == []
    other = over_demand(given, SETTLED.but("demand_over_limit", "over_from_contract"))
    assert other["billed_kw"] == 1500  # 1000 + 2 x 250


def test_nine_days_for_twenty_nine_is_no_reading_of_any_rule() -> None:
    """630 kVA that ran throughout and 1,000 for 29 days: 44,706.67 by 30, (630 + 1,000 x 29/31) x 28 = 43,833.55 by 31.

    What is published is 630 and 1000 x 9/30 kVA.
    """
    problem = problems()["BASIC-PAUSE-1-MAY"]
    given, published = inputs(problem), expected(problem)["may_charge"]
    found = {one: restart(given, SETTLED.but("day_divisor", one)) for one in ("divisor_thirty", "divisor_calendar")}
    assert [str(one) for one in found.values()] == ["44706.67", "43833.55"]
    assert round(Decimal(problem["recomputed"]["may_charge"]), 2) == found["divisor_thirty"]
    assert not problem["usable"]
    assert published == (given["t2"] + given["t1"] * 9 / 30) * given["price"]
    assert all(abs(one - published) > 10000 for one in found.values())


def test_a_charge_that_its_own_prices_do_not_give_is_seen() -> None:
    """817 x 0.40 + 4,183 x 0.395 = 326.80 + 1,652.29."""
    problem = problems()["BILL-FISH-1"]
    assert not problem["usable"]
    assert fish_farm(inputs(problem))["charge"] == Decimal("1979.09")
    assert compare(problem, fish_farm(inputs(problem))) == ["charge"]


def test_a_day_is_a_thirtieth_by_the_old_rules_and_a_calendar_day_by_the_new() -> None:
    """One day of 3,000 kVA at 31 in a month of 31 days: 3,100 by the old rules, 3,000 by the new."""
    assert not problems()["F-BASIC-DAILY-1996"]["usable"]
    assert problems()["F-BASIC-DAILY-2024"]["usable"]
    prices = book(item("P", "capacity 31 CNY/kVA/month", strategy="two_part"))
    for year, money in ((2023, 3100), (2025, 3000)):
        start, day, end = date(year, 7, 1), date(year, 7, 2), date(year, 8, 1)
        one = bill("P", start, end, capacity_mode="capacity", capacity=capacity((3000, start, day), (0, day, end)))
        assert rate(one, prices, SETTLED).total == money
    days = {"price_code": "P", "period_start": "2025-07-01", "period_end": "2025-08-01"}
    part_of_a_day = {"kva": 1, "valid_from": "2025-07-01", "valid_to": "2025-07-01T12:00"}
    with pytest.raises(BadRecord, match="valid_to"):  # less than a day cannot be said, so it counts as one
        read(Case, {**days, "capacity": [part_of_a_day]})


def test_the_least_demand_of_every_book_that_ships_and_has_one_is_that_of_the_rules() -> None:
    least = expected(problems()["F-DEMAND-40"])["min_share"]
    rules = [one for name in shipped() for one in load_book(name).capacity_rules]
    assert {one.least_demand_percent for one in rules if one.least_demand_percent is not None} == {least}
    assert least == 40


def test_a_stop_must_last_the_days_of_the_rules_where_a_region_says_nothing() -> None:
    """Of the other numbers (twice a year, six months, five days' notice) none is held as data by a module yet."""
    assert expected(problems()["F-PAUSE-1996"])["min_days"] == bill_capacity.LEAST_IDLE_DAYS


def test_the_third_decimal_is_rounded_half_up() -> None:
    assert expected(problems()["F-PF-ROUND"])["decimals"] == 2
    for factor, reactive in ((86, "0.60657"), (75, "0.87118")):  # 0.855005, 0.754000
        assert hundredths(Decimal(1), Decimal(reactive)) == factor
    assert not problems()["F-PF-STD-2024"]["usable"]


def test_the_printed_prices_of_a_region_are_reproduced_from_its_floating_part() -> None:
    """0.4102 floats by 1.6, 1, 0.4 and 0.3; the other 0.2365 does not."""
    path = DATA / "tariffs_china" / "tou_prices_2026-03_1-10kV_two_part.csv"
    if not path.exists():
        pytest.skip("real data is not beside the project")
    with path.open(encoding="utf-8-sig") as text:
        (row,) = [one for one in csv.DictReader(text) if one["region"] == "江西"]
    ratios = {"peak": "1.6", "flat": "1", "valley": "0.4", "deep": "0.3"}
    prices = book(
        item(
            "P",
            "market_energy 0.4102 CNY/kWh floats: true",
            "transport 0.2365 CNY/kWh",
            time_of_use="true",
            calendar="t",
        ),
        ratios=[
            f"{{calendar: t, period: {period}, ratio: {ratio}, valid_from: 2025-01-01}}"
            for period, ratio in ratios.items()
        ],
    )
    for period, name in zip(ratios, ("peak", "flat", "valley", "deep_valley"), strict=True):
        kwh = used(**{one: 10000 if one == period else 0 for one in ratios})
        rated = rate(bill("P", date(2026, 3, 1), date(2026, 4, 1), energy=kwh), prices, SETTLED)
        got = rated.total / 10000
        print(f"江西 {period:<7} {row[name]} {got}")
        assert abs(got - Decimal(row[name])) < Decimal("0.0001")
        assert round(got, 4) == Decimal(row[name])


def test_examples_1_and_2_the_power_factor_of_a_bill() -> None:
    """20,000 + 60,000 at 0.86 under 0.90 are +1,600.00; 10,000 at 0.97 under 0.85 are -110.00."""
    prices = book(
        item("A", "energy 0.6 CNY/kWh", "capacity 20 CNY/kVA/month", strategy="two_part"),
        item("B", "energy 0.1 CNY/kWh"),
    )
    start, end = date(2012, 5, 1), date(2012, 6, 1)
    told = {"energy": used(total=100000), "capacity_mode": "capacity", "capacity": capacity((1000, start, end))}
    one = bill("A", kvarh=Decimal(60000), power_factor_standard="std_090", **told)
    assert rate(one, prices, OLD).money("power_factor") == 1600
    two = bill("B", energy=used(total=100000), kvarh=Decimal(25000), power_factor_standard="std_085")
    assert rate(two, prices, OLD).money("power_factor") == -110


@pytest.mark.parametrize(("tangent", "factor"), [("0.3104", 96), ("0.3107", 95), ("0.3462", 94)])
def test_example_3_a_factor_by_its_tangent(tangent: str, factor: int) -> None:
    assert hundredths(Decimal(1), Decimal(tangent)) == factor


@pytest.mark.parametrize(
    ("reading", "actual", "money"),
    [
        ("over_from_contract", 1040, 40000),
        ("over_from_contract", 1100, 44000),
        ("over_from_limit", 1040, 40000),
        ("over_from_limit", 1100, 46000),
    ],
)
def test_example_13_a_demand_above_the_agreed_one_by_both_readings(reading: str, actual: int, money: int) -> None:
    one = replace(BILLS["mill by demand"], demand_actual=Decimal(actual))
    assert rate(one, BOOK, SETTLED.but("demand_over_limit", reading)).money("demand") == money


def test_example_14_much_energy_for_each_kva_reduces_the_demand_price() -> None:
    one = replace(BILLS["mill by demand"], customer_kwh=Decimal(330000), demand_actual=Decimal(1000))
    rated = rate(one, BOOK, SETTLED)
    assert str(rated.sheet.value_of("kwh_per_kva")) == "264 kWh/kVA"
    assert rated.money("demand") == 1000 * 36


def test_example_15_a_transformer_loss_by_both_methods() -> None:
    exact = SETTLED.but("loss_rounding", "exact")
    simple = rate(replace(BILLS["shop behind its transformer"], line_loss_percent=None), BOOK, exact).sheet
    assert str(simple.value_of("loss_kwh")) == "1610.4 kWh"
    formula = rate(BILLS["shop by the loss formula"], BOOK, exact).sheet
    assert round(formula.value_of("loss_kwh").value, 1) == Decimal("634.4")


def test_example_16_a_year_of_a_household_in_three_tiers() -> None:
    """2,760 x 0.538 + 2,040 x 0.588 + 200 x 0.838 = 1,484.88 + 1,199.52 + 167.60 = 2,852.00."""
    prices = book(
        item("P", "energy 0.538 CNY/kWh", tiered="true"),
        tiers=[
            f"{{tier: {tier}, above_kwh: {above}, extra: {extra}, valid_from: 1990-01-01}}"
            for tier, above, extra in ((1, 0, 0), (2, 2760, "0.05"), (3, 4800, "0.30"))
        ],
    )
    rated = rate(bill("P", energy=used(total=5000), used_before=Decimal(0)), prices, OLD)
    assert str(rated.total) == "2852.00"
    extras = {one.tier: one.quantity for one in rated.lines if one.component == "tier"}
    assert extras == {2: 2040, 3: 200}


def _without(convention: str) -> Settled:
    return Settled.of({name: one for name, one in SETTLED.choices.items() if name != convention})
