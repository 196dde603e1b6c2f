"""The embedded engine: DuckDB in memory over Arrow tables and Parquet files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from jicha.engine.chunks import EACH_ROW, batch_rows_for, gathered, whole_groups
from jicha.engine.decimals import Digits
from jicha.engine.dialect import DEFAULT_TIME_ZONE, checked_time_zone, decimal_columns, to_duckdb
from jicha.engine.duckdb_session import complaints, give_calendar, lock, open_in_memory, text_literal
from jicha.engine.engine import Kernel
from jicha.engine.errors import EngineError
from jicha.engine.parquet import files_by_schema
from jicha.engine.portable import plain_name, tables_read
from jicha.engine.types import as_result, conform, duckdb_type

_FRESH = "jicha__fresh"  # where rows stand until they are complete and take the name they are for
_INCOMING = "jicha__incoming"
_WHOLE_TYPES = ("HUGEINT", "UHUGEINT")  # Arrow shows these as decimals
_NARROW_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", *_WHOLE_TYPES)


class DuckDbEngine:
    """One DuckDB of its own, gone when closed. See :class:`jicha.engine.engine.Engine` for what each method promises.

    ``memory_limit_mib`` bounds what DuckDB holds; with ``temp_directory`` it spills there beyond that, without it
    fails. Rows come in no particular order unless a query says ORDER BY.
    """

    name = "duckdb"

    def __init__(
        self,
        *,
        threads: int | None = None,
        memory_limit_mib: int = 2048,
        temp_directory: Path | None = None,
        time_zone: str = DEFAULT_TIME_ZONE,
    ) -> None:
        self._time_zone = checked_time_zone(time_zone)
        self._connection = open_in_memory(
            threads=threads, memory_limit_mib=memory_limit_mib, temp_directory=temp_directory
        )
        give_calendar(self._connection)
        self._tables: dict[str, str] = {}  # name -> TABLE or VIEW
        self._decimals: dict[str, dict[str, Digits]] = {}
        self._allowed: tuple[Path, ...] | None = None

    def register(self, name: str, rows: pa.Table) -> None:
        """Copy ``rows`` in under ``name``: a copy needs no watching over, and every cursor sees it."""
        self._connection.register(_INCOMING, as_result(rows))
        try:
            self._keep(plain_name(name), f'SELECT * FROM "{_INCOMING}"', name)
        finally:
            self._connection.unregister(_INCOMING)

    def register_files(self, name: str, files: Sequence[Path], schema: pa.Schema) -> None:
        """Make Parquet files readable as one table of exactly ``schema``; hive paths are not read as columns."""
        parts = []
        for known, paths in files_by_schema(files, self._allowed):
            columns = ", ".join(_column_of_file(field, known) for field in schema)
            listed = ", ".join(text_literal(str(path)) for path in paths)
            parts.append(f"SELECT {columns} FROM read_parquet([{listed}], hive_partitioning = false)")
        nothing = ", ".join(f'CAST(NULL AS {duckdb_type(field.type)}) AS "{field.name}"' for field in schema)
        body = " UNION ALL ".join(parts) or f"SELECT {nothing} WHERE false"
        self._name(plain_name(name), body, name)

    def view(self, name: str, sql: str) -> None:
        """Give a query a name; computed where it is used."""
        if plain_name(name) in tables_read(sql):
            raise EngineError(f"the view {name} would read itself", "Materialize it, or choose another name.")
        self._name(plain_name(name), self._translated(sql), sql)

    def materialize(self, name: str, sql: str) -> None:
        """Compute a query once and keep its rows; it may read the table it replaces."""
        self._keep(plain_name(name), self._translated(sql), sql)

    def materialize_kernel(
        self, name: str, kernel: Kernel, sql: str, partition_by: Sequence[str], schema: pa.Schema
    ) -> None:
        """Run ``kernel`` over ``sql`` in chunks of whole groups and keep what it gives.

        Rows are ordered by ``partition_by`` and then by the other columns as the SELECT lists them (lists apart), so a
        kernel that wants days in order lists the day next; for EACH_ROW they are not ordered at all. An error of the
        kernel passes through; ``name`` then keeps what it had.
        """
        keep = plain_name(name)
        translated = self._translated(sql)
        with complaints(sql):
            order = "" if tuple(partition_by) == EACH_ROW else _order(self._described(translated), partition_by)
            self._make_empty(_FRESH, schema)
        ordered = f"SELECT * FROM ({translated}) ORDER BY {order}" if order else translated
        chunks = whole_groups(self._streamed(ordered, sql, batch_rows_for(partition_by)), partition_by)
        for given in gathered(conform(kernel(chunk), schema, f"the kernel of {name}") for chunk in chunks):
            with complaints(f"the rows of the kernel of {name}"):
                self._connection.register(_INCOMING, given)
                self._connection.execute(f'INSERT INTO main."{_FRESH}" SELECT * FROM "{_INCOMING}"')
                self._connection.unregister(_INCOMING)
        self._take_name(keep, _decimals((field.name, duckdb_type(field.type)) for field in schema))

    def query(self, sql: str) -> pa.Table:
        """Run a query to its end."""
        translated = self._translated(sql)
        with complaints(sql):
            result = self._connection.execute(translated)
            whole = _whole_columns(result)
            rows = result.to_arrow_table()
        return as_result(rows, whole)

    def stream(self, sql: str, batch_rows: int = 100_000) -> Iterator[pa.RecordBatch]:
        """Run a query and hand its rows over in batches; other calls may come in between."""
        return self._streamed(self._translated(sql), sql, batch_rows)

    def drop(self, name: str) -> None:
        """Forget a table or view, if it is there."""
        self._forget(plain_name(name))

    def lock_down(self, allowed: Sequence[Path]) -> None:
        """From here on read only files under ``allowed``, reach nothing else, and refuse to be configured."""
        lock(self._connection, allowed)
        self._allowed = tuple(path.resolve() for path in allowed)

    def close(self) -> None:
        """Give everything back. Closing twice is no error."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _translated(self, sql: str) -> str:
        known = {table: self._decimals[table] for table in tables_read(sql) if self._decimals.get(table)}
        return to_duckdb(sql, self._time_zone, decimal_columns(known))

    def _described(self, translated: str) -> list[tuple[str, str]]:
        """The names and types of a query's columns, without running it."""
        rows = self._connection.execute(f"DESCRIBE {translated}").fetchall()
        return [(str(row[0]), str(row[1])) for row in rows]

    def _whole_select(self, translated: str) -> tuple[str, dict[str, Digits]]:
        """The query with all integers as BIGINT, and which of its columns are decimals."""
        columns = self._described(translated)
        decimals = _decimals(columns)
        if not any(kind in _NARROW_INTEGERS for _, kind in columns):
            return translated, decimals
        chosen = (
            f"CAST({_quoted(name)} AS BIGINT) AS {_quoted(name)}" if kind in _NARROW_INTEGERS else _quoted(name)
            for name, kind in columns
        )
        return f"SELECT {', '.join(chosen)} FROM ({translated})", decimals

    def _name(self, name: str, translated: str, shown: str) -> None:
        with complaints(shown):
            select, decimals = self._whole_select(translated)
            self._forget(name)
            self._connection.execute(f'CREATE VIEW main."{name}" AS {select}')
        self._tables[name], self._decimals[name] = "VIEW", decimals

    def _keep(self, name: str, translated: str, shown: str) -> None:
        with complaints(shown):
            select, decimals = self._whole_select(translated)
            self._connection.execute(f'CREATE OR REPLACE TABLE main."{_FRESH}" AS {select}')
        self._take_name(name, decimals)

    def _take_name(self, name: str, decimals: dict[str, Digits]) -> None:
        with complaints(f"naming {name}"):
            self._forget(name)
            self._connection.execute(f'ALTER TABLE main."{_FRESH}" RENAME TO "{name}"')
        self._tables[name], self._decimals[name] = "TABLE", decimals

    def _make_empty(self, name: str, schema: pa.Schema) -> None:
        columns = ", ".join(f"{_quoted(field.name)} {duckdb_type(field.type)}" for field in schema)
        self._connection.execute(f'CREATE OR REPLACE TABLE main."{name}" ({columns})')

    def _forget(self, name: str) -> None:
        kind = self._tables.pop(name, None)
        self._decimals.pop(name, None)
        if kind:
            with complaints(f"dropping {name}"):
                self._connection.execute(f'DROP {kind} IF EXISTS main."{name}"')

    def _streamed(self, translated: str, shown: str, batch_rows: int) -> Iterator[pa.RecordBatch]:
        # On one connection a second statement silently ends the rows of the first: so each stream has a cursor.
        cursor = self._connection.cursor()
        try:
            with complaints(shown):
                give_calendar(cursor)
                result = cursor.execute(translated)
                whole = _whole_columns(result)
                reader = result.to_arrow_reader(batch_rows)
            yield from _as_results(reader, whole, shown)
        finally:
            cursor.close()


def _as_results(reader: pa.RecordBatchReader, whole: list[str], shown: str) -> Iterator[pa.RecordBatch]:
    while True:
        with complaints(shown):
            try:
                batch = reader.read_next_batch()
            except StopIteration:
                return
        yield from as_result(pa.Table.from_batches([batch]), whole).to_batches()


def _decimals(columns: Iterable[tuple[str, str]]) -> dict[str, Digits]:
    """The decimals among described columns: ``DECIMAL(18,3)``."""
    found = ((name.lower(), re.fullmatch(r"DECIMAL\((\d+), ?(\d+)\)", kind)) for name, kind in columns)
    return {name: Digits(int(match[1]), int(match[2])) for name, match in found if match}


def _whole_columns(result: duckdb.DuckDBPyConnection) -> list[str]:
    return [str(column[0]) for column in result.description or () if str(column[1]) in _WHOLE_TYPES]


def _order(columns: Iterable[tuple[str, str]], partition_by: Sequence[str]) -> str:
    """The sort of a kernel's input: its groups, then every column that can be compared cheaply."""
    names = [name for name, kind in columns if name not in partition_by and not kind.endswith("[]")]
    return ", ".join(f"{_quoted(name)} NULLS LAST" for name in [*partition_by, *names])


def _column_of_file(field: pa.Field, known: pa.Schema) -> str:
    source = _quoted(field.name) if field.name in known.names else "NULL"
    if source != "NULL" and pa.types.is_timestamp(kind := known.field(field.name).type) and kind.tz:
        source = f"timezone('UTC', {source})"  # a cast would go by the session's zone
    return f"CAST({source} AS {duckdb_type(field.type)}) AS {_quoted(field.name)}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
