"""Blanks are filled in where the clues of a key agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from jicha.intake.complete import complete
from jicha.schema import tables
from jicha.store.delivery import Counts, DeliveredFile, Delivery
from jicha.store.rows import waiting_schema
from jicha.store.store import Store

Row = Mapping[str, Any]


def bring(store: Store, table: str, rows: Sequence[Row], waits: Sequence[Row] = ()) -> None:
    """Accept rows that state what they hold, and what they asked in vain."""
    known = tables()[table]
    schema = pa.schema([one for one in known.arrow_schema if one.name in rows[0]])
    files, moment = (DeliveredFile(table, table, 1),), datetime(2026, 1, 1)
    delivery = Delivery(source="t", profile="p", profile_digest="", files=files, received_at=moment)
    with store.begin(delivery) as writer:
        writer.append(table, pa.Table.from_pylist(rows, schema=schema), speaks=tuple(schema.names))
        writer.wait(table, pa.Table.from_pylist(waits, schema=waiting_schema(known)))
        writer.commit({table: Counts(len(rows), len(rows))})


def asks(bill: str, **clues: str) -> Row:
    return {"bill_id": bill, "column_name": "point_id", "family": "point", "source_row": int(bill), **clues}


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ([asks("1", customer="a")], "pa"),
        ([asks("1", customer="x")], None),
        ([asks("1", meter="unknown", customer="b")], "pb"),  # the first clue leads nowhere, the second does
        ([asks("1", customer="a"), asks("1", customer="a")], "pa"),
        ([asks("1", customer="a"), asks("1", customer="b")], None),  # one row, two answers
    ],
)
def test_the_first_clue_that_leads_to_one_answer_counts(
    store: Store, stored: Callable[..., list[dict[str, Any]]], waits: list[Row], expected: str | None
) -> None:
    bring(store, "point", [{"point_id": f"p{one}", "customer_id": one} for one in "ab"])
    bring(store, "bill", [{"bill_id": "1", "customer_id": "a"}, {"bill_id": "2", "customer_id": "b"}],
          [*waits, asks("2", customer="b")])  # fmt: skip
    (done,) = complete(store, progress=lambda *_: None)
    assert (done.blanks, done.tables) == (2 if expected else 1, {"bill"})
    assert [one["point_id"] for one in stored("bill", "bill_id, point_id")] == [expected, "pb"]
    assert sum(len(rows) for _, _, rows in store.snapshot().waiting()) == (0 if expected else len(waits))
    assert complete(store, progress=lambda *_: None) == ()
    assert store.check_files() == []


def test_where_nothing_waits_nothing_is_read(store: Store) -> None:
    assert complete(store, progress=lambda *_: None) == ()


def test_what_waits_beside_a_day_of_its_own_asks_for_another_day() -> None:
    """A register's key has a day; the day that its meter is asked for stands in a column of another name."""
    for name, known in tables().items():
        columns = waiting_schema(known).names
        assert len(columns) == len(set(columns)), name


def test_a_daily_register_of_a_meter_that_comes_later_is_completed(
    store: Store, stored: Callable[..., list[dict[str, Any]]]
) -> None:
    day = date(2026, 1, 5)
    row = {"point_id": "p", "register": "active_total", "day": day, "reading": Decimal("1.000")}
    waits = {
        "point_id": "p", "register": "active_total", "day": day, "column_name": "installation_id",
        "family": "installation", "meter": "m", "asked_day": day, "source_row": 1,
    }  # fmt: skip
    bring(store, "register_daily", [row], [waits])
    bring(store, "meter_installation", [{"installation_id": "i", "meter_id": "m", "installed_on": date(2026, 1, 1)}])
    (done,) = complete(store, progress=lambda *_: None)
    assert (done.blanks, done.tables) == (1, {"register_daily"})
    assert stored("register_daily", "day, installation_id") == [{"day": day, "installation_id": "i"}]
