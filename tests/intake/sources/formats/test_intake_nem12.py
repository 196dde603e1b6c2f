"""NEM12 and NEM13: every value a row with its time and quality, every record that is none torn with its text."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.formats import formats
from jicha.intake.sources.formats.nem12 import recognise
from jicha.intake.sources.open import open_tables
from jicha.intake.sources.source import Batch

Write = Callable[..., Path]
Row = dict[str, str | None]

START = "100,NEM12,202607010900,MDP1,RETAILER1"
REGISTER = "200,4001234567,E1B1,1,E1,N1,M0042,kWh,{minutes},20260801"
EVENING = [str(one) for one in range(1, 49)]  # 1 kWh in the first half hour, 48 in the last


def day(values: list[str], date: str = "20260601", quality: str = "A", more: str = ",,,20260602010203,") -> str:
    return f"300,{date},{','.join(values)},{quality}{more}"


def lines(*records: str, minutes: int = 30, start: str = START, end: str = "900") -> str:
    return "\n".join([start, REGISTER.format(minutes=minutes), *records, end]) + "\n"


def read(path: Path, table: str = "intervals", columns: list[str] | None = None) -> tuple[list[Row], list[Batch]]:
    (found,) = [one for one in open_tables(path) if one.head.name == table]
    batches = list(found.source(next(found.headers())).batches(columns))
    return [row for one in batches for row in one.rows.to_pylist()], batches


def torn(path: Path, table: str = "intervals") -> list[tuple[int, str, str, str]]:
    _, batches = read(path, table)
    return [(one.line, one.reason, one.expected, one.text) for batch in batches for one in batch.torn]


def test_a_day_of_half_hours_is_forty_eight_rows_with_their_times(write: Write) -> None:
    rows, batches = read(write(lines(day(EVENING))))
    assert len(rows) == 48
    assert rows[0] == {
        "nmi": "4001234567", "nmi_configuration": "E1B1", "register_id": "1", "suffix": "E1", "data_stream": "N1",
        "serial": "M0042", "uom": "kWh", "interval_minutes": "30", "next_read": "20260801", "date": "20260601",
        "interval": "1", "start": "2026-06-01 00:00", "end": "2026-06-01 00:30", "value": "1", "quality": "A",
        "method": "", "reason_code": "", "reason_text": "", "update_time": "20260602010203", "mslu_time": "",
        "stream": "E", "meter_no": "1", "base_value": "1000", "base_uom": "Wh",
    }  # fmt: skip
    assert (rows[47]["start"], rows[47]["end"], rows[47]["value"]) == ("2026-06-01 23:30", "2026-06-02 00:00", "48")
    assert {line for batch in batches for line in batch.lines.tolist()} == {3}
    assert [one for batch in batches for one in batch.records.tolist()] == list(range(1, 49))


@pytest.mark.parametrize(("minutes", "count", "last"), [(5, 288, "23:55"), (15, 96, "23:45"), (30, 48, "23:30")])
def test_every_length_of_interval_fills_its_day(write: Write, minutes: int, count: int, last: str) -> None:
    rows, _ = read(write(lines(day(["0"] * count, "20281231"), minutes=minutes)))
    assert len(rows) == count
    assert (rows[-1]["start"], rows[-1]["end"]) == (f"2028-12-31 {last}", "2029-01-01 00:00")


def test_values_stay_as_they_are_written(write: Write) -> None:
    written = ["0.10", "1e3", "", "+2", "-0.001", "00012.500", "x", "123456789012345678.123456789"]
    rows, _ = read(write(lines(day([*written, *["0"] * 40]))))
    assert [one["value"] for one in rows[:8]] == written


@pytest.mark.parametrize(
    ("value", "unit", "base", "base_unit"),
    [
        ("2.5", "kWh", "2500", "Wh"), ("0.0004", "kWh", "0.4", "Wh"), ("-0.25", "MWh", "-250000", "Wh"),
        ("7", "Wh", "7", "Wh"), ("1.5", "kVArh", "1500", "varh"), ("0", "KWH", "0", "Wh"),
        ("+3.0", "kwh", "3000", "Wh"),
        ("123456789012345678.1234", "MWh", "123456789012345678123400", "Wh"), ("x", "kWh", "x", "Wh"),
        ("240.1", "V", "240.1", "V"), ("0.97", "pf", "0.97", "pf"), ("5", "furlong", "5", "furlong"),
    ],
)  # fmt: skip
def test_a_value_loses_the_prefix_of_its_unit_exactly(
    write: Write, value: str, unit: str, base: str, base_unit: str
) -> None:
    text = lines(day([value] * 48)).replace(",kWh,", f",{unit},")
    rows, _ = read(write(text), columns=["value", "uom", "base_value", "base_uom"])
    assert rows[0] == {"value": value, "uom": unit, "base_value": base, "base_uom": base_unit}


def test_quality_ranges_say_the_quality_of_each_value(write: Write) -> None:
    ranges = ["400,1,20,A,,", "400,21,47,S14,9,Read by hand", "400,48,48,N,,"]
    rows, _ = read(write(lines(day(EVENING, quality="V"), *ranges)))
    assert [(one["quality"], one["method"], one["reason_code"], one["reason_text"]) for one in rows] == [
        *[("A", "", "", "")] * 20, *[("S", "14", "9", "Read by hand")] * 27, ("N", "", "", ""),
    ]  # fmt: skip


def test_a_null_reading_has_no_value_in_the_base_unit(write: Write) -> None:
    rows, _ = read(write(lines(day(["0"] * 48, quality="N"))))
    assert {(one["value"], one["base_value"]) for one in rows} == {("0", None)}


def test_ranges_may_stand_below_actual_values_too(write: Write) -> None:
    rows, _ = read(write(lines(day(EVENING, quality="A", more=",,,"), "400,1,3,A,79,Outage", "400,4,48,A,,")))
    assert [one["reason_code"] for one in rows] == ["79"] * 3 + [""] * 45


@pytest.mark.parametrize(
    "ranges",
    [
        [], ["400,1,47,A,,"], ["400,2,48,A,,"], ["400,1,20,A,,", "400,22,48,A,,"], ["400,1,20,A,,", "400,20,48,A,,"],
        ["400,21,48,A,,", "400,1,20,A,,"], ["400,1,49,A,,"], ["400,1,48,V,,"], ["400,1,48,B,,"], ["400,1,4x,A,,"],
        ["400,1,48"], ["400,1,48,A,,,,"], ["400,1,30,A,,", "400,31,20,A,,", "400,21,48,A,,"],
    ],
)  # fmt: skip
def test_a_day_with_a_hole_or_an_overlap_in_its_qualities_is_torn_with_its_ranges(
    write: Write, ranges: list[str]
) -> None:
    record = day(EVENING, quality="V")
    path = write(lines(record, *ranges, day(EVENING, "20260602")))
    assert torn(path) == [(3, "quality_gap", "48", "\n".join([record, *ranges]))]
    assert len(read(path)[0]) == 48


@pytest.mark.parametrize(
    ("record", "reason", "expected"),
    [
        (day(EVENING[:-1]), "wrong_interval_count", "48"),
        (day([*EVENING, "49"]), "wrong_interval_count", "48"),
        (day(EVENING[:20]), "wrong_interval_count", "48"),
        (f"300,20260601,{','.join(EVENING)}", "wrong_interval_count", "48"),
        (day(EVENING, more=",,,,,"), "wrong_interval_count", "48"),
        (day(EVENING, quality="B"), "unknown_quality", "A, E, F, N, S, V"),
        (day(EVENING, quality="A5"), "unknown_quality", "A, E, F, N, S, V"),
        (day(EVENING, "20260229"), "not_a_date", "YYYYMMDD"),
        (day(EVENING, "2026-06-01"), "not_a_date", "YYYYMMDD"),
        (day(EVENING, "20261301"), "not_a_date", "YYYYMMDD"),
        (day(EVENING, ""), "not_a_date", "YYYYMMDD"),
        ("301,x", "unknown_record", "100, 200, 300, 400, 500, 900"),
        ("250,4001234567,E1,1,E1", "unknown_record", "100, 200, 300, 400, 500, 900"),
        ("hello", "unknown_record", "100, 200, 300, 400, 500, 900"),
        ("200,4001234567,E1B1,1,E1,N1,M0042,kWh,30,20260801", "misplaced_record", "300"),
    ],
)
def test_a_record_that_is_none_is_torn_and_its_neighbours_are_not(
    write: Write, record: str, reason: str, expected: str
) -> None:
    before, behind = day(EVENING, "20260531"), day(EVENING, "20260603")
    path = write(lines(before, record, REGISTER.format(minutes=30), behind))
    assert torn(path) == [(4, reason, expected, record)]
    assert [one["date"] for one in read(path)[0]] == ["20260531"] * 48 + ["20260603"] * 48


def test_a_day_without_a_usable_register_is_torn(write: Write) -> None:
    record = day(EVENING)
    assert torn(write(f"{START}\n{record}\n900\n")) == [(2, "misplaced_record", "200", record)]
    heading = REGISTER.format(minutes=7)
    assert torn(write(f"{START}\n{heading}\n{record}\n900\n")) == [
        (2, "not_an_interval", "5, 15, 30", heading), (3, "misplaced_record", "200", record),
    ]  # fmt: skip
    short = "200,4001234567,E1"
    assert [one[:2] for one in torn(write(f"{START}\n{short}\n{record}\n900\n"))] == [
        (2, "torn_row"), (3, "misplaced_record"),
    ]  # fmt: skip


def test_ranges_of_a_torn_day_go_with_it_and_ranges_of_none_are_torn_alone(write: Write) -> None:
    record = day(EVENING, "20260231")
    text = lines(record, "400,1,48,A,,", "500,O,S1,20260610100000,5", "400,1,48,A,,", day(EVENING, "20260602"))
    assert torn(write(text)) == [
        (3, "not_a_date", "YYYYMMDD", f"{record}\n400,1,48,A,,"),
        (6, "misplaced_record", "300", "400,1,48,A,,"),
    ]


def test_nothing_may_stand_behind_the_end(write: Write) -> None:
    path = write(lines(day(EVENING), "900", day(EVENING, "20260602"), end="900"))
    assert torn(path) == [
        (5, "after_end", "900", day(EVENING, "20260602")), (6, "after_end", "900", "900"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (lines(day(EVENING), end=""), 3, "the record 900 that ends the file is missing"),
        (lines(day(EVENING)).replace(f"{START}\n", ""), 1, "the first record is no 100 record"),
        (lines(day(EVENING)) + lines(day(EVENING)), 5, "a second 100 record"),
        (lines(day(EVENING), START, day(EVENING)), 4, "a second 100 record"),
    ],
)
def test_a_file_without_beginning_or_end_or_with_two_is_refused_with_its_line(
    write: Write, text: str, line: int, message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message) as caught:
        open_tables(write(text))
    assert caught.value.faults[0].line == line


def test_a_file_of_nothing_but_its_ends_is_empty(write: Write) -> None:
    with pytest.raises(EmptyFile):
        open_tables(write(f"{START}\n900\n"))


def test_what_a_reader_was_sent_for_is_a_table_of_its_own(write: Write) -> None:
    errand = "500,O,S0042,20260601101500,1234.5"
    text = lines(day(EVENING), "400,1,48,A,,", errand, "500,N,,,", day(EVENING, "20260602"), "500,S", "500")
    rows, _ = read(write(text), "events")
    assert [(one["nmi"], one["date"], one["trans_code"], one["service_order"], one["read_time"], one["index_read"],
             one["base_index_read"], one["base_uom"]) for one in rows] == [
        ("4001234567", "20260601", "O", "S0042", "20260601101500", "1234.5", "1234500", "Wh"),
        ("4001234567", "20260601", "N", "", "", "", "", "Wh"),
        ("4001234567", "20260602", "S", "", "", "", "", "Wh"),
    ]  # fmt: skip
    assert torn(write(text), "events") == [(9, "torn_row", "5", "500")]
    assert torn(write(text)) == []


def test_an_errand_that_belongs_to_no_day_is_torn(write: Write) -> None:
    text = f"{START}\n{day(EVENING)}\n500,O,S1,,\n{REGISTER.format(minutes=30)}\n500,O,S2,,\n900\n"
    assert torn(write(text), "events") == [
        (3, "misplaced_record", "300", "500,O,S1,,"), (5, "misplaced_record", "300", "500,O,S2,,"),
    ]  # fmt: skip


READ = (
    "250,4001234567,11,1,11,11,M0042,E,1000.0,20260401080000,A,,,1250.5,20260701081500,S61,9,gate locked,250.5,kWh,"
    "20261001,20260702010203,20260702020304"
)


def accumulation(*records: str) -> str:
    return "\n".join([START.replace("NEM12", "NEM13"), *records, "900"]) + "\n"


def test_a_register_that_is_read_by_hand_is_one_row_with_what_went_with_it(write: Write) -> None:
    rows, batches = read(write(accumulation(READ, "550,N,,O,S0042", READ.replace("M0042", "M0043"))), "accumulated")
    assert len(rows) == 2
    told = {word: rows[0][word] for word in (
        "nmi", "suffix", "serial", "direction", "previous_reading", "previous_time", "previous_quality", "reading",
        "read_time", "quality", "reason_code", "reason_text", "quantity", "uom", "mslu_time", "trans_code",
        "service_order", "previous_trans_code", "base_reading", "base_previous_reading", "base_quantity", "base_uom",
    )}  # fmt: skip
    assert told == {
        "nmi": "4001234567", "suffix": "11", "serial": "M0042", "direction": "E", "previous_reading": "1000.0",
        "previous_time": "20260401080000", "previous_quality": "A", "reading": "1250.5", "read_time": "20260701081500",
        "quality": "S61", "reason_code": "9", "reason_text": "gate locked", "quantity": "250.5", "uom": "kWh",
        "mslu_time": "20260702020304", "trans_code": "O", "service_order": "S0042", "previous_trans_code": "N",
        "base_reading": "1250500", "base_previous_reading": "1000000", "base_quantity": "250500", "base_uom": "Wh",
    }  # fmt: skip
    assert (rows[1]["serial"], rows[1]["trans_code"]) == ("M0043", "")
    assert [line for batch in batches for line in batch.lines.tolist()] == [2, 4]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (["250,4001234567,11"], [(3, "torn_row", "23", "250,4001234567,11")]),
        ([f"{READ},x"], [(3, "torn_row", "23", f"{READ},x")]),
        ([READ, "550,N,,O,S1,x"], [(3, "torn_row", "5", f"{READ}\n550,N,,O,S1,x")]),
        ([READ, "550,N,,O,S1", "550,N,,O,S2"], [(3, "torn_row", "5", f"{READ}\n550,N,,O,S1\n550,N,,O,S2")]),
        (["300,20260601,1"], [(3, "unknown_record", "100, 250, 550, 900", "300,20260601,1")]),
    ],
)
def test_a_reading_that_is_none_is_torn(
    write: Write, records: list[str], expected: list[tuple[int, str, str, str]]
) -> None:
    assert torn(write(accumulation(READ, *records)), "accumulated") == expected


def test_what_goes_with_a_reading_must_stand_below_one(write: Write) -> None:
    text = accumulation("550,N,,O,S1", READ)
    assert torn(write(text), "accumulated") == [(2, "misplaced_record", "250", "550,N,,O,S1")]


def test_quotes_around_fields_change_nothing(write: Write) -> None:
    plain = lines(day(EVENING, quality="V"), "400,1,48,S14,9,gate; locked")
    quoted = "\n".join(",".join(f'"{field}"' for field in line.split(",")) for line in plain.splitlines()) + "\n"
    assert read(write(quoted, "quoted.csv"))[0] == read(write(plain))[0]


def test_blank_lines_between_records_change_nothing(write: Write) -> None:
    text = lines(day(EVENING, quality="V"), "400,1,48,A,,")
    assert read(write(text.replace("\n", "\n\n"), "wide.csv"))[0] == read(write(text))[0]


def test_it_is_known_by_what_it_begins_with_and_not_by_its_name(write: Write) -> None:
    assert recognise(START.encode(), "x.txt")
    assert recognise(b"\xef\xbb\xbf" + START.lower().encode(), "x.txt")
    assert not recognise(b"100,NEM15,2026", "nem12.csv")
    assert not recognise("户号,户名\n100,NEM12\n".encode(), "nem12.csv")
    assert list(formats()).index("nem12") < list(formats()).index("csv_file")


def big(days: int) -> tuple[str, int]:
    """A file larger than the parts in which it is read, in which a tenth of the days is torn."""
    chance = random.Random(7)
    records, good = [], 0
    for number in range(days):
        values = [f"{chance.random() * 10:.5f}" for _ in range(288)]
        if number % 10 == 3:
            records.append(day(values[:-1], f"2024{number % 12 + 1:02d}{number % 28 + 1:02d}"))
            continue
        good += 1
        records.append(day(values, f"2024{number % 12 + 1:02d}{number % 28 + 1:02d}", "V" if number % 2 else "A"))
        if number % 2:
            records += ["400,1,100,A,,", "400,101,288,F19,32,"]
        if number % 7 == 0:
            records.append(REGISTER.format(minutes=5))
    if records[-1].startswith("200"):
        records.pop()
    return lines(*records, minutes=5), good


def test_a_file_of_many_parts_loses_nothing_where_they_meet(write: Write) -> None:
    text, good = big(4000)
    assert len(text) > 2 * (1 << 22)
    (table,) = open_tables(write(text))
    written = [line for line in text.splitlines() if line.startswith("300")]
    read_lines: list[int] = []
    torn_lines: list[int] = []
    values: list[str] = []
    qualities: list[str] = []
    records = 0
    for batch in table.source(next(table.headers())).batches(["value", "quality"]):
        read_lines += batch.lines.tolist()
        torn_lines += [one.line for one in batch.torn]
        values += batch.rows["value"].to_pylist()
        qualities += batch.rows["quality"].to_pylist()
        assert sorted([*batch.records.tolist(), *(one.record for one in batch.torn)]) == list(
            range(records + 1, records + 1 + len(batch.rows) + len(batch.torn))
        )
        records += len(batch.rows) + len(batch.torn)
    assert len(values) == good * 288
    assert read_lines == sorted(read_lines)
    assert len(torn_lines) == 400
    assert sorted({*read_lines, *torn_lines}) == [
        number for number, line in enumerate(text.splitlines(), start=1) if line.startswith("300")
    ]
    expected = [line.split(",")[2:290] for line in written if line.count(",") == 294]
    assert values == [value for one in expected for value in one]
    assert qualities.count("F") == 188 * sum(1 for line in text.splitlines() if line.startswith("400,101"))


RECORD = st.sampled_from([
    day(EVENING), day(EVENING, quality="V"), day(EVENING[:-1]), day(EVENING, "20260230"),
    "400,1,48,A,,", "400,1,20,A,,", "400,21,48,S14,,", "500,O,S1,,",
    REGISTER.format(minutes=30), REGISTER.format(minutes=7), "900", "250,x", "", "?",
])  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(RECORD, max_size=14))
def test_every_record_is_a_heading_a_value_a_range_or_torn(write: Write, records: list[str]) -> None:
    text = "\n".join([START, *records, "900"])
    if not any(one not in ("", "900") for one in records):
        return
    tables = open_tables(write(text))
    given_back: list[str] = []
    days: set[int] = set()
    for table in tables:
        for batch in table.source(next(table.headers())).batches():
            given_back += [line for one in batch.torn for line in one.text.split("\n")]
            if table.head.name == "intervals":
                assert len(batch.rows) == 48 * len(set(batch.lines.tolist()))
            days |= set(batch.lines.tolist())
    whole = text.split("\n")
    used = [whole[line - 1] for line in sorted(days)]
    rest = sorted(one for one in whole[1:-1] if one)
    for one in [*given_back, *used]:  # nothing is given twice, and nothing that was not there
        if one != "900" or one in rest:
            rest.remove(one)
    # What is left are good headings, the ranges of good days, and the end.
    ranges = [one for one in rest if one.startswith("400")]
    assert all(one.startswith(("200", "400", "900")) and ",7," not in one for one in rest)
    assert len(ranges) <= 2 * len(days)
