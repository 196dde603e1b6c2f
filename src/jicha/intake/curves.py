"""Readings into daily curves: sorted by point and day, scattered into lists, merged onto what the store holds.

A day may come in several deliveries (the morning today, the evening tomorrow). Readings then fill the holes of the
stored curve; a reading that differs from the stored slot is a correction where the profile allows it, else a conflict.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.engine.engine import Engine
from jicha.intake.fates import Entries, Fates, Rejection, State
from jicha.intake.held import Held
from jicha.intake.late_curves import CurveVersions, fold_curves, microseconds
from jicha.intake.local_days import days_and_slots, slots_of_days
from jicha.intake.profile import CurveSpec
from jicha.intake.relation import Relation
from jicha.intake.staging import STAGES_AT_MOST, Stage
from jicha.schema import tables

_DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True)
class CurveRows:
    """Curves to append, curves that replace stored ones, and how many stored ones stay as they are.

    ``stated`` are the delivered readings of curves that the store held. ``restated`` takes the place of ``corrected``
    where the delivery came late: curves with the moment (``received_at``) at which each stood.
    """

    fresh: pa.Table
    corrected: pa.Table
    stated: pa.Table
    unchanged: int
    restated: pa.Table | None = None


@dataclass(slots=True)
class _Days:
    """Readings grouped by point and day: ``values`` and ``present`` are (quantity, group, slot).

    A day that is shorter than the longest leaves its last slots empty.
    """

    points: pa.Array
    days: NDArray[np.int32]
    lengths: NDArray[np.int64]  # slots of each group's day
    first_row: NDArray[np.int64]
    others: pa.Table
    values: NDArray[np.int32]
    present: NDArray[np.bool_]
    entries: Entries
    group: NDArray[np.int64]
    slot: NDArray[np.int64]
    stored_values: NDArray[np.int32] = field(init=False)
    stored_present: NDArray[np.bool_] = field(init=False)
    is_stored: NDArray[np.bool_] = field(init=False)


def settle_curves(engine: Engine, stage: Stage, relation: Relation, *, held: Held, fates: Fates) -> CurveRows:
    """Decide over the readings that the delivery itself does not contradict, and build the curves they give."""
    spec = stage.target.curve
    assert spec is not None
    days = _group(_readings(engine, stage, relation, fates), spec, stage)
    _read_stored(engine, days, spec, "curve" if "curve" in held else None)
    if held.is_late("curve") and stage.target.corrections and len(days.days):
        return _settle_late(engine, days, spec, stage, held, fates)
    _hold_against_store(days, spec, stage, fates)
    return _build(days, spec, stage, fates)


def _settle_late(engine: Engine, days: _Days, spec: CurveSpec, stage: Stage, held: Held, fates: Fates) -> CurveRows:
    """Put the readings where they belong among the versions of their curves."""
    built = _build(days, spec, stage, fates)  # what is fresh and what is stated; the rest is folded anew
    name, _ = held.open_versions(engine, "curve")
    restated, moved = [], np.zeros(len(days.days), bool)
    unchanged = 0
    for number, code in enumerate(spec.quantities):
        mine = np.flatnonzero(days.is_stored[number])
        states = fold_curves(_versions(engine, name, code, number, days, spec, held))
        moved[states.group] = True
        unchanged += len(mine) - len(np.unique(states.group))
        at = np.arange(len(states.group))
        rows = _rows(days, spec, code, states.values, states.present, states.group, at=at)
        restated.append(rows.append_column("received_at", states.received))
    stored: NDArray[np.bool_] = np.logical_and.reduce(days.is_stored, axis=0)
    known = stored[days.group]
    fates.mark(days.entries[known & ~moved[days.group]], State.DUPLICATE)
    fates.mark(days.entries[known & moved[days.group]], State.CORRECTION)
    whole = pa.concat_tables(restated)
    return CurveRows(built.fresh, built.corrected.slice(0, 0), built.stated, unchanged, whole)


def _versions(
    engine: Engine, name: str, code: str, number: int, days: _Days, spec: CurveSpec, held: Held
) -> CurveVersions:
    """What was said before of the asked curves of one quantity, on the grid of this delivery, and what it says."""
    found = engine.query(
        f"SELECT a.group_no, v.received_at, v.batch_id, v.slots, v.slot_minutes FROM {name} AS v JOIN curve_asked AS a "
        f"ON v.point_id = a.point_id AND v.day = a.day WHERE v.quantity = '{code}'"
    )
    slots, group = found["slots"].combine_chunks(), found["group_no"].to_numpy()
    same_grid = pc.equal(found["slot_minutes"], spec.slot_minutes).combine_chunks()
    fits = pc.and_(same_grid, pc.equal(pc.list_value_length(slots), pa.array(days.lengths[group]))).fill_null(False)
    found, slots, group = found.filter(fits), slots.filter(fits), group[fits.to_numpy(zero_copy_only=False)]
    values = np.zeros((len(group), days.values.shape[2]), np.int32)
    present = np.zeros(values.shape, bool)
    own: NDArray[np.bool_] = np.asarray(np.arange(values.shape[1]) < days.lengths[group][:, None])
    row, slot = np.nonzero(own)
    flat = slots.flatten()
    values[row, slot] = flat.fill_null(0).to_numpy(zero_copy_only=False)
    present[row, slot] = flat.is_valid().to_numpy(zero_copy_only=False)
    mine = np.flatnonzero(days.is_stored[number])
    received = found["received_at"].cast(pa.timestamp("us")).cast(pa.int64()).to_numpy()
    batches = np.array(found["batch_id"].to_pylist(), dtype="U64").reshape(-1)
    return CurveVersions(
        group=np.concatenate([group, mine]),
        received=np.concatenate([received, np.full(len(mine), microseconds(held.delivery.received_at))]),
        batch=np.concatenate([batches, np.full(len(mine), held.delivery.batch_id)]),
        fresh=np.concatenate([np.zeros(len(group), bool), np.ones(len(mine), bool)]),
        values=np.concatenate([values, days.values[number, mine]]),
        present=np.concatenate([present, days.present[number, mine]]),
    )


def _readings(engine: Engine, stage: Stage, relation: Relation, fates: Fates) -> pa.Table:
    readings = engine.query(f"SELECT * FROM {relation.name}")
    entries = readings["entry"].to_numpy()
    standing = (fates.state_of(entries) == State.NEW) & ~fates.quarantined[entries // STAGES_AT_MOST]
    return readings.filter(pa.array(standing)).sort_by("entry")


def _group(readings: pa.Table, spec: CurveSpec, stage: Stage) -> _Days:
    points = readings["point_id"].combine_chunks().dictionary_encode()
    rank = pc.rank(points.dictionary).to_numpy() - 1 if len(points.dictionary) else np.zeros(0, np.int64)
    point = rank[points.indices.to_numpy()] if len(rank) else np.zeros(0, np.int64)
    micros = readings["moment"].cast(pa.int64()).to_numpy()
    if spec.zone:
        day, slot = days_and_slots(micros, spec.zone, spec.slot_minutes)
    else:
        day, slot = micros // _DAY_US, micros % _DAY_US // (spec.slot_minutes * 60_000_000)
    keys = np.stack([point.astype(np.int64), day], axis=1)
    groups, first, group = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    group = group.reshape(-1)
    lengths = np.full(len(groups), spec.slots, np.int64)
    if spec.zone and len(groups):
        lengths = slots_of_days(groups[:, 1], spec.zone, spec.slot_minutes)
    shape = (len(spec.quantities), len(groups), int(lengths.max(initial=spec.slots)))
    values, present = np.zeros(shape, np.int32), np.zeros(shape, bool)
    for number, code in enumerate(spec.quantities):
        column = readings[code].combine_chunks()
        values[number, group, slot] = column.fill_null(0).to_numpy(zero_copy_only=False)
        present[number, group, slot] = column.is_valid().to_numpy(zero_copy_only=False)
    ordered = points.dictionary.take(pa.array(np.argsort(rank)))
    others = [name for name in stage.target.columns if name != "point_id"]
    return _Days(
        points=ordered.take(pa.array(groups[:, 0])),
        days=groups[:, 1].astype(np.int32),
        lengths=lengths,
        first_row=readings["source_row"].to_numpy()[first],
        others=readings.select(others).take(pa.array(first)),
        values=values,
        present=present,
        entries=readings["entry"].to_numpy(),
        group=group,
        slot=slot,
    )


def _read_stored(engine: Engine, days: _Days, spec: CurveSpec, stored: str | None) -> None:
    days.stored_values, days.stored_present = np.zeros_like(days.values), np.zeros_like(days.present)
    days.is_stored = np.zeros(days.values.shape[:2], bool)
    if stored is None or not len(days.days):
        return
    asked = pa.table(
        {
            "point_id": days.points,
            "day": pa.array(days.days).cast(pa.date32()),
            "group_no": pa.array(np.arange(len(days.days))),
        }
    )
    engine.register("curve_asked", asked)
    for number, code in enumerate(spec.quantities):
        found = engine.query(
            f"SELECT a.group_no, c.slots, c.slot_minutes FROM {stored} AS c JOIN curve_asked AS a "
            f"ON c.point_id = a.point_id AND c.day = a.day WHERE c.quantity = '{code}'"
        )
        group = found["group_no"].to_numpy()
        days.is_stored[number, group] = True
        slots = found["slots"].combine_chunks()
        same_grid = pc.equal(found["slot_minutes"], spec.slot_minutes).combine_chunks()
        lengths = pc.list_value_length(slots).fill_null(0)
        fits = pc.and_(same_grid, pc.equal(lengths, pa.array(days.lengths[group]))).fill_null(False)
        flat = slots.filter(fits).flatten()
        rows = group[fits.to_numpy(zero_copy_only=False)]
        row, slot = np.nonzero(np.arange(days.values.shape[2]) < days.lengths[rows][:, None])
        days.stored_values[number, rows[row], slot] = flat.fill_null(0).to_numpy(zero_copy_only=False)
        days.stored_present[number, rows[row], slot] = flat.is_valid().to_numpy(zero_copy_only=False)
        _refuse_other_grid(days, number, group[~fits.to_numpy(zero_copy_only=False)])


def _refuse_other_grid(days: _Days, number: int, groups: NDArray[np.int64]) -> None:
    """A stored curve of another interval cannot be filled up: every reading of the day counts as different."""
    days.stored_present[number, groups] = True
    days.stored_values[number, groups] = np.where(days.present[number, groups], days.values[number, groups] - 1, 0)


def _hold_against_store(days: _Days, spec: CurveSpec, stage: Stage, fates: Fates) -> None:
    equal = np.ones(len(days.entries), bool)
    differs = np.zeros(len(days.entries), bool)
    for number in range(len(spec.quantities)):
        place = number, days.group, days.slot
        given, held = days.present[place], days.stored_present[place]
        same = days.values[place] == days.stored_values[place]
        equal &= np.where(given, held & same, days.is_stored[number, days.group])
        differs |= given & held & ~same
    fates.mark(days.entries[equal], State.DUPLICATE)
    if stage.target.corrections:
        fates.mark(days.entries[differs], State.CORRECTION)
        return
    points, moments = days.points.to_pylist(), days.days.astype("datetime64[D]")
    for reading in np.flatnonzero(differs):
        group, minute = int(days.group[reading]), int(days.slot[reading]) * spec.slot_minutes
        key = f"{points[group]} {moments[group]} {minute // 60:02d}:{minute % 60:02d}"
        row = int(days.entries[reading]) // STAGES_AT_MOST
        expected = ", ".join(spec.quantities)
        fates.reject(Rejection(row, "conflict_with_store", "curve", spec.moment, key, expected))
    for number in range(len(spec.quantities)):
        days.present[number, days.group[differs], days.slot[differs]] = False


def _build(days: _Days, spec: CurveSpec, stage: Stage, fates: Fates) -> CurveRows:
    standing = fates.kept(stage)[days.entries // STAGES_AT_MOST]
    brings = np.zeros(len(days.days), bool)
    brings[days.group[(standing == State.NEW) | (standing == State.CORRECTION)]] = True
    fresh, corrected, stated, unchanged = [], [], [], 0
    for number, code in enumerate(spec.quantities):
        merged = np.where(days.present[number], days.values[number], days.stored_values[number])
        known = days.present[number] | days.stored_present[number]
        changed = ((merged != days.stored_values[number]) & known) | (known != days.stored_present[number])
        stored = days.is_stored[number]
        moved = stored & changed.any(axis=1) & brings
        fresh.append(_rows(days, spec, code, merged, known, np.flatnonzero(~stored & brings)))
        corrected.append(_rows(days, spec, code, merged, known, np.flatnonzero(moved)))
        held = np.flatnonzero(stored)
        stated.append(_rows(days, spec, code, days.values[number], days.present[number], held))
        unchanged += int((stored & ~moved).sum())
    return CurveRows(pa.concat_tables(fresh), pa.concat_tables(corrected), pa.concat_tables(stated), unchanged)


def _rows(
    days: _Days, spec: CurveSpec, code: str, values: NDArray[np.int32], known: NDArray[np.bool_],
    groups: NDArray[np.int64], *, at: NDArray[np.int64] | None = None,
) -> pa.Table:  # fmt: skip
    """A row for each of ``groups``; ``values`` and ``known`` lie by group, or at the places ``at``."""
    places = groups if at is None else at
    own = np.arange(values.shape[1]) < days.lengths[groups][:, None]
    flat = pa.array(values[places][own], mask=~known[places][own])
    offsets = pa.array(np.concatenate(([0], np.cumsum(days.lengths[groups]))).astype(np.int32))
    chosen = pa.array(groups)
    columns = {
        "point_id": days.points.take(chosen),
        "day": pa.array(days.days[groups]).cast(pa.date32()),
        "quantity": pa.repeat(pa.scalar(code), len(groups)),
        "slots": pa.ListArray.from_arrays(offsets, flat),
        "slot_minutes": pa.repeat(pa.scalar(spec.slot_minutes, pa.int64()), len(groups)),
        "unit": pa.repeat(pa.scalar(spec.unit), len(groups)),
    }
    columns |= {name: days.others.column(name).take(chosen) for name in days.others.column_names}
    columns["source_row"] = pa.array(days.first_row[groups])
    ordered = [name for name in tables()["curve"].by_name if name in columns]
    return pa.table({name: columns[name] for name in [*ordered, "source_row"]})
