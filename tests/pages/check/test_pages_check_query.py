"""Words bound to where they come from."""

from sqlglot import exp, parse_one

from jicha.engine.portable import Portable
from jicha.pages.check import Catalogue
from jicha.pages.check.query import Model, build, conjuncts, windowed


def _model(sql: str) -> Model:
    tree = parse_one(sql, dialect=Portable)
    assert isinstance(tree, exp.Select)
    return build(tree, Catalogue.of())


def test_every_column_is_bound_to_its_table() -> None:
    model = _model("SELECT b.kwh, tiered FROM bill AS b LEFT JOIN point AS p ON p.point_id = b.point_id")
    bound = {column: relation.alias for relation, column in model.root.bound.values()}
    assert bound == {"kwh": "b", "tiered": "p", "point_id": "b"}
    assert model.problems == ()
    assert set(model.reads) == {"bill", "point"}


def test_a_with_is_bound_to_its_own_select_and_not_to_a_table() -> None:
    model = _model("WITH a AS (SELECT kwh AS energy FROM bill) SELECT a.energy FROM a")
    relation, column = next(iter(model.root.bound.values()))
    assert (relation.table, column, relation.branches[0].name) == (None, "energy", "a")


def test_the_parts_of_a_union_share_the_names_of_the_first() -> None:
    model = _model("WITH a AS (SELECT kwh AS x FROM bill UNION ALL SELECT 0) SELECT a.x FROM a")
    assert [list(one.outputs) for one in model.root.relations["a"].branches] == [["x"], ["x"]]


def test_an_on_sees_only_what_stands_before_it() -> None:
    model = _model("SELECT b.kwh FROM bill AS b LEFT JOIN point AS p ON p.area_id = a.area_id "
                   "LEFT JOIN area AS a ON a.area_id = p.area_id")  # fmt: skip
    assert [(one.kind, one.word) for one in model.problems] == [("unknown-alias", "a")]


def test_a_window_does_not_make_a_query_aggregate() -> None:
    assert not _model("SELECT sum(kwh) OVER (PARTITION BY bill_id) AS s FROM bill").root.aggregates
    assert not _model("SELECT sum(kwh) FILTER (WHERE kwh > 0) OVER () AS s FROM bill").root.aggregates
    assert _model("SELECT sum(kwh) + 1 AS s FROM bill").root.aggregates


def test_conjuncts_are_taken_apart_through_parentheses() -> None:
    condition = parse_one("SELECT 1 WHERE (a AND b) AND NOT (c AND d)", dialect=Portable).args["where"]
    assert [one.sql() for one in conjuncts(condition)] == ["a", "b", "NOT (c AND d)"]


def test_an_aggregate_inside_a_filter_over_a_window_is_windowed() -> None:
    tree = parse_one("SELECT sum(a) FILTER (WHERE b) OVER (), sum(c)", dialect=Portable)
    assert [windowed(one) for one in tree.find_all(exp.Sum, bfs=False)] == [True, False]
