"""Bills by the shipped price books, each line worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from worked_bills import SETTLED, case, used

from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.book_file import load_book
from jicha.tariffs.case import CapacityPiece
from jicha.tariffs.errors import MissingInput, MissingPrice
from jicha.terms.sheet import do_again


def billed(book: str, code: str, start: date, end: date, **told: Any) -> Rated:
    """A bill by a shipped book, whose sheet gives the same when done again."""
    rated = rate(case(code, start, end, **told), load_book(book), SETTLED)
    do_again(rated.sheet)
    return rated


def lines(rated: Rated) -> dict[str, str]:
    """The money of each line by its component, period or fund."""
    found: dict[str, str] = {}
    for one in rated.lines:
        name = one.surcharge_item or (one.component if one.period == "total" else f"{one.component} {one.period}")
        name = f"tier {one.tier}" if one.component == "tier" else name
        while name in found:
            name += "'"
        found[name] = f"{one.money:.2f}"
    return found


def year(book: str, code: str, kwh: int, **told: Any) -> Rated:
    """A household's bill for the whole of 2025."""
    return billed(book, code, date(2025, 1, 1), date(2026, 1, 1), energy=used(total=kwh), used_before=0, **told)


def month(book: str, code: str, first: date, after: date, kwh: int, **told: Any) -> Rated:
    """A bill of a household whose tiers are of the month."""
    return billed(book, code, first, after, energy=used(total=kwh), **told)


def test_a_household_of_zhejiang_that_used_5000_kwh_in_a_year_pays_2852() -> None:
    """2,760 at 0.538, 2,040 at 0.588, 200 at 0.838: 1,484.88 + 1,199.52 + 167.60."""
    rated = year("cn_33", "33-HOME", 5000)
    assert rated.total == Decimal("1484.88") + Decimal("1199.52") + Decimal("167.60") == Decimal("2852.00")
    assert lines(rated) == {"energy": "2690.00", "tier 2": "102.00", "tier 3": "60.00"}


@pytest.mark.parametrize(
    ("book", "code", "kwh", "total"),
    [
        ("cn_36", "36-HOME", 2160, "1296.00"),  # all in the first tier
        ("cn_36", "36-HOME", 2161, "1296.65"),  # 1296 + 0.65
        ("cn_36", "36-HOME", 4500, "2892.00"),  # 2160 x 0.60 + 2040 x 0.65 + 300 x 0.90 = 1296 + 1326 + 270
        ("cn_36", "36-HOME-FLAT", 4500, "2790.00"),  # x 0.62
        ("cn_32", "32-HOME", 3000, "1596.90"),  # 3000 x 0.5283 + 240 x 0.05 = 1584.90 + 12
        ("cn_31", "31-HOME", 3500, "2178.50"),  # 3500 x 0.617 + 380 x 0.05 = 2159.50 + 19
    ],
)
def test_a_household_pays_by_the_tiers_of_the_year(book: str, code: str, kwh: int, total: str) -> None:
    assert f"{year(book, code, kwh).total}" == total


def test_a_household_of_five_persons_in_jiangsu_has_1200_kwh_more_and_one_in_jiangxi_has_not() -> None:
    """5,000 kWh: 1,040 of them above 3,960 in 江苏, at 0.05 more; in 江西 2,040 at 0.05 and 800 at 0.30 more."""
    assert year("cn_32", "32-HOME", 5000, household="five_or_more").money("tier") == Decimal("52.00")
    assert year("cn_36", "36-HOME", 5000, household="five_or_more").money("tier") == Decimal("342.00")


@pytest.mark.parametrize(
    ("book", "code", "first", "after", "kwh", "total"),
    [
        # 450 x 0.4883 = 219.735, then 160 x 0.05 and 50 x 0.30
        ("cn_11", "11-HOME", date(2025, 3, 1), date(2025, 4, 1), 450, "242.74"),
        # 420 x 0.5469 = 229.698, then 190 x 0.05 and 20 x 0.30
        ("cn_37", "37-HOME", date(2025, 3, 1), date(2025, 4, 1), 420, "245.20"),
        # 180 at 0.5224, 100 at 0.6224, 20 at 0.8224: 94.032 + 62.24 + 16.448
        ("cn_51", "51-HOME", date(2025, 3, 1), date(2025, 4, 1), 300, "172.72"),
        # 650 x 0.6002 = 390.13, then in summer 340 x 0.05 and 50 x 0.30, in winter 200 x 0.05 and 250 x 0.30
        ("cn_44", "44-ZHANJIANG-HOME", date(2026, 7, 1), date(2026, 8, 1), 650, "422.13"),
        ("cn_44", "44-ZHANJIANG-HOME", date(2025, 12, 1), date(2026, 1, 1), 650, "475.13"),
    ],
)
def test_a_household_pays_by_the_tiers_of_the_month(
    book: str, code: str, first: date, after: date, kwh: int, total: str
) -> None:
    assert f"{month(book, code, first, after, kwh).total}" == total


def test_the_tiers_of_guangdong_change_with_the_season_and_a_bill_over_that_day_is_unsure() -> None:
    with pytest.raises(MissingInput, match="the day on which the tiers change"):
        month("cn_44", "44-ZHANJIANG-HOME", date(2026, 4, 15), date(2026, 5, 15), 300)


def test_a_household_with_time_of_use_pays_its_periods_and_the_tiers_besides() -> None:
    """100 kWh of peak at 0.5583 and 200 of valley at 0.3583; 240 of the 300 are above 2,760 of the year."""
    rated = billed(
        "cn_32",
        "32-HOME-TOU",
        date(2025, 11, 1),
        date(2025, 12, 1),
        energy=used(peak=100, valley=200),
        used_before=2700,
    )
    assert lines(rated) == {"energy peak": "55.83", "energy valley": "71.66", "tier 2": "12.00", "tier 3": "0.00"}


def test_a_charging_station_of_jiangxi_paid_646_70_for_1000_flat_kwh_in_march_2026() -> None:
    """The published 0.6467 of a kWh: 410.20 that floats, 209.75 that does not, and the funds."""
    march, april = date(2026, 3, 1), date(2026, 4, 1)
    told = {"energy": used(peak=0, flat=1000, valley=0, deep=0), "capacity_mode": "waived"}
    rated = billed("cn_36", "36-AG2-10KV", march, april, **told)
    assert {name: money for name, money in lines(rated).items() if money != "0.00"} == {
        "market_energy flat": "410.20",
        "transport": "209.75",
        "renewables": "19.00",
        "reservoir_migrants": "6.20",
        "water_projects": "1.55",
    }
    assert rated.total == Decimal("646.70")


def test_a_bill_that_needs_what_the_book_of_jiangxi_does_not_know_is_unsure() -> None:
    march, april, august, september = (date(2026, one, 1) for one in (3, 4, 8, 9))
    pieces = (CapacityPiece(Decimal(315), march, april),)
    told: dict[str, Any] = {"energy": used(peak=1, flat=1, valley=1, deep=1), "capacity_mode": "capacity"}
    with pytest.raises(MissingPrice, match="does not know capacity of 36-AG2-10KV"):
        billed("cn_36", "36-AG2-10KV", march, april, **told, capacity=pieces)
    with pytest.raises(MissingPrice, match="does not know market_energy, grid_loss, system_operation of 36-TD2-10KV"):
        billed("cn_36", "36-TD2-10KV", august, september, energy=used(total=1))
    with pytest.raises(MissingPrice, match="no price 36-AG2-10KV holds on 2026-04-01"):
        billed("cn_36", "36-AG2-10KV", april, date(2026, 5, 1), energy=used(total=1))


def test_a_mill_of_hubei_of_1000_kva_pays_every_component_of_january_2026() -> None:
    """By the printed prices of 110 kV: 153,695.55 for energy and 24,400 for capacity; a fen more by its components."""
    january, february = date(2026, 1, 1), date(2026, 2, 1)
    rated = billed(
        "cn_42",
        "42-AG2-110KV",
        january,
        february,
        energy=used(sharp=20000, peak=50000, flat=100000, valley=80000),
        capacity_mode="capacity",
        capacity=(CapacityPiece(Decimal(1000), january, february),),
    )
    assert lines(rated) == {
        "market_energy sharp": "15378.80",  # 20,000 x 0.76894
        "market_energy peak": "28643.02",  # 50,000 x 0.5728603
        "market_energy flat": "38447.00",
        "market_energy valley": "13840.92",  # 80,000 x 0.1730115
        "grid_loss sharp": "545.72",  # 20,000 x 0.027286
        "grid_loss peak": "1016.40",  # 50,000 x 0.02032807
        "grid_loss flat": "1364.30",
        "grid_loss valley": "491.15",  # 80,000 x 0.00613935
        "system_operation": "20568.25",  # 250,000 x 0.082273
        "transport": "22100.00",
        "renewables": "4750.00",
        "reservoir_migrants": "1550.00",
        "rural_grid_loan": "5000.00",
        "capacity": "24400.00",
    }
    assert rated.total == Decimal("178095.56")


def test_a_factory_of_shandong_pays_the_printed_price_of_august_2026_and_its_demand() -> None:
    """1,000 flat kWh: 545.50 and funds of 19.00, 6.20 and 1.97. 100 kW at 36, or 32.40 from 260 kWh for a kVA on."""
    august, september = date(2026, 8, 1), date(2026, 9, 1)
    told: dict[str, Any] = {"capacity_mode": "demand_actual", "demand_actual": 100, "contract_capacity": 4}
    rated = billed(
        "cn_37", "37-AG2-110KV", august, september, energy=used(sharp=0, peak=0, flat=1000, valley=0, deep=0), **told
    )
    assert rated.total - rated.money("demand") == Decimal("572.67")
    assert rated.money("demand") == Decimal("3600.00")
    much = billed(
        "cn_37", "37-AG2-110KV", august, september, energy=used(sharp=0, peak=0, flat=1040, valley=0, deep=0), **told
    )
    assert much.money("demand") == Decimal("3240.00")


JULY, AUGUST_1 = date(2026, 7, 1), date(2026, 8, 1)
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def test_a_family_of_alabama_pays_more_above_1000_kwh_in_summer_and_less_above_750_in_winter() -> None:
    summer = billed("us_alabama_power", "AL-FD", JULY, AUGUST_1, energy=used(total=1500))
    assert lines(summer) == {
        "energy": "124.38",  # 1,000 x 0.124384
        "energy'": "63.46",  # 500 x 0.126913 = 63.4565
        "other": "39.00",  # 1,500 x 0.026
        "other'": "15.58",
    }
    assert summer.total == Decimal("242.42")
    winter = billed("us_alabama_power", "AL-FD", JANUARY, FEBRUARY, energy=used(total=1000))
    assert lines(winter) == {"energy": "93.29", "energy'": "28.10", "other": "26.00", "other'": "15.58"}
    assert billed("us_alabama_power", "AL-FD", JULY, AUGUST_1, energy=used(total=1000)).total == Decimal("165.96")


@pytest.mark.parametrize(
    ("actual", "before", "charge"),
    [(4, 6, "43.20"), (6, 4, "48.00"), ("5.4", 6, "43.20"), ("5.5", 6, "44.00")],
)
def test_the_peak_demand_of_alabama_is_at_least_nine_tenths_of_the_highest_of_eleven_months(
    actual: int | str, before: int, charge: str
) -> None:
    """8.00 a kW; beside it 900 kWh at 0.079607 and 0.026, and 15.58."""
    rated = billed(
        "us_alabama_power",
        "AL-FD-D",
        JULY,
        AUGUST_1,
        energy=used(total=900),
        capacity_mode="demand_actual",
        demand_actual=Decimal(actual),
        demand_before=before,
    )
    assert rated.money("demand") == Decimal(charge)
    assert rated.total - rated.money("demand") == Decimal("71.65") + Decimal("23.40") + Decimal("15.58")


@pytest.mark.parametrize(
    ("first", "after", "energy", "money"),
    [
        # 200 x 0.256092 = 51.2184 and 800 x 0.106092 = 84.8736
        (JULY, AUGUST_1, {"peak": 200, "flat": 800}, {"energy peak": "51.22", "energy flat": "84.87"}),
        # 200 x 0.126092 = 25.2184
        (JANUARY, FEBRUARY, {"peak": 200, "flat": 800}, {"energy peak": "25.22", "energy flat": "84.87"}),
        (date(2026, 4, 1), date(2026, 5, 1), {"flat": 1000}, {"energy flat": "106.09"}),
    ],
)
def test_time_of_use_of_alabama_has_a_peak_of_summer_one_of_winter_and_none_between(
    first: date, after: date, energy: dict[str, int], money: dict[str, str]
) -> None:
    rated = billed(
        "us_alabama_power",
        "AL-RTA",
        first,
        after,
        energy=used(**energy),
        capacity_mode="demand_actual",
        demand_actual=7,
    )
    assert lines(rated) == {**money, "other": "26.00", "other'": "15.58", "demand": "10.50"}


def test_peak_energy_in_a_month_without_peak_hours_is_not_given_away() -> None:
    with pytest.raises(MissingPrice, match="no price of energy in peak hours"):
        billed("us_alabama_power", "AL-RTA-E", date(2026, 4, 1), date(2026, 5, 1), energy=used(peak=10, flat=990))


TAIWAN: dict[str, Any] = {"capacity_mode": "demand_contract", "demand_contract": 500}


@pytest.mark.parametrize(
    ("actual", "kilowatts"),
    [(480, 500), (500, 500), (501, 502), (550, 600), (560, 630)],  # 500 + 2 x 50 + 3 x 10
)
def test_demand_above_a_taiwanese_contract_costs_twice_up_to_a_tenth_and_three_times_above(
    actual: int, kilowatts: int
) -> None:
    energy = used(sharp=100000, flat=12000, valley=60000)
    rated = billed("tw_taipower", "TW-HV2", JULY, AUGUST_1, energy=energy, **TAIWAN, demand_actual=actual)
    assert rated.money("demand") == kilowatts * Decimal("223.60")
    assert lines(rated) | {"demand": ""} == {
        "energy sharp": "675000.00",  # x 6.75
        "energy flat": "33240.00",  # x 2.77
        "energy valley": "162600.00",  # x 2.71
        "demand": "",
    }


def test_a_taiwanese_contract_costs_less_outside_summer_and_its_energy_too() -> None:
    """637,000 + 25,400 + 123,000 for energy at 6.37, 2.54 and 2.46; 500 kW at 166.90."""
    energy = used(sharp=100000, flat=10000, valley=50000)
    december = date(2025, 12, 1)
    rated = billed("tw_taipower", "TW-HV2", december, JANUARY, energy=energy, **TAIWAN, demand_actual=480)
    assert rated.total == 637000 + 25400 + 123000 + 83450


def test_three_taiwanese_periods_have_their_sharp_hours_in_summer_only() -> None:
    told: dict[str, Any] = {"capacity_mode": "demand_contract", "demand_contract": 400, "demand_actual": 390}
    energy = used(sharp=20000, peak=30000, flat=5000, valley=40000)
    summer = billed("tw_taipower", "TW-HV3", JULY, AUGUST_1, energy=energy, **told)
    assert summer.total == 187800 + 175500 + 13000 + 101200 + 89440
    with pytest.raises(MissingPrice, match="no price of energy in sharp hours"):
        billed("tw_taipower", "TW-HV3", JANUARY, FEBRUARY, energy=energy, **told)


def test_the_taiwanese_summer_begins_on_16_may_and_a_bill_is_cut_there() -> None:
    """500 kW: 15 of 31 days at 166.90 and 16 at 223.60."""
    energy = used(sharp=0, flat=0, valley=0)
    first, cut, after = date(2026, 5, 1), date(2026, 5, 16), date(2026, 6, 1)
    spring = billed("tw_taipower", "TW-HV2", first, cut, energy=energy, **TAIWAN, demand_actual=1)
    summer = billed("tw_taipower", "TW-HV2", cut, after, energy=energy, **TAIWAN, demand_actual=1)
    whole = billed("tw_taipower", "TW-HV2", first, after, energy=energy, **TAIWAN, demand_actual=1)
    assert (spring.total, summer.total) == (Decimal("40379.03"), Decimal("57703.23"))
    assert whole.total == Decimal("98082.26")
