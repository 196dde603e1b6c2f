"""Rewrite many small files as few large sorted ones; every read, at any ``as_of``, gives what it gave before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.schema import Table
from jicha.store.manifest import FileKind, StoredFile, files_in_force, files_named
from jicha.store.part_files import cut, write_parts
from jicha.store.parts import FILE_ROWS
from jicha.store.publication import Publication
from jicha.store.rows import stored_schema
from jicha.store.verify import verify_all

# Files whose rows are held in memory together.
_GROUP_ROWS = 2 * FILE_ROWS
_GROUP_BYTES = 256 << 20  # as compressed on disk


@dataclass(frozen=True, slots=True)
class Compaction:
    """What was done to one table: files read before and after, and the rows that were moved."""

    table: str
    files_before: int
    files_after: int
    rows: int


def compact_table(publication: Publication, table: Table) -> Compaction:
    """Add the rewritten files of one table to ``publication``, where that leaves fewer.

    Rows keep ``batch_id`` and ``received_at``; the files they came from stay on disk, named by their batches. Raises
    DamagedFile: nothing is rewritten from a file that is not what was written.
    """
    names = (f"merged{publication.sequence:08d}_{number:04d}" for number in count(1))
    in_force = files_in_force(publication.manifests)
    titles = {path: manifest.title for path, (_, manifest) in files_named(publication.manifests).items()}
    before = after = moved = 0
    kept = FileKind.LOG, FileKind.WAITING
    mine = [file for file in in_force.values() if file.table == table.name and file.kind not in kept]
    for kind, speaks, mention in dict.fromkeys((file.kind, file.speaks, file.mention) for file in mine):
        files = [one for one in mine if (one.kind, one.speaks, one.mention) == (kind, speaks, mention)]
        before, after = before + len(files), after + len(files)
        schema = stored_schema(kind, table)
        for group in _groups(files):
            paths = verify_all(publication.root, [(file, titles[file.path]) for file in group])
            rows = pa.concat_tables([_read(path, schema) for path in paths], promote_options="default")
            if len(cut(rows, table, kind)) >= len(group):
                continue
            written = write_parts(
                publication.root, rows, kind=kind, table=table, names=names, same={}, speaks=speaks, mention=mention
            )
            for file in written:
                publication.add(file, schema)
            for file in group:
                publication.replace(file, schema)
            after += len(written) - len(group)
            moved += len(rows)
    return Compaction(table.name, before, after, moved)


def _groups(files: Sequence[StoredFile]) -> Iterator[list[StoredFile]]:
    """Neighbours in time that fit in memory together and are not full already."""
    group: list[StoredFile] = []
    for file in sorted(files, key=lambda one: (str(one.time_from or ""), str(one.time_to or ""), one.path)):
        if file.rows >= FILE_ROWS:
            continue
        together = [*group, file]
        if sum(one.rows for one in together) > _GROUP_ROWS or sum(one.size_bytes for one in together) > _GROUP_BYTES:
            yield from [group] if len(group) > 1 else []
            together = [file]
        group = together
    yield from [group] if len(group) > 1 else []


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    """The columns of one file that the table still has, in their types of today."""
    rows = pq.read_table(path)
    told = [field for field in schema if field.name in rows.column_names]
    return rows.select([field.name for field in told]).cast(pa.schema(told))
