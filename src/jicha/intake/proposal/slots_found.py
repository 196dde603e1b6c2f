"""Columns that stand for the slots of a day: ``P1..P96``, ``0:00..23:45``, ``00:15..24:00``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jicha.intake.slot_columns import BadSlots, slot_columns

_NUMBERED = re.compile(r"^(?P<prefix>.*?)(?P<number>\d{1,4})$")
_CLOCK = re.compile(r"^(?P<hour>\d{1,2}):(?P<minute>\d{2})$")
_IN_A_DAY = (24, 48, 96, 144, 288)
_DAY = 24 * 60
_LEAST = 12  # columns that count may also be tiers or registers; as many as that are no accident


@dataclass(frozen=True, slots=True)
class SlotRun:
    """Columns side by side. ``minutes`` is 0 where they make up no day; ``at`` is blank where the labels do not say.

    ``written`` is the range as a profile writes it; ``prefix`` what the labels of a numbered run begin with.
    """

    columns: tuple[str, ...]
    written: str
    minutes: int
    at: str
    prefix: str = ""

    @property
    def is_day(self) -> bool:
        """Whether a curve can be made of it."""
        return bool(self.minutes)


def slot_runs(words: Sequence[str]) -> tuple[SlotRun, ...]:
    """Every run of such columns.

    >>> slot_runs(["no", *(f"P{one}" for one in range(1, 97))])[0].written
    'P1..P96'
    """
    return (*_by_clock(words), *_numbered(words))


def _numbered(words: Sequence[str]) -> list[SlotRun]:
    by_prefix: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for word in words:
        match = _NUMBERED.match(word)
        if match and not _CLOCK.match(word):
            width = len(match["number"]) if match["number"][0] == "0" else 0
            by_prefix.setdefault((match["prefix"], 0 if width == 0 else width), []).append((int(match["number"]), word))
    runs = []
    for prefix in dict.fromkeys(one for one, _ in by_prefix):
        found = sorted(one for (name, _), listed in by_prefix.items() if name == prefix for one in listed)
        numbers = [number for number, _ in found]
        if len(found) >= _LEAST and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            runs.append(_numbered_run(prefix, [word for _, word in found]))
    return runs


def _numbered_run(prefix: str, columns: list[str]) -> SlotRun:
    written = f"{columns[0]}..{columns[-1]}"
    count = len(columns)
    for at in ("", "end"):
        try:
            made = slot_columns(written, at=at, minutes=0)
        except BadSlots:
            continue
        if list(made.columns) == columns and len(made.kept) in _IN_A_DAY:
            return SlotRun(tuple(columns), written, _DAY // len(made.kept), at, prefix)
    return SlotRun(tuple(columns), written if count else "", 0, "", prefix)


def _by_clock(words: Sequence[str]) -> list[SlotRun]:
    labels = [(int(match["hour"]) * 60 + int(match["minute"]), word) for word in words if (match := _CLOCK.match(word))]
    if len(labels) < _LEAST:
        return []
    minutes = [minute for minute, _ in labels]
    columns = tuple(word for _, word in labels)
    written = f"{columns[0]}..{columns[-1]}"
    step = minutes[1] - minutes[0]
    if step <= 0 or _DAY % step or minutes != list(range(minutes[0], minutes[0] + len(minutes) * step, step)):
        return [SlotRun(columns, written, 0, "")]
    for at in ("end", "start") if minutes[-1] == _DAY else ("start", "end"):
        try:
            made = slot_columns(written, at=at, minutes=step)
        except BadSlots:
            continue
        if made.columns == columns:
            return [SlotRun(columns, written, step, at)]
    return [SlotRun(columns, written, 0, "")]
