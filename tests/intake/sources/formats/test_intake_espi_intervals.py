"""IntervalReadings as rows: values in their unit, times in UTC and in standard time, places that tell them apart."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest

from jicha.intake.sources.formats import espi_intervals
from jicha.intake.sources.formats.espi_feed import Entry, Feed, Reading
from jicha.intake.sources.formats.espi_intervals import INTERVAL_WORDS, interval_cuts, scaled, unit_of, units
from jicha.intake.sources.formats.espi_links import Links
from jicha.intake.sources.formats.grid import Asked

FIVE_UTC = 1_780_290_000  # 2026-06-01 05:00 UTC, midnight of Eastern standard time
TYPE = {"powerOfTenMultiplier": "-3", "uom": "72", "flowDirection": "19", "intervalLength": "900"}


def feed(by_line: bool = True, clock: str = "-18000", kind: dict[str, str] = TYPE) -> Feed:
    return Feed(by_line=by_line, entries=[
        Entry(0, id="urn:uuid:1", self_="P/1", related=["P/1/M", "L/1"], kind="UsagePoint",
              values={"ServiceCategory/kind": "0"}),
        Entry(1, self_="P/1/M/2", up="P/1/M", related=["P/1/M/2/B", "T/3"], kind="MeterReading"),
        Entry(2, self_="T/3", kind="ReadingType", values=kind),
        Entry(3, self_="L/1", kind="LocalTimeParameters", values={"tzOffset": clock, "dstOffset": "3600"}),
        Entry(4, self_="P/1/M/2/B/4", up="P/1/M/2/B", kind="IntervalBlock"),
    ])  # fmt: skip


def reading(place: int = 0, line: int = 9, block_start: int = FIVE_UTC, **values: str) -> Reading:
    paths = {"start": "timePeriod/start", "duration": "timePeriod/duration", "quality": "ReadingQuality/quality"}
    return Reading(4, str(block_start), place, line, {paths.get(word, word): one for word, one in values.items()})


def rows(readings: Sequence[Reading], found: Feed, *words: str) -> list[tuple[str | int | None, ...]]:
    asked = Asked(0, 0, len(INTERVAL_WORDS), [INTERVAL_WORDS.index(one) for one in words])
    cuts = interval_cuts(iter(readings), found, Links(found.entries), asked)
    return [tuple(row.values()) for cut in cuts for row in cut.rows.to_pylist()]


def test_a_value_is_raw_times_ten_to_the_multiplier_in_the_unit_of_its_type() -> None:
    told = rows([reading(value="1500", quality="8", cost="907")], feed(), "raw_value", "multiplier", "value", "unit",
                "flow_direction", "quality", "cost", "usage_point_id", "service_kind", "block")  # fmt: skip
    assert told == [("1500", "-3", "1.5", "Wh", "19", "8", "907", "urn:uuid:1", "0", "P/1/M/2/B/4", 9)]


def test_standard_time_is_ahead_of_utc_by_the_offset_and_never_by_summer_time() -> None:
    readings = [reading(value="1", start=str(FIVE_UTC)), reading(1, 10, value="1", start=str(FIVE_UTC - 900))]
    assert rows(readings, feed(), "start_utc", "start_standard") == [
        ("2026-06-01 05:00:00", "2026-06-01 00:00:00", 9),
        ("2026-06-01 04:45:00", "2026-05-31 23:45:00", 10),
    ]
    assert rows(readings[:1], feed(clock="19800"), "start_standard") == [("2026-06-01 10:30:00", 9)]  # India
    assert rows(readings[:1], feed(clock=""), "start_standard") == [(None, 9)]


def test_a_reading_without_a_time_stands_as_many_intervals_behind_its_block_as_its_place() -> None:
    readings = [reading(place, 9 + place, value="1") for place in range(3)]
    readings.append(reading(3, 12, value="1", start=str(FIVE_UTC + 7200), duration="3600"))
    assert rows(readings, feed(), "start_utc", "seconds") == [
        ("2026-06-01 05:00:00", "900", 9), ("2026-06-01 05:15:00", "900", 10), ("2026-06-01 05:30:00", "900", 11),
        ("2026-06-01 07:00:00", "3600", 12),
    ]  # fmt: skip
    assert rows(readings[:1], feed(kind={}), "start_utc", "seconds") == [("", "", 9)]


def test_a_reading_whose_block_leads_nowhere_keeps_what_it_says_itself() -> None:
    alone = Feed(entries=[Entry(number) for number in range(4)] + [Entry(4, self_="B/4", kind="IntervalBlock")])
    told = rows([reading(value="7", start=str(FIVE_UTC))], alone, "value", "unit", "usage_point", "start_utc")
    assert told == [("7", "", "", "2026-06-01 05:00:00", 9)]


def test_where_lines_do_not_tell_readings_apart_their_numbers_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espi_intervals, "CUT_ROWS", 2)
    readings = [reading(place, 9, value=str(place)) for place in range(5)]
    assert rows(readings, feed(by_line=False), "raw_value") == [("0", 1), ("1", 2), ("2", 3), ("3", 4), ("4", 5)]


@pytest.mark.parametrize(
    ("multiplier", "made"),
    [
        ("", "12.5"), ("0", "12.5"), ("3", "12500"), ("-3", "0.0125"), ("-1", "1.25"), ("24", "125" + "0" * 23),
        ("25", "12.5e25"), ("kilo", "12.5ekilo"), ("1.5", "12.5e1.5"),
    ],
)  # fmt: skip
def test_a_multiplier_that_is_none_makes_no_number_of_its_value(multiplier: str, made: str) -> None:
    assert scaled(pa.array(["12.5", "4"]), [multiplier, "-2"]).to_pylist() == [made, "0.04"]


def test_units_are_those_of_the_standard_and_an_unknown_code_stays() -> None:
    assert [unit_of(one) for one in ("72", " 38 ", "73", "42", "169", "0", "", "9999")] == [
        "Wh", "W", "varh", "m3", "therm", "", "", "9999",
    ]  # fmt: skip
    assert units()["29"] == "V"
