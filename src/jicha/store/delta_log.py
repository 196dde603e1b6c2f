"""The Delta log of one folder: which files are a table, for every tool that reads Delta Lake.

We write the Parquet files ourselves (sorted, digested, synced) and let ``deltalake`` commit them. Two of its habits are
kept away: it never syncs, so we sync what it wrote; and ``_last_checkpoint`` is rewritten in place, so we remove that
hint (readers find the checkpoint by listing). Every file of the log is then written once and can be in a manifest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, PostCommitHookProperties
from deltalake import Field as DeltaField
from deltalake import Schema as DeltaSchema
from deltalake.transaction import AddAction, RemoveAction

from jicha.store.durable import make_folder, sync_file, sync_folder
from jicha.store.errors import SchemaMoved
from jicha.store.failpoint import failpoint
from jicha.store.manifest import StoredFile

LOG_FOLDER = "_delta_log"
_CHECKPOINT_EVERY = 100
_NO_HOOKS = PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)
_CONFIGURATION = {
    "delta.enableExpiredLogCleanup": "false",
    "delta.checkpointInterval": "1000000000",  # only we make checkpoints, and sync them
}


def commit_files(
    folder: Path, schema: pa.Schema, *, added: Sequence[StoredFile], removed: Sequence[StoredFile] = ()
) -> list[Path]:
    """Commit files that lie in ``folder``, creating or widening the table; returns the new, synced files of the log.

    ``removed`` are the files that ``added`` are a rewriting of: their rows are the same. Raises SchemaMoved.
    """
    before = _log_files(folder)
    table = _opened(folder, schema)
    table.create_write_transaction(
        [*(_remove(file) for file in removed), *(_add(file, is_new=not removed) for file in added)],
        mode="append",
        schema=schema,
        post_commithook_properties=_NO_HOOKS,
    )
    if DeltaTable(folder).version() % _CHECKPOINT_EVERY == 0:
        DeltaTable(folder).create_checkpoint()
        (folder / LOG_FOLDER / "_last_checkpoint").unlink(missing_ok=True)
    failpoint("Delta log written")
    new = sorted(_log_files(folder) - before)
    for path in new:
        sync_file(path)
    for path in (folder / LOG_FOLDER, folder, folder.parent):
        sync_folder(path)
    return new


def committed_names(folder: Path) -> set[str]:
    """The names of the files that are the table now, as a reader of Delta Lake sees it; empty if there is no table."""
    if not DeltaTable.is_deltatable(str(folder)):
        return set()
    return {Path(uri).name for uri in DeltaTable(folder).file_uris()}


def _log_files(folder: Path) -> set[Path]:
    return set((folder / LOG_FOLDER).glob("*"))


def _opened(folder: Path, schema: pa.Schema) -> DeltaTable:
    if not DeltaTable.is_deltatable(str(folder)):
        make_folder(folder)
        return DeltaTable.create(folder, schema, configuration=_CONFIGURATION)
    table = DeltaTable(folder)
    have = {field.name: field for field in table.schema().fields}
    want = DeltaSchema.from_arrow(schema).fields
    added = [field for field in want if field.name not in have]
    moved = [field for field in want if field.name in have and have[field.name].type != field.type]
    if moved or any(not field.nullable for field in added):
        names = ", ".join(field.name for field in [*moved, *(field for field in added if not field.nullable)])
        raise SchemaMoved(
            f"the columns {names} of {folder.name} are not as they were when {folder} was first written",
            "Only nullable columns may be added to a table; give the changed data a new table, or a new store.",
        )
    if added:
        table.alter.add_columns(
            [DeltaField(field.name, field.type) for field in added], post_commithook_properties=_NO_HOOKS
        )
        table = DeltaTable(folder)
    return table


def _add(file: StoredFile, *, is_new: bool) -> AddAction:
    assert file.received_to is not None
    modified_ms = int(file.received_to.replace(tzinfo=UTC).timestamp()) * 1000
    name = Path(file.path).name
    return AddAction(name, file.size_bytes, {}, modified_ms, is_new, json.dumps({"numRecords": file.rows}))


def _remove(file: StoredFile) -> RemoveAction:
    return RemoveAction(Path(file.path).name, False, 0, file.size_bytes, {})
