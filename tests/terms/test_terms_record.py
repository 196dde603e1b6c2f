"""A case from JSON: exact, or refused with the place of every fault, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.terms.errors import Fault, JichaError
from jicha.terms.record import Asked, BadRecord, describe, read, read_json


class Way(StrEnum):
    """How it was used."""

    BYPASS = "bypass"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Device:
    """One device on site."""

    name: str
    load: Decimal = field(metadata={"unit": "kW"})
    count: int = 1

    def __post_init__(self) -> None:
        if self.load < 0:
            raise JichaError(f"{self.name} has a load below nothing", "Correct it.")


@dataclass(frozen=True)
class Case:
    """A case for the tests."""

    customer: str
    way: Way
    found_on: date
    sealed: bool
    devices: tuple[Device, ...]
    since: date | None = None
    meter: Device | None = None

    def __post_init__(self) -> None:
        if self.since and self.since.year < 1900:
            raise JichaError("it began too early", "Correct the day.", message_zh="开始过早", remedy_zh="请更正日期。")


GOOD = {
    "customer": "1001",
    "way": "bypass",
    "found_on": "2025-07-01",
    "sealed": True,
    "devices": [{"name": "heater", "load": "2.5 kW"}, {"name": "pump", "load": 3, "count": 2}],
}


def faults(data: Any, file: str = "case.json") -> list[str]:
    """What is wrong, in English."""
    with pytest.raises(BadRecord) as caught:
        read(Case, data, file)
    return [fault.message for fault in caught.value.faults]


def test_a_case_is_read_with_exact_numbers_and_what_is_left_out() -> None:
    case = read(Case, GOOD)
    assert case == Case(
        "1001", Way.BYPASS, date(2025, 7, 1), True, (Device("heater", Decimal("2.5")), Device("pump", Decimal(3), 2))
    )
    assert isinstance(case.devices[1].load, Decimal)


def test_numbers_of_a_file_are_never_floats() -> None:
    data = read_json('{"name": "pump", "load": 0.10000000000000000001, "count": 2.0}')
    device = read(Device, data)
    assert device.load == Decimal("0.10000000000000000001")
    assert (device.count, type(device.count)) == (2, int)


def test_what_may_be_left_out_may_be_null() -> None:
    assert read(Case, {**GOOD, "since": None, "meter": None}).since is None
    assert read(Case, {**GOOD, "meter": {"name": "m", "load": 0}}).meter == Device("m", Decimal(0))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"customer": 5}, "customer: 5 is not text"),
        ({"customer": None}, "customer: is null"),
        ({"way": "around"}, "way: around is not one of bypass, neutral"),
        ({"found_on": "2025-02-30"}, "found_on: 2025-02-30 is not a date (YYYY-MM-DD)"),
        ({"found_on": "20250701"}, "found_on: 20250701 is not a date (YYYY-MM-DD)"),
        ({"found_on": "2025-W27-2"}, "found_on: 2025-W27-2 is not a date (YYYY-MM-DD)"),
        ({"sealed": "yes"}, "sealed: yes is not true or false"),
        ({"sealed": 1}, "sealed: 1 is not true or false"),
        ({"devices": {"name": "pump"}}, "devices: is not a list"),
        ({"devices": [[]]}, "devices[0]: is not an object"),
        ({"devices": [{"name": "a", "load": 1}, {"name": "b"}]}, "devices[1].load: is missing"),
        ({"devices": [{"name": "a", "load": "2 kVA"}]}, "devices[0].load: 2 kVA is not a number in kW"),
        ({"devices": [{"name": "a", "load": "2 Kw"}]}, "devices[0].load: 2 Kw is not a number in kW"),
        ({"devices": [{"name": "a", "load": "much"}]}, "devices[0].load: much is not a number in kW"),
        ({"devices": [{"name": "a", "load": True}]}, "devices[0].load: True is not a number in kW"),
        ({"devices": [{"name": "a", "load": 0.5}]}, "devices[0].load: 0.5 is not a number in kW"),
        ({"devices": [{"name": "a", "load": Decimal("NaN")}]}, "devices[0].load: NaN is not a number in kW"),
        ({"devices": [{"name": "a", "load": 1, "count": Decimal("1.5")}]}, "count: 1.5 is not a whole number"),
        ({"devices": [{"name": "a", "load": -1}]}, "devices[0]: a has a load below nothing"),
        ({"since": "1825-01-01"}, "record: it began too early"),
        ({"meter": []}, "meter: is not an object"),
    ],
)
def test_each_fault_is_named_by_its_place(change: dict[str, Any], said: str) -> None:
    (message,) = faults({**GOOD, **change})
    assert message.endswith(said)


def test_all_faults_are_told_at_once_and_each_with_its_file_in_both_languages() -> None:
    data = {**GOOD, "way": "around", "devices": [{"load": "x"}], "sealed": 0}
    with pytest.raises(BadRecord) as caught:
        read(Case, data, "case.json")
    places = [fault.message.split(":")[0] for fault in caught.value.faults]
    assert sorted(places) == ["devices[0].load", "devices[0].name", "sealed", "way"]
    assert {fault.file for fault in caught.value.faults} == {"case.json"}
    assert all(fault.message_zh and fault.remedy_zh for fault in caught.value.faults)


def test_a_record_with_faults_is_not_made() -> None:
    # Its own checks would meet nothing where a number was refused.
    assert faults({"name": "x"} | GOOD | {"devices": [{"name": "a", "load": None}]}) == [
        "name: is not known here",
        "devices[0].load: is null",
    ]


def test_the_nearest_known_name_is_proposed() -> None:
    with pytest.raises(BadRecord) as caught:
        read(Case, {**GOOD, "sinse": "2025-01-01"})
    (fault,) = caught.value.faults
    assert fault.remedy == "Did you mean since?"
    assert fault.remedy_zh == "是否应为 since？"


def test_without_a_near_name_the_known_ones_are_told() -> None:
    with pytest.raises(BadRecord, match="Known: name, load, count"):
        read(Device, {"name": "a", "load": 1, "zzz": 1})


@pytest.mark.parametrize("text", ["1e31", "1e999999999", "-1e999999999", "1e-31", "1e-999999999"])
@pytest.mark.parametrize("place", ["load", "count"])
def test_a_number_that_would_fill_the_memory_is_refused(place: str, text: str) -> None:
    data = read_json('{"name": "a", "load": 1, "count": 1}') | read_json(f'{{"{place}": {text}}}')
    with pytest.raises(BadRecord, match=place):
        read(Device, data)


def test_a_file_that_is_no_json_is_refused_with_line_and_column() -> None:
    with pytest.raises(BadRecord) as caught:
        read_json('{\n  "a": 1,\n  "b" 2\n}', "case.json")
    (fault,) = caught.value.faults
    assert fault.place == "case.json:3:7"
    assert "不是有效的JSON" in fault.chinese


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "-Infinity", "", "[" * 100_000, "1" * 5000])
def test_what_json_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(BadRecord, match="not JSON"):
        read_json(text)


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(BadRecord, match="days is given twice"):
        read_json('{"case": {"days": 10, "load": 1, "days": 100}}')


def test_what_is_asked_can_be_described() -> None:
    assert list(describe(Case)) == [
        Asked("customer", "text", "", True),
        Asked("way", "text", "", True, ("bypass", "neutral")),
        Asked("found_on", "a date (YYYY-MM-DD)", "", True),
        Asked("sealed", "true or false", "", True),
        Asked("devices[].name", "text", "", True),
        Asked("devices[].load", "a number", "kW", True),
        Asked("devices[].count", "a whole number", "", False),
        Asked("since", "a date (YYYY-MM-DD)", "", False),
        Asked("meter.name", "text", "", True),
        Asked("meter.load", "a number", "kW", True),
        Asked("meter.count", "a whole number", "", False),
    ]


ANYTHING: some.SearchStrategy[Any] = some.recursive(
    some.none() | some.booleans() | some.integers() | some.decimals() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from([*GOOD, "x"]), inner),
)
READERS: list[Callable[[Any], object]] = [lambda data: read(Case, data), lambda data: read(Case, GOOD | data)]


@given(ANYTHING)
def test_whatever_is_delivered_is_read_or_refused(data: Any) -> None:
    for reader in READERS if isinstance(data, dict) else READERS[:1]:
        told: tuple[Fault, ...] = ()
        found: object = None
        try:
            found = reader(data)
        except BadRecord as refused:
            told = refused.faults
        assert isinstance(found, Case) != bool(told)


def test_what_does_not_fit_is_said_in_chinese_without_english_words() -> None:
    @dataclass(frozen=True)
    class Asked:
        kw: Decimal = field(metadata={"unit": "kW"})
        day: date

    with pytest.raises(BadRecord) as caught:
        read(Asked, {"kw": "abc", "day": 5})
    assert [one.chinese for one in caught.value.faults] == [
        "kw：abc 不符合要求（数字，单位 kW）。请填写数字，单位 kW。",
        "day：5 不符合要求（日期 YYYY-MM-DD）。请填写日期 YYYY-MM-DD。",
    ]
