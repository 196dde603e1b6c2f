"""The 300 records of NEM12 as rows, one for each interval, with the quality that it or its 400 records state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.intake.sources.formats.grid import Asked, Cut, TornRow
from jicha.intake.sources.formats.nem12_blocks import Block, Places
from jicha.intake.sources.formats.nem12_fields import fields_of, good_days
from jicha.intake.sources.formats.nem12_quality import Qualities, qualities_of
from jicha.intake.sources.formats.nem12_units import in_base_units, parts_of_suffix
from jicha.intake.sources.formats.wanted import cuts_of

WORDS = (
    "nmi", "nmi_configuration", "register_id", "suffix", "data_stream", "serial", "uom", "interval_minutes",
    "next_read", "date", "interval", "start", "end", "value", "quality", "method", "reason_code", "reason_text",
    "update_time", "mslu_time", "stream", "meter_no", "base_value", "base_uom",
)  # fmt: skip
_HEADING = {
    "nmi": 1, "nmi_configuration": 2, "register_id": 3, "suffix": 4, "data_stream": 5, "serial": 6, "uom": 7,
    "interval_minutes": 8, "next_read": 9,
}  # fmt: skip
_DAY_MINUTES = 1440
_BEFORE, _BEHIND = 2, 5  # fields before the values of a 300 record and behind them
_QUALITY, _REASON_CODE, _REASON_TEXT, _UPDATED, _LOADED = range(_BEHIND)
_NUMBER_OR_BLANK = r"^[+-]?[0-9]*\.?[0-9]*$"


def intervals(block: Block, asked: Asked) -> Iterator[Cut]:
    """The values of a block, and the records that are none."""
    torn: list[TornRow] = []
    days = _days(block, torn)
    qualities = qualities_of(block, days.records, days.count, days.behind[:3])
    for record, reason, expected in qualities.faults:
        torn.append(_torn(block, record, reason, expected))
    if qualities.faults:
        days = days.without({record for record, _, _ in qualities.faults})
        qualities = qualities_of(block, days.records, days.count, days.behind[:3])
    torn += _misplaced(block)
    rows = _Rows(block, days, qualities)
    yield from cuts_of(rows.column, WORDS, asked, rows.lines, torn)


@dataclass(frozen=True, slots=True)
class _Days:
    """Good 300 records in order: their place, how many values each has, its day, and the fields behind the values.

    ``values`` holds all values in some order; those of a day are at ``first``, ``first + step``, and so on.
    """

    records: Places
    count: Places
    day: pa.Array
    behind: Sequence[pa.Array]
    values: pa.Array
    first: Places
    step: Places

    def without(self, records: set[int]) -> _Days:
        """The others."""
        keep = np.array([one not in records for one in self.records.tolist()], bool)
        chosen = pa.array(keep)
        return _Days(
            self.records[keep], self.count[keep], self.day.filter(chosen),
            [one.filter(chosen) for one in self.behind], self.values, self.first[keep], self.step[keep],
        )  # fmt: skip


def _days(block: Block, torn: list[TornRow]) -> _Days:
    """Split the 300 records, those of one width together, and tear those that are not what their heading says."""
    records = block.of(300)
    minutes = np.array([one.minutes for one in block.headings], np.int64)
    asked = _DAY_MINUTES // minutes[block.heading[records]] if len(records) else records
    fields = block.cut.fields[records]
    short = (fields <= _BEFORE + asked) | (fields > _BEFORE + asked + _BEHIND)
    for one, values in zip(records[short].tolist(), asked[short].tolist(), strict=True):
        torn.append(_torn(block, one, "wrong_interval_count", str(values)))
    parts: list[_Days] = []
    values_before = 0
    good, counts, widths = records[~short], asked[~short], fields[~short]
    for count, width in sorted(set(zip(counts.tolist(), widths.tolist(), strict=True))):
        here = good[(counts == count) & (widths == width)]
        part = _of_one_width(block, here, count, width, torn, values_before)
        values_before += len(part.values)
        parts.append(part)
    return _joined(parts)


def _of_one_width(
    block: Block, records: Places, count: int, width: int, torn: list[TornRow], values_before: int
) -> _Days:
    columns, whole = fields_of(block.cut, records, width)
    for one in records[~whole].tolist():
        torn.append(_torn(block, one, "torn_row", str(_BEFORE + count + _BEHIND)))
    records = records[whole]
    behind = list(columns[_BEFORE + count :])
    behind += [pa.repeat(pa.scalar(""), len(records))] * (_BEHIND - len(behind))
    unknown = np.asarray(pc.invert(pc.match_substring_regex(behind[_QUALITY], r"^(?:[ANV]|[AEFSNV][0-9]{2}|[EFS])$")))
    shifted = unknown & np.asarray(pc.match_substring_regex(behind[_QUALITY], _NUMBER_OR_BLANK))
    no_day = ~good_days(columns[1])
    for fault, reason, expected in (
        (shifted, "wrong_interval_count", str(count)),
        (unknown & ~shifted, "unknown_quality", "A, E, F, N, S, V"),
        (no_day & ~unknown, "not_a_date", "YYYYMMDD"),
    ):
        for one in records[fault].tolist():
            torn.append(_torn(block, one, reason, expected))
    keep = ~(unknown | no_day)
    rows, chosen = len(records), pa.array(keep)
    values = pa.concat_arrays(columns[_BEFORE : _BEFORE + count])  # those of one interval of all days stand together
    return _Days(
        records[keep], np.full(int(keep.sum()), count), columns[1].filter(chosen),
        [one.filter(chosen) for one in behind], values,
        values_before + np.flatnonzero(keep), np.full(int(keep.sum()), rows),
    )  # fmt: skip


def _torn(block: Block, record: int, reason: str, expected: str) -> TornRow:
    return block.torn(record, reason, expected, with_records=np.flatnonzero(_events_of(block, record)))


def _events_of(block: Block, record: int) -> NDArray[np.bool_]:
    """The 400 records of a 300; its 500 records are rows of their own."""
    own: NDArray[np.bool_] = (block.owner == record) & (block.kinds == 400)
    return own


def _joined(parts: Sequence[_Days]) -> _Days:
    """Parts of different widths, in the order in which they stand in the file."""
    none = np.zeros(0, np.int64)
    if not parts:
        blank = pa.array([], pa.string())
        return _Days(none, none, blank, [blank] * _BEHIND, blank, none, none)
    records = np.concatenate([one.records for one in parts])
    order = np.argsort(records, kind="stable")
    chosen = pa.array(order)
    return _Days(
        records[order],
        np.concatenate([one.count for one in parts])[order],
        pa.concat_arrays([one.day for one in parts]).take(chosen),
        [pa.concat_arrays([one.behind[place] for one in parts]).take(chosen) for place in range(_BEHIND)],
        pa.concat_arrays([one.values for one in parts]),
        np.concatenate([one.first for one in parts])[order],
        np.concatenate([one.step for one in parts])[order],
    )


def _misplaced(block: Block) -> list[TornRow]:
    """Records of every kind but 500 that may not stand where they do; a 400 goes with its 300, wherever that is."""
    found = []
    for record, (reason, expected) in block.faults.items():
        if block.kinds[record] == 500:
            continue
        owner = int(block.owner[record])
        if block.kinds[record] == 400 and owner >= 0 and block.kinds[owner] == 300:
            continue
        found.append(_torn(block, record, reason, expected))
    return found


class _Rows:
    """The columns of a block's values, each made when it is asked for."""

    def __init__(self, block: Block, days: _Days, qualities: Qualities) -> None:
        self._block, self._days, self._qualities = block, days, qualities
        self._of_day = np.repeat(np.arange(len(days.records)), days.count)
        begins = np.cumsum(days.count) - days.count
        self._slot = np.arange(len(self._of_day)) - begins[self._of_day]
        self._minutes = (_DAY_MINUTES // np.maximum(days.count, 1))[self._of_day]
        self.lines: NDArray[np.int64] = block.cut.lines[days.records][self._of_day]

    def column(self, word: str) -> pa.Array:
        """One column, a text for each value."""
        if word in _HEADING:
            return self._heading_column(word).take(self._heading_places())
        made = {
            "date": lambda: self._spread(self._days.day),
            "interval": lambda: pa.array(self._slot + 1).cast(pa.string()),
            "start": lambda: self._moment(self._slot * self._minutes),
            "end": lambda: self._moment((self._slot + 1) * self._minutes),
            "value": self._value,
            "quality": lambda: pc.utf8_slice_codeunits(self._quality(_QUALITY), 0, 1),
            "method": lambda: pc.utf8_slice_codeunits(self._quality(_QUALITY), 1, 3),
            "reason_code": lambda: self._quality(_REASON_CODE),
            "reason_text": lambda: self._quality(_REASON_TEXT),
            "update_time": lambda: self._spread(self._days.behind[_UPDATED]),
            "mslu_time": lambda: self._spread(self._days.behind[_LOADED]),
            "stream": lambda: self._suffix(0),
            "meter_no": lambda: self._suffix(1),
            "base_uom": lambda: in_base_units(self._heading_column("uom"), None)[0].take(self._heading_places()),
            "base_value": self._base_value,
        }
        return made[word]()

    def _heading_column(self, word: str) -> pa.Array:
        place = _HEADING[word]
        return pa.array([one.fields[place] if one.fields else "" for one in self._block.headings], pa.string())

    def _heading_places(self) -> pa.Array:
        return pa.array(self._block.heading[self._days.records][self._of_day])

    def _suffix(self, part: int) -> pa.Array:
        return parts_of_suffix(self._heading_column("suffix"))[part].take(self._heading_places())

    def _spread(self, of_days: pa.Array) -> pa.Array:
        return of_days.take(pa.array(self._of_day))

    def _quality(self, part: int) -> pa.Array:
        return self._qualities.texts[part].take(pa.array(self._qualities.place))

    def _value(self) -> pa.Array:
        return self._days.values.take(
            pa.array(self._days.first[self._of_day] + self._slot * self._days.step[self._of_day])
        )

    def _base_value(self) -> pa.Array:
        unit = self._heading_column("uom").take(self._heading_places())
        nothing = pc.equal(self.column("quality"), "N")
        return pc.if_else(nothing, pa.scalar(None, pa.string()), in_base_units(unit, self._value())[1])

    def _moment(self, minutes: NDArray[np.int64]) -> pa.Array:
        """Minutes after midnight as date and time; the end of the last interval is the next day's start."""
        clocks = pa.array([f" {one // 60 % 24:02d}:{one % 60:02d}" for one in range(_DAY_MINUTES + 1)])
        written = pc.replace_substring_regex(self._days.day, r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3")
        following = np.datetime_as_string(np.array(written.to_pylist(), "datetime64[D]") + 1)
        both = pa.concat_arrays([written, pa.array(following.tolist(), pa.string())])
        day = both.take(pa.array(self._of_day + np.where(minutes == _DAY_MINUTES, len(written), 0)))
        return pc.binary_join_element_wise(day, clocks.take(pa.array(minutes)), "")
