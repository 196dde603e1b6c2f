"""Capacity added without leave."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.law.recover import read_settings, recover
from jicha.law.settings import NO_SETTINGS, Settings
from jicha.tariffs.errors import MissingPrice
from jicha.terms.record import BadRecord
from jicha.terms.worksheet import Worksheet

ADDED = [{"name": "transformer", "kva": 100}]


def sheet(settings: Settings = NO_SETTINGS, **changed: Any) -> Worksheet:
    case = {
        "kind": "breach_capacity",
        "period": {"start": "2023-01-01", "end": "2023-05-01"},
        "two_part": True,
        "added": ADDED,
        "prices": [{"cny_per_kva_month": 30}],
    }
    return recover(case | changed, settings)


def money(found: Worksheet) -> list[str]:
    return [f"{found.value_of(name).value:.2f}" for name in found.results]


def test_a_customer_who_pays_for_capacity_pays_it_and_three_times_that() -> None:
    """Worked example 8 of the domain: 100 kVA x 30 x 4 months; others 50 a kVA."""
    assert money(sheet()) == ["12000.00", "36000.00"]
    assert sheet(two_part=False).results == ("penalty",)
    assert money(sheet(two_part=False)) == ["5000.00"]


def test_both_readings_of_2024_stand_on_paper() -> None:
    found = sheet(period={"start": "2024-07-01", "end": "2024-07-11"}, contract_multiple=2)
    (other,) = found.alternatives
    assert money(found) == ["1000.00", "2000.00"]  # 10/30 of 3000
    assert money(other) == ["967.74", "1935.48"]  # 10/31 of 3000 = 967.7419, and twice that exactly
    assert other.remarks[0].word == "as_if_days"


def test_an_act_of_1996_shows_the_newer_text_where_the_contract_is_milder() -> None:
    (beside,) = sheet().alternatives
    assert beside.results == ("charge",)
    assert sheet(contract_multiple=3).alternatives == ()


def test_the_sheet_always_says_that_equipment_must_have_been_added() -> None:
    for two_part in (True, False):
        assert any(one.word == "must_be_added" and one.warns for one in sheet(two_part=two_part).remarks)
    with pytest.raises(BadRecord, match="added: 0 must be above 0"):
        sheet(added=[])


def test_without_a_price_of_capacity_nothing_is_computed() -> None:
    with pytest.raises(MissingPrice):
        sheet(prices=[])


@given(st.dates(date(2020, 1, 1), date(2025, 1, 1)), st.integers(1, 500), st.integers(1, 200))
def test_more_days_never_lower_a_recovery(start: date, days: int, more: int) -> None:
    shorter, longer = (
        sheet(period={"start": f"{start}", "end": f"{start + timedelta(days=one)}"}, contract_multiple=3)
        for one in (days, days + more)
    )
    for name in ("charge", "penalty"):
        assert shorter.value_of(name).value <= longer.value_of(name).value


@given(st.integers(0, 40), st.integers(1, 20), st.integers(1, 20))
def test_whole_months_add_up_wherever_they_are_divided(first: int, before: int, after: int) -> None:
    def month(number: int) -> str:
        return f"{2021 + number // 12}-{number % 12 + 1:02}-01"

    def of(begin: int, end: int) -> Decimal:
        return sheet(period={"start": month(begin), "end": month(end)}).value_of("charge").value

    middle, last = first + before, first + before + after
    assert of(first, middle) + of(middle, last) == of(first, last)


BEGUN = read_settings({"conventions": [{"convention": "capacity_month_part", "choice": "begun", "source": "省公司"}]})


@pytest.mark.parametrize(("start", "end", "change"), [("05-01", "07-01", "06-16"), ("07-01", "08-01", "07-16")])
def test_a_price_that_changes_within_a_month_does_not_make_two_of_it(start: str, end: str, change: str) -> None:
    period = {"start": f"2023-{start}", "end": f"2023-{end}"}
    two = [
        {"cny_per_kva_month": 30, "effective_to": f"2023-{change}"},
        {"cny_per_kva_month": 30, "effective_from": f"2023-{change}"},
    ]
    for settings in (NO_SETTINGS, BEGUN):
        assert money(sheet(settings, period=period, prices=two)) == money(sheet(settings, period=period))
