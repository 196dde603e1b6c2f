"""A DuckDB in memory with the settings the engine relies on, its lock, and its complaints as our errors."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from jicha.engine.errors import EngineError, failed
from jicha.engine.workdays import work_calendar


def open_in_memory(
    *, threads: int | None, memory_limit_mib: int, temp_directory: Path | None
) -> duckdb.DuckDBPyConnection:
    """A fresh database that no other connection shares.

    Nothing is downloaded (no extension is installed or loaded), nothing is written outside ``temp_directory`` (None:
    it never spills), Python variables are not tables, and the order of rows is kept only where a query asks for it.
    """
    with complaints("opening the database"):
        return duckdb.connect(
            ":memory:",
            config={
                "threads": str(threads or os.cpu_count() or 1),
                "memory_limit": f"{memory_limit_mib}MiB",
                "temp_directory": str(temp_directory.resolve()) if temp_directory else "",
                "preserve_insertion_order": "false",
                "python_enable_replacements": "false",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
            },
        )


def give_calendar(connection: duckdb.DuckDBPyConnection) -> None:
    """Hand the counts of working days to a connection: variables are its own, and cursors do not inherit them."""
    connection.execute("SET VARIABLE jicha_workdays = ?::INTEGER[]", [work_calendar().counts.tolist()])


def lock(connection: duckdb.DuckDBPyConnection, allowed: Sequence[Path]) -> None:
    """Allow files under ``allowed`` only, then switch off everything else that is outside, then the settings.

    The order matters: switching external access off alone would block ``read_parquet`` too, and a locked
    configuration cannot be given directories any more.
    """
    folders = [str(path.resolve()) + os.sep for path in allowed if path.is_dir()]
    single = [str(path.resolve()) for path in allowed if not path.is_dir()]
    with complaints("locking the database"):
        connection.execute(f"SET allowed_directories = [{', '.join(map(text_literal, folders))}]")
        connection.execute(f"SET allowed_paths = [{', '.join(map(text_literal, single))}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")


@contextmanager
def complaints(sql: str) -> Iterator[None]:
    """Turn DuckDB's errors inside into EngineErrors that show ``sql``."""
    try:
        yield
    except duckdb.Error as error:
        raise failed("DuckDB", str(error), sql, _hint(error)) from error
    except (pa.ArrowException, OSError) as error:  # a streamed result reports through Arrow
        raise failed("DuckDB", str(error), sql, "Look for the value named in the message.") from error


def text_literal(text: str) -> str:
    """``text`` as a DuckDB string."""
    if "\0" in text:
        raise EngineError(f"{text!r} holds a NUL character", "Correct the name.")
    return "'" + text.replace("'", "''") + "'"


_HINTS: tuple[tuple[type[duckdb.Error], str], ...] = (
    (duckdb.CatalogException, "Register or compute the table first, or correct its name."),
    (duckdb.BinderException, "Correct the column's name or its type."),
    (duckdb.OutOfRangeException, "A value is too large for its type: cast to a wider one before computing."),
    (duckdb.ConversionException, "A value cannot become the type it is cast to: find and correct it."),
    (duckdb.OutOfMemoryException, "Raise memory_limit_mib, or give a temp_directory to spill to."),
    (duckdb.PermissionException, "The engine is locked down: it reads only the files it was given."),
    (duckdb.IOException, "Check that the file is there and whole: `jicha doctor --deep`."),
    (duckdb.ConnectionException, "The engine was closed: open another."),
)


def _hint(error: duckdb.Error) -> str:
    return next((hint for kind, hint in _HINTS if isinstance(error, kind)), "Correct the SQL.")
