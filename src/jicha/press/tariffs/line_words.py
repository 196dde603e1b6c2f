"""A line of a price book in words: what it is about, its figure, its days, what it rests on and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from jicha.press.figures import trimmed
from jicha.press.say import Language, say
from jicha.press.worksheet.amounts import unit_text
from jicha.press.worksheet.ids import spoken
from jicha.schema import code_lists, table
from jicha.tariffs.book import Item
from jicha.tariffs.checks.periods import DAY_KINDS
from jicha.tariffs.day_lines import NOT_ALLOWED, DayLine, Part, What
from jicha.tariffs.term_lines import NO, YES
from jicha.terms.units import parse_unit

_MONTHS = 12
_WHOLE_DAY = "total"
_CAPACITY_RULE = "capacity_rule"


def name_words(line: DayLine, language: Language) -> str:
    """What a line is about, with the months, kinds of days, classes and edges that bound it."""
    words = [_part(part, line.what, language) for part in line.parts if part.code != _WHOLE_DAY]
    bounds = [
        months_words(line.months, language),
        codes_words("day_kind", line.kinds, language) if set(line.kinds) != set(DAY_KINDS) else "",
        codes_words("price_class", line.classes, language) if line.what is What.SURCHARGE else "",
        _edges(line, language),
    ]
    return say("tariffs.comma", language).join([*words, *filter(None, bounds)])


def value_words(line: DayLine, language: Language) -> str:
    """The figure with its unit, hours, or a code in words; how a floated price came about stands behind it."""
    if isinstance(line.value, Decimal):
        unit = unit_text(parse_unit(line.unit), language)
        text = f"{trimmed(line.value)}{'' if unit == '%' else ' '}{unit}".strip()
        return f"{text} = {line.made_of}" if line.made_of else text
    if line.value in (YES, NO) and line.what is What.TERM:
        return say(f"tariffs.{line.value}", language)
    if line.value == NOT_ALLOWED and line.what is What.SURCHARGE:
        return say("tariffs.not_allowed", language)
    return code_words(line.value_list, line.value, language) if line.value_list else line.value


def days_words(valid_from: date, valid_to: date | None, language: Language) -> str:
    """The days on which it holds; the end is the last day."""
    if valid_to is None:
        return say("tariffs.since", language, first=valid_from)
    return say("tariffs.days", language, first=valid_from, last=date.fromordinal(valid_to.toordinal() - 1))


def trust_words(line: DayLine, language: Language) -> str:
    """What it rests on and how surely; what no text proves does not bear the name of a document as its law."""
    mark = say(f"tariffs.confidence.{line.confidence}", language)
    if not line.source:
        return mark
    source = "；".join(spoken(one, language) for one in line.source.split("；"))
    return say("tariffs.rests_on" if line.is_confirmed else "tariffs.said_by", language, source=source, mark=mark)


def item_words(item: Item, language: Language) -> str:
    """A price by its code and name, with its class, kind, voltages and the codes of utilities."""
    comma = say("tariffs.comma", language)
    words = [code_words("price_class", item.price_class, language)]
    words += [code_words("price_strategy", item.strategy, language)]
    words += [codes_words("voltage", item.voltages, language)] if item.voltages else []
    codes = [say("tariffs.codes", language, codes=", ".join(item.codes))] if item.codes else []
    name = item.name_zh if language is Language.ZH else item.name
    return say("tariffs.item", language, code=item.code, name=name, words=comma.join([*words, *codes]))


def months_words(months: Iterable[int], language: Language) -> str:
    """Months of the year as runs; nothing for all of them."""
    numbers = sorted(months)
    if len(numbers) in (0, _MONTHS):
        return ""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    text = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return say("tariffs.months", language, months=text)


def codes_words(name: str, codes: Iterable[str], language: Language) -> str:
    """Several codes of a list in words."""
    return say("tariffs.and", language).join(code_words(name, code, language) for code in codes)


def code_words(name: str, code: str, language: Language) -> str:
    """A code of a list in words, itself where the list does not have it."""
    found = code_lists()[name].meanings.get(code) if name in code_lists() else None
    return found[language is Language.ZH] if found else code


def _part(part: Part, what: What, language: Language) -> str:
    if part.kind == _CAPACITY_RULE:
        column = table(_CAPACITY_RULE).by_name[part.code]
        return column.meaning_zh if language is Language.ZH else column.meaning
    if part.kind == "price_term":
        return say(f"tariffs.term.{part.code}", language)
    if part.kind == "industry":
        return say("tariffs.industry", language, code=part.code)
    if not part.kind:
        return say("tariffs.tier", language, tier=part.code) if what is What.TIER else part.code
    return code_words(part.kind, part.code, language)


def _edges(line: DayLine, language: Language) -> str:
    above, up_to = (trimmed(one) if one else None for one in (line.above, line.up_to))  # above 0 is no bound
    kind = "capacity" if line.what is What.SCOPE else "energy"  # a capacity from, energy above
    if above is not None and up_to is not None:
        return say(f"tariffs.edge.{kind}.between", language, above=above, up_to=up_to, unit=line.edge_unit)
    if above is not None:
        return say(f"tariffs.edge.{kind}.above", language, above=above, unit=line.edge_unit)
    return say(f"tariffs.edge.{kind}.up_to", language, up_to=up_to, unit=line.edge_unit) if up_to is not None else ""
