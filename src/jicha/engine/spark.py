"""The distributed engine: Spark, local by default, or the session of a cluster."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import PathFinder
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from jicha.engine.chunks import EACH_ROW, whole_groups
from jicha.engine.dialect import DEFAULT_TIME_ZONE, checked_time_zone, to_spark
from jicha.engine.engine import Kernel
from jicha.engine.errors import EngineError
from jicha.engine.parquet import files_by_schema
from jicha.engine.portable import plain_name, tables_read
from jicha.engine.spark_session import complaints, import_pyspark, own_session, start_local
from jicha.engine.types import as_result, conform, spark_type


class SparkEngine:
    """Spark with tables of its own. See :class:`jicha.engine.engine.Engine` for what each method promises.

    Without ``session`` a local one is started (or the one that runs already is used) and, if it was started here,
    stopped on closing. With ``session`` only a session beside it is used: nothing of the cluster's settings changes.
    Kernels run in the workers, which need jicha installed. Large Arrow tables travel through the driver: give bulk
    data as files. ``session`` (the attribute) is that session beside, for looking at what Spark does.
    """

    name = "spark"

    def __init__(
        self,
        session: Any = None,
        *,
        threads: int = 2,
        memory_mib: int = 1024,
        temp_directory: Path | None = None,
        time_zone: str = DEFAULT_TIME_ZONE,
    ) -> None:
        self._time_zone = checked_time_zone(time_zone)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._started: Any = None
        running = session or import_pyspark().SparkSession.getActiveSession()
        if running is None:
            self._folder = tempfile.TemporaryDirectory(prefix="jicha-spark-", dir=temp_directory)
            running = self._started = start_local(Path(self._folder.name), threads=threads, memory_mib=memory_mib)
        self.session = own_session(running)
        self._is_local = str(running.sparkContext.master).startswith("local")
        self._kept: dict[str, Any] = {}  # materialized frames that hold memory until dropped
        self._allowed: tuple[Path, ...] | None = None

    def register(self, name: str, rows: pa.Table) -> None:
        """Make ``rows`` readable as table ``name``."""
        with complaints(f"registering {name}"):
            self._show(plain_name(name), self.session.createDataFrame(as_result(rows)))

    def register_files(self, name: str, files: Sequence[Path], schema: pa.Schema) -> None:
        """Make Parquet files readable as one table of exactly ``schema``; hive paths are not read as columns."""
        plain = plain_name(name)
        groups = list(files_by_schema(files, self._allowed))
        with complaints(f"reading the files of {name}"):
            frame = self.session.createDataFrame([], _ddl(schema))
            for known, paths in groups:
                frame = frame.unionAll(self._frame_of_files(known, paths, schema))
            self._show(plain, frame)

    def view(self, name: str, sql: str) -> None:
        """Give a query a name; computed where it is used."""
        if plain_name(name) in tables_read(sql):
            raise EngineError(f"the view {name} would read itself", "Materialize it, or choose another name.")
        with complaints(sql):
            self._show(plain_name(name), self._frame(sql))

    def materialize(self, name: str, sql: str) -> None:
        """Compute a query once and keep its rows; it may read the table it replaces."""
        plain = plain_name(name)
        with complaints(sql):
            self._keep(plain, self._frame(sql))

    def materialize_kernel(
        self, name: str, kernel: Kernel, sql: str, partition_by: Sequence[str], schema: pa.Schema
    ) -> None:
        """Run ``kernel`` over ``sql`` in the workers, in chunks of whole groups, and keep what it gives.

        Rows come in the order that DuckDbEngine gives them in. An error of the kernel becomes an EngineError.
        """
        plain = plain_name(name)
        _send_by_value(kernel)
        with complaints(sql):
            frame = self._frame(sql)
            task = _task(kernel, tuple(partition_by), schema, f"the kernel of {name}")
            if tuple(partition_by) == EACH_ROW:
                self._keep(plain, frame.mapInArrow(task, _ddl(schema)))
                return
            rest = [field.name for field in frame.schema if field.name not in partition_by and not _is_list(field)]
            order = [frame[column].asc_nulls_last() for column in [*partition_by, *rest]]
            parted = (
                frame.repartition(*(frame[column] for column in partition_by)) if partition_by else frame.coalesce(1)
            )
            self._keep(plain, parted.sortWithinPartitions(*order).mapInArrow(task, _ddl(schema)))

    def query(self, sql: str) -> pa.Table:
        """Run a query to its end."""
        with complaints(sql):
            return as_result(self._frame(sql).toArrow())

    def stream(self, sql: str, batch_rows: int = 100_000) -> Iterator[pa.RecordBatch]:
        """Run a query and hand its rows over in batches; one partition at a time is held here."""
        with complaints(sql):
            rows = self._frame(sql).mapInArrow(_as_messages, "message BINARY").toLocalIterator()
        while True:
            with complaints(sql):
                row = next(rows, None)
            if row is None:
                return
            with pa.ipc.open_stream(row[0]) as reader:
                yield from as_result(reader.read_all()).to_batches(max_chunksize=batch_rows)

    def drop(self, name: str) -> None:
        """Forget a table or view, if it is there."""
        plain = plain_name(name)
        with complaints(f"dropping {name}"):
            self.session.catalog.dropTempView(plain)
            self._release(plain)

    def lock_down(self, allowed: Sequence[Path]) -> None:
        """From here on read only files under ``allowed``.

        Spark has no lock of its own; what holds is that this engine runs single SELECTs over registered tables with
        known functions and nothing else, in a session that does not read files by name.
        """
        self._allowed = tuple(path.resolve() for path in allowed)

    def close(self) -> None:
        """Forget all tables, and stop the session if it was started here. Closing twice is no error."""
        for name in list(self._kept):
            self._release(name)
        if self._started is not None:
            self._started.stop()
            self._started = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _frame(self, sql: str) -> Any:
        return self.session.sql(to_spark(sql, self._time_zone))

    def _show(self, name: str, frame: Any) -> None:
        _with_bigints(frame).createOrReplaceTempView(name)
        self._release(name)

    def _keep(self, name: str, frame: Any) -> None:
        """Compute now. In one process a checkpoint is quickest; on a cluster a cache survives the loss of a worker."""
        whole = _with_bigints(frame)
        if self._is_local:
            kept = whole.localCheckpoint(eager=True)
        else:
            kept = whole.persist()
            kept.count()
        kept.createOrReplaceTempView(name)
        self._release(name)
        if not self._is_local:
            self._kept[name] = kept

    def _release(self, name: str) -> None:
        kept = self._kept.pop(name, None)
        if kept is not None:
            kept.unpersist()

    def _frame_of_files(self, known: pa.Schema, paths: Sequence[Path], schema: pa.Schema) -> Any:
        """One group of files with equal columns. Looking up files recursively keeps Spark from reading hive paths."""
        wanted = pa.schema(field for field in known if field.name in schema.names)
        if not len(wanted):  # the files have none of the columns, yet each row counts
            wanted = pa.schema([known.field(0)])
        reader = self.session.read.schema(_ddl(wanted)).option("recursiveFileLookup", "true")
        frame = reader.parquet(*(f"file://{path}" for path in paths))
        return frame.selectExpr(*(_column_of_file(field, wanted) for field in schema))


def _task(
    kernel: Kernel, partition_by: tuple[str, ...], schema: pa.Schema, what: str
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a worker does with one partition. It must carry nothing of this process with it."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        results = (result for batch in batches for result in as_result(pa.Table.from_batches([batch])).to_batches())
        for chunk in whole_groups(results, partition_by):
            yield from conform(kernel(chunk), schema, what).to_batches()

    return run


def _send_by_value(kernel: Kernel) -> None:
    """A kernel read from a file that is no installed module cannot be imported by a worker: send its code along."""
    from pyspark import cloudpickle  # type: ignore[attr-defined,unused-ignore]

    module = sys.modules.get(kernel.__module__)
    if module is None or kernel.__module__ == "__main__":
        return
    # Asked of the path: find_spec of a loaded module would only say that it is loaded here.
    importable = PathFinder.find_spec(kernel.__module__.partition(".")[0]) is not None
    if not importable:
        register: Callable[[Any], None] = cloudpickle.register_pickle_by_value
        register(module)


def _as_messages(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Each Arrow batch as one binary value, so that Spark's row iterator carries whole batches."""
    for batch in batches:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        yield pa.RecordBatch.from_arrays([pa.array([sink.getvalue().to_pybytes()], pa.binary())], ["message"])


def _with_bigints(frame: Any) -> Any:
    """Integers as BIGINT, as in canonical tables, and every column as one of its own.

    Spark tells columns apart by a number, which a table made by a query would share with the table that it was made
    from; a query that joins the two is then refused.
    """
    small = ("tinyint", "smallint", "int")
    return frame.select(
        *(
            (frame[_quoted(name)].cast("bigint") if kind in small else frame[_quoted(name)]).alias(name)
            for name, kind in frame.dtypes
        )
    )


def _is_list(field: Any) -> bool:
    return str(field.dataType.typeName()) == "array"


def _ddl(schema: pa.Schema) -> str:
    return ", ".join(f"{_quoted(field.name)} {spark_type(field.type)}" for field in schema)


def _column_of_file(field: pa.Field, known: pa.Schema) -> str:
    source = _quoted(field.name) if field.name in known.names else "NULL"
    return f"CAST({source} AS {spark_type(field.type)}) AS {_quoted(field.name)}"


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
