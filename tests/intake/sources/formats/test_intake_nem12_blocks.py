"""NEM12 in blocks: what each record is, which heading and which day it belongs to, and which may not stand there."""

from __future__ import annotations

import io

import pytest

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats import nem12_blocks
from jicha.intake.sources.formats.nem12_blocks import Block, Survey, blocks, survey

START, END = "100,NEM12,202607010900,MDP1,RETAILER1", "900"
E1, B1 = (f"200,4001234567,E1B1,1,{one},N1,M0042,kWh,30,20260801" for one in ("E1", "B1"))
DAY = f"300,20260601,{','.join(['1'] * 48)},V,,,20260602010203,"


def file(*records: str) -> io.BytesIO:
    return io.BytesIO("\n".join([*records, ""]).encode())


def read(*records: str, version: str = "NEM12") -> list[Block]:
    return list(blocks(file(*records), "utf-8", "x.csv", version))


def faults(*records: str, version: str = "NEM12") -> list[tuple[int, str, str]]:
    return [
        (int(block.cut.lines[record]), reason, expected)
        for block in read(START.replace("NEM12", version), *records, version=version)
        for record, (reason, expected) in sorted(block.faults.items())
    ]


def test_a_first_look_counts_records_values_and_errands() -> None:
    text = file(START, "", E1, DAY, "400,1,48,A,,", "500,O,S1,,", "500,N,,,", END)
    assert survey(text, "utf-8", "x.csv") == Survey("NEM12", 5, 48, 2)
    assert survey(file("100,nem13,1,2,3", "250,x", "550,N", END), "utf-8", "x.csv") == Survey("NEM13", 2, 0, 0)


@pytest.mark.parametrize(
    ("records", "line", "message"),
    [
        ((E1, DAY, END), 1, "the first record is no 100 record"),
        (("", "", E1, END), 3, "the first record is no 100 record"),
        ((START, E1, DAY, ""), 3, "the record 900 that ends the file is missing"),
        ((START, E1, DAY, END, START, END), 5, "a second 100 record"),
    ],
)
def test_a_file_without_an_end_or_with_two_beginnings_is_refused(
    records: tuple[str, ...], line: int, message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message) as caught:
        survey(file(*records), "utf-8", "x.csv")
    assert caught.value.faults[0].line == line


def test_each_record_has_its_kind_its_heading_and_its_owner() -> None:
    (first, last) = read(START, E1, DAY, "400,1,48,A,,", "500,O,S1,,", B1, DAY, END)
    assert first.kinds.tolist() == [100, 200, 300, 400, 500]
    assert [(one.fields[4], one.minutes) for one in first.headings] == [("E1", 30)]
    assert first.heading.tolist() == [-1, 0, 0, 0, 0]
    assert first.owner.tolist() == [-1, -1, -1, 2, 2]
    assert last.kinds.tolist() == [200, 300, 900]
    assert [one.fields[4] for one in last.headings] == ["E1", "B1"]  # the first is carried over
    assert last.heading.tolist() == [1, 1, 1]
    assert (first.faults, last.faults) == ({}, {})


def test_blocks_read_in_small_parts_never_part_a_day_from_its_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [START, E1, *[DAY, "400,1,20,A,,", "400,21,48,N,,", "500,O,S1,,"] * 3, B1, DAY, "400,1,48,A,,", END]
    lines = [f"{one}\n".encode() for one in records]
    monkeypatch.setattr(nem12_blocks, "whole_records", lambda *_: iter(lines))
    found = read()
    assert len(found) > 3
    assert [kind for one in found for kind in one.kinds.tolist()] == [int(one[:3]) for one in records]
    assert [line for one in found for line in one.cut.lines[: len(one.kinds)].tolist()] == list(range(1, 19))
    assert all(one.owner[place] >= 0 for one in found for place in (one.kinds == 400).nonzero()[0])
    assert [one.faults for one in found] == [{}] * len(found)


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ((E1, DAY, "400,1,48,A,,", "500,O,,,", END), []),
        ((E1, DAY, "600,x", END), [(4, "unknown_record", "100, 200, 300, 400, 500, 900")]),
        ((E1, DAY, "30,x", END), [(4, "unknown_record", "100, 200, 300, 400, 500, 900")]),
        ((E1, B1, DAY, END), [(2, "misplaced_record", "300")]),
        ((E1, "", DAY, END), []),  # a blank line is no record
        ((DAY, END), [(2, "misplaced_record", "200")]),
        ((E1, "400,1,48,A,,", DAY, END), [(2, "misplaced_record", "300"), (3, "misplaced_record", "300")]),
        ((E1, DAY, "500,O,,,", "400,1,48,A,,", END), [(5, "misplaced_record", "300")]),
        ((E1, DAY, END, DAY), [(5, "after_end", "900")]),
        ((E1.replace(",30,", ",7,"), DAY, END), [(2, "not_an_interval", "5, 15, 30"), (3, "misplaced_record", "200")]),
        ((E1.replace(",30,", ",0,"), DAY, END), [(2, "not_an_interval", "5, 15, 30"), (3, "misplaced_record", "200")]),
        (("200,4001234567,E1", DAY, END), [(2, "torn_row", "10"), (3, "misplaced_record", "200")]),
        ((E1.removesuffix(",20260801"), DAY, END), []),  # the next reading may be left out with its comma
    ],
)
def test_a_record_that_may_not_stand_there_is_named_with_what_was_expected(
    records: tuple[str, ...], found: list[tuple[int, str, str]]
) -> None:
    assert faults(*records) == found


def test_nem13_knows_other_records() -> None:
    assert faults("250,x", "550,N,,O,S1", "550,N,,O,S1", END, version="NEM13") == []
    assert faults("550,N", "250,x", DAY, END, version="NEM13") == [
        (2, "misplaced_record", "250"),
        (4, "unknown_record", "100, 250, 550, 900"),
    ]


def test_only_records_that_stand_where_they_may_are_read_and_a_torn_one_keeps_its_text() -> None:
    (block,) = read(START, "400,1,48,A,,", E1.replace(E1, "400,49,50,A,,"), END)
    assert block.of(400).tolist() == []
    torn = block.torn(1, "misplaced_record", "300", with_records=block.of(900))
    assert (torn.line, torn.text, torn.fields) == (2, "400,1,48,A,,\n900", 6)
