"""Single findings and causes in words, as the report shows them one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from markupsafe import Markup

from jicha.press.breakdown import org_words, shortened
from jicha.press.cause_words import beside_words, contrast_words, shared_words
from jicha.press.evidence import Exhibit, exhibits, unit_words
from jicha.press.figures import count, kwh, money, percent
from jicha.press.listing import subject_words, title
from jicha.press.overview import day_words, period_words
from jicha.press.page_words import PageWords
from jicha.press.prose import prose
from jicha.press.ranking import Top
from jicha.press.run import Background
from jicha.press.say import Language, say, say_or
from jicha.press.sparkline import sparkline
from jicha.terms.cause import Cause
from jicha.terms.finding import Evidence

_ORGS = 6
_SAMPLE = 5


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One line of evidence; ``width`` (percent) compares it with the others of its unit, None where none is like it."""

    exhibit: Exhibit
    width: int | None
    picture: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCard:
    """One finding of the first ones, in words."""

    number: int
    code: str
    title: str
    severity: str
    severity_words: str
    impact_words: str
    standing_words: str
    subject: str
    subject_id: str
    period: str
    org: str
    kwh: str
    money: str
    evidence: tuple[EvidenceRow, ...]
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseCard:
    """One common cause, in words."""

    code: str
    title: str
    kind: str
    shared: str
    contrast: str
    standing: str
    beside: str
    customers: str
    found: str
    tested: str
    share: str
    width: int
    orgs: str
    period: str
    kwh: str
    money: str
    sample: str
    text: Markup


def finding_card(number: int, one: Top, background: Background, language: Language) -> FindingCard:
    """Put one finding into words, with the page's own text beside it."""
    page = background.pages.get(one.code)
    return FindingCard(
        number=number,
        code=one.code,
        title=title(one.code, background, language),
        severity=one.severity,
        severity_words=say(f"severity.{one.severity}", language),
        impact_words=say(f"impact.{one.impact}", language),
        standing_words=say(f"standing.{one.standing}", language),
        subject=subject_words(one.subject_kind, language),
        subject_id=one.subject_id,
        period=day_words(one.period_start) if one.period_start else "",
        org=org_words(one.org_id, background, language) if one.org_id else "",
        kwh=_stated(kwh(one.at_stake_kwh), "kWh", one.at_stake_kwh, language),
        money=_stated(money(one.at_stake_money), "CNY", one.at_stake_money, language),
        evidence=_evidence(one.evidence, page, language),
        text=prose(page.text_in(language)) if page else Markup(""),
    )


def cause_card(one: Cause, beside: Sequence[Cause], background: Background, language: Language) -> CauseCard:
    """Put one cause into words, with its reach and what other rules found of the same."""
    page = background.pages.get(one.code)
    names = [org_words(org, background, language) for org in one.orgs]
    return CauseCard(
        code=one.code,
        title=title(one.code, background, language),
        kind=say_or(f"cause.{one.kind}", one.kind, language),
        shared=shared_words(one, background, language),
        contrast=contrast_words(one, language) if one.attributes else "",
        standing=say(f"standing.{one.standing}", language),
        beside=beside_words(beside, language),
        customers=count(one.customers) if one.customers is not None else "",
        found=count(one.found),
        tested=count(one.tested),
        share=percent(one.found, one.tested),
        width=round(100 * one.found / one.tested) if one.tested else 0,
        orgs=say("cause_orgs", language, count=count(len(names)), names=shortened(names, _ORGS)) if names else "",
        period=period_words(one.first, one.last + timedelta(days=1), language) if one.first and one.last else "",
        kwh=_both_ways(kwh, one.at_stake_kwh, one.kwh_back, "kWh", language),
        money=_both_ways(money, one.at_stake_money, one.money_back, "CNY", language),
        sample=shortened(one.sample, _SAMPLE),
        text=prose(page.text_in(language)) if page else Markup(""),
    )


def _both_ways(
    figure: Callable[[Decimal | None], str], owed: Decimal | None, back: Decimal | None, unit: str, language: Language
) -> str:
    """What the customers may owe, and what they may be owed beside it."""
    told = _stated(figure(back), unit, back, language)
    parts = [_stated(figure(owed), unit, owed, language), say("cause_back", language, back=told) if told else ""]
    return say("cause_and", language).join(filter(None, parts))


def _stated(text: str, unit: str, value: Decimal | None, language: Language) -> str:
    return f"{text} {unit_words(unit, language)}" if value is not None else ""


def _evidence(evidence: Sequence[Evidence], page: PageWords | None, language: Language) -> tuple[EvidenceRow, ...]:
    shown = exhibits(tuple(evidence), page, language)
    largest: dict[str, list[float]] = {}
    for one in shown:
        if one.number is not None and one.unit:
            largest.setdefault(one.unit, []).append(abs(one.number))
    return tuple(
        EvidenceRow(one, _width(one, largest), sparkline(one.series, str(one)) if one.series else Markup(""))
        for one in shown
    )


def _width(one: Exhibit, largest: dict[str, list[float]]) -> int | None:
    peers = largest.get(one.unit, []) if one.number is not None else []
    if one.number is None or len(peers) < 2 or max(peers) == 0:
        return None
    return round(100 * abs(one.number) / max(peers))
