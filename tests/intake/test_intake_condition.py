"""The `when` of a table or a column."""

from collections.abc import Callable

from jicha.intake.condition import Condition, read_condition
from jicha.intake.marked_yaml import read_marked
from jicha.intake.rows import Rows
from jicha.terms.errors import Fault


def test_listed_words_hold_and_a_missing_value_is_none_of_them(rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(kind=["ELEC", "GAZ", None])
    assert Condition("kind", words=("ELEC",)).holds(rows).tolist() == [True, False, False]
    assert Condition("kind", other_than=("ELEC",)).holds(rows).tolist() == [False, True, True]


def test_given_asks_for_a_value(rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(kind=["ELEC", None])
    assert Condition("kind", given=True).holds(rows).tolist() == [True, False]
    assert Condition("kind", given=False).holds(rows).tolist() == [False, True]


def test_all_words_of_a_condition_must_hold(rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(number=[0, 7, None])
    assert Condition("number", other_than=("0",), given=True).holds(rows).tolist() == [False, True, False]


def test_a_condition_is_read_with_its_faults() -> None:
    faults: list[Fault] = []
    read = read_condition(read_marked("{column: kind, is: [ELEC, GAZ]}", "p.yaml"), faults)
    assert (read, faults) == (Condition("kind", words=("ELEC", "GAZ")), [])
    read_condition(read_marked("{column: kind, iz: [ELEC]}", "p.yaml"), faults)
    assert [one.message for one in faults] == ["unknown word 'iz'", "the condition says nothing"]


def test_a_second_condition_of_another_column_must_hold_as_well(rows_of: Callable[..., Rows]) -> None:
    faults: list[Fault] = []
    read = read_condition(
        read_marked("{column: kind, is: [A], and: {column: value, given: yes, and: {column: n, is_not: ['0']}}}", "p"),
        faults,
    )
    rows = rows_of(kind=["A", "A", "B", "A"], value=["1", None, "1", "1"], n=["1", "1", "1", "0"])
    assert (faults, read.columns) == ([], ("kind", "value", "n"))
    assert read.holds(rows).tolist() == [True, False, False, False]


def test_a_condition_that_asks_for_an_absent_column_can_hold_nowhere() -> None:
    absent = frozenset({"value"})
    assert Condition("value", words=("A",)).fails_without(absent)
    assert Condition("kind", words=("A",), also=Condition("value", given=True)).fails_without(absent)
    assert not Condition("value", given=False).fails_without(absent)
    assert not Condition("value", other_than=("A",)).fails_without(absent)
