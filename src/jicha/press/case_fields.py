"""What a case may hold, one line for each field: its place, whether it is needed, its form, unit and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jicha.press.say import Language, say
from jicha.terms.record import Asked

_DAYS_AFTER = ("end", "effective_to", "period_end", "valid_to")  # a clerk would take them for the last day


def field_lines(fields: Sequence[Asked], language: Language) -> Iterator[str]:
    """One line for each field, and under them what would else be misread."""
    width = max(len(one.place) for one in fields)
    for one in fields:
        needed = say(f"case.{'needed' if one.needed else 'optional'}", language)
        unit = f", {one.unit}" if one.unit else ""
        yield f"{one.place:<{width}}  {needed}  {_form(one, language)}{unit}"
    days = {one.place.split(".")[-1] for one in fields if one.form.startswith("a date")}
    days_after = [one for one in _DAYS_AFTER if one in days]
    if days_after:
        between = say("case.between", language)
        yield say("case.day_after", language, names=between.join(days_after))


def _form(one: Asked, language: Language) -> str:
    if one.choices:
        return say("case.one_of", language, choices=", ".join(one.choices))
    return say(f"case.form.{one.form.split()[-1].strip('()').lower()}", language)
