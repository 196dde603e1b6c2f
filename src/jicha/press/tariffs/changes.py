"""What changes, old -> new, and whom it touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa
from rich.console import Console
from rich.table import Table
from rich.text import Text

from jicha.press.figures import count
from jicha.press.listing import Column, Listing
from jicha.press.say import Language, say
from jicha.press.screen import open_screen
from jicha.press.tariffs.line_words import days_words, name_words, trust_words, value_words
from jicha.tariffs.book import Book
from jicha.tariffs.day_lines import DayLine, What
from jicha.tariffs.diff import Change
from jicha.tariffs.touched import Touched

_OF_A_PRICE = (What.PRICE, What.RATIO, What.PERIOD, What.TERM)
_TOUCHED = (
    Column("org_id"),
    Column("org", width=18),
    Column("price_code", width=14),
    Column("customer_id", width=20),
    Column("point_id", width=20),
)


def print_changes(
    changes: Sequence[Change], heading: str, language: Language, *, with_days: bool, console: Console | None = None
) -> None:
    """Print each line with its old and its new figure, by kind; ``with_days`` also the days on which they differ."""
    screen = console or open_screen()
    screen.print(Text(heading, style="bold"))
    if not changes:
        screen.print(Text(say("tariffs.no_change", language)))
    for what in What:
        found = [one for one in changes if one.line.what is what]
        if not found:
            continue
        screen.print()
        screen.print(Text(say(f"tariffs.what.{what}", language), style="bold"))
        grid = Table.grid(padding=(0, 2))
        for _ in range(4 if with_days else 3):
            grid.add_column(overflow="fold")
        for one in found:
            days = [Text(days_words(one.valid_from, one.valid_to, language), style="dim")] if with_days else []
            grid.add_row(
                Text(f"  {subject_words(one, language)}"),
                Text(f"{_figure(one.old, language)} → {_figure(one.new, language)}"),
                *days,
                Text(trust_words(one.line, language), style="dim" if one.line.is_confirmed else "yellow"),
            )
        screen.print(grid)


def print_touched(found: Touched, book: Book, language: Language, *, console: Console | None = None) -> None:
    """Print how many customers are touched, by unit and price."""
    screen = console or open_screen()
    screen.print()
    if not found.units:
        screen.print(Text(say("tariffs.no_unit", language, region=book.region), style="yellow"))
        return
    counted = found.counted()
    customers = len(set(found.points["customer_id"].to_pylist()))
    told = say("tariffs.touched", language, customers=count(customers), points=count(found.points.num_rows))
    screen.print(Text(told, style="bold"))
    grid = Table.grid(padding=(0, 2))
    for one in counted:
        grid.add_row(Text(f"  {one['unit']}"), Text(str(one["price_code"])), Text(str(one["customers"])))
    screen.print(grid)


def touched_listing(found: Touched) -> Listing:
    """The complete list of the points touched, for a CSV."""

    def rows() -> Iterator[pa.Table]:
        yield found.points.rename_columns([one.name for one in _TOUCHED])

    return Listing("touched", _TOUCHED, rows)


def subject_words(change: Change, language: Language) -> str:
    """Whose line it is and what it is about, bounded as the change is."""
    line = change.line
    bounded = _bounded(line, change)
    name = name_words(bounded, language)
    return f"{line.of} {name}" if line.what in _OF_A_PRICE else name


def _bounded(line: DayLine, change: Change) -> DayLine:
    return replace(line, months=change.months, kinds=change.kinds, classes=change.classes)


def _figure(line: DayLine | None, language: Language) -> str:
    return value_words(line, language) if line else say("tariffs.none", language)
