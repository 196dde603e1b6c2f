"""Two engines for the suites that compare them, and the same question put to both."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest

from jicha.engine.compare import Difference, compare
from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.engine.spark import SparkEngine


@pytest.fixture(scope="session")
def duckdb_engine() -> Iterator[DuckDbEngine]:
    with DuckDbEngine(threads=2, memory_limit_mib=1024) as engine:
        yield engine


@pytest.fixture(scope="session")
def spark_engine() -> Iterator[SparkEngine]:
    """The one local Spark session of the run; starting it takes 10 to 20 seconds."""
    home = os.environ.get("JAVA_HOME")
    if not find_spec("pyspark") or not shutil.which("java", path=str(Path(home) / "bin") if home else None):
        pytest.skip("needs Java and pyspark")
    with SparkEngine() as engine:
        yield engine


class Both:
    """The same tables in both engines."""

    def __init__(self, *engines: Engine) -> None:
        self.engines = engines

    def register(self, name: str, rows: pa.Table) -> None:
        for engine in self.engines:
            engine.register(name, rows)

    def answers(self, sql: str) -> list[pa.Table]:
        return [engine.query(sql) for engine in self.engines]

    def differences(self, sql: str, key: tuple[str, ...] = ()) -> list[Difference]:
        """How the answers differ; a query that yields nothing proves nothing and is refused."""
        left, right = self.answers(sql)
        assert left.num_rows
        return compare(left, right, key=key)


@pytest.fixture(scope="session")
def both(duckdb_engine: DuckDbEngine, spark_engine: SparkEngine) -> Both:
    return Both(duckdb_engine, spark_engine)
