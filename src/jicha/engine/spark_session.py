"""A Spark session with the settings under which Spark means what DuckDB means, and a small local one to run it in.

pyspark is an optional extra and is imported only when a session is asked for.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jicha.engine.errors import EngineError, failed
from jicha.engine.workdays import work_calendar

# Without these the same SQL gives other values: see tests/engines/test_engines_traps.py for each.
MEANING = {
    "spark.sql.ansi.enabled": "true",  # errors where values do not fit, not NULLs
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",  # an instant is a timestamp without zone
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",  # products keep all their decimals
    "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate": "true",  # comparisons keep them, too
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.parser.quotedRegexColumnNames": "false",
    "spark.sql.runSQLOnFiles": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
}
# For small work on one machine: no broadcast, no adaptive planning, and no second compiler halve the time of a page.
_LOCAL = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.ui.showConsoleProgress": "false",
}
# What fails is raised here as an error, once. The appender is there because Spark takes a log without for unset.
_QUIET_LOG = """rootLogger.level = off
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
"""


def start_local(folder: Path, *, threads: int, memory_mib: int) -> Any:
    """A local session that writes below ``folder`` and listens on 127.0.0.1 only; the running one, if there is one.

    Raises EngineError when pyspark or Java is missing.
    """
    sql = import_pyspark()
    _refuse_without_java()
    log = folder / "log4j2.properties"
    log.write_text(_QUIET_LOG, encoding="utf-8")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers start with this, whatever python3 is
    settings = {
        **MEANING,
        **_LOCAL,
        "spark.sql.shuffle.partitions": str(threads),
        "spark.driver.memory": f"{memory_mib}m",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder),
        "spark.driver.extraJavaOptions": f'-XX:TieredStopAtLevel=1 "-Dlog4j2.configurationFile={log.as_uri()}" '
        f'"-Djava.io.tmpdir={folder}"',
    }
    builder = sql.SparkSession.builder.master(f"local[{threads}]").appName("jicha")
    for name, value in settings.items():
        builder = builder.config(name, value)
    with complaints("starting a local session"):
        return builder.getOrCreate()


def own_session(session: Any) -> Any:
    """A session beside ``session``, with tables and settings of its own, set to mean what DuckDB means."""
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)  # prints every error that is raised, too
    with complaints("setting up a session"):
        own = session.newSession()
        for name, value in MEANING.items():
            own.conf.set(name, value)
        own.sql("DECLARE OR REPLACE VARIABLE jicha_workdays ARRAY<INT>")
        counts = work_calendar().counts.tolist()
        own.sql(f"SET VARIABLE jicha_workdays = from_json('{counts}', 'ARRAY<INT>')")
        return own


def import_pyspark() -> Any:
    """The package ``pyspark.sql``. Raises EngineError when it is not installed."""
    try:
        import pyspark.sql
    except ImportError as error:
        raise EngineError(
            f"the Spark engine needs pyspark: {error}", "Install it with `pip install 'jicha[spark]'`."
        ) from error
    return pyspark.sql


@contextmanager
def complaints(sql: str) -> Iterator[None]:
    """Turn Spark's errors inside into EngineErrors that show ``sql``."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")  # which we do not use
            yield
    except (PySparkException, Py4JError) as error:
        hint = "Correct the SQL, or the value that the message names."
        raise failed("Spark", _telling_line(str(error)), sql, hint) from error


def _telling_line(text: str) -> str:
    """The end of a Python worker's traceback if there is one, else the first line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if "Traceback" in text:
        raised = [line for line in lines if re.match(r"[\w.]*(Error|Exception|Missing|Unknown\w*|NotPortable)\b", line)]
        return (raised or lines)[-1]
    return lines[0] if lines else ""


def _refuse_without_java() -> None:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if not found:
        raise EngineError(
            "the Spark engine needs Java, and there is none" + (f" in JAVA_HOME {home}" if home else " on the PATH"),
            "Install Java 17 (Debian: openjdk-17-jre-headless).",
        )
