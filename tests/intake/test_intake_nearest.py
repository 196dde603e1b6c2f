"""The nearest right word."""

from jicha.intake.nearest import nearest, suggestion


def test_a_slip_of_the_pen_finds_its_word() -> None:
    assert nearest("counter_numbr", ["client_no", "counter_number"]) == "counter_number"


def test_capitals_do_not_matter() -> None:
    assert nearest("KWH", ["kwh", "ratio"]) == "kwh"


def test_a_word_that_is_near_to_nothing_gets_the_list() -> None:
    assert suggestion("zzz", ["csv", "parquet"]) == "Known: csv, parquet."
    assert suggestion("cvs", ["csv", "parquet"]) == "Did you mean csv?"
