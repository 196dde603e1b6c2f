"""Files that are one export cut into parts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jicha.intake.parts import continued, missing_parts, part_of
from jicha.intake.sources.open import open_tables
from jicha.intake.sources.source import Source


@pytest.mark.parametrize(
    ("name", "part"),
    [("bills_1.csv", ("bills.csv", 1)), ("电费(2).xls", ("电费.xls", 2)), ("电费-12.csv", ("电费.csv", 12)),
     ("bills.csv", None), ("bills_202405.csv", None), ("bills1.csv", None)],
)  # fmt: skip
def test_the_number_at_the_end_is_that_of_a_part_but_a_month_is_none(name: str, part: object) -> None:
    assert part_of(Path(name)) == part


def test_holes_are_told_only_where_the_first_part_is_there() -> None:
    assert missing_parts([Path("a_1.csv"), Path("a_4.csv"), Path("b_2.csv")]) == {"a.csv": [2, 3]}


def test_a_part_goes_on_with_the_first_of_its_export_and_width(
    write: Callable[..., Path], source_of: Callable[..., Source]
) -> None:
    first = source_of(write("no,kwh\n1,5\n", "a_1.csv"))
    for name, text, goes_on in (
        ("a_2.csv", "2,6\n", True),
        ("a_3.csv", "2,6,7\n", False),
        ("b_2.csv", "2,6\n", False),
        ("a.csv", "2,6\n", False),
    ):
        (table,) = open_tables(write(text, name))
        assert (continued(table, [first]) is first) == goes_on, name
