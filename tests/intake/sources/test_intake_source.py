"""A table under its header: which columns, and the numbers of its records."""

from collections.abc import Callable
from pathlib import Path

from jicha.intake.sources.source import Source


def test_only_the_columns_asked_for_are_handed_over(
    write: Callable[..., Path], source_of: Callable[..., Source]
) -> None:
    source = source_of(write("a,b,c\n1,2,3\n"))
    (batch,) = source.batches(["c", "a"])
    assert batch.rows.to_pydict() == {"c": ["3"], "a": ["1"]}
    assert (source.format, source.encoding, source.sheet, source.words) == ("csv", "utf-8", "", ("a", "b", "c"))


def test_torn_records_count_and_rows_that_are_none_do_not(
    write: Callable[..., Path], source_of: Callable[..., Source]
) -> None:
    source = source_of(write("a,b\n1,x\n2\n合计,3\n4,y\n5,z,z\n6,w\n"))
    (batch,) = source.batches()
    assert (batch.records.tolist(), batch.lines.tolist()) == ([1, 3, 5], [2, 5, 7])
    assert [(one.record, one.line) for one in batch.torn] == [(2, 3), (4, 6)]
    assert [one.line for one in batch.aside] == [4]
