"""CSV: every record with its number and line, nothing lost."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from jicha.intake.errors import BadHeader, UnreadableFile
from jicha.intake.sources.open import open_tables
from jicha.intake.sources.source import Batch, Source


def source_under(path: Path, delimiter: str = ",") -> Source:
    """The file under its first line as header."""
    (table,) = open_tables(path)
    return table.source(next(one for one in table.headers([delimiter]) if not one.above))


def batch_of(path: Path, delimiter: str = ",") -> Batch:
    """All records of a small file as one batch (a last line without end comes in a batch of its own)."""
    source = source_under(path, delimiter)
    batches = list(source.batches())
    return Batch(
        rows=pa.Table.from_batches([one.rows for one in batches]).combine_chunks().to_batches()[0],
        records=np.concatenate([one.records for one in batches]),
        lines=np.concatenate([one.lines for one in batches]),
        torn=tuple(torn for one in batches for torn in one.torn),
        aside=tuple(row for one in batches for row in one.aside),
    )


def test_records_have_numbers_and_the_lines_they_begin_on(write: Callable[..., Path]) -> None:
    batch = batch_of(write('a,b\n1,x\n\n2,"two\nlines"\n3,z\n'))
    assert batch.rows.to_pydict() == {"a": ["1", "2", "3"], "b": ["x", "two\nlines", "z"]}
    assert batch.records.tolist() == [1, 2, 3]
    assert batch.lines.tolist() == [2, 4, 6]


def test_a_record_with_too_few_or_too_many_fields_comes_back_whole(write: Callable[..., Path]) -> None:
    batch = batch_of(write("a,b\n1,x\n2\n3,y,z\n4,w\n"))
    assert batch.rows.to_pydict() == {"a": ["1", "4"], "b": ["x", "w"]}
    assert [(one.record, one.line, one.text, one.fields) for one in batch.torn] == [
        (2, 3, "2", 1), (3, 4, "3,y,z", 3)
    ]  # fmt: skip
    assert batch.records.tolist() == [1, 4]


def test_quotes_hide_separators_and_doubled_quotes_are_one(write: Callable[..., Path]) -> None:
    assert batch_of(write('a,b\n"1,5","say ""yes"""\n')).rows.to_pydict() == {"a": ["1,5"], "b": ['say "yes"']}


def test_a_stray_quote_inside_a_field_tears_at_most_its_own_records(write: Callable[..., Path]) -> None:
    batch = batch_of(write('a,b\n1,x\n5" pipe,y\n6" pipe,z\n9,w\n'))
    assert batch.rows.to_pydict() == {"a": ["1", "9"], "b": ["x", "w"]}
    assert [(one.record, one.line) for one in batch.torn] == [(2, 3)]
    assert batch.torn[0].text == '5" pipe,y\n6" pipe,z'


def test_a_separator_between_stray_quotes_does_not_shift_fields(write: Callable[..., Path]) -> None:
    batch = batch_of(write('a,b\nx"1,2"y,3\n4,5\n'))
    assert batch.rows.to_pydict() == {"a": ["4"], "b": ["5"]}
    assert [one.text for one in batch.torn] == ['x"1,2"y,3']


def test_a_quote_that_never_closes_is_named_by_its_line(write: Callable[..., Path]) -> None:
    with pytest.raises(UnreadableFile) as caught:
        batch_of(write('a,b\n1,x\n2,"y\n3,z\n'))
    assert caught.value.faults[0].line == 3


def test_a_nul_is_refused_with_its_line(write: Callable[..., Path]) -> None:
    with pytest.raises(UnreadableFile) as caught:
        batch_of(write(b"a,b\n1,x\n2,\0\n"))
    assert caught.value.faults[0].line == 3


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(write: Callable[..., Path], ends: str) -> None:
    batch = batch_of(write(ends.join(["a,b", "1,x", "2,y"])))
    assert batch.rows.to_pydict() == {"a": ["1", "2"], "b": ["x", "y"]}
    assert batch.lines.tolist() == [2, 3]


def test_a_mark_is_not_glued_to_the_first_word(write: Callable[..., Path]) -> None:
    assert source_under(write(b"\xef\xbb\xbf" + "户号, 户名\n1,2\n".encode())).words == ("户号", "户名")


def test_the_separator_is_the_profiles(write: Callable[..., Path]) -> None:
    assert batch_of(write("a\tb\n1\tx,y\n"), "\t").rows.to_pydict() == {"a": ["1"], "b": ["x,y"]}


def test_a_header_that_cannot_be_trusted_is_refused(write: Callable[..., Path]) -> None:
    with pytest.raises(BadHeader, match="'a' more than once"):
        source_under(write("a,b,a\n"))
    with pytest.raises(BadHeader, match="column 2 of the header has no word"):
        source_under(write("a,,b\n"))


def test_a_file_without_records_gives_none(write: Callable[..., Path]) -> None:
    for content in ("a,b\n", "a,b", "a,b\n\n\n"):
        assert list(source_under(write(content)).batches()) == []


def test_totals_signatures_and_a_header_again_are_set_aside_and_named(write: Callable[..., Path]) -> None:
    batch = batch_of(write("户号,电量\n1,5\n户号,电量\n2,6\n合 计,11\n,\n制表人：李,\n第1页 共1页\n"))
    assert batch.rows.to_pydict() == {"户号": ["1", "2"], "电量": ["5", "6"]}
    assert (batch.records.tolist(), batch.lines.tolist(), batch.torn) == ([1, 2], [2, 4], ())
    told = sorted((one.line, one.kind) for one in batch.aside)
    assert told == [(3, "header"), (5, "total"), (7, "footer"), (8, "footer")]


def test_a_customer_called_total_is_a_customer(write: Callable[..., Path]) -> None:
    batch = batch_of(write("户号,户名,电量\n1,合计,5\n,小计,5\n"))
    assert batch.rows.to_pydict()["户名"] == ["合计"]
    assert [one.kind for one in batch.aside] == ["subtotal"]


FIELD = st.text(st.sampled_from('ab ,"\n;户'), max_size=6)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(FIELD, FIELD), min_size=1, max_size=12))
def test_what_a_csv_writer_writes_is_read_back(write: Callable[..., Path], rows: list[tuple[str, str]]) -> None:
    told = [row for row in rows if "".join(row).strip()]  # a row of blank cells is nothing
    assume(
        told and ("a", "b") not in [(one.strip(), two.strip()) for one, two in rows]
    )  # and one that says the header again is no record
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([("a", "b"), *rows])
    batch = batch_of(write(text.getvalue()))
    assert list(zip(*batch.rows.to_pydict().values(), strict=True)) == told
    assert not batch.torn


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from('ab,"\n'), min_size=1, max_size=40))
def test_whatever_stands_in_a_file_no_letter_of_it_is_lost(write: Callable[..., Path], body: str) -> None:
    try:
        batches = list(source_under(write("x,y\n" + body)).batches())
    except UnreadableFile:
        return
    kept = "".join(value for batch in batches for column in batch.rows.columns for value in column.to_pylist())
    torn = "".join(one.text for batch in batches for one in batch.torn)
    assert sorted(letter for letter in kept + torn if letter in "ab") == sorted(
        letter for letter in body if letter in "ab"
    )
