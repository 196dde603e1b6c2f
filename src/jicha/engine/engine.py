"""What an engine must be able to do; DuckDB and Spark are the two that do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyarrow as pa

Kernel = Callable[[pa.Table], pa.Table]


class Engine(Protocol):
    """Runs portable SQL (see engine/dialect.py) and kernels over named tables. One engine serves one job.

    All SQL given here is in the portable subset, in DuckDB's spelling, with our functions (``days_between`` ...); the
    engine translates it. Results are Arrow with canonical types: decimals stay decimals, dates are ``date32``.
    """

    name: str

    def register(self, name: str, rows: pa.Table) -> None:
        """Make ``rows`` readable as table ``name`` (replaces an earlier one of that name)."""

    def register_files(self, name: str, files: Sequence[Path], schema: pa.Schema) -> None:
        """Make Parquet files readable as one table. Columns a file lacks read as NULL; no file means no rows."""

    def view(self, name: str, sql: str) -> None:
        """Give a query a name; computed where it is used."""

    def materialize(self, name: str, sql: str) -> None:
        """Compute a query once and keep its rows under ``name``."""

    def materialize_kernel(
        self, name: str, kernel: Kernel, sql: str, partition_by: Sequence[str], schema: pa.Schema
    ) -> None:
        """Run ``kernel`` over the rows of ``sql`` and keep its rows as ``name``.

        The kernel sees Arrow tables that each hold whole groups of ``partition_by`` (one or many), ordered by it, and
        returns rows of ``schema``. It must not depend on which groups come together. With EACH_ROW rows come as they
        do, cut anywhere.
        """

    def query(self, sql: str) -> pa.Table:
        """Run a query to its end."""

    def stream(self, sql: str, batch_rows: int = 100_000) -> Iterator[pa.RecordBatch]:
        """Run a query and hand its rows over in batches."""

    def drop(self, name: str) -> None:
        """Forget a table or view, if it is there."""

    def lock_down(self, allowed: Sequence[Path]) -> None:
        """From here on read only files under ``allowed``, reach nothing else, and refuse to be configured."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
