"""The ids that a worksheet speaks in, and their words: nothing may reach a reader as a raw name.

Titles, names, words of remarks and of ranges are all ``sheet.<id>`` in the files of words. What tells two lines apart
(``about``) and a source are texts, unless they are spelled as an id (small letters), as periods and readings are. What
a person wrote reaches a sheet by `jicha.terms.worksheet.free_text`, which is never spelled so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from string import Formatter
from types import MappingProxyType

from jicha.press.say import Language, every_word, say, say_or
from jicha.terms.one_line import one_line
from jicha.terms.source import Source, parse_source
from jicha.terms.worksheet import Given, Remark, Step, Worksheet, ids_in

_NOTHING: Mapping[str, str] = MappingProxyType({})
_DAY = r"\d{4}-\d{2}-\d{2}"
_DAYS = re.compile(rf"(?<![^ ])(?=\S{{12}})(?P<first>{_DAY})?\.\.(?P<last>{_DAY})?$")


def words_of(sheet_id: str, language: Language, arguments: Mapping[str, str] = _NOTHING) -> str:
    """The words of an id of a sheet, with its arguments on one line each; a place that nobody fills stays visible."""
    found = every_word().get(f"sheet.{sheet_id}")
    if found is None:
        return say(f"sheet.{sheet_id}", language)
    return found[language].format_map(_Filled({name: one_line(value) for name, value in arguments.items()}))


def line_words(line: Given | Step, language: Language) -> str:
    """The words of a line with what tells it apart from others of its kind."""
    words = words_of(line.word or line.name, language)
    return say("worksheet.about", language, words=words, about=spoken(line.about, language)) if line.about else words


def remark_words(remark: Remark, language: Language) -> str:
    """The words of a remark; an argument that is an id (a reading, a choice) is spoken in words too."""
    arguments = {name: spoken(value, language) for name, value in remark.arguments.items()}
    return words_of(remark.word, language, arguments)


def spoken(text: str, language: Language) -> str:
    """A text of a sheet on one line, with the words of the ids that it is made of (``energy.peak``).

    A source that is named in two languages is said in that of the reader; in English the text's own name follows. Days
    at the end (``2025-07-01..2025-07-31``, open where blank) are put into words.

    >>> spoken("No. 7, 2025-07", Language.EN), spoken("2025-07-01..2025-07-31", Language.EN)
    ('No. 7, 2025-07', '2025-07-01 to 2025-07-31')
    """
    source = parse_source(text)
    if source is not None:
        return _source_words(source, language)
    parts = [say_or(f"sheet.{one}", one_line(one), language) for one in ids_in(text)]
    return " ".join(parts) if parts else _DAYS.sub(partial(_days_words, language=language), one_line(text))


def _days_words(found: re.Match[str], *, language: Language) -> str:
    first, last = found["first"] or "", found["last"] or ""
    which = "between" if first and last else "since" if first else "until"
    return say(f"worksheet.days.{which}", language, first=first, last=last)


def _source_words(source: Source, language: Language) -> str:
    repealed = say("worksheet.repealed", language, day=one_line(source.repealed_on)) if source.repealed_on else ""
    own = f"({one_line(source.zh)})" if language is Language.EN and source.zh != source.en else ""
    name = one_line(source.en if language is Language.EN else source.zh)
    return f"{name}{repealed} {own}".rstrip()


def every_line(sheet: Worksheet) -> tuple[Given | Step, ...]:
    """Givens and steps in the order in which they are numbered."""
    return (*sheet.givens, *sheet.steps)


def without_words(sheet: Worksheet) -> tuple[str, ...]:
    """Every id of the sheet that has no words, and every place in words that no argument fills: none in a good sheet.

    For the tests of the rooms that write sheets.
    """
    missing: dict[str, None] = {}
    for word_id, arguments in _spoken_ids(sheet):
        found = every_word().get(word_id)
        if found is None:
            missing[word_id] = None
            continue
        for language, words in found.items():
            places = {place.split(".")[0] for _, place, _, _ in Formatter().parse(words) if place is not None}
            for place in sorted(places - arguments.keys()):
                missing[f"{word_id} ({language}): nothing fills {{{place}}}"] = None
    return tuple(missing)


def _spoken_ids(sheet: Worksheet) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield f"sheet.{sheet.title}", sheet.arguments
    for given in sheet.givens:
        yield f"worksheet.origin.{given.origin}", _NOTHING
    for line in every_line(sheet):
        yield f"sheet.{line.word or line.name}", _NOTHING
        for text in (line.about, line.source):
            yield from ((f"sheet.{one}", _NOTHING) for one in ids_in(text))
    for bounds in sheet.bounds:
        yield f"sheet.{bounds.word}", _NOTHING
    for remark in sheet.remarks:
        yield f"sheet.{remark.word}", remark.arguments
        for text in remark.arguments.values():
            if "_" in text:  # a name without one may well be a name of something delivered
                yield from ((f"sheet.{one}", _NOTHING) for one in ids_in(text))
    for other in sheet.alternatives:
        yield from _spoken_ids(other)


class _Filled(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
