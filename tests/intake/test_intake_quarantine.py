"""Quarantined rows: place, reason, remedy, and the whole record."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa

from jicha.intake.fates import Rejection
from jicha.intake.quarantine import quarantine_rows
from jicha.intake.sources.source import Source


def test_a_row_is_kept_with_its_place_and_its_whole_record(
    write: Callable[..., Path], source_of: Callable[..., Source]
) -> None:
    source = source_of(write('no,name\n1,x\n2,"a ""b"",\nc\\d"\n3,y\n'))
    rejection = Rejection(12, "not_a_number", "bill", "no", "2", "1234.5")
    (entries,) = quarantine_rows(source, {12: rejection}, 11, "bills.csv", {})
    told, whole = entries.to_pylist()
    assert (told["table_name"], told["file"], told["line"], told["column_name"]) == ("bill", "bills.csv", 3, "no")
    assert (told["raw_value"], told["reason"]) == ("2", "not_a_number")
    assert told["remedy"].startswith("Write no with digits and a point, such as 1234.5")
    assert (whole["reason"], whole["line"]) == ("whole_record", 3)
    assert json.loads(whole["raw_value"]) == {"no": "2", "name": 'a "b",\nc\\d'}


def test_a_torn_record_is_kept_as_it_stands(write: Callable[..., Path], source_of: Callable[..., Source]) -> None:
    source = source_of(write("no,name\n1,x\n2,y,z\n"))
    (entries,) = quarantine_rows(source, {2: Rejection(2, "torn_row", "bill", "", "3", "2")}, 1, "b.csv", {})
    told, whole = entries.to_pylist()
    assert (told["line"], told["column_name"], whole["raw_value"]) == (3, None, "2,y,z")


def test_typed_records_are_kept_as_texts(write: Callable[..., Path], source_of: Callable[..., Source]) -> None:
    table = {"no": [1, 2], "day": [date(2026, 1, 1), None], "kind": pa.array(["x", "y"]).dictionary_encode(),
             'odd "name"': [1.5, float("nan")]}  # fmt: skip
    source = source_of(write(table, "b.parquet"))
    (entries,) = quarantine_rows(source, {2: Rejection(2, "conflict", "bill", "no", "2", "")}, 1, "b.parquet", {})
    record = json.loads(entries.to_pylist()[1]["raw_value"])
    assert record == {"no": "2", "day": None, "kind": "y", 'odd "name"': "nan"}
    assert entries.to_pylist()[0]["line"] == 2


def test_rows_that_share_a_line_have_places_of_their_own(
    write: Callable[..., Path], source_of: Callable[..., Source]
) -> None:
    day = ",".join(["1"] * 48)
    source = source_of(write(f"100,NEM12,x\n200,N,E1,1,E1,N1,M1,kWh,30,\n300,20260601,{day},A,,,,\n900\n", "day.csv"))
    rejected = {one: Rejection(one, "unclaimed", "curve", "", "", "") for one in (1, 2)}
    (entries,) = quarantine_rows(source, rejected, 1, "day.csv", {})
    assert [(one["sheet"], one["line"], one["reason"]) for one in entries.to_pylist()] == [
        ("intervals:1", 3, "unclaimed"), ("intervals:1", 3, "whole_record"),
        ("intervals:2", 3, "unclaimed"), ("intervals:2", 3, "whole_record"),
    ]  # fmt: skip


def test_nothing_rejected_reads_nothing(write: Callable[..., Path], source_of: Callable[..., Source]) -> None:
    source = source_of(write("no,name\n1,x\n"))
    source.parsed.close()  # reading would now fail
    assert list(quarantine_rows(source, {}, 1, "b.csv", {})) == []
