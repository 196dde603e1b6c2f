"""Staged rows as a relation: numbered repeats, twins, and the comparison with the store."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.profile import Kind, Target
from jicha.intake.relation import Relation
from jicha.intake.staging import PLACES, Stage

COLUMNS = pa.schema([("bill_id", pa.string()), ("kwh", pa.int64()), ("slots", pa.list_(pa.int32())), *PLACES])


@pytest.fixture
def engine() -> Iterator[DuckDbEngine]:
    with DuckDbEngine(threads=1) as opened:
        yield opened


def relation(
    engine: DuckDbEngine, folder: Path, monkeypatch: pytest.MonkeyPatch, *rows: tuple[str, int | None, int]
) -> Relation:
    """Rows of (bill_id, kwh, file_no), numbered from 1."""
    monkeypatch.setattr(Stage, "schema", COLUMNS)
    stage = Stage(0, Target("bill", Kind.ROWS, False, None, {}), folder / "bill.parquet", rows=len(rows))
    listed = [
        {"bill_id": bill, "kwh": kwh, "slots": [1, None], "source_row": number, "entry": number * 256, "file_no": file}
        for number, (bill, kwh, file) in enumerate(rows, start=1)
    ]
    pq.write_table(pa.Table.from_pylist(listed, schema=COLUMNS), stage.path)
    return Relation(engine, "delivered_bill", [stage], ["bill_id"], len(rows))


def rows_of(entries: object) -> list[int]:
    return [int(one) // 256 for one in entries]  # type: ignore[attr-defined]


def test_rows_of_one_key_stand_beside_the_first_and_say_where_they_differ(
    engine: DuckDbEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = relation(
        engine, tmp_path, monkeypatch, ("a", 1, 0), ("b", 1, 0), ("a", 2, 0), ("c", 1, 0), ("b", 1, 1)
    ).twins()
    assert rows_of(pairs.entries) == [1, 2, 3, 5]
    assert rows_of(pairs.others) == [1, 2, 1, 2]
    assert pairs.differing.tolist() == ["", "", "kwh", ""]


def test_missing_equals_missing_and_differs_from_a_value(
    engine: DuckDbEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = relation(engine, tmp_path, monkeypatch, ("a", None, 0), ("a", None, 0), ("b", None, 0), ("b", 0, 0)).twins()
    assert pairs.differ.tolist() == [False, False, False, True]


def test_keys_that_stand_alone_have_no_twins(
    engine: DuckDbEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(relation(engine, tmp_path, monkeypatch, ("a", 1, 0), ("b", 1, 0)).twins().entries) == 0


def test_rows_are_held_against_the_store_in_slices(
    engine: DuckDbEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jicha.intake.relation._SLICE_ROWS", 2)
    stored = pa.table({"bill_id": ["a", "c", "x"], "kwh": [1, 9, 9], "slots": [[1, None], [2, None], [1, None]],
                       "name": ["kept"] * 3})  # fmt: skip
    engine.register("bill", stored)
    pairs = relation(engine, tmp_path, monkeypatch, ("a", 1, 0), ("b", 1, 0), ("c", 1, 0)).against("bill")
    assert rows_of(pairs.entries) == [1, 3]
    assert pairs.differing.tolist() == ["", "kwh slots"]


def test_repeats_within_one_file_are_numbered_by_content_and_not_by_order(
    engine: DuckDbEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = relation(engine, tmp_path, monkeypatch, ("a", 7, 0), ("a", 5, 0), ("b", 1, 0), ("a", 5, 0), ("a", 5, 1))
    renamed = one.number_repeats("bill_id")
    by_row = dict(zip(rows_of(renamed.entries), renamed.identifiers.to_pylist(), strict=True))
    assert by_row == {1: "a#3", 4: "a#2"}
    assert len(one.twins().entries) == 2, "row 2 of the first file and row 5 of the second are one bill"


def test_keys_are_told_as_text(engine: DuckDbEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = relation(engine, tmp_path, monkeypatch, ("a", 1, 0), ("b", 1, 0))
    assert one.keys_of(one.twins().entries) == {}
    assert one.keys_of(pa.array([512]).to_numpy()) == {512: "b"}
