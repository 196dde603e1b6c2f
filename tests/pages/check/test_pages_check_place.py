"""A place in the SQL is a place in the file."""

from planted import judging
from sqlglot import exp, parse_one

from jicha.pages.check.place import Places


def test_a_place_in_the_sql_becomes_one_in_the_file() -> None:
    places = Places("p.md", "", "SELECT a,\n  b", 10)
    tree = parse_one(places.sql, dialect="duckdb")
    assert places.at(tree.expressions[1]) == (11, 3)


def test_a_part_without_a_place_takes_that_of_its_first_word() -> None:
    places = Places("p.md", "", "SELECT\n a + b", 10)
    assert places.at(parse_one(places.sql, dialect="duckdb").find(exp.Add)) == (11, 2)


def test_a_key_of_the_front_matter_is_found_with_its_indent() -> None:
    page = judging("b.kwh > :x", front="params:\n  x: 1 kWh")
    fault = Places.of(page).in_front("some-code", "x", "message", "remedy")
    assert page.text.splitlines()[fault.line - 1][fault.column - 1 :] == "x: 1 kWh"


def test_a_key_that_is_missing_is_placed_at_the_first_line() -> None:
    assert Places.of(judging("b.kwh > 0")).in_front("some-code", "topic", "message", "remedy").line == 1


def test_a_function_is_named_as_it_is_written() -> None:
    places = Places("p.md", "", "SELECT today()", 1)
    assert places.written(parse_one(places.sql, dialect="duckdb").expressions[0]) == "today"
