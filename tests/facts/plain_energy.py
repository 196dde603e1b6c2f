"""The slow plain twin of the kernel energy_day: one register after another, one reading after another, in Python.

Written from the page's text, not from the kernel: days are whole numbers, readings thousandths, energy millionths.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

FILLS = {
    value * scale for value in (65535, 32767, 16777215, 4294967295, 2147483647) for scale in (1, 10, 100, 1000)
} | {9999_000, 99999_000, 999999_000, 9999999_000, 99999999_000, 9999_990, 99999_990, 999999_990, 9999999_990}


@dataclass(frozen=True)
class Reading:
    """One line of a register; ``value`` None for a failed reading."""

    day: int
    value: int | None
    meter: str
    fault: str | None = None
    turned: bool = False


@dataclass(frozen=True)
class Meter:
    """A meter at the point; days, thousandths, watts and volt-amperes."""

    name: str
    installed_on: int | None = None
    removed_on: int | None = None
    installed: int | None = 0
    removed: int | None = None
    ratio: int | None = 1000
    digits: int | None = None
    meter_w: int | None = None
    capacity_va: int | None = None

    def carries(self, advance: int, ratio: int, days: int, earlier: int = 0) -> bool:
        """A fifth above the meter's current, three times the capacity; a file that says nothing limits nothing.

        ``earlier`` is the largest capacity that was in force on these days and may be no more.
        """
        by_meter = not self.meter_w or advance <= self.meter_w * 24 * 12 // 10 * days
        by_point = not self.capacity_va or advance * ratio <= max(self.capacity_va, earlier) * 72 * 1000 * days
        return by_meter and by_point


@dataclass(frozen=True)
class Change:
    """A change of the ratio."""

    effective_on: int
    recorded_on: int | None
    old: int | None
    new: int | None


@dataclass
class Register:
    """One register of one point."""

    name: str
    readings: Sequence[Reading]
    meters: Sequence[Meter] = field(default_factory=list)
    changes: Sequence[Change] = field(default_factory=list)
    suns: Sequence[tuple[int | None, int | None]] = ()
    capacities: Sequence[tuple[int, int, int]] = ()

    def __post_init__(self) -> None:
        far = 10**9
        self.order = sorted(
            self.meters,
            key=lambda one: (
                one.installed_on if one.installed_on is not None else -far,
                one.removed_on if one.removed_on is not None else far,
                one.name,
            ),
        )
        self.rank = {one.name: number for number, one in enumerate(self.order)}
        self.readings = sorted(self.readings, key=lambda one: one.day)

    def earlier(self, first: int, last: int) -> int:
        """The largest earlier capacity in force on a day from ``first`` until ``last``."""
        return max(
            (
                carried
                for since, until, carried in self.capacities
                if any(since <= day < until for day in range(first, last))
            ),
            default=0,
        )

    def meter(self, reading: Reading) -> Meter | None:
        return self.order[self.rank[reading.meter]] if reading.meter in self.rank else None


Row = tuple[int, str, str, int | None, int | None, int | None, str | None, str | None]


def plain_rows(register: Register) -> list[Row]:
    """(day, method, quality, energy, candidate, candidate, flag, reading_flag) of every day and method."""
    why = reasons(register)
    kept = [one for one in register.readings if one.value is not None and one not in why]
    spans = list(itertools.pairwise(kept))
    energies = {}
    for first, last in spans:
        energies[first.day] = span_energy(register, first, last)
    single = {
        first.day: energies[first.day][1]
        for first, last in spans
        if last.day - first.day == 1 and energies[first.day][1] is not None
    }
    rows: list[Row] = []
    by_day = {one.day: one for one in register.readings}
    for first, last in spans:
        flag, energy, candidates = energies[first.day]
        low, high = [*sorted(candidates), None, None][:2]
        days = range(first.day, last.day)

        def odd(day: int, start: int = first.day) -> str | None:
            return None if day == start else why.get(by_day.get(day, Reading(day, None, "")), "gap")

        if energy is None:
            rows += [(day, "none", "unknown", None, low, high, flag, odd(day)) for day in days]
        elif len(days) == 1:
            rows.append((first.day, "register", quality_of(register, first.day, flag), energy, None, None, flag, None))
        else:
            for method, weights in (("linear", [1] * len(days)), ("weekday_profile", profile(days, single))):
                if weights and sum(weights):
                    come = [sum(weights[: number + 1]) * energy // sum(weights) for number in range(len(days))]
                    shares = [now - before for now, before in zip(come, [0, *come], strict=False)]
                    rows += [
                        (day, method, "estimated", share, None, None, flag, odd(day))
                        for day, share in zip(days, shares, strict=True)
                    ]
    covered = range(kept[0].day, kept[-1].day) if kept else range(0)
    rows += [
        (one.day, "none", "unknown", None, None, None, None, why[one])
        for one in register.readings
        if one in why and one.day not in covered
    ]
    return rows


def reasons(register: Register) -> dict[Reading, str]:
    """Why readings are not believed."""
    why = {one: one.fault for one in register.readings if one.fault and one.value is not None}
    newest = -1
    for one in register.readings:
        if one.value is None or one in why or one.meter not in register.rank:
            continue
        if register.rank[one.meter] < newest:
            why[one] = "old_meter_again"
        newest = max(newest, register.rank[one.meter])
    standing = [one for one in register.readings if one.value is not None and one not in why]
    sure = [one for one in standing if one.value not in FILLS]
    for one in standing:
        if one.value in FILLS:
            before = [other for other in sure if other.day < one.day][-1:]
            behind = [other for other in sure if other.day > one.day][:1]
            around = [*before, *behind]
            is_passed = (
                len(around) == 2
                and all(same_meter(register, other, one) for other in around)
                and around[0].value <= one.value <= around[1].value
            )
            if not is_passed:
                why[one] = "sentinel"
    standing = [one for one in standing if one not in why]
    off: list[Reading] = []
    for place in range(1, len(standing)):
        now = standing[place]
        if now in off or now.turned or not same_meter(register, standing[place - 1], now):
            continue
        if now.value >= standing[place - 1].value:
            continue
        above = too_high(register, standing, place, off)
        below = too_low(register, standing, place, off)
        shortest = min([len(some) for some in (above, below) if some], default=0)
        off += [one for some in (above, below) if len(some) == shortest for one in some]
    return why | dict.fromkeys(off, "off_neighbours")


def same_meter(register: Register, one: Reading, other: Reading) -> bool:
    return register.rank.get(one.meter, -1) == register.rank.get(other.meter, -1)


def too_high(register: Register, standing: list[Reading], place: int, off: list[Reading]) -> list[Reading]:
    found: list[Reading] = []
    for one in reversed(standing[:place]):
        if not same_meter(register, one, standing[place]) or len(found) > 7:
            return []
        if one in off:
            continue
        if one.value <= standing[place].value:
            return found
        found.append(one)
    return []


def too_low(register: Register, standing: list[Reading], place: int, off: list[Reading]) -> list[Reading]:
    before = next(one for one in reversed(standing[:place]) if one not in off)
    found = [standing[place]]
    for one in standing[place + 1 :]:
        if not same_meter(register, one, standing[place]) or len(found) > 7:
            return []
        if one.value >= before.value:
            return found
        found.append(one)
    return []


def span_energy(register: Register, first: Reading, last: Reading) -> tuple[str | None, int | None, list[int]]:
    """Flag, energy and candidates of a span."""
    old, new = register.meter(first), register.meter(last)
    start, stop = ratio_on(register, old, first.day), ratio_on(register, new, last.day - 1)
    if old is not new:
        return over_meters(register, first, last)
    if start is None or stop is None:
        return "ratio_unknown", None, []
    has_change = any(first.day < one.effective_on < last.day for one in changes_of(register, old))
    span_days, earlier = last.day - first.day, register.earlier(first.day, last.day)
    advance, flag = last.value - first.value, None
    if advance < 0:
        known = old.digits if old.digits is not None and 10**old.digits * 1000 > first.value else None
        smallest = next(10**digits * 1000 for digits in range(4, 20) if 10**digits * 1000 > first.value)
        ranges = [10**known * 1000] if known is not None else [smallest, smallest * 10]
        turns = [advance + one for one in ranges]
        believed = turns[0] * 10 < ranges[0] and old.carries(turns[0], start, span_days, earlier)
        if not (believed and known is not None):
            if believed or last.turned:
                return "rollover_ambiguous", None, [turn * start for turn in turns]
            if any(lies_within(first, last, *sun) for sun in register.suns):
                return "export_backward", None, []
            return ("register_reset" if last.value * 100 < first.value else "register_backward"), None, []
        advance, flag = turns[0], "rollover"
    if has_change:
        return "ratio_within", None, [advance * start, advance * stop]
    if flag is None and not old.carries(advance, start, span_days, earlier):
        return "beyond_capacity", None, [advance * start]
    return flag, advance * start, []


def lies_within(first: Reading, last: Reading, since: int | None, until: int | None) -> bool:
    return (since is None or since < last.day) and (until is None or until > first.day)


def changes_of(register: Register, meter: Meter | None) -> list[Change]:
    if meter is None:
        return []
    return sorted(
        (
            one
            for one in register.changes
            if (one.old is None or one.old != one.new)
            and (in_life(meter, one.effective_on) or is_unknown_at_exchange(meter, one))
        ),
        # A list is sorted stably, so those recorded on one day stay in the order of their record.
        key=lambda one: (one.effective_on, one.recorded_on if one.recorded_on is not None else -(10**9)),
    )


def in_life(meter: Meter, day: int) -> bool:
    return (meter.installed_on is None or meter.installed_on <= day) and (
        meter.removed_on is None or day < meter.removed_on
    )


def is_unknown_at_exchange(meter: Meter, change: Change) -> bool:
    """It was in force before the meter came, recorded after, and the meter's entry has the ratio from before."""
    return (
        meter.installed_on is not None
        and change.recorded_on is not None
        and change.effective_on < meter.installed_on < change.recorded_on
        and change.old is not None
        and change.old == meter.ratio
    )


def ratio_on(register: Register, meter: Meter | None, day: int) -> int | None:
    changes = changes_of(register, meter)
    if not changes:
        return (meter.ratio or None) if meter else None
    before = [one for one in changes if one.effective_on <= day]
    return before[-1].new if before else changes[0].old


def over_meters(register: Register, first: Reading, last: Reading) -> tuple[str | None, int | None, list[int]]:
    old, new = register.meter(first), register.meter(last)
    if register.name != "active_total" or old is None or new is None:
        return "swap_incomplete", None, []
    chain = register.order[register.rank[old.name] : register.rank[new.name] + 1]
    low, high = [], []
    for meter in chain:
        begin = first.value if meter is old else meter.installed
        end = last.value if meter is new else meter.removed
        since = max(first.day, meter.installed_on if meter.installed_on is not None else first.day)
        until = (
            max(last.day, since + 1) if meter.removed_on is None else max(min(last.day, meter.removed_on), since + 1)
        )
        ratios = {ratio_on(register, meter, day) for day in range(since, until)}
        if begin is None or end is None or None in ratios or end < begin:
            return "swap_incomplete", None, []
        if not meter.carries(end - begin, min(ratios), last.day - first.day, register.earlier(first.day, last.day)):
            return "swap_incomplete", None, []
        low.append((end - begin) * min(ratios))
        high.append((end - begin) * max(ratios))
    dates = [(one.removed_on, other.installed_on) for one, other in itertools.pairwise(chain)]
    if any(day is None for pair in dates for day in pair):
        return "swap_incomplete", None, []
    if any(installed > removed for removed, installed in dates):
        return "swap_hole", None, sorted({sum(low), sum(high)})
    if any(installed < removed for removed, installed in dates):
        return "swap_overlap", None, [max(low), sum(high)]
    if sum(low) < sum(high):
        return "ratio_within", None, [sum(low), sum(high)]
    return "meter_swap", sum(high), []


def quality_of(register: Register, day: int, flag: str | None) -> str:
    if flag == "rollover":
        return "measured_across_rollover"
    if flag == "meter_swap":
        return "measured_across_swap"
    restated = any(
        one.recorded_on is not None
        and one.effective_on <= day < one.recorded_on
        and (one.old is None or one.old != one.new)
        for one in register.changes
    )
    return "restated_ratio" if restated else "measured"


def profile(days: range, single: dict[int, int | None]) -> list[int]:
    """The weights of the weekdays, or none if any day lacks two measured weeks around."""
    weights = []
    for day in days:
        around = [single[day + 7 * week] for week in (-4, -3, -2, -1, 1, 2, 3, 4) if day + 7 * week in single]
        if len(around) < 2:
            return []
        weights.append(sum(around) // len(around))
    return weights
