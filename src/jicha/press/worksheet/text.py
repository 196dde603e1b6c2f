"""A worksheet on a terminal or in a mail: 80 columns, numbers at the right edge, Chinese and Latin in line."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from jicha.press.say import Language, say
from jicha.press.worksheet.amounts import TIED
from jicha.press.worksheet.lines import apart, wrapped
from jicha.press.worksheet.view import Line, Range, View, view
from jicha.terms.worksheet import Worksheet

WIDTH = 80
_NUMBER = 6  # columns of a line's number


def worksheet_text(sheet: Worksheet, language: Language) -> str:
    """The sheet as plain text. Raises BadSheet, BadFormula for one whose steps do not give its numbers."""
    return "\n".join(_sheet(view(sheet, language))).replace(TIED, " ") + "\n"


def _sheet(one: View) -> Iterator[str]:
    tongue = one.language
    yield from wrapped(one.title, WIDTH)
    yield "=" * WIDTH
    for heading, texts, sign in (("warnings", one.warnings, "!"), ("remarks", one.remarks, "-")):
        if texts:
            yield from ("", say(f"worksheet.{heading}", tongue))
            for text in texts:
                yield from _indented(wrapped(text, WIDTH - 4), f"  {sign} ")
    yield from _heading("givens", tongue)
    for line in one.givens:
        yield from _line(line)
    yield from _heading("steps", tongue)
    for line in one.steps:
        yield from _line(line)
    yield from _heading("results", tongue)
    for result in one.results:
        yield from _indented(apart(f"{result.line.words} [{result.line.number}]", result.line.amount, WIDTH - 2), "  ")
        if result.rests_on:
            yield from _indented(wrapped(result.rests_on, WIDTH - _NUMBER), " " * _NUMBER)
    if one.is_several:
        yield from _indented(wrapped(say("worksheet.not_summed", tongue), WIDTH - 2), "  ")
    if one.ranges:
        yield from _heading("ranges", tongue)
        for span in one.ranges:
            yield from _range(span, tongue)
    yield from ("", *wrapped(f"{say('worksheet.digest', tongue)} {one.digest}", WIDTH))
    for number, other in enumerate(one.alternatives, start=1):
        yield from ("", "", *wrapped(say("worksheet.alternative", tongue, number=number), WIDTH))
        yield from _sheet(other)


def _heading(name: str, tongue: Language) -> Iterator[str]:
    words = say(f"worksheet.{name}", tongue)
    yield ""
    yield f"{words} {'-' * (WIDTH - cell_len(words) - 1)}"


def _line(line: Line) -> Iterator[str]:
    yield from _indented(apart(line.words, line.amount, WIDTH - _NUMBER), f"[{line.number}]".ljust(_NUMBER))
    below = [f"= {formula}" for formula in (line.in_words, line.in_numbers) if formula]
    below += filter(None, [line.rounding, line.basis])
    for text in below:
        yield from _indented(wrapped(text, WIDTH - _NUMBER - 2), " " * _NUMBER, hanging=2 if text[0] == "=" else 0)


def _range(span: Range, tongue: Language) -> Iterator[str]:
    yield from _indented(apart(span.words, span.value, WIDTH - 2), "  ")
    ends = [
        say(f"worksheet.{name}", tongue, amount=end) for name, end in (("low", span.low), ("high", span.high)) if end
    ]
    ends += [say("worksheet.is_outside", tongue)] if span.is_outside else []
    for text in (span.reason, say("worksheet.then", tongue).join(ends)):
        yield from _indented(wrapped(text, WIDTH - _NUMBER), " " * _NUMBER)


def _indented(lines: list[str], first: str, *, hanging: int = 0) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield (first if number == 0 else " " * (cell_len(first) + hanging)) + line
