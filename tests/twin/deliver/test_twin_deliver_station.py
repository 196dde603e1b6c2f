"""A station shows its layouts what was new in a month, and what was known by its end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from jicha.schema import table
from jicha.twin.deliver.layout import Layout
from jicha.twin.deliver.station import Station
from jicha.twin.records import KNOWN_ON, Records

MONTHS = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]


def layout(sql: str) -> Layout:
    return Layout("x", "x", "asset", "csv", ("meter",), ("meter",), ("meter_id",), sql)


NEW = layout("SELECT t.meter_id, t.maker FROM new_meter AS t ORDER BY t.meter_id")
KNOWN = layout("SELECT t.meter_id, t.maker FROM meter AS t ORDER BY t.meter_id")
STATUS = layout("SELECT t.asset_status FROM meter AS t")


def seen(records: Records, shown: Layout, month: int) -> list[tuple[Any, ...]]:
    with Station(records, [NEW, KNOWN, STATUS], MONTHS) as station:
        station.begin(month)
        return [tuple(one.values()) for one in station.query(shown).to_pylist()]


@pytest.fixture
def records() -> Records:
    books = Records()
    books.put("meter", date(2019, 5, 1), meter_id="1", maker="甲", asset_status="running")
    books.put("meter", date(2026, 1, 31), meter_id="2", maker="乙", asset_status="running")
    books.put("meter", date(2026, 2, 1), meter_id="1", maker="丙", asset_status="running")
    books.put("meter", date(2026, 2, 1), meter_id="1", maker="丁", asset_status="running")
    return books


def test_the_first_month_has_what_was_known_before(records: Records) -> None:
    assert seen(records, NEW, 0) == [("1", "甲"), ("2", "乙")]


def test_a_later_month_has_what_is_new_in_it_and_of_two_states_the_latest(records: Records) -> None:
    assert seen(records, NEW, 1) == [("1", "丁")]
    assert seen(records, KNOWN, 0) == [("1", "甲"), ("2", "乙")]
    assert seen(records, KNOWN, 1) == [("1", "丁"), ("2", "乙")]


def test_codes_are_words_there(records: Records) -> None:
    assert seen(records, STATUS, 0) == [("运行",), ("运行",)]


def test_rows_added_as_a_whole_are_shown_alike() -> None:
    books = Records()
    books.add("meter", pa.table({"meter_id": ["5"], KNOWN_ON: pa.array([date(2026, 2, 28)], pa.date32())}))
    assert seen(books, NEW, 0) == []
    assert seen(books, NEW, 1) == [("5", None)]


def test_it_says_in_which_months_a_table_has_rows(records: Records) -> None:
    with Station(records, [NEW], MONTHS) as station:
        assert station.moved(["meter"], 0)
        assert station.moved(["meter"], 1)
        assert not station.moved(["customer"], 0)


def test_registers_of_a_month_do_not_stay_for_the_next() -> None:
    books = Records()
    row = {"point_id": "a", "register": "active_total", "day": date(2026, 1, 5), "reading": 7, "success": True}
    fields = [(name, table("register_daily").by_name[name].type.arrow) for name in row]
    rows = pa.Table.from_pylist([row], schema=pa.schema(fields))
    books.add("register_daily", rows.append_column(KNOWN_ON, pa.array([date(2026, 1, 6)], pa.date32())))
    shown = layout("SELECT t.point_id, t.active_total, t.active_deep FROM new_register_row AS t")
    with Station(books, [shown], MONTHS) as station:
        station.begin(0)
        assert [tuple(one.values()) for one in station.query(shown).to_pylist()] == [("a", 7, None)]
        station.begin(1)
        assert station.query(shown).num_rows == 0
