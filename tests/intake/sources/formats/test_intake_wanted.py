"""Rows that a format makes itself: in pieces, lines never parted, torn rows beside their neighbours."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from jicha.intake.sources.formats import wanted
from jicha.intake.sources.formats.grid import Asked, Cut, TornRow
from jicha.intake.sources.formats.wanted import cuts_of

WORDS = ("a", "b", "c")


def cuts(lines: list[int], torn: list[int], columns: list[int] | None = None) -> tuple[list[Cut], list[str]]:
    made: list[str] = []

    def column(word: str) -> pa.Array:
        made.append(word)
        return pa.array([f"{word}{place}" for place in range(len(lines))], pa.string())

    torn_rows = [TornRow(line, f"torn {line}", 1) for line in torn]
    asked = Asked(0, 0, len(WORDS), columns)
    return list(cuts_of(column, WORDS, asked, np.array(lines, np.int64), torn_rows)), made


def told(found: list[Cut]) -> list[tuple[list[int], list[int]]]:
    return [(one.rows["line"].to_pylist(), [row.line for row in one.torn]) for one in found]


def test_only_the_columns_asked_for_are_made() -> None:
    (cut,), made = cuts([4, 4], [], [2, 0])
    assert made == ["c", "a"]
    assert cut.rows.to_pydict() == {"2": ["c0", "c1"], "0": ["a0", "a1"], "line": [4, 4]}
    assert cuts([4], [])[1] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("lines", "torn", "pieces"),
    [
        ([1, 2, 3, 4, 5], [], [([1, 2, 3], []), ([4, 5], [])]),
        ([1, 1, 2, 2, 3], [], [([1, 1], []), ([2, 2, 3], [])]),  # line 2 would be parted after its first row
        ([1, 1, 1, 1, 2], [], [([1, 1, 1, 1], []), ([2], [])]),  # one line may be longer than a piece
        ([1, 2, 3, 6, 7], [5, 4, 9, 6], [([1, 2, 3], [4, 5]), ([6, 7], [6, 9])]),
        ([], [7, 2], [([], [2, 7])]),
        ([], [], []),
    ],
)
def test_pieces_end_between_lines_and_torn_rows_go_with_those_around_them(
    monkeypatch: pytest.MonkeyPatch, lines: list[int], torn: list[int], pieces: list[tuple[list[int], list[int]]]
) -> None:
    monkeypatch.setattr(wanted, "CUT_ROWS", 3)
    assert told(cuts(lines, torn)[0]) == pieces
