"""One canonical column out of a file's columns."""

from collections.abc import Callable

from jicha.intake.expression import Expression, read_expression
from jicha.intake.marked_yaml import read_marked
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading
from jicha.schema import ColumnType
from jicha.terms.errors import Fault


def read(text: str, column_type: str) -> tuple[Expression | None, list[Fault]]:
    faults: list[Fault] = []
    reading = Reading("t", ("a", "kind"), ColumnType.parse(column_type), faults)
    return read_expression(read_marked(text, "p.yaml"), reading), faults


def test_a_condition_blanks_the_other_rows_and_their_faults(rows_of: Callable[..., Rows]) -> None:
    one, faults = read("{number: a, when: {column: kind, is: [ELEC]}}", "integer")
    assert one is not None
    values = one.values(rows_of(a=["1", "x", "y"], kind=["ELEC", "GAZ", "ELEC"]))
    assert (values.array.to_pylist(), faults) == ([1, None, None], [])
    assert [found.rows.tolist() for found in values.unread] == [[False, False, True]]


def test_a_missing_value_gets_the_profiles_word(rows_of: Callable[..., Rows]) -> None:
    one, _ = read('{take: a, missing: "-"}', "text")
    assert one is not None
    assert one.values(rows_of(a=["1", None])).array.to_pylist() == ["1", "-"]


def test_equal_expressions_are_one(rows_of: Callable[..., Rows]) -> None:
    one, _ = read("{identifier: [a, {take: kind, missing: x}]}", "text")
    other, _ = read("{identifier: [a, {take: kind, missing: x}]}", "text")
    assert one == other
    assert len({one, other}) == 1


def test_it_tells_every_column_it_reads() -> None:
    one, _ = read("{number: a, when: {column: kind, given: yes}}", "integer")
    assert one is not None
    assert one.reads == ("a", "kind")


def test_an_unfit_transform_is_answered_with_the_fitting_ones() -> None:
    _, faults = read("{month: a}", "date")
    assert faults[0].remedy == "Use one of constant, date, first, take."
