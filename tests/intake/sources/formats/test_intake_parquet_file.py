"""Parquet: typed batches, damage and foreign types refused by name."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jicha.intake.errors import EmptyFile, UnknownColumnType, UnreadableFile
from jicha.intake.sources import process
from jicha.intake.sources.open import open_tables
from jicha.intake.sources.source import Source


def source_of(path: Path) -> Source:
    """The file under its own column words."""
    (table,) = open_tables(path)
    return table.source(next(table.headers()))


def test_records_are_numbered_over_all_batches(write: Callable[..., Path]) -> None:
    source = source_of(write({"a": list(range(200_000)), "b": ["x"] * 200_000}, "a.parquet"))
    batches = list(source.batches(["a"]))
    assert len(batches) > 1
    assert [number for one in batches for number in one.records.tolist()] == list(range(1, 200_001))
    assert batches[0].rows.schema.names == ["a"]


def test_words_are_read_without_padding(write: Callable[..., Path]) -> None:
    source = source_of(write({" a ": [1]}, "a.parquet"))
    assert source.words == ("a",)
    assert next(source.batches(["a"])).rows.to_pydict() == {"a": [1]}


def test_a_type_without_exact_reading_is_refused_only_where_it_is_needed(write: Callable[..., Path]) -> None:
    source = source_of(write({"a": [1], "b": [[1, 2]], "c": [{"x": 1}]}, "a.parquet"))
    assert next(source.batches(["a"])).rows.num_rows == 1
    with pytest.raises(UnknownColumnType) as caught:
        list(source.batches(["a", "b", "c"]))
    assert [one.message[:12] for one in caught.value.faults] == ["the column b", "the column c"]


def test_a_cut_file_is_refused(write: Callable[..., Path], tmp_path: Path) -> None:
    whole = write({"a": list(range(1000))}, "a.parquet").read_bytes()
    with pytest.raises(UnreadableFile, match="damaged"):
        source_of(write(whole[:-20], "cut.parquet"))


def test_a_damaged_page_is_refused_while_reading(write: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": [str(number) for number in range(2000)]}), path, compression="zstd",
                   use_dictionary=False)  # fmt: skip
    content = bytearray(path.read_bytes())
    content[60:200] = b"\xff" * 140
    source = source_of(write(bytes(content), "flipped.parquet"))
    with pytest.raises(UnreadableFile):
        list(source.batches(["a"]))


def test_a_file_without_records_is_empty(write: Callable[..., Path]) -> None:
    with pytest.raises(EmptyFile):
        source_of(write({"a": pa.array([], pa.int64())}, "a.parquet"))


def test_a_value_that_takes_more_memory_than_a_file_is_given_is_not_called_damage(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(pa.table({"a": ["z" * 100_000_000]}), "a.parquet")
    monkeypatch.setattr(process, "MEMORY_MIB", 60)
    with pytest.raises(UnreadableFile, match="more memory than one file is given"):
        list(source_of(path).batches())
