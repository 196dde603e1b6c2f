"""The folders are Delta tables that other tools can read, and their logs are files like all others."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable

from jicha.store.delta_log import commit_files, committed_names
from jicha.store.errors import SchemaMoved
from jicha.store.manifest import FileKind, StoredFile
from jicha.store.parquet_file import write_parquet

SCHEMA = pa.schema([pa.field("id", pa.string(), nullable=False), pa.field("kwh", pa.decimal128(18, 3))])


def stored(folder: Path, name: str, *ids: str, schema: pa.Schema = SCHEMA) -> StoredFile:
    rows = pa.Table.from_pylist([{"id": one} for one in ids], schema=schema)
    sha256, size = write_parquet(rows, folder / name)
    return StoredFile(
        path=f"tables/{folder.name}/{name}", kind=FileKind.BASE, table="t", sha256=sha256, size_bytes=size,
        rows=len(ids), received_from=datetime(2026, 1, 1), received_to=datetime(2026, 1, 1),
    )  # fmt: skip


def ids(folder: Path) -> list[str]:
    return sorted(DeltaTable(folder).to_pyarrow_table().column("id").to_pylist())


def test_committed_files_are_a_delta_table(tmp_path: Path) -> None:
    new = commit_files(tmp_path / "t", SCHEMA, added=[stored(tmp_path / "t", "a.parquet", "1", "2")])
    assert [path.name for path in new] == ["00000000000000000000.json", "00000000000000000001.json"]
    commit_files(tmp_path / "t", SCHEMA, added=[stored(tmp_path / "t", "b.parquet", "3")])
    assert ids(tmp_path / "t") == ["1", "2", "3"]
    assert committed_names(tmp_path / "t") == {"a.parquet", "b.parquet"}
    assert committed_names(tmp_path / "none") == set()


def test_a_rewriting_replaces_files_without_touching_them(tmp_path: Path) -> None:
    parts = [stored(tmp_path / "t", f"{name}.parquet", name) for name in "ab"]
    commit_files(tmp_path / "t", SCHEMA, added=parts)
    merged = stored(tmp_path / "t", "merged.parquet", "a", "b")
    commit_files(tmp_path / "t", SCHEMA, added=[merged], removed=parts)
    assert ids(tmp_path / "t") == ["a", "b"]
    assert committed_names(tmp_path / "t") == {"merged.parquet"}
    assert (tmp_path / "t" / "a.parquet").exists()
    assert '"dataChange":false' in (tmp_path / "t" / "_delta_log" / "00000000000000000002.json").read_text()


def test_a_nullable_column_may_be_added(tmp_path: Path) -> None:
    commit_files(tmp_path / "t", SCHEMA, added=[stored(tmp_path / "t", "a.parquet", "1")])
    wider = pa.schema([*SCHEMA, pa.field("money", pa.decimal128(18, 2))])
    new = commit_files(tmp_path / "t", wider, added=[stored(tmp_path / "t", "b.parquet", "2", schema=wider)])
    assert len(new) == 2  # the change of the table, and the files
    assert DeltaTable(tmp_path / "t").to_pyarrow_table().column_names == ["id", "kwh", "money"]
    assert ids(tmp_path / "t") == ["1", "2"]


@pytest.mark.parametrize(
    "field", [pa.field("kwh", pa.decimal128(18, 4)), pa.field("kwh", pa.string()), pa.field("new", pa.string(), False)]
)
def test_any_other_change_of_columns_is_refused(tmp_path: Path, field: pa.Field) -> None:
    commit_files(tmp_path / "t", SCHEMA, added=[stored(tmp_path / "t", "a.parquet", "1")])
    moved = pa.schema([one for one in SCHEMA if one.name != field.name] + [field])
    with pytest.raises(SchemaMoved, match=f"the columns {field.name} of t are not as they were"):
        commit_files(tmp_path / "t", moved, added=[stored(tmp_path / "t", "b.parquet", "2")])
    assert ids(tmp_path / "t") == ["1"]


def test_a_checkpoint_now_and_then_keeps_long_logs_quick_and_leaves_no_file_that_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jicha.store.delta_log._CHECKPOINT_EVERY", 3)
    new = [
        path.name
        for number in range(7)
        for path in commit_files(
            tmp_path / "t", SCHEMA, added=[stored(tmp_path / "t", f"{number}.parquet", str(number))]
        )
    ]
    assert [name for name in new if not name.endswith(".json")] == [
        "00000000000000000003.checkpoint.parquet",
        "00000000000000000006.checkpoint.parquet",
    ]
    assert sorted(new) == sorted(path.name for path in (tmp_path / "t" / "_delta_log").iterdir())
    assert ids(tmp_path / "t") == list("0123456")
