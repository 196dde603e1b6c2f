"""Hand a settled delivery to the store: new rows in a stream, corrections, quarantined rows, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jicha.intake.fates import Fates, Rejection, State
from jicha.intake.mapping import SOURCE_ROW, asking, asks
from jicha.intake.profile import Kind
from jicha.intake.quarantine import lines_of, quarantine_rows
from jicha.intake.reading import FileRead, Progress
from jicha.intake.relation import Renamed
from jicha.intake.report import TableCounts
from jicha.intake.restate import Restated
from jicha.intake.settlement import Settlement
from jicha.intake.sources.source import BATCH_ROWS
from jicha.intake.staging import Stage
from jicha.schema import tables
from jicha.store.delivery import Counts
from jicha.store.writer import BatchWriter

# Batches handed to the store at a time. It pads rows to all columns of the table and sorts them in memory, so this
# bounds the peak: half a million bills take 0.6 GiB there.
_PIECE_BATCHES = 4


@dataclass(slots=True)
class _Tally:
    accepted: Counter[str] = field(default_factory=Counter)
    corrected: Counter[str] = field(default_factory=Counter)
    duplicate: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)


def write(
    writer: BatchWriter, settled: Settlement, files: Sequence[FileRead], progress: Progress
) -> tuple[TableCounts, ...]:
    """Write everything but the feeds; returns the counts of every table."""
    tally = _Tally()
    staged = sum(stage.rows for stage in settled.stages)
    done = 0
    for stage in settled.stages:
        if stage.rows and stage.target.kind is not Kind.CURVE:
            _write_stage(writer, settled, stage, tally, partial(_tell, progress, done, staged))
        done += stage.rows
        progress("written", done, staged)
    restated = {one.table for one in settled.restated}
    for one in settled.restated:
        _write_restated(writer, one, tally)
    for table in settled.rows:
        if table not in restated:
            _write_corrections(writer, settled, table, tally)
    for number, rows in settled.curves.items():
        _write_curves(writer, settled, number, tally)
        tally.duplicate["curve"] += rows.unchanged
    for table, objects in settled.mentioned.items():
        stages = [one for one in settled.stages if one.target.table == table and one.target.kind is Kind.MENTIONS]
        news = sum(int((settled.fates.states(one.number) == State.NEW).sum()) for one in stages)
        more = sum(int((settled.fates.states(one.number) == State.CORRECTION).sum()) for one in stages)
        tally.duplicate[table] += objects - news - more
    _write_quarantine(writer, settled.fates, files)
    tally.quarantined.update(one.table for one in settled.fates.rejections)
    named = sorted({*tally.accepted, *tally.duplicate, *tally.quarantined})
    return tuple(_counts(table, tally) for table in named)


def _tell(progress: Progress, before: int, total: int, rows: int) -> None:
    progress("written", before + rows, total)


def stored_counts(counts: Sequence[TableCounts]) -> dict[str, Counts]:
    """The counts as the store's manifest keeps them."""
    return {one.table: Counts(one.rows, one.accepted, one.duplicate, one.quarantined) for one in counts}


def _counts(table: str, tally: _Tally) -> TableCounts:
    accepted, duplicate, quarantined = tally.accepted[table], tally.duplicate[table], tally.quarantined[table]
    rows = accepted + duplicate + quarantined
    return TableCounts(table, rows, accepted, tally.corrected[table], duplicate, quarantined)


def _write_stage(
    writer: BatchWriter, settled: Settlement, stage: Stage, tally: _Tally, tell: Callable[[int], None]
) -> None:
    mention = stage.target.kind is Kind.MENTIONS
    states = settled.fates.states(stage.number) if mention else settled.fates.kept(stage)
    table = stage.target.table
    schema = pa.schema([one for one in stage.schema if one.name not in ("entry", "file_no") and not asks(one.name)])
    speaks, renamed = tuple(stage.target.columns), settled.renamed.get(table)
    for piece in _pieces(stage, states == State.NEW, renamed, schema):
        tally.accepted[table] += writer.append(table, piece, speaks=speaks, mention=mention)
        tell(tally.accepted[table])
    if table in settled.held:
        for piece in _pieces(stage, (states == State.DUPLICATE) | (states == State.CORRECTION), renamed, schema):
            writer.state(table, piece, speaks=speaks, mention=mention)
    if not mention:
        tally.duplicate[table] += int((states == State.DUPLICATE).sum())
    if stage.target.waiting:
        _write_waiting(writer, stage, states != State.ABSENT, renamed)


def _write_waiting(
    writer: BatchWriter, stage: Stage, standing: np.ndarray[tuple[int], np.dtype[np.bool_]], renamed: Renamed | None
) -> None:
    """Keep what the rows asked in vain, each with its key."""
    key = list(tables()[stage.target.table].primary_key)
    schema = pa.schema([*(stage.schema.field(name) for name in (*key, *map(asking, stage.target.waiting), SOURCE_ROW))])
    for piece in _pieces(stage, standing, renamed, schema):
        for name in stage.target.waiting:
            rows = piece.filter(piece[asking(name)].is_valid())
            if len(rows):
                writer.wait(stage.target.table, _waiting(rows, key, name))


def _waiting(rows: pa.Table, key: Sequence[str], name: str) -> pa.Table:
    asked = rows[asking(name)].combine_chunks()
    parts = {one.name: pa.compute.struct_field(asked, one.name) for one in asked.type}
    column = pa.repeat(pa.scalar(name), len(rows))
    return pa.table({**{one: rows[one] for one in key}, "column_name": column, **parts, SOURCE_ROW: rows[SOURCE_ROW]})


def _pieces(
    stage: Stage, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]], renamed: Renamed | None, schema: pa.Schema
) -> Iterator[pa.Table]:
    if not chosen.any():
        return
    batches = _chosen_rows(stage, chosen, renamed, schema)
    while piece := list(islice(batches, _PIECE_BATCHES)):
        rows = pa.Table.from_batches(piece, schema)
        if len(rows):
            yield rows


def _chosen_rows(
    stage: Stage, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]], renamed: Renamed | None, schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(stage.path) as file:
        for batch in file.iter_batches(batch_size=BATCH_ROWS):
            wanted = chosen[batch.column(SOURCE_ROW).to_numpy()]
            if renamed is not None:
                batch = _with_identifiers(batch, renamed)
            yield (batch if wanted.all() else batch.filter(pa.array(wanted))).select(schema.names)


def _with_identifiers(batch: pa.RecordBatch, renamed: Renamed) -> pa.RecordBatch:
    if renamed.column not in batch.schema.names or not len(renamed.entries):
        return batch
    entries = batch.column("entry").to_numpy()
    place = np.minimum(np.searchsorted(renamed.entries, entries), len(renamed.entries) - 1)
    hit = renamed.entries[place] == entries
    if not hit.any():
        return batch
    number = batch.schema.get_field_index(renamed.column)
    fresh = renamed.identifiers.take(pa.array(place))
    column = pa.compute.if_else(pa.array(hit), fresh, batch.column(number))
    return batch.set_column(number, batch.schema.field(number), column)


def _write_corrections(writer: BatchWriter, settled: Settlement, table: str, tally: _Tally) -> None:
    relation = settled.rows[table]
    entries = np.concatenate([one.entries() for one in relation.stages])
    rows = entries // 256
    standing = (settled.fates.state_of(entries) == State.CORRECTION) & ~settled.fates.quarantined[rows]
    if not standing.any():
        return
    engine = settled.engine
    engine.register("correcting", pa.table({"entry": pa.array(entries[standing])}))
    delivered = f"SELECT d.* FROM {relation.name} AS d JOIN correcting AS c ON d.entry = c.entry"
    merged = engine.query(_over_stored(table, f"({delivered})", relation.spoken))
    written = writer.correct(table, merged)
    tally.accepted[table] += written
    tally.corrected[table] += written


def _write_restated(writer: BatchWriter, restated: Restated, tally: _Tally) -> None:
    if len(restated.rows):
        written = writer.correct(restated.table, restated.rows)
        tally.accepted[restated.table] += written
        tally.corrected[restated.table] += written


def _write_curves(writer: BatchWriter, settled: Settlement, number: int, tally: _Tally) -> None:
    rows = settled.curves[number]
    if len(rows.fresh):
        tally.accepted["curve"] += writer.append("curve", rows.fresh)
    if len(rows.stated):
        writer.state("curve", rows.stated, speaks=tuple(tables()["curve"].by_name))
    if rows.restated is not None:
        written = writer.correct("curve", rows.restated)
        tally.accepted["curve"] += written
        tally.corrected["curve"] += written
    if len(rows.corrected):
        settled.engine.register("correcting", rows.corrected)
        spoken = tuple(name for name in rows.corrected.column_names if name != SOURCE_ROW)
        written = writer.correct("curve", settled.engine.query(_over_stored("curve", "correcting", spoken)))
        tally.accepted["curve"] += written
        tally.corrected["curve"] += written


def _over_stored(table: str, delivered: str, spoken: Sequence[str]) -> str:
    """SQL: delivered rows, with the stored value in every column that the profile does not speak of.

    A correction replaces a whole row; without this a profile that knows five columns would blank the others, which
    another source may have filled.
    """
    columns = ", ".join(f'{"d" if name in spoken else "s"}."{name}" AS "{name}"' for name in tables()[table].by_name)
    key = " AND ".join(f'd."{name}" = s."{name}"' for name in tables()[table].primary_key)
    return f"SELECT {columns}, d.source_row FROM {delivered} AS d JOIN {table} AS s ON {key} ORDER BY d.source_row"


def _write_quarantine(writer: BatchWriter, fates: Fates, files: Sequence[FileRead]) -> None:
    labels = file_labels(files)
    by_row: Mapping[int, Rejection] = {one.source_row: one for one in fates.rejections}
    places = _places(fates, files, labels)
    for read in files:
        rows = range(read.first_row, read.first_row + read.rows)
        mine = {number: one for number, one in by_row.items() if number in rows}
        for entries in quarantine_rows(read.matched.source, mine, read.first_row, labels[read.first_row], places):
            writer.quarantine(entries)


def _places(fates: Fates, files: Sequence[FileRead], labels: Mapping[int, str]) -> dict[int, str]:
    """Where the rows stand that contradict each other; with the file where the delivery has several."""
    wanted = {row for one in fates.rejections for row in one.beside}
    found: dict[int, str] = {}
    for read in files:
        mine = wanted & set(range(read.first_row, read.first_row + read.rows)) if wanted else ()
        if mine:
            lead = f"{labels[read.first_row]} " if len(files) > 1 else ""
            lines = lines_of(read.matched.source, mine, read.first_row)
            found.update({row: f"{lead}{line}" for row, line in lines.items()})
    return found


def file_labels(files: Sequence[FileRead]) -> dict[int, str]:
    """The name of each file by its first row; its path as given where two files have one name."""
    names = Counter(one.matched.source.path.name for one in files)
    paths = {one.first_row: one.matched.source.path for one in files}
    return {first: path.name if names[path.name] == 1 else str(path) for first, path in paths.items()}
