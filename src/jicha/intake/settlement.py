"""A whole delivery settled: every table's rows with their fate, ready to be written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.intake.curves import CurveRows, settle_curves
from jicha.intake.fates import Fates, State
from jicha.intake.feeds import Standing
from jicha.intake.held import Held
from jicha.intake.mentions import settle_mentions
from jicha.intake.profile import Kind
from jicha.intake.reading import Progress
from jicha.intake.relation import Relation, Renamed
from jicha.intake.restate import Restated
from jicha.intake.reused import refuse_reused
from jicha.intake.settle import mark_duplicates, number_repeats, settle_late, settle_store, settle_twins
from jicha.intake.staging import Stage
from jicha.schema import tables


@dataclass(slots=True)
class Settlement:
    """What was decided. ``rows`` are the relations of kind rows by table, ``curves`` what each curve stage gave."""

    engine: Engine
    fates: Fates
    stages: Sequence[Stage]
    held: Held
    rows: dict[str, Relation] = field(default_factory=dict)
    renamed: dict[str, Renamed] = field(default_factory=dict)
    curves: dict[int, CurveRows] = field(default_factory=dict)
    mentioned: Counter[str] = field(default_factory=Counter)  # distinct objects mentioned, by table
    restated: list[Restated] = field(default_factory=list)  # what versions that came late change

    def standing(self) -> dict[str, Standing]:
        """The delivered rows that are not kept out, as relations for the feeds."""
        kept_out = pa.table({"source_row": pa.array(np.flatnonzero(self.fates.quarantined))})
        self.engine.register("kept_out", kept_out)
        found = {}
        for table, relation in self.rows.items():
            name = f"standing_{table}"
            self.engine.view(
                name,
                f"SELECT d.* FROM {relation.name} AS d LEFT JOIN kept_out AS k ON d.source_row = k.source_row "
                "WHERE k.source_row IS NULL",
            )
            found[table] = Standing(name, relation.spoken)
        for table in {one.target.table for one in self.stages if one.target.kind is Kind.MENTIONS and one.rows}:
            self._add_mentions(table, found)
        if self.curves:
            given = [one for curve in self.curves.values() for one in (curve.fresh, curve.corrected)]
            columns = ["point_id", "day"]
            self.engine.register("standing_curve", pa.concat_tables([one.select(columns) for one in given]))
            found["curve"] = Standing("standing_curve", tuple(columns))
        return found

    def _add_mentions(self, table: str, found: dict[str, Standing]) -> None:
        name, full = f"mentioned_{table}", found.get(table)
        stages = [one for one in self.stages if one.target.table == table and one.target.kind is Kind.MENTIONS]
        columns = tuple(dict.fromkeys(name for one in stages for name in one.target.columns))
        if full is None:
            found[table] = Standing(name, columns)
            return
        shared = tuple(one for one in full.columns if one in columns)
        listed = ", ".join(f'"{one}"' for one in shared)
        both = f"known_{table}"
        self.engine.view(both, f"SELECT {listed} FROM {full.name} UNION ALL SELECT {listed} FROM {name}")
        found[table] = Standing(both, shared)


def settle(engine: Engine, stages: Sequence[Stage], fates: Fates, *, held: Held, progress: Progress) -> Settlement:
    """Settle all staged rows against what the store holds.

    Conflicts come first, within the delivery and then with the store, because a row that is kept out leaves every
    table; only then can be said which of equal rows stands, and which mentions are news.
    """
    done = Settlement(engine, fates, stages, held)
    steps = 3 * len(stages)
    told = iter(range(1, steps + 1))

    def tell() -> None:
        progress("compared", next(told, steps), steps)

    single, curves, mentions = _by_kind(stages)
    for stage in stages:
        if stage.target.kind is not Kind.MENTIONS:
            fates.mark(stage.entries(), State.NEW)
    twins = []
    for table, some in single.items():
        relation = Relation(engine, f"delivered_{table}", some, tables()[table].primary_key, fates.rows)
        renamed = number_repeats(relation)
        if renamed:
            done.renamed[table] = renamed
        done.rows[table] = relation
        twins.append(settle_twins(relation, table, fates))
        tell()
    readings = {}
    for stage in curves:
        key = ("point_id", "moment")
        readings[stage.number] = Relation(engine, f"readings_{stage.number}", [stage], key, fates.rows)
        twins.append(settle_twins(readings[stage.number], stage.target.table, fates))
        tell()
    for table, relation in done.rows.items():
        if table in held:
            refuse_reused(relation, table, fates)
    for table, relation in done.rows.items():
        if table in held and not _comes_late(relation, table, held):
            settle_store(relation, table, table, fates)
        tell()
    for table, relation in done.rows.items():
        if table in held and _comes_late(relation, table, held):
            done.restated.append(settle_late(relation, table, held, fates))
    for pairs in twins:
        mark_duplicates(pairs, fates)
    for stage in curves:
        done.curves[stage.number] = settle_curves(engine, stage, readings[stage.number], held=held, fates=fates)
        tell()
    for table, some in mentions.items():
        mentioned = settle_mentions(engine, table, some, full=done.rows.get(table), held=held, fates=fates)
        done.mentioned[table] += mentioned.objects
        done.restated += mentioned.restated
        tell()
    return done


def _comes_late(relation: Relation, table: str, held: Held) -> bool:
    """Whether versions must be put in order; where corrections are not allowed the first to come stands."""
    return held.is_late(table) and all(stage.target.corrections for stage in relation.stages)


def _by_kind(stages: Sequence[Stage]) -> tuple[dict[str, list[Stage]], list[Stage], dict[str, list[Stage]]]:
    single: dict[str, list[Stage]] = defaultdict(list)
    mentions: dict[str, list[Stage]] = defaultdict(list)
    for stage in stages:
        if stage.rows and stage.target.kind is Kind.ROWS:
            single[stage.target.table].append(stage)
        elif stage.rows and stage.target.kind is Kind.MENTIONS:
            mentions[stage.target.table].append(stage)
    return single, [one for one in stages if one.rows and one.target.kind is Kind.CURVE], mentions
