"""What holds for every kind: more days never ask for less, a divided period adds up, and no order matters."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.law.recover import example, kinds, recover
from jicha.terms.worksheet import Worksheet

D = Decimal
RICH: Mapping[str, dict[str, Any]] = {
    "theft_connection": {
        "act": {"start": "2024-04-01", "end": "2024-09-28"},
        "equipment": [{"name": "甲", "kw": "2", "count": 4}, {"name": "乙", "kva": "3"}, {"name": "丙", "kw": "0.7"}],
        "prices": [
            {"cny_per_kwh": "0.60", "effective_to": "2024-05-01"},
            {"cny_per_kwh": "0.61", "effective_from": "2024-05-01", "effective_to": "2024-07-01"},
            {"cny_per_kwh": "0.62", "effective_from": "2024-07-01"},
        ],
    },
    "theft_proven": {
        "quantities": [
            {"start": "2024-05-01", "end": "2024-07-01", "kwh": "1000", "evidence": "x"},
            {"start": "2023-05-01", "end": "2023-07-01", "kwh": "333", "evidence": "y"},
            {
                "start": "2024-07-01",
                "end": "2024-08-01",
                "metered_kwh": "50",
                "correction_percent": "33",
                "evidence": "z",
            },
        ]
    },
    "breach_source": {"sources": [{"name": "甲", "kw": "50"}, {"name": "乙", "kva": "20", "count": 2}]},
    "breach_suspended": {"used": [{"name": "甲", "kw": "50"}, {"name": "乙", "kva": "20", "count": 2}]},
}
BACK_BILLED = sorted(kind for kind in kinds() if "billing" in example(kind))
KWH = st.integers(0, 100_000).map(lambda one: D(one) / 10)
SPANS = st.lists(st.tuples(st.integers(1, 90), KWH), min_size=1, max_size=5)
PRICES = [
    {"cny_per_kwh": "0.5934", "effective_to": "2024-05-20"},
    {"cny_per_kwh": "0.7012", "effective_from": "2024-05-20"},
]


def answers(sheet: Worksheet) -> dict[str, tuple[D, ...]]:
    """The results of a sheet, and those of the sheets beside it."""
    found = {sheet.title: tuple(sheet.value_of(name).value for name in sheet.results)}
    for number, one in enumerate(sheet.alternatives):
        found |= {f"{number} {title}": values for title, values in answers(one).items()}
    return found


def shuffled(data: Any, random: Random) -> Any:
    """The same case with every list in another order."""
    if isinstance(data, dict):
        return {name: shuffled(one, random) for name, one in data.items()}
    if isinstance(data, list):
        return random.sample([shuffled(one, random) for one in data], len(data))
    return data


def readings(spans: list[tuple[int, Decimal]], start: date = date(2024, 4, 1)) -> list[dict[str, Any]]:
    """Readings that follow each other from a day on, across the change of the edition and of the price."""
    rows = []
    for days, kwh in spans:
        end = start + timedelta(days=days)
        rows.append({"start": str(start), "end": str(end), "kwh": kwh})
        start = end
    return rows


def billed(kind: str, rows: list[dict[str, Any]]) -> Worksheet:
    """The sheet of a kind's example for other readings."""
    case = deepcopy(example(kind))
    case["billing"] |= {"readings": rows, "prices": PRICES}
    if "normal" in case:
        case["normal"] = [{"start": "2024-01-01", "end": "2024-01-11", "kwh": 900}]
    return recover(case)


def owed(sheet: Worksheet) -> tuple[Decimal, Decimal]:
    """Energy and money to be collected; below nothing what is given back."""
    found = []
    for unit in ("_kwh", ""):
        names = [name for name in (f"collect{unit}", f"refund{unit}") if name in sheet.results]
        sign = 1 if names == [f"collect{unit}"] else -1
        found.append(sign * sheet.value_of(names[0]).value)
    return found[0], found[1]


@pytest.mark.parametrize("kind", kinds())
@given(seed=st.integers(0, 10**6))
@settings(max_examples=10)
def test_no_order_of_lists_changes_an_answer(kind: str, seed: int) -> None:
    case = example(kind) | RICH.get(kind, {})
    assert answers(recover(shuffled(case, Random(seed)))) == answers(recover(case))


@pytest.mark.parametrize("kind", BACK_BILLED)
@given(spans=SPANS, seed=st.integers(0, 10**6))
@settings(max_examples=25)
def test_the_order_of_readings_changes_nothing(kind: str, spans: list[tuple[int, Decimal]], seed: int) -> None:
    rows = readings(spans)
    assert owed(billed(kind, shuffled(rows, Random(seed)))) == owed(billed(kind, rows))


@pytest.mark.parametrize("kind", BACK_BILLED)
@given(spans=SPANS, days=st.integers(2, 60), at=st.integers(1, 59), kwh=st.integers(0, 500))
@settings(max_examples=25)
def test_a_reading_that_is_divided_evenly_adds_up(
    kind: str, spans: list[tuple[int, Decimal]], days: int, at: int, kwh: int
) -> None:
    first = min(at, days - 1)
    whole = billed(kind, readings([*spans, (days, D(kwh * days))]))
    divided = billed(kind, readings([*spans, (first, D(kwh * first)), (days - first, D(kwh * (days - first)))]))
    assert owed(divided) == owed(whole)


@pytest.mark.parametrize("kind", [one for one in BACK_BILLED if one != "other_inaccuracy"])
@given(spans=SPANS, more=st.tuples(st.integers(1, 90), KWH))
@settings(max_examples=25)
def test_more_days_never_lower_what_is_back_billed(
    kind: str, spans: list[tuple[int, Decimal]], more: tuple[int, Decimal]
) -> None:
    shorter, longer = owed(billed(kind, readings(spans))), owed(billed(kind, readings([*spans, more])))
    assert shorter[0] >= 0  # every example here collects: a meter that counts too little
    assert longer[0] >= shorter[0]
    assert longer[1] >= shorter[1]


@given(spans=SPANS, more=st.integers(1, 90))
def test_more_days_of_nothing_counted_never_lower_what_normal_months_give(
    spans: list[tuple[int, Decimal]], more: int
) -> None:
    shorter = owed(billed("other_inaccuracy", readings(spans)))
    longer = owed(billed("other_inaccuracy", readings([*spans, (more, D(0))])))
    assert longer[0] >= shorter[0]
    assert longer[1] >= shorter[1]


@given(start=st.dates(date(2023, 1, 1), date(2025, 1, 1)), days=st.integers(1, 400), more=st.integers(1, 200))
def test_more_days_of_a_theft_by_the_meters_capacity_never_lower_either_account(
    start: date, days: int, more: int
) -> None:
    def of(length: int) -> Worksheet:
        act = {"start": str(start), "end": str(start + timedelta(days=length))}
        return recover(example("theft_meter_current") | {"act": act, "contract_multiple": "2"})

    shorter, longer = of(days), of(days + more)
    for name in ("kwh", "charge", "penalty"):
        assert longer.value_of(name).value >= shorter.value_of(name).value


@given(start=st.dates(date(2024, 1, 1), date(2024, 8, 1)), first=st.integers(1, 200), second=st.integers(1, 200))
def test_a_proven_quantity_that_is_divided_evenly_adds_up(start: date, first: int, second: int) -> None:
    def quantity(begin: date, days: int) -> dict[str, Any]:
        end = begin + timedelta(days=days)
        return {"start": str(begin), "end": str(end), "kwh": 7 * days, "evidence": "x"}

    def of(*quantities: dict[str, Any]) -> Worksheet:
        return recover(example("theft_proven") | {"quantities": list(quantities)})

    whole = of(quantity(start, first + second))
    divided = of(quantity(start, first), quantity(start + timedelta(days=first), second))
    assert answers(divided) == answers(whole)
