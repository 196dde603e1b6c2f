"""Exactly one SELECT, and a place for what cannot be read."""

import pytest
from planted import codes, judging, rule, the_fault

from jicha.pages.check.parse import parse_condition, tables_read
from jicha.pages.check.place import Places


def test_a_broken_line_is_refused_where_it_breaks() -> None:
    fault = the_fault(rule("SELECT b.bill_id AS subject_id,\n  b.kwh > AS breach\nFROM bill AS b"), "parse-error")
    assert fault.at.startswith("AS breach")


def test_an_open_quote_is_refused_where_it_opens() -> None:
    fault = the_fault(judging("b.meter_code = 'x"), "parse-error")
    assert fault.at.startswith("'x AS breach")


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("DELETE FROM bill", "the page's SQL is DELETE, not a SELECT"),
        ("COPY bill TO 'x.csv'", "the page's SQL is COPY, not a SELECT"),
        ("SELECT 1 AS a; SELECT 2 AS b", "2 statements stand in the SQL block"),
        ("SELECT 1 AS a UNION ALL SELECT 2", "the rule's last query is a UNION, not a SELECT"),
    ],
)
def test_only_one_select_may_stand_in_a_page(sql: str, message: str) -> None:
    assert the_fault(rule(sql), "not-one-select").message == message


def test_a_semicolon_at_the_end_does_no_harm() -> None:
    assert codes(rule("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b;")) == []


def test_sql_that_is_nested_beyond_reason_is_refused_and_not_followed() -> None:
    deep = judging("(" * 3000 + "b.kwh" + ")" * 3000 + " > 0")
    assert "too-deep" in codes(deep)


def test_a_condition_is_read_with_the_places_of_its_own_text() -> None:
    places = Places("p.md", "", "months >= 3", 7, 10)
    condition = parse_condition(places)
    assert not isinstance(condition, list)
    assert places.at(condition) == (7, 10)
    assert places.at(condition.args["expression"]) == (7, 20)


def test_the_tables_read_do_not_count_a_pages_own_withs() -> None:
    assert tables_read("WITH a AS (SELECT * FROM bill) SELECT * FROM a LEFT JOIN point AS p ON true") == {
        "bill",
        "point",
    }
    assert tables_read("SELECT (") == frozenset()
