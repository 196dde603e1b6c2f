"""What makes rows unique."""

import pytest
from sqlglot import exp, parse_one

from jicha.engine.portable import Portable
from jicha.pages.check import Catalogue
from jicha.pages.check.keys import is_lookup, unique_keys
from jicha.pages.check.query import Query, build


def _query(sql: str) -> Query:
    tree = parse_one(sql, dialect=Portable)
    assert isinstance(tree, exp.Select)
    return build(tree, Catalogue.of()).root


@pytest.mark.parametrize(
    ("sql", "keys"),
    [
        ("SELECT bill_id, kwh FROM bill", [{"bill_id"}]),
        ("SELECT kwh FROM bill", []),
        ("SELECT customer_id AS c, sum(kwh) AS k FROM bill GROUP BY customer_id", [{"c"}]),
        ("SELECT sum(kwh) AS k FROM bill GROUP BY customer_id", []),
        ("SELECT sum(kwh) AS k FROM bill", [set()]),
        ("SELECT DISTINCT customer_id, month FROM bill", [{"customer_id", "month"}]),
        ("SELECT point_id, day FROM register_daily WHERE register = 'active_total'", [{"point_id", "day"}]),
        ("SELECT b.bill_id FROM bill AS b LEFT JOIN point AS p ON p.point_id = b.point_id", [{"bill_id"}]),
        ("SELECT p.point_id, b.bill_id FROM point AS p LEFT JOIN bill AS b ON b.point_id = p.point_id",
         [{"point_id", "bill_id"}]),
        ("SELECT a.customer_id FROM (SELECT customer_id, row_number() OVER (PARTITION BY customer_id ORDER BY bill_id) "
         "AS n FROM bill) AS a WHERE a.n = 1", [{"customer_id"}]),
        ("SELECT a.x FROM (SELECT bill_id AS x FROM bill UNION ALL SELECT bill_id FROM bill) AS a", []),
        ("SELECT x.bill_id AS other FROM bill AS b INNER JOIN bill AS x ON x.bill_id = b.bill_id", [{"other"}]),
        ("SELECT x.bill_id AS other FROM bill AS b LEFT JOIN bill AS x ON x.bill_id = b.bill_id", []),
    ],
)  # fmt: skip
def test_the_keys_of_a_query_are_seen_in_its_text(sql: str, keys: list[set[str]]) -> None:
    assert [set(key) for key in unique_keys(_query(sql))] == keys


def test_a_join_on_its_own_column_is_no_look_up() -> None:
    query = _query("SELECT b.kwh FROM bill AS b LEFT JOIN point AS p ON p.point_id = p.parent_point_id")
    assert not is_lookup(query.relations["p"], query)


def test_a_chain_of_self_joins_is_worked_out_in_a_moment() -> None:
    steps = ["a0 AS (SELECT bill_id FROM bill)"]
    for number in range(40):
        before = f"a{number}"
        steps.append(f"a{number + 1} AS (SELECT x.bill_id FROM {before} AS x LEFT JOIN {before} AS y "
                     "ON y.bill_id = x.bill_id)")  # fmt: skip
    assert unique_keys(_query(f"WITH {', '.join(steps)} SELECT bill_id FROM a40")) == (frozenset({"bill_id"}),)
