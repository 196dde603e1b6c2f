"""Tables of cells: heads, torn rows, totals, merged cells."""

from typing import Any

import numpy as np
import pytest

from jicha.intake.sources.formats import cell_rows
from jicha.intake.sources.formats.cell_rows import CellRows, Span
from jicha.intake.sources.formats.grid import Asked, Cut


def table(*rows: list[Any], merged: tuple[Span, ...] = ()) -> CellRows:
    return CellRows(list(rows), np.arange(1, len(rows) + 1), merged)


def cut_of(rows: CellRows, width: int, after: int = 1, **more: Any) -> Cut:
    (cut,) = rows.read(Asked(0, after, width, **more))
    return cut


def test_the_head_ends_with_its_words_and_knows_what_is_merged() -> None:
    rows = table(["", ""], ["六月", "", "", ""], ["a", "b", "", ""], merged=(((1, 0), (1, 2)),))
    first, second = rows.head()
    assert (first.line, first.cells, first.spans) == (2, ("六月", "", ""), ((0, 2),))
    assert (second.line, second.cells, second.spans) == (3, ("a", "b"), ())


def test_only_what_is_asked_for_is_given_with_lines() -> None:
    cut = cut_of(table(["a", "b", "c"], [1.0, "x", 2.0], ["", "", ""], [3.0, "y", 4.5]), 3, columns=[2, 0])
    assert cut.rows.to_pydict() == {"2": [2.0, 4.5], "0": [1, 3], "line": [2, 4]}


def test_rows_of_another_width_are_torn_set_aside_or_blank() -> None:
    cut = cut_of(
        table(["a", "b"], ["1"], ["1", "2", "3"], ["1", "2", ""], ["合计"], ["", "", ""], ["说明:x", "", "y"], [""]), 2
    )
    assert [(one.line, one.text, one.fields) for one in cut.torn] == [(2, "1", 1), (3, "1\t2\t3", 3)]
    assert [(one.line, one.kind) for one in cut.aside] == [(5, "total"), (7, "footer")]
    assert cut.rows.to_pydict() == {"0": ["1"], "1": ["2"], "line": [4]}


def test_blank_rows_are_nothing_however_short() -> None:
    assert cut_of(table(["a", "b"], []), 2).rows.to_pydict() == {"0": [], "1": [], "line": []}
    assert cut_of(table(["a", "b"], [""], ["1", "2"]), 2).rows["line"].to_pylist() == [3]


def test_a_header_in_the_middle_is_set_aside_and_a_record_like_it_is_not() -> None:
    cut = cut_of(table(["a", "b"], ["a", "x"], ["a", "b"], ["1", "2"]), 2, words=["a", "b"])
    assert ([one.line for one in cut.aside], cut.rows["line"].to_pylist()) == ([3], [2, 4])


@pytest.mark.parametrize(
    ("value", "below"),
    [
        ("李明", "李明"), ("0012", "0012"), (12345678.0, 12345678), (50.0, "#MERGED"), ("1,234.5", "#MERGED"),
        (1234567.0, "#MERGED"), ("", None), ("12345678.5", "#MERGED"), (-12345678.0, "#MERGED"),
    ],
)  # fmt: skip
def test_a_cell_over_rows_counts_for_each_unless_it_is_an_amount(value: Any, below: Any) -> None:
    rows = table(["a", "b"], [value, "x"], ["", "y"], merged=(((1, 0), (2, 0)),))
    assert cut_of(rows, 2).rows.to_pydict()["0"] == [below, below]
    assert rows.cells_over_rows == 1


def test_merged_cells_of_the_header_are_left_alone() -> None:
    rows = table(["a", "b", ""], ["", "c", "d"], ["1", "2", "3"], merged=(((0, 0), (1, 0)), ((0, 1), (0, 2))))
    assert (cut_of(rows, 3, 2).rows.to_pydict()["0"], rows.cells_over_rows) == (["1"], 0)


def test_pieces_hold_what_stands_before_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_rows, "CUT_ROWS", 2)
    cuts = list(table(["a"], ["1"], ["合计"], ["2"], ["3", "x"], ["4"], ["小计"]).read(Asked(0, 1, 1)))
    assert [cut.rows["line"].to_pylist() for cut in cuts] == [[2, 4], [6]]
    assert [[one.line for one in (*cut.torn, *cut.aside)] for cut in cuts] == [[3], [5, 7]]
