"""What a cause is about and how far it reaches, in words: the attributes that its finds share, against all the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from jicha.audit.attributes import ABOVE, PERIOD, TWO_ABOVE
from jicha.press.figures import count, percent, trimmed
from jicha.press.run import Background
from jicha.press.say import Language, say
from jicha.schema import Column, code_lists, table
from jicha.terms.cause import Cause, CauseKind, SharedAttribute
from jicha.terms.period import add_months


def shared_words(cause: Cause, background: Background, language: Language) -> str:
    """The attributes and their values: ``Price applied: 2001; Station that serves the account: North``."""
    return say("cause_and", language).join(_attribute(one, background, language) for one in cause.attributes)


def contrast_words(cause: Cause, language: Language) -> str:
    """What was found with the attributes and what without; for a systemic cause, of all that was tested."""
    if cause.kind != CauseKind.SHARED or cause.rest_found is None or cause.rest_tested is None:
        return say("cause_all", language, found=count(cause.found), tested=count(cause.tested),
                   share=percent(cause.found, cause.tested))  # fmt: skip
    times = say("cause_times", language, lift=trimmed(cause.lift)) if cause.lift is not None else ""
    least = say("cause_least", language, lift=trimmed(cause.lift_at_least)) if cause.lift_at_least is not None else ""
    return say(
        "cause_contrast",
        language,
        found=count(cause.found),
        tested=count(cause.tested),
        share=percent(cause.found, cause.tested),
        rest_found=count(cause.rest_found),
        rest_tested=count(cause.rest_tested),
        rest_share=percent(cause.rest_found, cause.rest_tested),
        lift=say("cause_comma", language).join(filter(None, (times, least))),
    )


def reach_words(cause: Cause, language: Language) -> str:
    """How many customers and units it touches, and when. The last period is taken for a month, as bills are."""
    parts = [] if cause.customers is None else [say("cause_customers", language, count=count(cause.customers))]
    parts.append(say("cause_units", language, count=count(len(cause.orgs))))
    if cause.first and cause.last:
        last = add_months(cause.last, 1) - timedelta(days=1) if cause.last.day == 1 else cause.last
        parts.append(say("period", language, first=cause.first.isoformat(), last=last.isoformat()))
    return say("cause_comma", language).join(parts)


def beside_words(causes: Sequence[Cause], language: Language) -> str:
    """The other rules that found the same, with how much each found; nothing where there is none."""
    if not causes:
        return ""
    codes = [say("cause_beside_one", language, code=one.code, found=count(one.found)) for one in causes]
    return say("cause_beside", language, codes=say("cause_comma", language).join(codes))


def gone_words(cause: Cause, background: Background, language: Language) -> str:
    """A cause that holds no more, or could not be tested again, in one line."""
    about = shared_words(cause, background, language) or say(f"cause.{cause.kind}", language)
    page = background.pages.get(cause.code)
    return say("cause_gone", language, title=page.title_in(language) if page else cause.code, about=about,
               standing=say(f"standing.{cause.standing}", language), found=count(cause.found))  # fmt: skip


def _attribute(one: SharedAttribute, background: Background, language: Language) -> str:
    values = [_value(one.name, value, background, language) for value in one.values]
    return say("cause_attribute", language, name=attribute_words(one.name, language),
               values=say("cause_or", language).join(values))  # fmt: skip


def attribute_words(name: str, language: Language) -> str:
    """The name of an attribute as the schema words it."""
    if name == PERIOD:
        return say("column.period_start", language)
    if name in (ABOVE, TWO_ABOVE):
        return say("cause_above" if name == ABOVE else "cause_two_above", language)
    found = _column(name)
    return found.meaning_zh if language is Language.ZH else found.meaning


def _value(name: str, value: str, background: Background, language: Language) -> str:
    if name == PERIOD:
        return value
    column = _column(name)
    if column.references == ("org", "org_id"):
        return background.orgs.get(value, value)
    if column.type.name == "boolean":
        return say(f"evidence.{value}", language)
    if column.type.name == "month":
        return value[:7]
    words = code_lists()[column.type.code_list].meanings.get(value) if column.type.code_list else None
    return words[language is Language.ZH] if words else value


def _column(name: str) -> Column:
    """The column that an attribute is of; of a reference followed on, the last one."""
    return table(name.partition(".")[0]).by_name[name.rpartition(".")[2]]
