"""A worksheet laid out for one reader: every line in words of one language, so that all forms say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from jicha.press.say import Language, say
from jicha.press.worksheet.amounts import TIED, number_text, quantity_text, unit_text
from jicha.press.worksheet.formula_text import spelled
from jicha.press.worksheet.ids import every_line, line_words, remark_words, spoken, words_of
from jicha.press.worksheet.json import worksheet_digest
from jicha.press.worksheet.trust import is_to_be_confirmed, mark_words, origin_words
from jicha.terms.formula import Exact, in_unit, names_in
from jicha.terms.sheet import do_again
from jicha.terms.worksheet import Bounds, Given, Step, Worksheet

_MONEY = ("CNY", "USD", "TWD")


@dataclass(frozen=True, slots=True)
class Line:
    """A given or a step; ``number`` counts through both, and formulas point to it. Blank is what does not apply."""

    number: int
    words: str
    value: str
    unit: str
    amount: str  # value and unit
    basis: str  # who gives it, what it cites, and how surely
    is_open: bool  # to be confirmed
    in_words: str = ""
    in_numbers: str = ""  # blank too where it says the same
    rounding: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One answer, the line it stands on, and the lines under it that are still to be confirmed."""

    line: Line
    rests_on: str


@dataclass(frozen=True, slots=True)
class Range:
    """Between what a value may lie, why, and whether it does."""

    words: str
    reason: str
    value: str
    low: str
    high: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class View:
    """A whole sheet in one language, and the sheets beside it."""

    language: Language
    title: str
    digest: str
    warnings: tuple[str, ...]
    remarks: tuple[str, ...]
    givens: tuple[Line, ...]
    steps: tuple[Line, ...]
    results: tuple[Result, ...]
    ranges: tuple[Range, ...]
    is_several: bool  # several amounts of money stand side by side
    alternatives: tuple[View, ...]


def view(sheet: Worksheet, language: Language) -> View:
    """Lay a sheet out, after doing it again. Raises BadSheet, BadFormula where its steps do not give its numbers."""
    reader = _Reader(sheet, language, do_again(sheet))
    lines = {one.name: reader.line(one) for one in every_line(sheet)}
    results = tuple(Result(lines[name], reader.open_under(name)) for name in sheet.results)
    ranges = tuple(reader.range(one, lines) for one in sheet.bounds)
    open_lines = [f"[{one.number}]" for one in lines.values() if one.is_open]
    warnings = [remark_words(one, language) for one in sheet.remarks if one.warns]
    warnings += [say("worksheet.outside", language, words=one.words) for one in ranges if one.is_outside]
    if open_lines:
        warnings.append(say("worksheet.open_lines", language, lines=say("worksheet.and", language).join(open_lines)))
    return View(
        language=language,
        title=words_of(sheet.title, language, sheet.arguments),
        digest=worksheet_digest(sheet),
        warnings=tuple(warnings),
        remarks=tuple(remark_words(one, language) for one in sheet.remarks if not one.warns),
        givens=tuple(lines[one.name] for one in sheet.givens),
        steps=tuple(lines[one.name] for one in sheet.steps),
        results=results,
        ranges=ranges,
        is_several=sum(str(sheet.value_of(name).unit) in _MONEY for name in sheet.results) > 1,
        alternatives=tuple(view(one, language) for one in sheet.alternatives),
    )


class _Reader:
    def __init__(self, sheet: Worksheet, language: Language, exact: Mapping[str, Exact]) -> None:
        self._sheet, self._language, self._exact = sheet, language, exact
        every = every_line(sheet)
        self._lines = {one.name: one for one in every}
        self._numbers = {one.name: number for number, one in enumerate(every, start=1)}

    def line(self, one: Given | Step) -> Line:
        quantity = one.value if isinstance(one, Given) else one.result
        exact = self._is_exact(one.name)
        step = self._step(one) if isinstance(one, Step) else {}
        return Line(
            number=self._numbers[one.name],
            words=line_words(one, self._language),
            value=number_text(quantity, exact=exact),
            unit=unit_text(quantity.unit, self._language, single=abs(quantity.value) == 1),
            amount=quantity_text(quantity, self._language, exact=exact),
            basis=self._basis(one),
            is_open=is_to_be_confirmed(one),
            **step,
        )

    def open_under(self, name: str) -> str:
        """The numbers of the lines to be confirmed that a line rests on, itself included."""
        seen: dict[str, None] = {}
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen[one] = None
                line = self._lines[one]
                waiting += names_in(line.formula) if isinstance(line, Step) else ()
        numbers = sorted(self._numbers[one] for one in seen if is_to_be_confirmed(self._lines[one]))
        if not numbers:
            return ""
        lines = say("worksheet.and", self._language).join(f"[{number}]" for number in numbers)
        return say("worksheet.rests_on", self._language, lines=lines)

    def range(self, bounds: Bounds, lines: Mapping[str, Line]) -> Range:
        value = self._exact[bounds.name]
        return Range(
            words=lines[bounds.name].words,
            reason=words_of(bounds.word, self._language),
            value=lines[bounds.name].amount,
            low=self._end(bounds.low, lines),
            high=self._end(bounds.high, lines),
            is_outside=bool(bounds.low and value.value < self._alike(bounds.low, value))
            or bool(bounds.high and value.value > self._alike(bounds.high, value)),
        )

    def _basis(self, one: Given | Step) -> str:
        parts = [origin_words(one, self._language)] if isinstance(one, Given) else []
        is_open = is_to_be_confirmed(one)
        if one.source:
            label = "worksheet.source_open" if is_open else "worksheet.source_is"
            parts.append(say(label, self._language, source=spoken(one.source, self._language)))
        if not (one.source and is_open):  # then the source itself is called open
            parts.append(mark_words(one, self._language))
        return say("worksheet.then", self._language).join(filter(None, parts))

    def _alike(self, name: str, value: Exact) -> Fraction:
        return in_unit(self._exact[name], value.unit).value

    def _end(self, name: str, lines: Mapping[str, Line]) -> str:
        return f"{lines[name].amount}{TIED}[{lines[name].number}]" if name else ""

    def _step(self, step: Step) -> dict[str, str]:
        in_words = spelled(step.formula, self._named, self._language)
        in_numbers = spelled(step.formula, self._amount, self._language)
        second = in_numbers.text if in_numbers.text != in_words.text else ""  # "= 0" needs no saying twice
        return {"in_words": in_words.text, "in_numbers": second, "rounding": in_words.rounding}

    def _named(self, name: str) -> str:
        return f"{line_words(self._lines[name], self._language)}{TIED}[{self._numbers[name]}]"

    def _amount(self, name: str) -> str:
        text = quantity_text(self._sheet.value_of(name), self._language, exact=self._is_exact(name))
        return f"({text})" if text.startswith(("-", "≈")) else text

    def _is_exact(self, name: str) -> bool:
        return self._exact[name].value == Fraction(self._sheet.value_of(name).value)
