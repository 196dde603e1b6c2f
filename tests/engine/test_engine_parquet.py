"""Files are grouped by what they hold, and looked at only where that is allowed."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jicha.engine.errors import EngineError
from jicha.engine.parquet import files_by_schema


def written(path: Path, **columns: list[object]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_equal_columns_in_any_order_are_one_group(tmp_path: Path) -> None:
    one = written(tmp_path / "1.parquet", a=[1], b=["x"])
    two = written(tmp_path / "2.parquet", b=["x"], a=[1])
    three = written(tmp_path / "3.parquet", a=["other type"], b=["x"])
    assert [[path.name for path in paths] for _, paths in files_by_schema([one, two, three])] == [
        ["1.parquet", "2.parquet"],
        ["3.parquet"],
    ]


def test_files_outside_the_allowed_folders_are_not_opened(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    outside = written(tmp_path / "f.parquet", a=[1])
    (inside / "link.parquet").symlink_to(outside)
    for path in (outside, inside / ".." / "f.parquet", inside / "link.parquet"):
        with pytest.raises(EngineError, match="outside the allowed folders"):
            list(files_by_schema([path], [inside.resolve()]))
    assert list(files_by_schema([outside], [outside.resolve()]))


def test_patterns_and_broken_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="patterns"):
        list(files_by_schema([written(tmp_path / "[a].parquet", a=[1])]))
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    for name in ("broken.parquet", "absent.parquet"):
        with pytest.raises(EngineError, match="cannot be read as Parquet"):
            list(files_by_schema([tmp_path / name]))
