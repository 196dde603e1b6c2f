"""`installation_of`"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.lookups import Lookups
from jicha.intake.rows import Rows

INSTALLED = {
    "meter_id": ["t:m1", "t:m2", None],
    "serial_no": [None, None, "s3"],
    "installation_id": ["t:P1:m1", "t:P1:m2", "t:P2:s3"],
    "installed_on": [date(2020, 1, 1), date(2026, 4, 10), None],
    "removed_on": [date(2026, 4, 10), None, None],
}


def test_the_meter_is_known_as_it_was_installed_on_the_day(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{installation_of: {meter: a, serial_no: b}, on: c}", "text")
    rows = rows_of(
        a=["m1", "m2", "m2", None, "m9"],
        b=[None, None, None, "s3", None],
        c=["2026-04-10", "2026-04-10", "2026-04-09", "2026-04-09", "2026-04-10"],
    )
    with DuckDbEngine(threads=1) as engine:
        engine.register("meter_installation", pa.table(INSTALLED))
        rows.known = Lookups(engine, frozenset({"meter_installation"}))
        assert one.on(rows) == ["t:P1:m1", "t:P1:m2", None, "t:P2:s3", None]
    assert one.expression.transform.looks_up == {"meter_installation"}
