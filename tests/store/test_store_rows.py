"""Rows are made to fit without loss, or refused with what does not fit."""

from decimal import Decimal

import pyarrow as pa
import pytest
from store_world import bills, handmade, rejected, voids

from jicha.schema import SYSTEM_COLUMNS, table
from jicha.store.errors import RowsDoNotFit, UnknownTable
from jicha.store.manifest import FileKind
from jicha.store.rows import buffered, canonical, fit_base, fit_correction, fit_quarantine, stored_schema

BILL = table("bill")


def with_column(name: str, values: object, kind: pa.DataType) -> pa.Table:
    rows = bills(("b1", "2026-01-05", 100))
    if name in rows.column_names:
        return rows.set_column(rows.column_names.index(name), name, pa.array(values, kind))
    return rows.append_column(name, pa.array(values, kind))


def test_columns_come_in_the_canonical_order_and_blank_ones_are_left_out() -> None:
    rows = bills(("b1", "2026-01-05", 100), ("b2", "", None)).select(["kwh", "bill_id"])
    rows = rows.append_column("gas_m3", pa.nulls(2))
    fitted = fit_base(rows, BILL)
    assert fitted.schema == pa.schema([BILL.arrow_schema.field("bill_id"), BILL.arrow_schema.field("kwh")])
    assert fitted.column("kwh").to_pylist() == [Decimal("100.000"), None]


@pytest.mark.parametrize(
    ("kind", "value"),
    [(pa.decimal128(9, 1), Decimal("7.5")), (pa.int32(), 7), (pa.decimal128(38, 3), Decimal("7.125"))],
)
def test_a_value_that_fits_without_loss_is_taken_in_another_type(kind: pa.DataType, value: object) -> None:
    assert fit_base(with_column("kwh", [value], kind), BILL).column("kwh").to_pylist() == [value]


def test_text_is_taken_in_any_encoding() -> None:
    for kind in (pa.large_string(), pa.dictionary(pa.int32(), pa.string())):
        fitted = fit_base(with_column("customer_id", ["c1"], kind), BILL)
        assert fitted.column("customer_id").to_pylist() == ["c1"]


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("kwh", pa.float64(), 7.5),  # no float ever enters
        ("kwh", pa.string(), "7.5"),  # text is read as numbers by intake alone
        ("kwh", pa.decimal128(18, 4), Decimal("7.1234")),  # a digit would be lost
        ("issued_on", pa.string(), "2026-01-05"),
    ],
)
def test_a_type_that_may_lose_something_is_refused(name: str, kind: pa.DataType, value: object) -> None:
    with pytest.raises(RowsDoNotFit, match=f"the column {name} of bill is .* and must be"):
        fit_base(with_column(name, [value], kind), BILL)


def test_a_column_that_is_not_canonical_is_refused() -> None:
    with pytest.raises(RowsDoNotFit, match="bill has no column kwhs"):
        fit_base(bills(("b1", "2026-01-05", 1)).rename_columns(["bill_id", "customer_id", "issued_on", "kwhs"]), BILL)


def test_a_missing_key_and_a_blank_key_are_refused() -> None:
    rows = bills(("b1", "2026-01-05", 100))
    with pytest.raises(RowsDoNotFit, match="the column bill_id of bill is missing"):
        fit_base(rows.drop_columns(["bill_id"]), BILL)
    with pytest.raises(RowsDoNotFit, match="1 rows of bill have no bill_id"):
        fit_base(with_column("bill_id", [None], pa.string()), BILL)


def test_all_that_does_not_fit_is_told_at_once() -> None:
    with pytest.raises(RowsDoNotFit) as caught:
        fit_base(pa.table({"kwhs": [1], "kwht": [2]}), BILL)
    assert len(caught.value.faults) == 3


def test_a_column_named_as_one_of_the_stores_own_is_refused() -> None:
    taken = handmade("taken", "taken_id pk", "batch_id")
    with pytest.raises(RowsDoNotFit, match=r"taken\.batch_id bears the name of a column of the store's own"):
        fit_base(pa.table({"taken_id": ["t1"]}), taken)


def test_a_correction_is_no_removal_unless_it_says_so() -> None:
    assert fit_correction(bills(("b1", "2026-01-05", 100)), BILL).column("voided").to_pylist() == [False]
    assert fit_correction(voids("b1"), BILL).column("voided").to_pylist() == [True]
    mixed = pa.table({"bill_id": ["b1", "b2"], "voided": [True, None]})
    assert fit_correction(mixed, BILL).column("voided").to_pylist() == [True, False]


def test_only_a_removal_may_be_blank_where_a_row_must_not() -> None:
    thing = handmade("thing", "thing_id pk", "name required")
    keys = pa.table({"thing_id": ["t1"]})
    assert fit_correction(keys.append_column("voided", pa.array([True])), thing).column_names == ["thing_id", "voided"]
    with pytest.raises(RowsDoNotFit, match="1 rows of thing have no name"):
        fit_correction(keys, thing)


def test_a_source_row_may_be_given() -> None:
    rows = bills(("b1", "2026-01-05", 100)).append_column("source_row", pa.array([17]))
    assert fit_base(rows, BILL).column("source_row").to_pylist() == [17]


def test_quarantined_rows_must_say_where_and_why() -> None:
    assert fit_quarantine(rejected(3)).num_rows == 1
    with pytest.raises(RowsDoNotFit, match="the column reason of quarantine is missing"):
        fit_quarantine(rejected(3).drop_columns(["reason"]))


def test_a_stream_is_handed_over_in_pieces_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jicha.store.rows._BUFFER_ROWS", 3)
    rows = pa.table({"n": list(range(10))})
    streamed = [piece.column("n").to_pylist() for piece in buffered(rows.to_reader(max_chunksize=2))]
    assert streamed == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
    assert [piece.column("n").to_pylist() for piece in buffered(rows)] == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]
    assert list(buffered(rows.slice(0, 0))) == []


def test_the_columns_of_a_file_are_the_canonical_ones_and_the_stores_own() -> None:
    assert stored_schema(FileKind.BASE, BILL).names == [*BILL.by_name, *SYSTEM_COLUMNS.names]
    assert stored_schema(FileKind.CORRECTION, BILL).names == [*BILL.by_name, *SYSTEM_COLUMNS.names, "voided"]
    assert stored_schema(FileKind.QUARANTINE).names[-2:] == ["batch_id", "received_at"]


def test_a_name_that_is_no_table_is_refused() -> None:
    with pytest.raises(UnknownTable):
        canonical("bils")
