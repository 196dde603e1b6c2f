"""Values followed to the columns they are made of."""

from sqlglot import exp, parse_one

from jicha.engine.portable import Portable
from jicha.pages.check import Catalogue
from jicha.pages.check.lineage import definitions, leaves, may_lack_its_row, plain_leaf
from jicha.pages.check.query import Query, build


def _query(sql: str) -> Query:
    tree = parse_one(sql, dialect=Portable)
    assert isinstance(tree, exp.Select)
    return build(tree, Catalogue.of()).root


_SQL = ("WITH a AS (SELECT b.kwh + b.loss_kwh AS x, p.tiered AS y, b.kwh FROM bill AS b LEFT JOIN point AS p "
        "ON p.point_id = b.point_id) SELECT a.x, a.y, a.kwh AS k FROM a")  # fmt: skip


def test_leaves_are_the_columns_of_tables() -> None:
    query = _query(_SQL)
    assert {(one.table.name, one.column.name) for one in leaves(query.outputs["x"], query)} == {
        ("bill", "kwh"),
        ("bill", "loss_kwh"),
    }


def test_a_leaf_behind_a_left_join_may_lack_its_row() -> None:
    query = _query(_SQL)
    assert may_lack_its_row(query.outputs["y"], query)
    assert not may_lack_its_row(query.outputs["x"], query)


def test_a_plain_leaf_is_a_column_handed_on_unchanged() -> None:
    query = _query(_SQL)
    leaf = plain_leaf(query.outputs["k"], query)
    assert leaf is not None
    assert leaf.column.name == "kwh"
    assert plain_leaf(query.outputs["x"], query) is None


def test_values_that_double_at_every_step_are_followed_once_each() -> None:
    steps = ["a0 AS (SELECT kwh AS x FROM bill)"]
    steps += [f"a{n + 1} AS (SELECT a{n}.x + a{n}.x AS x FROM a{n})" for n in range(60)]
    query = _query(f"WITH {', '.join(steps)} SELECT a60.x FROM a60")
    assert sum(1 for _ in definitions(query.outputs["x"], query)) == 62
