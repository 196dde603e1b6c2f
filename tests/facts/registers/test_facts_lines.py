"""A kernel's input sorted into readings, meters and changes."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from jicha.facts.registers.lines import Lines, lines_of

SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("point_id", "line", "register")),
        ("day", pa.date32()),
        ("other_day", pa.date32()),
        ("installation_id", pa.string()),
        ("reading", pa.decimal128(18, 3)),
        ("other_reading", pa.decimal128(18, 3)),
        ("flag", pa.bool_()),
        ("fault", pa.string()),
        ("ratio", pa.decimal128(12, 3)),
        *((name, pa.int64()) for name in ("digits", "meter_w", "capacity_va")),
        ("old_value", pa.string()),
        ("new_value", pa.string()),
    ]
)


def read(*rows: dict[str, Any]) -> Lines:
    return lines_of(pa.Table.from_pylist(list(rows), schema=SCHEMA))


def reading(point: str, register: str, day: int, **more: Any) -> dict[str, Any]:
    return {"point_id": point, "line": "reading", "register": register, "day": date(2026, 1, day), **more}


def meter(point: str | None, name: str, **more: Any) -> dict[str, Any]:
    return {"point_id": point, "line": "meter", "installation_id": name, **more}


def test_readings_stand_by_point_register_and_day_whatever_order_they_come_in() -> None:
    lines = read(reading("p", "peak", 2), reading("q", "total", 1), reading("p", "total", 3), reading("p", "peak", 1))
    names = zip(
        lines.points.take(lines.point).to_pylist(), lines.registers.take(lines.register).to_pylist(), strict=True
    )
    assert [(*name, day) for name, day in zip(names, (lines.day - lines.day.min() + 1).tolist(), strict=True)] == [
        ("p", "peak", 1),
        ("p", "peak", 2),
        ("p", "total", 3),
        ("q", "total", 1),
    ]
    assert len(set(lines.sequence.tolist())) == 3


def test_a_reading_finds_its_meter_at_its_own_point_alone() -> None:
    lines = read(
        meter("q", "m"), meter("p", "n"), meter(None, "k"),
        reading("p", "total", 1, installation_id="m"), reading("p", "total", 2, installation_id="n"),
        reading("p", "total", 3), reading("q", "total", 1, installation_id="m"),
        reading("q", "total", 2, installation_id="k"),
    )  # fmt: skip
    found = [None if place < 0 else lines.points[lines.meters.point[place]].as_py() for place in lines.meter]
    read_at = lines.points.take(lines.point).to_pylist()
    assert sorted(zip(read_at, map(str, found), strict=True)) == [
        ("p", "None"),
        ("p", "None"),
        ("p", "p"),
        ("q", "None"),
        ("q", "q"),
    ]


def test_meters_stand_in_the_order_of_installation_an_open_end_last() -> None:
    lines = read(
        meter("p", "second", day=date(2026, 1, 4)),
        meter("p", "one_day", day=date(2026, 1, 4), other_day=date(2026, 1, 4)),
        meter("p", "first", day=date(2025, 1, 1), other_day=date(2026, 1, 4)),
        *(
            reading("p", "total", day, installation_id=name)
            for day, name in ((1, "first"), (2, "one_day"), (3, "second"))
        ),
    )
    assert lines.meter.tolist() == [0, 1, 2]


def test_what_a_connection_can_carry_in_a_day_and_that_nothing_in_a_file_limits_nothing() -> None:
    lines = read(
        meter("p", "both", meter_w=13_200, capacity_va=1_000, day=date(2020, 1, 1)),
        meter("p", "none", day=date(2021, 1, 1)),
        meter("p", "zero", meter_w=0, capacity_va=0, day=date(2022, 1, 1)),
        meter("p", "absurd", capacity_va=10**12, day=date(2023, 1, 1)),
    )
    meters = lines.meters
    # 13.2 kW x 24 h x 1.2 = 380.16 kWh before the ratio; 1 kVA x 24 h x 3 = 72 kWh after it.
    assert [meters.meter_most.at(place) for place in range(4)] == [380_160, None, None, None]
    assert [meters.point_most.at(place) for place in range(4)] == [72_000_000, None, None, 10**15]


def test_a_ratio_of_nothing_or_less_is_none() -> None:
    lines = read(*(meter("p", ratio, ratio=Decimal(ratio), day=date(2020, 1, 1)) for ratio in ("0", "-1", "80")))
    assert [lines.meters.ratio.at(place) for place in range(3)] == [None, None, 80_000]


def test_changes_of_one_day_stand_in_the_order_of_their_record_whatever_the_order_of_rows() -> None:
    day = {"point_id": "p", "line": "ratio", "day": date(2026, 1, 5), "other_day": date(2026, 1, 26)}
    rows = [
        day | {"old_value": "15", "new_value": "20", "digits": 1},
        day | {"old_value": "20", "new_value": "30", "digits": 2},
        day | {"old_value": "30", "new_value": "10", "other_day": date(2026, 1, 27), "digits": 1},
    ]
    for some in itertools.permutations(rows):
        assert [one.new for one in read(*some).changes[0]] == [20_000, 30_000, 10_000]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("15", "30", (15_000, 30_000)),
        ("15", "15.000", None),
        ("1.5", "2", (1_500, 2_000)),
        ("75/5", "150/5", (None, None)),
        ("15", "-30", (15_000, None)),
        ("15", "３０", (15_000, None)),
        ("15", "3e1", (15_000, None)),
        ("15", "0", (15_000, None)),
        ("15", "1.0005", (15_000, None)),
        ("15", "30.", (15_000, None)),
        (None, "30", (None, 30_000)),
    ],
)
def test_a_change_of_ratio_is_read_exactly_or_not_at_all(
    old: str | None, new: str, kept: tuple[int | None, int | None] | None
) -> None:
    lines = read(
        {"point_id": "p", "line": "ratio", "day": date(2026, 1, 1), "old_value": old, "new_value": new},
        {"point_id": "p", "line": "ratio", "old_value": "1", "new_value": "2"},
        reading("p", "total", 1),
    )
    changes = [(one.old, one.new) for some in lines.changes.values() for one in some]
    assert changes == ([kept] if kept else [])
