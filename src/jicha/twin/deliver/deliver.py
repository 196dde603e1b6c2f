"""Deliver the records of one station: a folder for each month, in it a folder for each system, in it its files.

``OUT/2026-01/bill_issue/bills_<station>_202601.csv``. A folder of a system is one delivery to jicha, and is
read in the order of ``every_system``. The same records give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from jicha.twin.deliver.disturb import LATE, Disturbed, disturbed
from jicha.twin.deliver.layout import Layout, layouts
from jicha.twin.deliver.ledger import SYSTEM as LEDGER
from jicha.twin.deliver.ledger import is_kept, ledger
from jicha.twin.deliver.quality import Quality
from jicha.twin.deliver.station import Station
from jicha.twin.deliver.write import Written, form_of, write_file
from jicha.twin.known import DAMAGED
from jicha.twin.records import Records
from jicha.twin.streams import Stream

# Points come before what hangs on them, bills before debts (docs/profiles.md, One utility, many exports).
_SYSTEMS = ("customer_file", "asset", "acquisition_file", "bill_issue", "receipt", "adjustment", "billing_anomaly")


def deliver(
    records: Records, station: str, first: date, last: date, quality: Quality, out: Path, *, seed: int
) -> pa.Table:
    """Write all deliveries of ``station`` for the months from that of ``first`` to that of ``last``.

    The first month also has all that was known before. What is still owed after the last month comes in the folder of
    the month after. Tables that jicha or its desk writes itself are left out. Returns what was disturbed: rows of
    ``DAMAGED``. Raises BadLayout and NoQuarterHours for records that no file can hold.
    """
    months = months_between(first, last)
    chosen = (*layouts_for(records),)
    damaged: list[pa.Table] = []
    owed: dict[str, tuple[pa.Table, int]] = {}
    with Station(records, chosen, [*months, _next(months[-1])]) as opened:
        for number, month in enumerate(months):
            opened.begin(number)
            for layout in chosen:
                if not (opened.moved(layout.driven_by, number) or layout.name in owed):
                    continue
                rows = opened.query(layout)
                streams = (
                    Stream(seed, station, f"deliver {layout.name} {month:%Y-%m} which"),
                    Stream(seed, station, f"deliver {layout.name} {month:%Y-%m} how"),
                )
                before = owed.pop(layout.name, None)
                form = form_of(layout, len(rows) + (len(before[0]) if before else 0))
                told = disturbed(rows, layout, form, quality, draws=streams)
                damaged += _written(told, before, layout, Written(out, station, month, form))
                if len(told.left):
                    owed[layout.name] = told.left, told.late
    for layout in chosen:
        if layout.name in owed:
            rows, late = owed[layout.name]
            after = Written(out, station, _next(months[-1]), form_of(layout, len(rows)), supplement=True)
            damaged += _written(Disturbed(rows.slice(0, 0), (), rows.slice(0, 0), 0), (rows, late), layout, after)
    return pa.concat_tables([DAMAGED.empty_table(), *damaged])


def months_between(first: date, last: date) -> list[date]:
    """The first days of all months from that of ``first`` to that of ``last``."""
    found = [first.replace(day=1)]
    while _next(found[-1]) <= last:
        found.append(_next(found[-1]))
    return found


def layouts_for(records: Records) -> Iterator[Layout]:
    """The layouts that carry something of the records, in the order in which they are loaded; the ledgers last."""
    there = set(records.names())
    found = [one for one in layouts() if there & set(one.driven_by)]
    carried = {name for one in layouts() for name in one.tables}
    yield from sorted(found, key=lambda one: (_order(one.system), one.name))
    for name in sorted(there - carried):
        if is_kept(name):
            yield ledger(name)


def every_system() -> tuple[str, ...]:
    """The folders of a month in the order in which they are best loaded."""
    return (*sorted({one.system for one in layouts()}, key=lambda one: (_order(one), one)), LEDGER)


def _order(system: str) -> int:
    return _SYSTEMS.index(system) if system in _SYSTEMS else len(_SYSTEMS)


def _written(
    told: Disturbed, owed: tuple[pa.Table, int] | None, layout: Layout, written: Written
) -> Sequence[pa.Table]:
    rows, late = told.rows, []
    if owed is not None:
        missing = _not_among(owed[0], told, layout.key)
        begin = len(rows)
        late = [begin + place for place, row in enumerate(missing) if row < owed[1]]
        rows = pa.concat_tables([rows, owed[0].take(pa.array(missing, pa.int64()))])
    if not len(rows):
        return []
    noted = [(one.place, one.column, one.damage) for one in told.damages] + [(place, "", LATE) for place in late]
    parts = write_file(rows, told.damages, layout, written)
    return [
        pa.table(
            {
                "file": [parts.place_of(place)[0] for place, _, _ in noted],
                "row": [parts.place_of(place)[1] for place, _, _ in noted],
                "column": [column for _, column, _ in noted],
                "damage": [damage for _, _, damage in noted],
            },
            schema=DAMAGED,
        )
    ]


def _not_among(owed: pa.Table, told: Disturbed, key: Sequence[str]) -> list[int]:
    """The owed rows whose key has no newer row in this month's own."""
    new = {*_keys(told.rows, key), *_keys(told.left, key)} if len(told.rows) + len(told.left) else set()
    return [place for place, one in enumerate(_keys(owed, key)) if one not in new]


def _keys(rows: pa.Table, key: Sequence[str]) -> list[tuple[object, ...]]:
    return list(zip(*(rows[word].to_pylist() for word in key), strict=True))


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
