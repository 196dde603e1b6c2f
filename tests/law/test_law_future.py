"""No act, discovery, reading or payment of a case lies in the future."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from jicha.law.future import InTheFuture, refuse_future
from jicha.law.recover import example, fields_of, kinds, recover

TODAY = date(2026, 11, 24)


def dates(data: Any) -> Iterator[str]:
    """Every day that a case as JSON holds."""
    if isinstance(data, dict):
        for one in data.values():
            yield from dates(one)
    elif isinstance(data, list):
        for one in data:
            yield from dates(one)
    elif isinstance(data, str) and data[:2] == "20" and data[4:5] == "-":
        yield data


@pytest.mark.parametrize("kind", kinds())
def test_a_case_of_every_kind_is_computed_on_its_last_day_and_refused_the_day_before(kind: str) -> None:
    case = example(kind)
    every = [date.fromisoformat(one) for one in dates(case)]
    if not every:
        assert kind == "error_combined"  # errors by certificates have no days
        return
    ends = any(one.place.split(".")[-1] == "end" for one in fields_of(kind) if one.needed)
    last = max(every) - timedelta(days=ends)
    assert recover(case, today=last) == recover(case)
    with pytest.raises(InTheFuture):
        recover(case, today=last - timedelta(days=1))


def test_the_place_of_each_day_ahead_is_named_with_what_to_do() -> None:
    readings = [
        {"start": "2026-11-01", "end": "2026-11-26", "kwh": 5},
        {"start": "2026-11-26", "end": "2027-01-01", "kwh": 5},
    ]
    case = example("wrong_wiring")
    case["billing"]["readings"] = readings
    with pytest.raises(InTheFuture) as caught:
        recover(case, file="case.json", today=TODAY)
    said = [str(one) for one in caught.value.faults]
    assert said == [
        "case.json: billing.readings[0].end: 2026-11-25 has not come yet; today is 2026-11-24. "
        "Give at most 2026-11-25, the day after the last one that counts.",
        "case.json: billing.readings[1].start: 2026-11-26 has not come yet; today is 2026-11-24. Correct the day.",
        "case.json: billing.readings[1].end: 2026-12-31 has not come yet; today is 2026-11-24. "
        "Give at most 2026-11-25, the day after the last one that counts.",
    ]
    assert "最晚填写 2026-11-25" in caught.value.faults[0].chinese


def test_an_act_that_goes_on_today_is_computed_up_to_today() -> None:
    case = example("theft_connection") | {"act": {"start": "2026-11-20", "end": "2026-11-25"}}
    assert recover(case, today=TODAY).value_of("days").value == 5
    with pytest.raises(InTheFuture, match=r"act\.end: 2026-11-25 has not come yet"):
        recover(case | {"act": {"start": "2026-11-20", "end": "2026-11-26"}}, today=TODAY)


def test_a_late_fee_is_not_counted_up_to_a_day_ahead() -> None:
    bills = [{"amount": 100, "due": "2026-11-01", "paid": "2026-11-25"}]
    with pytest.raises(InTheFuture, match=r"bills\[0\]\.paid: 2026-11-25"):
        recover({"kind": "late_fee", "resident": True, "bills": bills}, today=TODAY)


def test_a_price_may_hold_into_the_future() -> None:
    prices = [{"cny_per_kwh": 1, "effective_from": "2020-01-01", "effective_to": "2030-01-01"}]
    assert recover(example("theft_connection") | {"prices": prices}, today=TODAY)


def test_what_holds_no_day_is_never_refused() -> None:
    @dataclass
    class Bare:
        name: str
        rows: tuple[int, ...]

    refuse_future(Bare("2030-01-01", (1, 2)), TODAY)
