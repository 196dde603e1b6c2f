"""What the store knew at one moment: its batches, its files, and its tables opened in an engine."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jicha.engine.engine import Engine
from jicha.schema import Table, tables
from jicha.store.corrections import corrected_view, known_view
from jicha.store.delivery import Batch, Delivery
from jicha.store.manifest import FileKind, Manifest, StoredFile, files_in_force, files_named
from jicha.store.rows import canonical, stored_schema, waiting_schema
from jicha.store.verify import verify_all
from jicha.terms.period import Period

_CONTENT = (FileKind.BASE, FileKind.CORRECTION, FileKind.STATEMENT, FileKind.WAITING, FileKind.QUARANTINE)


@dataclass(frozen=True, slots=True)
class Speech:
    """What a source states about the objects of a table: its columns, and whether it only mentions the objects."""

    columns: tuple[str, ...]
    mention: bool


@dataclass(frozen=True)
class Snapshot:
    """The state of the store as of ``as_of`` (UTC without zone; None = all). Later writes do not change it."""

    root: Path
    as_of: datetime | None
    manifests: tuple[Manifest, ...]

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        """The batches received by then, in the order in which we came to know them."""
        known = [one.batch for one in self.manifests if one.batch and self._is_known(one.batch.received_at)]
        return tuple(sorted(known, key=lambda batch: batch.order))

    @cached_property
    def row_counts(self) -> Mapping[str, int]:
        """Rows received by then for each table, corrections included; tables that were never delivered are absent."""
        counts: Counter[str] = Counter()
        for file in self._published:
            if file.kind in (FileKind.BASE, FileKind.CORRECTION):
                counts[file.table] += file.rows
        return dict(sorted(counts.items()))

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that have been delivered by then."""
        return tuple(self.row_counts)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the batches brought, in their order. Compaction does not change it; any other row does."""
        lines = []
        contents: dict[str, list[str]] = {}
        for manifest in self.manifests:
            if manifest.batch:
                files = [file for file in manifest.files if file.kind in _CONTENT]
                contents[manifest.batch.batch_id] = sorted(f"{one.kind} {one.table} {one.sha256}" for one in files)
        for batch in self.batches:
            lines += [f"{batch.batch_id} {batch.received_at.isoformat()}", *contents[batch.batch_id]]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def days(self, table: str) -> tuple[date, date] | None:
        """First and last day (UTC days for instants) in the table's time column; None if no row has one."""
        files = [one for one in self._files(table, FileKind.BASE, FileKind.CORRECTION) if one.time_from and one.time_to]
        if not files:
            return None
        return min(one.time_from for one in files if one.time_from), max(one.time_to for one in files if one.time_to)

    def open(
        self, engine: Engine, names: Sequence[str] | None = None, *, window: Period | None = None
    ) -> tuple[Path, ...]:
        """Verify the files of the named tables (all canonical ones if None), then register each under its own name.

        A table has its canonical columns and the system columns; one that was never delivered is empty. With a
        ``window``, files whose rows all lie outside it are left out (rows without a time are kept), so that a daily
        run does not read ten years. Returns the files the engine will read. Raises DamagedFile, UnknownTable.
        """
        wanted = [canonical(name) for name in names] if names is not None else list(tables().values())
        verified: list[Path] = []
        for table in wanted:
            files = self._files(table.name, FileKind.BASE)
            base = self._verified([file for file in files if _touches(file, table, window)])
            corrections = self._verified(self._files(table.name, FileKind.CORRECTION))
            self._register(engine, table, base, corrections)
            verified += [path for _, path in [*base, *corrections]]
        return tuple(verified)

    def open_versions(self, engine: Engine, table: str, name: str) -> tuple[Speech, ...]:
        """Register under ``name`` every row of a table as it was delivered, whatever became of it.

        Beside the columns of the table the rows have ``speech``, the place of what their source speaks of in the
        answer. Raises DamagedFile, UnknownTable.
        """
        known = canonical(table)
        groups: dict[Speech, list[StoredFile]] = {}
        for file in self._files(table, FileKind.BASE, FileKind.STATEMENT):
            groups.setdefault(Speech(file.speaks or tuple(known.by_name), file.mention), []).append(file)
        schema = stored_schema(FileKind.BASE, known)
        parts = []
        for number, files in enumerate(groups.values()):
            engine.register_files(f"{name}_{number}", [path for _, path in self._verified(files)], schema)
            parts.append(f"SELECT *, CAST({number} AS BIGINT) AS speech FROM {name}_{number}")
        if not parts:
            engine.register_files(f"{name}_0", [], schema)
            parts.append(f"SELECT *, CAST(0 AS BIGINT) AS speech FROM {name}_0")
        engine.view(name, " UNION ALL ".join(parts))
        return tuple(groups)

    def spoken(self, table: str) -> set[tuple[str, ...]]:
        """The sets of columns that the sources of a table's rows state."""
        files = self._files(table, FileKind.BASE, FileKind.STATEMENT)
        return {file.speaks or tuple(canonical(table).by_name) for file in files}

    def is_late(self, table: str, delivery: Delivery) -> bool:
        """Whether the store knows rows of a table from a delivery that stands after this one."""
        own = delivery.received_at, delivery.batch_id
        return any((one.received_at, one.batch_id) > own and table in one.counts for one in self.batches)

    def waiting(self) -> Iterator[tuple[Batch, str, pa.Table]]:
        """What accepted rows asked that has no answer yet, by batch in order of receipt and by table.

        The rows have ``waiting_schema``. Raises DamagedFile.
        """
        completed = {batch.delivery.completes for batch in self.batches}
        named = {one.batch.batch_id: one for one in self.manifests if one.batch}
        for batch in self.batches:
            files = [one for one in named[batch.batch_id].files if one.kind is FileKind.WAITING]
            if batch.batch_id in completed or not files:
                continue
            for table in sorted({one.table for one in files}):
                schema = waiting_schema(canonical(table))
                paths = [path for _, path in self._verified([one for one in files if one.table == table])]
                yield batch, table, pa.concat_tables(pq.read_table(path, schema=schema) for path in paths)

    def quarantine(self) -> pa.Table:
        """Every quarantined source row, in order of receipt. Raises DamagedFile."""
        schema = stored_schema(FileKind.QUARANTINE)
        files = self._verified(self._files("quarantine", FileKind.QUARANTINE))
        read = [pq.read_table(path, schema=schema) for _, path in files]
        order = [(name, "ascending") for name in ("received_at", "batch_id", "file", "line")]
        return pa.concat_tables([schema.empty_table(), *read]).sort_by(order)

    def open_reasons(self) -> Mapping[str, frozenset[str]]:
        """For each reason for which rows are still kept out, the batches that have such rows. Raises DamagedFile."""
        found: dict[str, set[str]] = {}
        for _, path in self._verified(self._files("quarantine", FileKind.QUARANTINE)):
            pairs = pq.read_table(path, columns=["reason", "batch_id"]).group_by(["reason", "batch_id"]).aggregate([])
            for reason, batch_id in zip(pairs["reason"].to_pylist(), pairs["batch_id"].to_pylist(), strict=True):
                if batch_id not in self._replayed:
                    found.setdefault(reason, set()).add(batch_id)
        return {reason: frozenset(batches) for reason, batches in sorted(found.items())}

    @cached_property
    def _replayed(self) -> frozenset[str]:
        """The batches whose quarantined rows a later one has taken up."""
        return frozenset(one for batch in self.batches for one in batch.delivery.replays)

    def open_quarantine(self) -> pa.Table:
        """The quarantined rows that no later batch has taken up again. Raises DamagedFile."""
        replayed = self._replayed
        rows = self.quarantine()
        return rows.filter(pc.invert(pc.is_in(rows["batch_id"], value_set=pa.array(sorted(replayed), pa.string()))))

    def _register(
        self,
        engine: Engine,
        table: Table,
        base: Sequence[tuple[StoredFile, Path]],
        corrections: Sequence[tuple[StoredFile, Path]],
    ) -> None:
        engine.drop(table.name)
        schema = stored_schema(FileKind.BASE, table)
        merged = self._has_later_rows(base) or self._has_later_rows(corrections)
        if not corrections and not merged:
            engine.register_files(table.name, [path for _, path in base], schema)
            return
        parts = f"{table.name}__base", f"{table.name}__corrections"
        engine.register_files(parts[0], [path for _, path in base], schema)
        if not corrections:
            engine.view(table.name, known_view(table, parts[0], self.as_of))
            return
        engine.register_files(parts[1], [path for _, path in corrections], stored_schema(FileKind.CORRECTION, table))
        as_of = self.as_of if merged else None
        sql = corrected_view(table, base=parts[0], corrections=parts[1], as_of=as_of, tied=self._tied(table.name))
        engine.view(table.name, sql)

    def _tied(self, table: str) -> list[str]:
        """The batches whose corrections of ``table`` may stand at one moment, in the order of acceptance.

        Two may have been received at once, and a late one restates rows at the moment of another.
        """
        found: list[Batch] = []
        restated = False
        for manifest in self.manifests:
            files = [one for one in manifest.files if (one.kind, one.table) == (FileKind.CORRECTION, table)]
            if manifest.batch and files:
                found.append(manifest.batch)
                restated |= any(one.received_to != manifest.batch.received_at for one in files)
        known = [batch for batch in found if self._is_known(batch.received_at)]
        moments = Counter(batch.received_at for batch in known)
        return [batch.batch_id for batch in known if restated or moments[batch.received_at] > 1]

    @cached_property
    def _published(self) -> tuple[StoredFile, ...]:
        """The files that batches known by then brought, whatever was made of them since."""
        return tuple(
            file
            for manifest in self.manifests
            if manifest.batch and self._is_known(manifest.batch.received_at)
            for file in manifest.files
        )

    @cached_property
    def _in_force(self) -> Mapping[tuple[str, FileKind], list[StoredFile]]:
        found: dict[tuple[str, FileKind], list[StoredFile]] = {}
        for file in files_in_force(self.manifests).values():
            if file.received_from is not None and self._is_known(file.received_from):
                found.setdefault((file.table, file.kind), []).append(file)
        return found

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {path: manifest.title for path, (_, manifest) in files_named(self.manifests).items()}

    def _files(self, table: str, *kinds: FileKind) -> list[StoredFile]:
        found = [file for kind in kinds for file in self._in_force.get((table, kind), [])]
        return sorted(found, key=lambda file: file.path)

    def _verified(self, files: Sequence[StoredFile]) -> list[tuple[StoredFile, Path]]:
        paths = verify_all(self.root, [(file, self._titles[file.path]) for file in files])
        return list(zip(files, paths, strict=True))

    def _has_later_rows(self, files: Sequence[tuple[StoredFile, Path]]) -> bool:
        """Whether a merged file holds rows received after ``as_of``, which must be left out row by row."""
        return any(file.received_to is not None and not self._is_known(file.received_to) for file, _ in files)

    def _is_known(self, received_at: datetime) -> bool:
        return self.as_of is None or received_at <= self.as_of


def _touches(file: StoredFile, table: Table, window: Period | None) -> bool:
    if window is None or file.undated or file.time_from is None or file.time_to is None:
        return True
    assert table.time_column is not None
    # The days of an instant are UTC days in the file and local days in the window.
    margin = timedelta(days=1 if table.by_name[table.time_column].type.name == "instant" else 0)
    return file.time_from - margin < window.end and file.time_to + margin >= window.start
