"""What is missing for Spark is said with its remedy, and no setting that changes meaning is left to chance."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jicha.engine import spark_session
from jicha.engine.errors import EngineError
from jicha.engine.spark_session import MEANING, import_pyspark, start_local


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineError, match=r"pip install 'jicha\[spark\]'"):
        import_pyspark()


def test_without_java_the_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spark_session, "import_pyspark", lambda: None)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineError, match="openjdk-17-jre-headless"):
        start_local(tmp_path, threads=1, memory_mib=512)
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="none on the PATH"):
        start_local(tmp_path, threads=1, memory_mib=512)


def test_the_telling_line_of_a_worker_is_its_own_error() -> None:
    text = "An exception\nTraceback (most recent call last):\n  File x\nValueError: the kernel broke\n\tat org.apache.x"
    assert spark_session._telling_line(text) == "ValueError: the kernel broke"
    assert spark_session._telling_line("[DIVIDE_BY_ZERO] no.\n== SQL ==") == "[DIVIDE_BY_ZERO] no."


def test_meaning_is_ansi_utc_and_exact() -> None:
    assert MEANING["spark.sql.ansi.enabled"] == "true"
    assert MEANING["spark.sql.session.timeZone"] == "UTC"
    assert MEANING["spark.sql.decimalOperations.allowPrecisionLoss"] == "false"
