"""What holds on a day, on the terminal and as JSON."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from jicha.press.say import Language, say
from jicha.press.screen import open_screen
from jicha.press.tariffs.line_words import codes_words, days_words, item_words, name_words, trust_words, value_words
from jicha.tariffs.ask import Answer
from jicha.tariffs.day_lines import DayLine, What


def print_answer(answer: Answer, language: Language, *, console: Console | None = None) -> None:
    """Print the lines by kind, the prices item by item; last, how many of them no text proves."""
    screen = console or open_screen()
    book, day = answer.book, answer.question.day
    name = book.name_zh if language is Language.ZH else book.name
    screen.print(Text(say("tariffs.heading", language, name=name, region=book.region, day=day), style="bold"))
    if not answer.lines:
        screen.print(Text(say("tariffs.nothing", language, day=day)))
    for item in answer.on_other_days:
        days = days_words(item.valid_from, item.valid_to, language)
        screen.print(Text(say("tariffs.holds", language, code=item.code, days=days)))
    for what in What:
        lines = [one for one in answer.lines if one.what is what]
        if what is What.PRICE:
            for item in answer.items:
                own = [one for one in lines if one.of == item.code]
                if own:
                    _section(screen, item_words(item, language), own, language)
        elif lines:
            _section(screen, say(f"tariffs.what.{what}", language), lines, language)
    for item in (one for one in answer.items if one.lacks):
        parts = codes_words("bill_component", item.lacks, language)
        screen.print()
        screen.print(Text(say("tariffs.lacks", language, code=item.code, parts=parts), style="yellow"))
    if answer.surcharges_included:
        codes = ", ".join(answer.surcharges_included)
        screen.print()
        screen.print(Text(say("tariffs.surcharges_included", language, codes=codes)))
    if answer.unconfirmed:
        screen.print()
        told = say("tariffs.unconfirmed", language, number=answer.unconfirmed, all=len(answer.lines))
        screen.print(Text(told, style="yellow"))


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer for other programs: codes and exact numbers, and of each line whether a text proves it."""
    return {
        "book": answer.book.book,
        "region": answer.book.region,
        "day": str(answer.question.day),
        "prices": [{"code": one.code, "lacks": list(one.lacks)} for one in answer.items],
        "lines": [line_json(one) for one in answer.lines],
    }


def line_json(line: DayLine) -> dict[str, Any]:
    """A line for other programs."""
    return {
        "what": str(line.what),
        "of": line.of,
        "about": [one.code for one in line.parts],
        "value": str(line.value),
        "unit": line.unit,
        "made_of": line.made_of,
        "months": list(line.months),
        "kinds_of_days": list(line.kinds),
        "classes": list(line.classes),
        "above": None if line.above is None else str(line.above),
        "up_to": None if line.up_to is None else str(line.up_to),
        "valid_from": str(line.valid_from),
        "valid_to": None if line.valid_to is None else str(line.valid_to),
        "source": line.source,
        "confidence": str(line.confidence),
        "is_confirmed": line.is_confirmed,
    }


def _section(screen: Console, heading: str, lines: list[DayLine], language: Language) -> None:
    screen.print()
    screen.print(Text(heading, style="bold"))
    grid = Table.grid(padding=(0, 2))
    for _ in range(4):
        grid.add_column(overflow="fold")
    for line in lines:
        style = "" if line.is_confirmed else "yellow"
        grid.add_row(
            Text(f"  {name_words(line, language)}"),
            Text(value_words(line, language)),
            Text(days_words(line.valid_from, line.valid_to, language), style="dim"),
            Text(trust_words(line, language), style=style or "dim"),
        )
    screen.print(grid)
