"""Rows become files that say what is in them."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from store_world import bills, rejected, voids

from jicha.schema import SYSTEM_COLUMNS, table
from jicha.store.durable import file_digest
from jicha.store.manifest import FileKind, StoredFile
from jicha.store.part_files import write_parts
from jicha.store.rows import fit_base, fit_correction, fit_quarantine, stored_schema

BILL = table("bill")
MOMENT = datetime(2026, 2, 1)
SAME = {"batch_id": pa.scalar("x"), "received_at": pa.scalar(MOMENT, pa.timestamp("us"))}


def names() -> Iterator[str]:
    return (f"n{number}" for number in count(1))


def written(root: Path, rows: pa.Table, kind: FileKind = FileKind.BASE) -> list[StoredFile]:
    if kind is FileKind.QUARANTINE:
        return write_parts(root, fit_quarantine(rows), kind=kind, table=None, names=names(), same=SAME)
    fitted = fit_base(rows, BILL) if kind is FileKind.BASE else fit_correction(rows, BILL)
    fitted = fitted.append_column("source_row", pa.array(range(1, len(rows) + 1), pa.int64()))
    return write_parts(root, fitted, kind=kind, table=BILL, names=names(), same=SAME)


def test_a_file_is_described_as_it_is(tmp_path: Path) -> None:
    [file] = written(tmp_path, bills(("b1", "2026-01-05", 100), ("b2", "2026-03-06", 1)))
    assert file == StoredFile(
        path="tables/bill/2026-01_2026-03_n1.parquet",
        kind=FileKind.BASE,
        table="bill",
        sha256=file_digest(tmp_path / file.path),
        size_bytes=(tmp_path / file.path).stat().st_size,
        rows=2,
        time_from=date(2026, 1, 5),
        time_to=date(2026, 3, 6),
        undated=0,
        received_from=MOMENT,
        received_to=MOMENT,
    )
    read = pq.read_table(tmp_path / file.path)
    names = stored_schema(FileKind.BASE, BILL).names
    assert read.column_names == [name for name in names if name in read.column_names]
    assert {"bill_id", "customer_id", "issued_on", "kwh", *SYSTEM_COLUMNS.names} == set(read.column_names)
    assert read.column("batch_id").to_pylist() == ["x", "x"]
    assert read.column("received_at").to_pylist() == [MOMENT, MOMENT]


def test_source_rows_stay_with_their_row_when_a_part_is_sorted(tmp_path: Path) -> None:
    rows = bills(("late", "2026-01-31", 1), ("early", "2026-01-01", 2), ("none", "", 3))
    files = written(tmp_path, rows)
    found = [row for file in files for row in pq.read_table(tmp_path / file.path).to_pylist()]
    assert [(row["bill_id"], row["source_row"]) for row in found] == [("none", 3), ("early", 2), ("late", 1)]
    assert [file.undated for file in files] == [1, 0]


def test_kinds_lie_in_their_own_folders(tmp_path: Path) -> None:
    [correction] = written(tmp_path, voids("b1", "b2"), FileKind.CORRECTION)
    [quarantine] = written(tmp_path, rejected(3, 4), FileKind.QUARANTINE)
    assert correction.path == "corrections/bill/undated_n1.parquet"
    assert (quarantine.path, quarantine.table, quarantine.rows) == ("quarantine/undated_n1.parquet", "quarantine", 2)


def test_no_rows_make_no_file(tmp_path: Path) -> None:
    assert written(tmp_path, bills()) == []
    assert list(tmp_path.iterdir()) == []


def test_rows_that_keep_their_own_receipt_give_its_bounds(tmp_path: Path) -> None:
    fitted = fit_base(bills(("b1", "2026-01-05", 100), ("b2", "2026-01-06", 1)), BILL)
    for name, values in (
        ("source_row", pa.array([1, 1], pa.int64())),
        ("batch_id", pa.array(["x", "y"])),
        ("received_at", pa.array([MOMENT, datetime(2026, 5, 1)], pa.timestamp("us"))),
    ):
        fitted = fitted.append_column(name, values)
    [file] = write_parts(tmp_path, fitted, kind=FileKind.BASE, table=BILL, names=names(), same={})
    assert (file.received_from, file.received_to) == (MOMENT, datetime(2026, 5, 1))
    assert pq.read_table(tmp_path / file.path).column("batch_id").to_pylist() == ["x", "y"]


def test_many_parts_are_all_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jicha.store.parts.FILE_ROWS", 4)
    files = written(tmp_path, bills(*[(f"b{n:02d}", f"2026-{1 + n % 12:02d}-05", n) for n in range(24)]))
    assert sum(file.rows for file in files) == 24
    assert len({file.path for file in files}) == len(files) == 12
