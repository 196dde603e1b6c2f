"""The shipped books in a list, what is wrong with one, what a load did, and who settled what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from jicha.press.figures import count
from jicha.press.say import Language, say
from jicha.press.screen import open_screen
from jicha.press.tariffs.line_words import code_words, days_words
from jicha.tariffs.book import Book
from jicha.tariffs.checks.places import sourced
from jicha.tariffs.deliver import Loaded


def print_books(books: Iterable[Book], language: Language, *, console: Console | None = None) -> None:
    """Print each book with its region, prices, first day, and how many of its data a text proves."""
    screen = console or open_screen()
    grid = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    for word in ("book", "region", "name", "items", "first", "last_change", "proven"):
        grid.add_column(say(f"tariffs.list.{word}", language), overflow="fold")
    for one in books:
        data = [datum.datum for datum in sourced(one)]
        days = [datum.valid_from for datum in data]
        proven = sum(datum.confidence in ("A", "B") for datum in data)
        name = one.name_zh if language is Language.ZH else one.name
        cells = [one.book, one.region, name, count(len(one.items)), str(min(days, default="")),
                 str(max(days, default="")), f"{count(proven)} / {count(len(data))}"]  # fmt: skip
        grid.add_row(*(Text(cell) for cell in cells))
    screen.print(grid)


def load_words(loaded: Loaded, language: Language) -> str:
    """What a load did, in a few lines."""
    book = loaded.book
    if loaded.batch is None:
        return say("tariffs.load.same", language, book=book.book, region=book.region)
    lines = [
        say("tariffs.load.done", language, book=book.book, region=book.region, editions=count(loaded.editions),
            batch=loaded.batch.batch_id)
    ]  # fmt: skip
    lines += [
        say("tariffs.load.table", language, table=one.table, added=count(one.added.num_rows),
            changed=count(one.changed), voided=count(one.voided), same=count(one.same))
        for one in loaded.replacements
        if one.written
    ]  # fmt: skip
    left_out = [one.code for one in book.items if one.lacks]
    if left_out:
        lines.append(say("tariffs.load.left_out", language, codes=", ".join(left_out)))
    return "\n".join(lines)


def reading_words(row: Mapping[str, Any], language: Language) -> str:
    """One confirmed reading: what was chosen, for which days, by whom, when."""
    choice = code_words("convention_choice", row["choice"] or "", language)
    days = days_words(row["valid_from"], row["valid_to"], language)
    who = row["confirmed_by"] or say("tariffs.confirm.nobody", language)
    return say("tariffs.confirm.before", language, choice=choice, days=days, who=who, on=row["confirmed_on"] or "–")


def region_words(rows: Sequence[Mapping[str, Any]], language: Language) -> str:
    """The regions that a unit was given before."""
    return "\n".join(
        say("tariffs.use.before", language, region=row["region"] or "–",
            days=days_words(row["valid_from"], row["valid_to"], language))
        for row in rows
    )  # fmt: skip
