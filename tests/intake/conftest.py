"""A small source of bills to deliver in tests, and a store to deliver it to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.load import load_files
from jicha.intake.null_words import NullWords
from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text
from jicha.intake.report import IntakeReport
from jicha.intake.rows import Rows
from jicha.intake.sources.open import open_tables
from jicha.intake.sources.source import Source
from jicha.store.store import Store

BILLS = """
profile: trial
source: t
description: Bills for tests
description_zh: 测试账单
confidence: observed
confidence_from: made for tests
files:
  - file: bills
    header: [no, customer, day, kwh, status]
    nulls: ["-"]
    tables:
      - table: bill
        columns:
          bill_id: {identifier: [no]}
          customer_id: {identifier: [customer]}
          issued_on: {date: day}
          kwh: kwh
          meter_status: {code: status, codes: {"0": running, "1": abnormal}}
"""


@pytest.fixture
def bills_yaml() -> str:
    return BILLS


@pytest.fixture
def trial() -> Profile:
    return read_text(BILLS, "trial.yaml")


@pytest.fixture
def make_profile() -> Callable[..., Profile]:
    """Read a profile after replacing parts of the trial profile's text."""

    def make(**changes: str) -> Profile:
        text = BILLS
        for old, new in changes.items():
            text = text.replace({"corrections": "      - table: bill\n"}.get(old, old), new)
        return read_text(text, "trial.yaml")

    return make


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a text, bytes or a table as a file of a delivery."""

    def write_file(content: str | bytes | dict[str, Any] | pa.Table, name: str = "bills.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_bytes(content.encode())
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            pq.write_table(pa.table(content), path)
        return path

    return write_file


@pytest.fixture
def deliver(store: Store, write: Callable[..., Path], trial: Profile) -> Callable[..., IntakeReport]:
    """Deliver one file to the store and return the report."""

    def bring(
        content: Any, name: str = "bills.csv", profile: Profile | str | None = trial, leave_out: Sequence[str] = ()
    ) -> IntakeReport:
        return load_files(store, [write(content, name)], profile=profile, leave_out=leave_out)

    return bring


@pytest.fixture
def stored(store: Store) -> Callable[..., list[dict[str, Any]]]:
    """The rows of a canonical table, as they stand now."""

    def rows(table: str, columns: str, order: str = "") -> list[dict[str, Any]]:
        with DuckDbEngine(threads=1) as engine:
            store.snapshot().open(engine, [table])
            found = engine.query(f"SELECT {columns} FROM {table} ORDER BY {order or columns}")
        listed: list[dict[str, Any]] = found.to_pylist()
        return listed

    return rows


@pytest.fixture
def quarantined(store: Store) -> Callable[[], list[dict[str, Any]]]:
    """The reasons for which rows are kept out, without the whole records that stand beside them."""

    def rows() -> list[dict[str, Any]]:
        found = store.snapshot().quarantine().to_pylist()
        return [one for one in found if one["reason"] != "whole_record"]

    return rows


@pytest.fixture
def rows_of() -> Callable[..., Rows]:
    """A batch as the transforms see it."""

    def make(
        nulls: tuple[str, ...] = (),
        constants: dict[str, str] | None = None,
        received: date | None = None,
        **columns: Any,
    ) -> Rows:
        arrays = {name: one if isinstance(one, pa.Array) else pa.array(one) for name, one in columns.items()}
        return Rows(pa.RecordBatch.from_pydict(arrays), constants or {}, NullWords.stated(nulls), received)

    return make


@pytest.fixture
def source_of() -> Callable[..., Source]:
    """The first table of a file under the header that stands first in it."""

    def open_it(path: Path, delimiter: str = ",") -> Source:
        table = open_tables(path)[0]
        return table.source(next(table.headers([delimiter])))

    return open_it
