"""The list of what is owed back to customers (清退台账), as it stands on a day, and how far it has been returned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.stage import compute_fact
from jicha.store.store import Store

_LIST, _PROGRESS = "refund_owed", "refund_progress"
_LINES = (
    "SELECT o.name AS unit, r.org_id, r.customer_id, r.kind, r.record_id, r.item, r.month, r.ended_on, r.document_no, "
    "r.charged, r.returned, r.unnamed, r.owed, r.confirmed, COALESCE(c.customer_status = 'closed', FALSE) AS closed "
    "FROM refund_owed AS r LEFT JOIN org AS o ON o.org_id = r.org_id "
    "LEFT JOIN customer AS c ON c.customer_id = r.customer_id "
    "ORDER BY r.org_id NULLS LAST, r.customer_id NULLS LAST, r.month NULLS LAST, r.kind, r.record_id, r.item"
)
_SHARES = (
    "SELECT o.name AS unit, p.org_id, p.kind, p.item, p.records, p.charged, p.returned, p.owed, p.unknown_records, "
    "p.open_records, p.share_percent FROM refund_progress AS p LEFT JOIN org AS o ON o.org_id = p.org_id "
    "ORDER BY p.org_id NULLS LAST, p.kind, p.item"
)


@dataclass(frozen=True, slots=True)
class Refunds:
    """``lines``: a row for each bill and item, or fee, that is on the list. ``progress``: sums by unit, reason, item.

    Money is CNY. A blank ``owed`` means that it is not known what was returned. ``closed``: the customer has left, and
    no bill to come can carry the money.
    """

    day: date
    lines: pa.Table
    progress: pa.Table

    def open_lines(self) -> list[Mapping[str, Any]]:
        """The lines that are not known to be returned in full."""
        return [row for row in self.lines.to_pylist() if row["owed"] is None or row["owed"] > 0]

    def owed(self) -> Decimal:
        """The money still owed, as far as it is known."""
        return sum((row["owed"] for row in self.open_lines() if row["owed"] is not None), Decimal(0))


def refunds_owed(root: Path, day: date) -> Refunds:
    """Compute the list from the records in the store at ``root``, by the price books and lists of fees it holds.

    It is no run and is not kept: it is to be followed day by day, until nothing is owed.
    """
    library = Library.shipped()
    pages = [library.pages[_LIST], library.pages[_PROGRESS]]
    snapshot = Store.open(root).snapshot()
    window = Window(day, day + timedelta(days=1), day)
    with DuckDbEngine() as engine:
        facts = library.facts_for(pages)
        snapshot.open(engine, sorted({"org", "customer", *library.tables_for([*pages, *facts])}))
        engine.lock_down([root])
        for page in {one.code: one for one in (*facts, *pages)}.values():
            compute_fact(engine, page, {}, window)
        return Refunds(day, engine.query(_LINES), engine.query(_SHARES))
