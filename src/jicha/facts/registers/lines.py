"""What the kernels of registers read: readings, meters, ratios, generators and capacities, as numbers.

One SELECT gives all five as lines of a point, told apart by ``line``. What stands in a column depends on the line:

========= ============== ============= ================= ================ ========= ===============
line      day            other_day     reading           other_reading    ratio     digits
========= ============== ============= ================= ================ ========= ===============
reading   day of reading               the register
meter     installed_on   removed_on    when installed    when removed     its ratio its digits
ratio     effective on   recorded on                                                order of record
generator connected on   taken off on
capacity  in force from  until
========= ============== ============= ================= ================ ========= ===============
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.facts.registers.exact import NO_DAY, Known, Mask, Whole, days, whole

REGISTER_DIGITS = 3  # a register counts thousandths of a kWh here, a ratio thousandths
HOURS = 24
# By the monitoring of acquisition: a fifth above what the meter's own current allows, three times the capacity.
METER_TENTHS, CAPACITY_TIMES = 12, 3
MOST_A_DAY = 10**15  # whatever a file says, so that years of it stay within 64 bits


@dataclass(frozen=True)
class Meters:
    """Meters as installed, one entry each: at one point in the order in which they were installed.

    Readings count thousandths of a kWh before the ratio, the ratio thousandths. ``meter_most`` is what the meter's own
    current can make in a day, in the same thousandths before the ratio; ``point_most`` what the capacity of the point
    can, in millionths of a kWh after the ratio.
    """

    point: Whole
    installed_on: Whole
    removed_on: Whole
    installed_reading: Known
    removed_reading: Known
    ratio: Known
    digits: Known
    meter_most: Known
    point_most: Known


@dataclass(frozen=True)
class RatioChange:
    """A change of a point's ratio (thousandths; None where the text is no number); days since 1970.

    ``place`` puts those that were recorded on one day in order, so that the last of them counts.
    """

    effective_on: int
    recorded_on: int
    place: int
    old: int | None
    new: int | None


@dataclass(frozen=True)
class Lines:
    """The readings of some points, by point, register and day, with the meters and changes that belong to them.

    ``sequence`` numbers the registers of points; ``meter`` is a place in ``meters`` or -1; ``fault`` a place in
    ``faults`` or -1; ``changes`` are by point, in order; ``generation`` by point, the days on which each generator was
    connected and taken off; ``capacities`` by point, from when until when a connection was as large as it no longer is,
    and what it could carry in a day, as ``Meters.point_most``.
    """

    points: pa.Array
    registers: pa.Array
    faults: tuple[str, ...]
    sequence: Whole
    point: Whole
    register: Whole
    day: Whole
    reading: Known
    turned: Mask
    meter: Whole
    fault: Whole
    meters: Meters
    changes: dict[int, tuple[RatioChange, ...]]
    generation: dict[int, tuple[tuple[int, int], ...]]
    capacities: dict[int, tuple[tuple[int, int, int], ...]]

    @cached_property
    def ratio(self) -> Known:
        """The ratio of the meter of each reading, whatever changes say."""
        has_meter = self.meter >= 0
        if not len(self.meters.point):
            return Known(np.zeros(len(self.day), np.int64), np.zeros(len(self.day), bool))
        return Known(
            np.where(has_meter, self.meters.ratio.values[self.meter], 0),
            has_meter & self.meters.ratio.known[self.meter],
        )


def lines_of(rows: pa.Table) -> Lines:
    """Sort a kernel's input into readings, meters and changes."""
    of_point, points = _codes(rows["point_id"])
    kind = rows["line"].combine_chunks()
    is_reading, is_meter, is_change, is_generator, is_capacity = (
        np.flatnonzero(pc.equal(kind, name).to_numpy(zero_copy_only=False))
        for name in ("reading", "meter", "ratio", "generator", "capacity")
    )
    installation, _ = _codes(rows["installation_id"])
    meters, meter_keys = _meters(rows.take(pa.array(is_meter)), of_point[is_meter], installation[is_meter])
    register, registers = _codes(rows["register"])
    day = whole(rows["day"]).values
    sequence = of_point * (len(registers) + 1) + register
    if _is_unsorted(sequence[is_reading], day[is_reading]):
        is_reading = is_reading[np.lexsort((day[is_reading], sequence[is_reading]))]
    point, fault = of_point[is_reading], _codes(rows["fault"])
    return Lines(
        points=points,
        registers=registers,
        faults=tuple(fault[1].to_pylist()),
        sequence=sequence[is_reading],
        point=point,
        register=register[is_reading],
        day=day[is_reading],
        reading=whole(rows["reading"])[is_reading],
        turned=pc.fill_null(rows["flag"], False).to_numpy()[is_reading],
        meter=_place_of(_keys(point, installation[is_reading]), meter_keys),
        fault=fault[0][is_reading],
        meters=meters,
        changes=_changes(rows.take(pa.array(is_change)), of_point[is_change]),
        generation=_generation(rows.take(pa.array(is_generator)), of_point[is_generator]),
        capacities=_capacities(rows.take(pa.array(is_capacity)), of_point[is_capacity]),
    )


def _is_unsorted(sequence: Whole, day: Whole) -> bool:
    step = np.diff(sequence)
    return bool(((step < 0) | ((step == 0) & (np.diff(day) < 0))).any())


def _codes(column: pa.ChunkedArray) -> tuple[Whole, pa.Array]:
    """A number for each text, -1 for none, and the texts by number."""
    coded = column.combine_chunks().dictionary_encode()
    numbers: Whole = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return numbers, coded.dictionary


def _keys(point: Whole, installation: Whole) -> Whole:
    """One number for a meter at a point: meters are looked for at their own point alone."""
    return np.where(installation < 0, -1, point * (1 << 32) + installation)


def _place_of(keys: Whole, known: Whole) -> Whole:
    """Where each key stands in ``known``, -1 where it does not. Keys that stand together are looked up once."""
    if not len(known) or not len(keys):
        return np.full(len(keys), -1, np.int64)
    begins = np.concatenate([[True], np.diff(keys) != 0])
    order = np.argsort(known)
    once = keys[begins]
    place = order[np.minimum(np.searchsorted(known, once, sorter=order), len(known) - 1)]
    found: Whole = np.where(known[place] == once, place, -1)[np.cumsum(begins) - 1]
    return found


def _meters(held: pa.Table, point: Whole, installation: Whole) -> tuple[Meters, Whole]:
    installed_on = days(held["day"])
    names = pc.rank(held["installation_id"]).to_numpy() if held.num_rows else np.zeros(0, np.int64)
    removed_on = days(held["other_day"])
    last_on = np.where(removed_on == NO_DAY, np.iinfo(np.int64).max, removed_on)
    order = np.lexsort((names, last_on, installed_on, point))
    held = held.take(pa.array(order))
    meters = Meters(
        point=point[order],
        installed_on=installed_on[order],
        removed_on=removed_on[order],
        installed_reading=whole(held["reading"]),
        removed_reading=whole(held["other_reading"]),
        ratio=_above_zero(whole(held["ratio"])),
        digits=whole(held["digits"]),
        meter_most=_most_a_day(whole(held["meter_w"]), METER_TENTHS, 10),
        point_most=_most_of_capacity(held),
    )
    return meters, _keys(point, installation)[order]


def _most_of_capacity(held: pa.Table) -> Known:
    return _most_a_day(whole(held["capacity_va"]), CAPACITY_TIMES * 1000, 1)


def _most_a_day(power: Known, times: int, parts: int) -> Known:
    """The energy of a power over a day; a watt for an hour is a thousandth of a kWh."""
    given = _above_zero(power)
    return Known(np.minimum(given.values * HOURS * times // parts, MOST_A_DAY), given.known)


def _above_zero(numbers: Known) -> Known:
    """A ratio, power or capacity of nothing was never entered."""
    known = numbers.known & (numbers.values > 0)
    return Known(np.where(known, numbers.values, 0), known)


def _changes(held: pa.Table, point: Whole) -> dict[int, tuple[RatioChange, ...]]:
    found: dict[int, list[RatioChange]] = {}
    numbers = (days(held["day"]).tolist(), days(held["other_day"]).tolist(), whole(held["digits"]).values.tolist())
    texts = (held["old_value"].to_pylist(), held["new_value"].to_pylist())
    for of_point, effective, recorded, place, old, new in zip(point.tolist(), *numbers, *texts, strict=True):
        change = RatioChange(effective, recorded, place, _ratio(old), _ratio(new))
        is_change = change.old is None or change.new is None or change.old != change.new
        if effective != NO_DAY and is_change:
            found.setdefault(of_point, []).append(change)
    return {one: tuple(sorted(some, key=_in_order)) for one, some in found.items()}


def _in_order(change: RatioChange) -> tuple[int, int, int]:
    return change.effective_on, change.recorded_on, change.place


def _generation(held: pa.Table, point: Whole) -> dict[int, tuple[tuple[int, int], ...]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for of_point, *span in zip(
        point.tolist(), days(held["day"]).tolist(), days(held["other_day"]).tolist(), strict=True
    ):
        found.setdefault(of_point, []).append((span[0], span[1]))
    return {one: tuple(some) for one, some in found.items()}


def _capacities(held: pa.Table, point: Whole) -> dict[int, tuple[tuple[int, int, int], ...]]:
    found: dict[int, list[tuple[int, int, int]]] = {}
    most = _most_of_capacity(held).values.tolist()
    for of_point, *one in zip(
        point.tolist(), days(held["day"]).tolist(), days(held["other_day"]).tolist(), most, strict=True
    ):
        found.setdefault(of_point, []).append((one[0], one[1], one[2]))
    return {one: tuple(some) for one, some in found.items()}


def _ratio(text: str | None) -> int | None:
    """A ratio in thousandths; None if the text is no plain number with at most three decimals, or not above 0."""
    before, point, behind = (text or "").partition(".")
    if not (before.isascii() and before.isdigit()) or (point and not (behind.isascii() and behind.isdigit())):
        return None
    value = Fraction(int(before + behind), 10 ** len(behind)) * 10**REGISTER_DIGITS
    return int(value) if value.denominator == 1 and value > 0 else None
