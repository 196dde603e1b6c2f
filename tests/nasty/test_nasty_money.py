"""Prices, hours and the days of an act: each case of money/ ends as it states."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from jicha.law.act_period import act_spans
from jicha.law.priced import Portion, RatePrice, charge, cut, note_days
from jicha.tariffs.time_of_use import DayPeriod, period_of
from jicha.terms.errors import JichaError
from jicha.terms.sheet import Sheet

FILES = sorted((Path(__file__).parent / "money").glob("*.yaml"))
CASES = [(path.stem, case) for path in FILES for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]]


def money(kwh: str, start: Any, end: Any, prices: list[Any]) -> str:
    dated = [RatePrice(Decimal(price), first, last) for price, first, last in prices]
    sheet, slices = Sheet("test"), cut([Portion("kwh", start, end)], dated)
    sheet.given("kwh", Decimal(kwh), "kWh", origin="case")
    note_days(sheet, slices)
    for one in slices:
        sheet.step(f"part_{one.number}", one.energy(), "kWh")
    charge(sheet, slices, dated, energy="part")
    sheet.step("money", "round(part_exact, 2)", "CNY")
    return f"{sheet.done('money').value_of('money').value:.2f}"


def minutes(periods: list[Any], at: list[int]) -> list[str]:
    return [period_of(minute, [DayPeriod(*one) for one in periods]) for minute in at]


def act(start: Any, end: Any) -> list[Any]:
    return [[one.edition.edition, one.start, one.end, one.assumed] for one in act_spans(start, end)]


WAYS: dict[str, Callable[..., Any]] = {"charge": money, "minutes": minutes, "act": act}


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}: {case['about']}" for file, case in CASES])
def test_a_case_ends_as_it_states(file: str, case: dict[str, Any]) -> None:
    (way,) = set(case) & set(WAYS)
    if "refused" in case:
        with pytest.raises(JichaError) as caught:
            WAYS[way](**case[way])
        assert type(caught.value).__name__ == case["refused"]
        assert case["says"] in str(caught.value)
        assert all(one.remedy for one in caught.value.faults)
    else:
        assert WAYS[way](**case[way]) == case["expect"]


def test_each_number_has_three_cases_and_a_refusal() -> None:
    for file in {file for file, _ in CASES}:
        some = [case for name, case in CASES if name == file]
        assert len(some) >= 3
        assert any("refused" in case for case in some)
