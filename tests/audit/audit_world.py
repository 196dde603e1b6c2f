"""A small store for the tests of the audit: bills and points delivered, and one rule to audit them with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from jicha.audit.results import RunResult
from jicha.audit.run import audit
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.read import read_text
from jicha.schema import table
from jicha.store import Counts, DeliveredFile, Delivery, Store

RULE = """---
code: BIL-016
title: Transformer loss charged to a customer metered on the high side
title_zh: 高供高计客户计收变损
subject: {bill: bill_id}
severity: breach
impact: price
scope: point
history: 1 month
grain: period
params:
  tolerance: 0.01 kWh
---
```sql
SELECT b.bill_id AS subject_id, b.month AS period, b.loss_charge AS at_stake_money,
       p.metering_side = 'hv_metered_hv_supplied' AND b.loss_kwh > :tolerance AS breach,
       p.metering_side, b.loss_kwh
FROM bill AS b LEFT JOIN point AS p ON p.point_id = b.point_id
```
"""

LIBRARY = Library.of([read_text(RULE, "BIL-016.md")])
JANUARY = Window(date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 31))


def bill(bill_id: str, point_id: str, loss_kwh: str, month: date = date(2026, 1, 1)) -> dict[str, Any]:
    """A bill with a loss of so many kWh, charged at one yuan each."""
    return {
        "bill_id": bill_id,
        "point_id": point_id,
        "customer_id": f"c_{point_id}",
        "month": month,
        "issued_on": month.replace(day=20),
        "loss_kwh": Decimal(loss_kwh),
        "loss_charge": Decimal(loss_kwh),
    }


def high(point_id: str) -> dict[str, Any]:
    """A point metered on the high side."""
    return {"point_id": point_id, "metering_side": "hv_metered_hv_supplied"}


def low(point_id: str) -> dict[str, Any]:
    """A point metered on the low side."""
    return {"point_id": point_id, "metering_side": "lv_metered_hv_supplied"}


def deliver(store: Store, name: str, received: str, *, correct: bool = False, **rows: Sequence[dict[str, Any]]) -> None:
    """Accept one delivery with rows for several tables (or corrections of them)."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    delivery = Delivery(
        source="test",
        profile="test",
        profile_digest="p",
        files=(DeliveredFile(name, digest, 1),),
        received_at=datetime.fromisoformat(received),
    )
    with store.begin(delivery) as writer:
        for table_name, some in rows.items():
            arrow = pa.Table.from_pylist(list(some), schema=table(table_name).arrow_schema)
            (writer.correct if correct else writer.append)(table_name, arrow)
        writer.commit({table_name: Counts(len(some), len(some)) for table_name, some in rows.items()})


def run(store: Store, window: Window = JANUARY, library: Library = LIBRARY, **more: Any) -> RunResult:
    """Audit the store."""
    return audit(store, library, window, **more)


def standings(result: RunResult) -> dict[str, str]:
    """Standing by subject."""
    return dict(zip(result.findings["subject_id"].to_pylist(), result.findings["standing"].to_pylist(), strict=True))
