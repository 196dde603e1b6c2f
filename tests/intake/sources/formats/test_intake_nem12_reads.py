"""Single readings: errands of readers with their day, registers read by hand with what went with them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jicha.intake.sources.formats.grid import Asked, Cut
from jicha.intake.sources.formats.nem12_blocks import Block, blocks
from jicha.intake.sources.formats.nem12_reads import ACCUMULATED_WORDS, EVENT_WORDS, accumulated, events

E1 = "200,4001234567,E1B1,1,E1,N1,M0042,kWh,720,20260801"
DAYS = ("300,20260601,1,2,A,,,,", "300,20260602,3,4,A,,,,")
READ = (
    "250,4001234567,1141,1,11,11,M0042,E,1000.0,20260401080000,A,,,1250.5,20260701081500,S61,9,gate locked,250.5,kWh,"
    "20261001,,"
)


def _read(
    version: str, reader: Callable[[Block, Asked], Iterator[Cut]], words: tuple[str, ...], records: tuple[str, ...]
) -> tuple[list[dict[str, Any]], list[tuple[int, str, str]]]:
    text = "\n".join([f"100,{version},202607010900,A,B", *records, "900", ""]).encode()
    rows: list[dict[str, Any]] = []
    torn: list[tuple[int, str, str]] = []
    for block in blocks(io.BytesIO(text), "utf-8", "x.csv", version):
        for cut in reader(block, Asked(0, 0, len(words))):
            rows += [dict(zip((*words, "line"), row.values(), strict=True)) for row in cut.rows.to_pylist()]
            torn += [(one.line, one.reason, one.text) for one in cut.torn]
    return rows, torn


def errands(*records: str) -> tuple[list[dict[str, Any]], list[tuple[int, str, str]]]:
    return _read("NEM12", events, EVENT_WORDS, records)


def registers(*records: str) -> tuple[list[dict[str, Any]], list[tuple[int, str, str]]]:
    return _read("NEM13", accumulated, ACCUMULATED_WORDS, records)


def test_an_errand_has_the_register_and_the_day_below_which_it_stands() -> None:
    rows, torn = errands(E1, DAYS[0], "500,O,S1,20260601101500,12.5", DAYS[1], "400,1,2,A,,", "500,N", "500,S,S2,,")
    assert torn == []
    told = ("line", "suffix", "date", "trans_code", "service_order", "read_time", "base_index_read", "base_uom")
    assert [tuple(row[word] for word in told) for row in rows] == [
        (4, "E1", "20260601", "O", "S1", "20260601101500", "12500", "Wh"),
        (7, "E1", "20260602", "N", "", "", "", "Wh"),
        (8, "E1", "20260602", "S", "S2", "", "", "Wh"),
    ]


@pytest.mark.parametrize(
    ("records", "torn"),
    [
        ((E1, DAYS[0], "500"), (4, "torn_row", "500")),
        ((E1, DAYS[0], "500,O,S1,,,x"), (4, "torn_row", "500,O,S1,,,x")),
        ((DAYS[0], "500,O,S1,,"), (3, "misplaced_record", "500,O,S1,,")),  # its day has no heading
        ((E1, DAYS[0], E1, "500,O,S1,,", DAYS[1]), (5, "misplaced_record", "500,O,S1,,")),
    ],
)
def test_an_errand_of_no_day_or_of_another_width_is_torn(records: tuple[str, ...], torn: tuple[int, str, str]) -> None:
    assert errands(*records) == ([], [torn])


def test_the_energy_between_two_readings_is_their_difference() -> None:
    (row,), torn = registers(READ)
    assert torn == []
    told = ("base_previous_reading", "base_reading", "base_quantity", "base_uom", "stream", "meter_no", "trans_code")
    assert [row[word] for word in told] == ["1000000", "1250500", "250500", "Wh", "1", "1", ""]
    assert int(row["base_reading"]) - int(row["base_previous_reading"]) == int(row["base_quantity"])


def test_what_went_with_a_reading_stays_with_it() -> None:
    rows, torn = registers(READ, READ.replace("M0042", "M0043"), "550,N,,O,S0042", READ.replace("M0042", "M0044"))
    assert torn == []
    told = ("serial", "previous_trans_code", "trans_code", "service_order")
    assert [tuple(row[word] for word in told) for row in rows] == [
        ("M0042", "", "", ""), ("M0043", "N", "O", "S0042"), ("M0044", "", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bad", "torn"),
    [
        (("250,4001234567,11",), (3, "torn_row", "250,4001234567,11")),
        ((READ + ",",), (3, "torn_row", READ + ",")),
        ((READ, "550"), (3, "torn_row", f"{READ}\n550")),
        ((READ, "550,N,,O,S1", "550,N,,O,S1"), (3, "torn_row", f"{READ}\n550,N,,O,S1\n550,N,,O,S1")),
    ],
)
def test_a_reading_that_is_none_is_torn_with_what_went_with_it(
    bad: tuple[str, ...], torn: tuple[int, str, str]
) -> None:
    rows, found = registers(READ, *bad, READ.replace("M0042", "M0043"), "550,N,,O,S9")
    assert found == [torn]
    assert [(row["serial"], row["service_order"]) for row in rows] == [("M0042", ""), ("M0043", "S9")]
