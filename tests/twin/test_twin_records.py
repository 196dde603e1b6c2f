"""Records: rows of canonical tables, checked as they are put, with the day they are handed over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from jicha.schema import table
from jicha.twin.records import KNOWN_ON, Records

DAY = date(2025, 1, 5)


def test_a_row_comes_back_in_the_canonical_form_with_its_day() -> None:
    records = Records()
    records.put("bill", DAY, bill_id="b", total_charge=Decimal("1.50"))
    (row,) = records.rows("bill").to_pylist()
    assert (row["bill_id"], row["total_charge"], row[KNOWN_ON]) == ("b", Decimal("1.50"), DAY)
    assert row["customer_id"] is None
    assert records.rows("bill").schema.names == [*table("bill").by_name, KNOWN_ON]


def test_a_row_may_be_changed_until_it_is_read() -> None:
    records = Records()
    records.put("bill", DAY, bill_id="b")
    records.of("bill", bill_id="b")[0]["total_charge"] = Decimal(2)
    assert records.rows("bill")["total_charge"].to_pylist() == [Decimal("2.00")]


def test_a_column_that_no_table_has_is_refused() -> None:
    with pytest.raises(KeyError, match="no column colour"):
        Records().put("bill", DAY, bill_id="b", colour="red")


def test_whole_tables_and_single_rows_stand_together() -> None:
    records = Records()
    records.put("bill", DAY, bill_id="a")
    records.add("bill", pa.table({"bill_id": ["b", "c"], KNOWN_ON: [DAY, DAY]}))
    assert records.rows("bill")["bill_id"].to_pylist() == ["a", "b", "c"]
    assert records.names() == ["bill"]


def test_a_whole_table_with_an_unknown_column_or_without_its_days_is_refused() -> None:
    with pytest.raises(KeyError, match="colour"):
        Records().add("bill", pa.table({"colour": ["red"], KNOWN_ON: [DAY]}))
    with pytest.raises(KeyError, match="missing"):
        Records().add("bill", pa.table({"bill_id": ["b"]}))


def test_a_dropped_row_is_gone_and_its_twin_is_not() -> None:
    records = Records()
    first, _ = records.put("bill", DAY, bill_id="a"), records.put("bill", DAY, bill_id="a")
    records.drop("bill", first)
    assert len(records.rows("bill")) == 1


def test_a_table_without_rows_is_empty_and_has_its_columns() -> None:
    assert Records().rows("bill").num_rows == 0
    assert KNOWN_ON in Records().rows("bill").schema.names
