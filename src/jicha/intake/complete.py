"""Fill in what accepted rows asked in vain: which point, installation or bill they belong to, once the store knows it.

So it makes no difference whether a bill or the customer file that leads it to its point was loaded first. What is
filled in stands at the moment at which the row was received, after whatever else was received then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.expression import Expression
from jicha.intake.fates import Fates
from jicha.intake.held import Held
from jicha.intake.lookups import LOOKED_IN, LOOKUPS, Lookups
from jicha.intake.mapping import SOURCE_ROW
from jicha.intake.null_words import NullWords
from jicha.intake.profile import FileKind, Kind, Target
from jicha.intake.reading import Progress
from jicha.intake.scratch import scratch
from jicha.intake.settlement import settle
from jicha.intake.staging import Staging
from jicha.intake.transforms.take import Take
from jicha.intake.writing import stored_counts, write
from jicha.schema import tables
from jicha.store.delivery import Batch, DeliveredFile, Delivery
from jicha.store.store import Store

_MEMORY_MIB = 640


@dataclass(frozen=True, slots=True)
class Completed:
    """How many blanks of the rows of one batch were filled in, and of which tables."""

    batch_id: str
    blanks: int
    tables: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Answered:
    """Of the rows that wait for one column of a table: those with an answer (key, column, source row), and the rest."""

    table: str
    column: str
    found: pa.Table
    rest: pa.Table


def complete(store: Store, *, progress: Progress) -> tuple[Completed, ...]:
    """Ask again for every row that waits, batch by batch in order of receipt; says where answers were found."""
    snapshot = store.snapshot()
    waiting = snapshot.waiting()
    first = next(waiting, None)
    if first is None:
        return ()
    done = []
    with DuckDbEngine(memory_limit_mib=_MEMORY_MIB) as engine:
        held = sorted(LOOKED_IN & set(snapshot.tables))
        snapshot.open(engine, held)
        lookups = Lookups(engine, frozenset(held))
        for batch, some in groupby(chain([first], waiting), key=lambda one: one[0]):
            answered = [one for _, table, rows in some for one in _answered(lookups, table, rows)]
            if any(len(one.found) for one in answered):
                blanks = _fill(store, batch, answered, progress)
                changed = frozenset(one.table for one in answered if len(one.found))
                done.append(Completed(batch.batch_id, blanks, changed))
    return tuple(done)


def _answered(lookups: Lookups, table: str, rows: pa.Table) -> list[_Answered]:
    key = list(tables()[table].primary_key)
    made = []
    for column in sorted(pc.unique(rows["column_name"]).to_pylist()):
        asked = rows.filter(pc.equal(rows["column_name"], column)).combine_chunks()
        answers: pa.Array = pa.nulls(len(asked), pa.string())
        for family in pc.unique(asked["family"]).to_pylist():
            of_family = pc.equal(asked["family"], family).combine_chunks()
            for clue, lookup in LOOKUPS[family].items():
                open_ = pc.and_(of_family, answers.is_null())
                numbers = pc.if_else(open_, asked[clue].combine_chunks(), pa.scalar(None, pa.string()))
                answers = pc.coalesce(answers, lookups.find(lookup, numbers, asked["asked_day"].combine_chunks()))
        answered = asked.select([*key, SOURCE_ROW]).append_column(column, answers).filter(answers.is_valid())
        found = _agreed(answered, key, column)
        rest = asked.join(found.select(key), keys=key, join_type="left anti")
        made.append(_Answered(table, column, found, rest.sort_by([(name, "ascending") for name in key])))
    return made


def _agreed(found: pa.Table, key: Sequence[str], column: str) -> pa.Table:
    """One row a key; none where rows of one key were led to different answers."""
    grouped = found.group_by(list(key)).aggregate([(column, "min"), (column, "max"), (SOURCE_ROW, "min")])
    same = grouped.filter(pc.equal(grouped[f"{column}_min"], grouped[f"{column}_max"]))
    answers = same.select([*key, f"{column}_min", f"{SOURCE_ROW}_min"]).rename_columns([*key, column, SOURCE_ROW])
    return answers.sort_by([(name, "ascending") for name in (SOURCE_ROW, *key)])


def _fill(store: Store, batch: Batch, answered: Sequence[_Answered], progress: Progress) -> int:
    found = [one for one in answered if len(one.found)]
    delivery = Delivery(
        source=batch.delivery.source,
        profile=batch.delivery.profile,
        profile_digest=batch.delivery.profile_digest,
        files=(_content(batch, found),),
        received_at=batch.received_at,
        completes=batch.batch_id,
    )
    rows = sum(len(one.found) for one in found)
    with (
        scratch() as folder,
        store.begin(delivery) as writer,
        Staging(folder) as staging,
        DuckDbEngine(memory_limit_mib=_MEMORY_MIB, temp_directory=folder) as engine,
    ):
        for one in found:
            staging.add(_kind(one), (_staged(one),), file_no=0, numbers=one.found[SOURCE_ROW].to_numpy())
        staging.close()
        snapshot = store.snapshot()
        stored = sorted({one.table for one in found})
        snapshot.open(engine, stored)
        held = Held(snapshot, delivery, frozenset(stored))
        last = max(int(one.found[SOURCE_ROW].to_numpy().max()) for one in found)
        settled = settle(engine, staging.stages, Fates(last), held=held, progress=progress)
        counts = write(writer, settled, [], progress)
        for one in answered:
            if len(one.rest):
                writer.wait(one.table, one.rest)
        writer.commit(stored_counts(counts))
    return rows


def _kind(one: _Answered) -> FileKind:
    """The rows as if a file with the key and the one column had been delivered."""
    by_name = tables()[one.table].by_name
    columns: Mapping[str, Expression] = {
        name: Expression(Take(name), by_name[name].type) for name in one.found.column_names if name in by_name
    }
    target = Target(one.table, Kind.ROWS, corrections=True, when=None, columns=columns)
    return FileKind(f"{one.table}.{one.column}", (), (), (), "", NullWords(), {}, (), (target,))


def _staged(one: _Answered) -> pa.RecordBatch:
    """The rows in the types of the table; the numbers of their records are given beside them, by place."""
    rows = one.found.drop_columns([SOURCE_ROW]).combine_chunks()
    schema = tables()[one.table].arrow_schema
    columns = [rows[name].chunk(0).cast(schema.field(name).type) for name in rows.column_names]
    places = pa.array(np.arange(len(rows), dtype=np.int64))
    return pa.RecordBatch.from_arrays([*columns, places], names=[*rows.column_names, SOURCE_ROW])


def _content(batch: Batch, found: Sequence[_Answered]) -> DeliveredFile:
    """The answers as a file: the same answers to the same batch are the same delivery."""
    digest, size = hashlib.sha256(batch.batch_id.encode()), 0
    for one in found:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, one.found.schema) as stream:
            stream.write_table(one.found.combine_chunks())
        content = sink.getvalue()
        digest.update(f"{one.table}.{one.column}\n".encode() + content)
        size += len(content)
    return DeliveredFile(f"completes {batch.batch_id[:12]}", digest.hexdigest(), size)
