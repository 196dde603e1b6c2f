"""`bill_of`"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.lookups import Lookups
from jicha.intake.rows import Rows

BILLS = {
    "bill_id": ["t:B1", "t:B2", "t:B3", "t:B4", "t:B5"],
    "customer_id": ["t:C1", "t:C1", "t:C2", "t:C2", "t:C2"],
    "month": [date(2026, 3, 1), date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1), date(2026, 5, 1)],
    "bill_status": ["issued", "issued", "issued", "reversed", None],
}


def test_a_customer_s_month_leads_to_its_bill_where_there_is_one(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{bill_of: {number: a, customer: b}, in: c}", "text")
    rows = rows_of(
        a=["B9", None, None, None, None, None],
        b=["C1", "C1", "C1", "C2", "C2", "C1"],
        c=["202603", "202603", "2026-04", "202604", "202605", None],
    )
    with DuckDbEngine(threads=1) as engine:
        engine.register("bill", pa.table(BILLS))
        rows.known = Lookups(engine, frozenset({"bill"}))
        assert one.on(rows) == ["t:B9", "t:B1", "t:B2", "t:B3", "t:B5", None]
        more = rows_of(a=[None], b=["C2"], c=["202604"])
        twice = {**BILLS, "bill_status": ["issued"] * 5}
        engine.register("bill", pa.table(twice))
        more.known = Lookups(engine, frozenset({"bill"}))
        assert one.on(more) == [None]


def test_a_customer_without_a_column_of_the_month_is_a_fault(tried: Callable[..., Any]) -> None:
    assert tried("{bill_of: {customer: a}}", "text").messages == ["a customer has many bills"]
    assert tried("{bill_of: {number: a}}", "text").messages == []
