"""`identifier`"""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.expression import Expression
from jicha.intake.identifier_grammar import IdentifierStyle
from jicha.intake.rows import Rows
from jicha.intake.transforms.identifier import Identifier
from jicha.intake.transforms.take import Take
from jicha.schema import ColumnType

TEXT = ColumnType("text")


def test_the_source_leads_and_digits_stay(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{identifier: [a, b]}", "text")
    rows = rows_of(a=["007", "340100123456789012"], b=["x", "1.50"])
    assert one.on(rows) == ["t:007:x", "t:340100123456789012:1.50"]


def test_whole_numbers_and_exact_floats_are_text_without_a_point(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{identifier: [a, b]}", "text")
    assert one.on(rows_of(a=[340100123456789012], b=[27271137322200.0])) == ["t:340100123456789012:27271137322200"]


def test_a_number_that_lost_digits_is_refused(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{identifier: [a]}", "text")
    assert one.unread(rows_of(a=["3.4E+17", "12"])) == [(0, "damaged_number", "3.4E+17", "")]
    assert [row for row, *_ in one.unread(rows_of(a=[3.4e17, 12.0]))] == [0]


def test_a_missing_part_makes_it_missing_unless_the_profile_has_a_word_for_it(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    rows = rows_of(a=["1", "2"], b=["x", None])
    assert tried("{identifier: [a, b]}", "text").on(rows) == ["t:1:x", None]
    assert tried('{identifier: [a, {take: b, missing: "-"}]}', "text").on(rows) == ["t:1:x", "t:2:-"]


def test_dates_are_the_same_in_the_identifier_however_they_are_written(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{identifier: [{date: a, format: [YYYY-MM-DD, DD/MM/YYYY]}]}", "text")
    assert one.on(rows_of(a=["2016-02-09", "09/02/2016"])) == ["t:2016-02-09", "t:2016-02-09"]


def test_numbers_are_the_same_in_the_identifier_however_they_are_written(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{identifier: [{number: a, style: grouped}]}", "text")
    assert one.on(rows_of(a=["1,060.50", "1060.5", "1200", "1,200.00", "-0.10", "100"])) == [
        "t:1060.5", "t:1060.5", "t:1200", "t:1200", "t:-0.1", "t:100"
    ]  # fmt: skip


def test_only_numbered_is_a_way_to_treat_repeats(tried: Callable[..., Any]) -> None:
    assert tried("{identifier: [a], repeats: counted}", "text").messages == ["unknown way to treat repeats"]


def test_an_identifier_is_made_of_something_that_becomes_text(tried: Callable[..., Any]) -> None:
    assert tried("{identifier: []}", "text").messages == ["an identifier of nothing"]
    for part in ("{slots: P1..P3}", "{code: a}"):
        assert "but the column is text" in tried(f"{{identifier: [{part}]}}", "text").messages[0]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=4), st.text(max_size=4)), min_size=1, max_size=8))
def test_different_parts_never_give_the_same_identifier(pairs: list[tuple[str, str]]) -> None:
    rows = Rows(pa.RecordBatch.from_pydict({"a": [one for one, _ in pairs], "b": [two for _, two in pairs]}))
    parts_of = [Expression(Take(word, IdentifierStyle()), TEXT) for word in ("a", "b")]
    made = Identifier("t", tuple(parts_of)).values(rows, TEXT).array
    read = zip(*(one.values(rows).array.to_pylist() for one in parts_of), strict=True)
    seen: dict[str, tuple[str, str]] = {}
    for parts, identifier in zip(read, made.to_pylist(), strict=True):
        if identifier is not None:
            assert seen.setdefault(identifier, parts) == parts
