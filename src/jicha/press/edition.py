"""The report in one language, ready to be laid out: nothing is computed or worded after this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from jicha.audit.results import RunResult
from jicha.press import breakdown
from jicha.press.breakdown import Breakdown, org_words
from jicha.press.charts import Chart, charts
from jicha.press.evidence import Exhibit, exhibits, unit_words
from jicha.press.figures import count, headline, kwh, money, percent
from jicha.press.listing import reason_words, subject_words, title
from jicha.press.overview import Line, day_words, overview, period_words, standing_words
from jicha.press.page_words import PageWords
from jicha.press.prose import prose
from jicha.press.ranking import Top
from jicha.press.run import Background
from jicha.press.say import Language, say, say_or
from jicha.press.sparkline import sparkline
from jicha.press.summary import Summary
from jicha.terms.cause import Cause
from jicha.terms.finding import Evidence

_CAUSES = 20
_ORGS = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """One large number of the head, its unit and what to know about it."""

    label: str
    number: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One line of evidence; ``width`` (percent) compares it with the others of its unit, None where none is like it."""

    exhibit: Exhibit
    width: int | None
    picture: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFinding:
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
    evidence: tuple[ShownEvidence, ...]
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCause:
    """One common cause, in words."""

    code: str
    title: str
    kind: str
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


@dataclass(frozen=True, slots=True)
class ShownRule:
    """One page of the run: its version and the values in force."""

    code: str
    title: str
    digest: str
    parameters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Everything the template lays out."""

    language: Language
    tag: str
    period: str
    lead: str
    figures: tuple[Figure, ...]
    standing: str
    overview: tuple[Line, ...]
    severities: Breakdown
    impacts: Breakdown
    rules_found: Breakdown
    charts: dict[str, Chart]
    causes: tuple[ShownCause, ...]
    causes_left: int
    top: tuple[ShownFinding, ...]
    top_left: int
    shares: tuple[tuple[str, int, str, float], ...]
    unsure: Breakdown
    excluded: Breakdown
    skipped: Breakdown
    rules: tuple[ShownRule, ...]
    batches: tuple[tuple[str, str, str, str], ...]
    feeds: tuple[tuple[str, str, str, str], ...]
    glossary: tuple[tuple[str, str], ...]


_GLOSSARY = (
    "finding", "severity", "impact", "cause", "stake", "once", "verdicts", "not_judged", "standing", "lists", "repeat",
)  # fmt: skip


def edition(run: RunResult, summary: Summary, background: Background, language: Language) -> Edition:
    """Put a run into the words of one language."""
    return Edition(
        language=language,
        tag="zh-CN" if language is Language.ZH else "en",
        period=period_words(run.meta.window.start, run.meta.window.end, language),
        lead=_lead(run, summary, language),
        figures=_figures(summary, language),
        standing=standing_words(summary, language),
        overview=overview(run, summary, background, language),
        severities=breakdown.by_severity(summary, language),
        impacts=breakdown.by_impact(summary, language),
        rules_found=breakdown.by_rule(summary, background, language),
        charts=charts(summary, background, language),
        causes=tuple(_cause(one, background, language) for one in summary.causes[:_CAUSES]),
        causes_left=max(0, len(summary.causes) - _CAUSES),
        top=tuple(_finding(number, one, background, language) for number, one in enumerate(summary.top, start=1)),
        top_left=summary.total.findings - len(summary.top),
        shares=_shares(summary, language),
        unsure=breakdown.not_judged("unsure", summary.unsure, language),
        excluded=breakdown.not_judged("excluded", summary.excluded, language),
        skipped=breakdown.skipped(summary, background, language),
        rules=_rules(run, background, language),
        batches=_batches(run, background),
        feeds=tuple(
            (subject_words(one.record, language), day_words(one.complete_from), day_words(one.complete_to),
             count(one.orgs))
            for one in background.feeds
        ),
        glossary=tuple((say(f"glossary.{one}", language), say(f"glossary.{one}.text", language)) for one in _GLOSSARY),
    )  # fmt: skip


def _lead(run: RunResult, summary: Summary, language: Language) -> str:
    """The run in three sentences."""
    sentences = [
        say(
            "lead.tested",
            language,
            period=period_words(run.meta.window.start, run.meta.window.end, language),
            rules=count(len(summary.coverage) - len(summary.skipped)),
            tested=count(summary.tested),
        ),
        say("lead.found", language, findings=count(summary.total.findings), subjects=count(summary.total.subjects))
        if summary.total.findings
        else say("nothing_found", language),
    ]
    if summary.causes:
        sentences.append(
            say("lead.causes", language, causes=count(len(summary.causes)), folded=count(summary.folded))
        )
    if summary.unsure_count:
        sentences.append(
            say("lead.unsure", language, unsure=count(summary.unsure_count),
                share=percent(summary.unsure_count, summary.tested))
        )  # fmt: skip
    return ("" if language is Language.ZH else " ").join(sentences)


def _figures(summary: Summary, language: Language) -> tuple[Figure, ...]:
    total, once = summary.total, summary.once
    standings = say("figure.standings", language, new=count(summary.standings.get("new", 0)),
                    recurring=count(summary.standings.get("recurring", 0)))  # fmt: skip
    found = [
        _figure("findings", Decimal(total.findings), "", standings, language),
        _figure("subjects", Decimal(total.subjects), "", say("figure.subjects_note", language), language),
    ]
    if once.kwh is not None:
        found.append(_figure("kwh", once.kwh, "kWh", _stake_note(kwh(total.kwh), kwh(total.kwh_back), language,
                     is_back=total.kwh_back is not None), language))  # fmt: skip
    if once.money is not None:
        found.append(_figure("money", once.money, "CNY", _stake_note(money(total.money), money(total.money_back),
                     language, is_back=total.money_back is not None), language))  # fmt: skip
    if summary.causes:
        note = say("figure.causes_note", language, folded=count(summary.folded))
        found.append(_figure("causes", Decimal(len(summary.causes)), "", note, language))
    if len(found) < 4:
        judged = summary.found + summary.spared
        note = say("figure.judged_note", language, tested=count(summary.tested))
        found.append(Figure(say("figure.judged", language), *_split(percent(judged, summary.tested)), note))
    return tuple(found)


def _figure(name: str, value: Decimal, unit: str, note: str, language: Language) -> Figure:
    number, scale = headline(value, language)
    # 万千瓦时 is one word; in English the scale stands apart from the unit.
    unit_text = say_or(f"unit.{unit}.head", unit_words(unit, language), language)
    return Figure(say(f"figure.{name}", language), number, f"{scale}{unit_text}" if language is Language.ZH
                  else f"{scale} {unit_text}".strip(), note)  # fmt: skip


def _split(share: str) -> tuple[str, str]:
    number, _, unit = share.partition(" ")
    return number, unit


def _stake_note(total: str, back: str, language: Language, *, is_back: bool) -> str:
    notes = [say("figure.sum_note", language, total=total)]
    notes += [say("figure.back_note", language, back=back)] if is_back else []
    return " ".join(notes)


def _finding(number: int, one: Top, background: Background, language: Language) -> ShownFinding:
    page = background.pages.get(one.code)
    return ShownFinding(
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


def _stated(text: str, unit: str, value: Decimal | None, language: Language) -> str:
    return f"{text} {unit_words(unit, language)}" if value is not None else ""


def _evidence(evidence: Sequence[Evidence], page: PageWords | None, language: Language) -> tuple[ShownEvidence, ...]:
    shown = exhibits(tuple(evidence), page, language)
    largest: dict[str, list[float]] = {}
    for one in shown:
        if one.number is not None and one.unit:
            largest.setdefault(one.unit, []).append(abs(one.number))
    return tuple(
        ShownEvidence(one, _width(one, largest), sparkline(one.series, str(one)) if one.series else Markup(""))
        for one in shown
    )


def _width(one: Exhibit, largest: dict[str, list[float]]) -> int | None:
    peers = largest.get(one.unit, []) if one.number is not None else []
    if one.number is None or len(peers) < 2 or max(peers) == 0:
        return None
    return round(100 * abs(one.number) / max(peers))


def _cause(one: Cause, background: Background, language: Language) -> ShownCause:
    page = background.pages.get(one.code)
    names = [org_words(org, background, language) for org in one.orgs]
    return ShownCause(
        code=one.code,
        title=title(one.code, background, language),
        kind=say_or(f"cause.{one.kind}", one.kind, language),
        found=count(one.found),
        tested=count(one.tested),
        share=percent(one.found, one.tested),
        width=round(100 * one.found / one.tested) if one.tested else 0,
        orgs=say("cause_orgs", language, count=count(len(names)), names=breakdown.shortened(names, _ORGS))
        if names
        else "",
        period=say("period", language, first=day_words(one.first), last=day_words(one.last)) if one.first else "",
        kwh=_stated(kwh(one.at_stake_kwh), "kWh", one.at_stake_kwh, language),
        money=_stated(money(one.at_stake_money), "CNY", one.at_stake_money, language),
        sample=breakdown.shortened(one.sample, 5),
        text=prose(page.text_in(language)) if page else Markup(""),
    )


def _shares(summary: Summary, language: Language) -> tuple[tuple[str, int, str, float], ...]:
    """The verdicts of all checks as (words, tone, count, percent of tested and excluded together)."""
    counts = (("found", 0, summary.found), ("unsure", 2, summary.unsure_count), ("excluded", 3, summary.excluded_count),
              ("spared", 4, summary.spared))  # fmt: skip
    whole = sum(number for _, _, number in counts) or 1
    return tuple(
        (say(f"column.{name}", language), tone, f"{count(number)} ({percent(number, whole)})",
         round(100 * number / whole, 3))
        for name, tone, number in counts
    )  # fmt: skip


def _rules(run: RunResult, background: Background, language: Language) -> tuple[ShownRule, ...]:
    return tuple(
        ShownRule(
            code,
            title(code, background, language) if code in background.pages else say("fact_page", language),
            digest[:12],
            "; ".join(
                f"{one.name} = {one.value} {unit_words(one.unit, language)}".rstrip()
                for one in run.meta.parameters.get(code, ())
            ),
        )
        for code, digest in sorted(run.meta.rule_digests.items(), key=lambda item: (item[0] not in background.pages, item[0]))
    )


def _batches(run: RunResult, background: Background) -> tuple[tuple[str, str, str, str], ...]:
    known = {line.batch_id: line for line in background.batches}
    found = []
    for batch_id in run.meta.batches:
        line = known.get(batch_id)
        received = f"{line.received_at:%Y-%m-%d %H:%M} UTC" if line and line.received_at else "–"
        rows = count(line.rows) if line and line.rows is not None else "–"
        found.append((batch_id[:12], line.source if line and line.source else "–", received, rows))
    return tuple(found)
