"""What changes on a day, or between two books: each line from its old figure to its new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from jicha.tariffs.book import Book
from jicha.tariffs.day_lines import DayLine, Part, What, day_lines
from jicha.tariffs.spans import change_days
from jicha.tariffs.term_lines import term_lines

_ALL_MONTHS = tuple(range(1, 13))
_Key = tuple[What, str, tuple[Part, ...], object, int, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A line that was ``old`` and is ``new``, None where it begins or ends; for these months, kinds of days, classes.

    ``valid_from`` and ``valid_to`` are the days on which the two differ.
    """

    old: DayLine | None
    new: DayLine | None
    months: tuple[int, ...]
    kinds: tuple[str, ...]
    classes: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None

    @property
    def line(self) -> DayLine:
        """The line as it is, or else as it was."""
        found = self.new or self.old
        assert found is not None
        return found


def changes_on(book: Book, day: date) -> tuple[Change, ...]:
    """What a book changes on a day, against the day before."""
    return _changes(_by_key(book, day - timedelta(1)), _by_key(book, day), day, None)


def changes_between(old: Book, new: Book) -> tuple[Change, ...]:
    """Where two books differ, each difference with all the days on which it holds, by the day it begins."""
    days = sorted({*_days(old), *_days(new)})
    open_: dict[tuple[object, ...], Change] = {}
    found: list[Change] = []
    for first, after in zip(days, [*days[1:], None], strict=True):
        now: dict[tuple[object, ...], Change] = {}
        for one in _changes(_by_key(old, first), _by_key(new, first), first, after):
            key = (_said(one.old), _said(one.new), one.line.what, one.line.of, one.line.parts, one.months, one.kinds,
                   one.classes)  # fmt: skip
            before = open_.get(key)
            now[key] = one if before is None else _until(before, after)
        found += [one for key, one in open_.items() if key not in now]
        open_ = now
    return tuple(sorted([*found, *open_.values()], key=lambda one: one.valid_from))


def _changes(
    old: Mapping[_Key, DayLine], new: Mapping[_Key, DayLine], first: date, after: date | None
) -> tuple[Change, ...]:
    """Lines that differ, those of several months, kinds of days or classes that differ alike taken together."""
    alike: dict[tuple[object, ...], list[_Key]] = {}
    # the terms of a price that begins or ends are no news beside its figures
    stay = {key[1] for key in old if key[0] is What.TERM} & {key[1] for key in new if key[0] is What.TERM}
    for key in [*old, *(key for key in new if key not in old)]:
        before, now = old.get(key), new.get(key)
        if _said(before) != _said(now) and (key[0] is not What.TERM or key[1] in stay):
            alike.setdefault((*key[:4], _said(before), _said(now)), []).append(key)
    return tuple(
        Change(
            old.get(keys[0]),
            new.get(keys[0]),
            _bounded(sorted({key[4] for key in keys})),
            tuple(dict.fromkeys(key[5] for key in keys if key[5])),
            tuple(dict.fromkeys(key[6] for key in keys if key[6])),
            first,
            after,
        )
        for keys in alike.values()
    )


def _by_key(book: Book, day: date) -> dict[_Key, DayLine]:
    """The lines of a day, one for each month, kind of day and class that it is for."""
    found: dict[_Key, DayLine] = {}
    for line in chain(day_lines(book, day), term_lines(book, day)):
        edge = None if line.what is What.TIER else line.above
        for month in line.months or ((0,) if line.what is not What.PRICE else _ALL_MONTHS):
            for kind in line.kinds or ("",):
                for name in line.classes or ("",):
                    found[line.what, line.of, line.parts, edge, month, kind, name] = line
    return found


def _said(line: DayLine | None) -> object:
    """What counts as the same: figure, unit and edges, and not who says it nor how sure it is."""
    return None if line is None else (line.value, line.unit, line.above, line.up_to)


def _bounded(months: list[int]) -> tuple[int, ...]:
    return () if months in ([0], list(_ALL_MONTHS)) else tuple(months)


def _until(change: Change, after: date | None) -> Change:
    return Change(change.old, change.new, change.months, change.kinds, change.classes, change.valid_from, after)


def _days(book: Book) -> Iterator[date]:
    for item in book.items:
        yield from change_days([item, *item.prices])
    for data in (
        book.ratios, book.calendars, book.tiers, book.surcharges, book.capacity_rules, book.waivers, book.scopes,
    ):  # fmt: skip
        yield from change_days(data)
