"""What the store already knows of a number."""

from datetime import date

import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.lookups import METER, ONLY_POINT, Lookups

TWICE = {
    "meter_id": ["t:1", "t:1", "t:2"],
    "point_id": ["t:a", "t:b", "t:c"],
    "installed_on": [date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 5)],
    "removed_on": [None, date(2026, 1, 31), None],
}


def test_an_answer_is_given_where_there_is_a_single_one() -> None:
    with DuckDbEngine(threads=1) as engine:
        engine.register("meter_installation", pa.table(TWICE))
        known = Lookups(engine, frozenset({"meter_installation"}))
        numbers = pa.array(["t:1", "t:1", "t:2", "t:2", "t:3", None])
        days = pa.array([date(2026, 1, 31), date(2026, 2, 1), date(2026, 1, 4), date(2026, 1, 5)] + [None] * 2)
        assert known.find(METER, numbers, days).to_pylist() == [None, "t:a", None, "t:c", None, None]


def test_a_table_that_is_not_there_answers_nothing() -> None:
    assert Lookups().find(METER, pa.array(["t:1"])).to_pylist() == [None]
    with DuckDbEngine(threads=1) as engine:
        assert Lookups(engine, frozenset()).find(ONLY_POINT, pa.array(["t:1", "t:2"])).to_pylist() == [None, None]
