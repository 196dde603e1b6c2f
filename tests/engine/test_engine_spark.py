"""The distributed engine keeps the same promises; what it shares with DuckDB is compared in tests/engines."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_engine_does_not_import_pyspark() -> None:
    code = "import sys, jicha.engine.spark, jicha.engine.duckdb; sys.exit('pyspark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
