from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.intake.proposal.sample import FIRST, LAST, Sample, read_sample
from jicha.intake.sources.source import Source

SourceOf = Callable[..., Source]


def _read(source: Source) -> Sample:
    try:
        return read_sample(source)
    finally:
        source.parsed.close()


def test_values_are_trimmed_and_words_for_nothing_are_told(csv: Callable[..., Path], source_of: SourceOf) -> None:
    read = _read(source_of(csv("户号,电量", " 0200000011 ,12", "0200000022,NULL", "0200000033,null", "合计,12", "坏")))
    assert read.texts["户号"].to_pylist() == ["0200000011", "0200000022", "0200000033"]
    assert read.texts["电量"].to_pylist() == ["12", None, None]
    assert {word: set(nulls) for word, nulls in read.nulls.items()} == {"户号": set(), "电量": {"NULL", "null"}}
    assert (len(read), read.records, read.is_whole) == (3, 3, True)
    assert (read.aside, read.torn) == (1, 1)


def test_of_a_long_file_the_first_and_the_last_records_are_kept(tmp_path: Path, source_of: SourceOf) -> None:
    records = FIRST + LAST + 50_000
    path = tmp_path / "long.parquet"
    pq.write_table(pa.table({"n": pa.array(range(records), pa.int64())}), path, row_group_size=7_000)
    read = _read(source_of(path))
    kept = [*range(FIRST), *range(records - LAST, records)]
    assert read.rows.column(0).to_pylist() == kept
    assert (read.records, read.is_whole, read.types["n"]) == (records, False, pa.int64())


def test_a_header_alone_has_no_records(csv: Callable[..., Path], source_of: SourceOf) -> None:
    read = _read(source_of(csv("户号,电量")))
    assert (len(read), read.records, read.texts["电量"].to_pylist()) == (0, 0, [])
