"""The report in one language, ready to be laid out: nothing is computed or worded after this."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jicha.audit.results import RunResult
from jicha.press import breakdown
from jicha.press.breakdown import Breakdown
from jicha.press.cards import CauseCard, FindingCard, cause_card, finding_card
from jicha.press.cause_words import gone_words
from jicha.press.charts import Chart, charts
from jicha.press.evidence import unit_words
from jicha.press.figures import count, headline, kwh, money, percent
from jicha.press.listing import subject_words, title
from jicha.press.overview import Line, day_words, overview, period_words, standing_words
from jicha.press.run import Background
from jicha.press.say import Language, say, say_or
from jicha.press.summary import Summary

_CAUSES = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """One large number of the head, its unit and what to know about it."""

    label: str
    number: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class RuleLine:
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
    causes: tuple[CauseCard, ...]
    causes_left: int
    causes_gone: tuple[str, ...]
    top: tuple[FindingCard, ...]
    top_left: int
    shares: tuple[tuple[str, int, str, float], ...]
    unsure: Breakdown
    excluded: Breakdown
    skipped: Breakdown
    rules: tuple[RuleLine, ...]
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
        causes=tuple(
            cause_card(one, summary.causes_beside[one.cause_id], background, language)
            for one in summary.causes[:_CAUSES]
        ),
        causes_left=max(0, len(summary.causes) - _CAUSES),
        causes_gone=tuple(
            f"{one.code} {gone_words(one, background, language)}" for one in summary.causes_gone[:_CAUSES]
        ),
        top=tuple(finding_card(number, one, background, language) for number, one in enumerate(summary.top, start=1)),
        top_left=summary.total.findings - len(summary.top),
        shares=_shares(summary, language),
        unsure=breakdown.not_judged("unsure", summary.unsure, background, language),
        excluded=breakdown.not_judged("excluded", summary.excluded, background, language),
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
    ]
    if summary.total.findings:
        found = say("lead.found", language, findings=count(summary.total.findings),
                    subjects=count(summary.total.subjects))  # fmt: skip
        sentences.append(found)
    elif not summary.causes:
        sentences.append(say("nothing_found", language))
    if summary.causes:
        sentences.append(say("lead.causes", language, causes=count(len(summary.causes)), folded=count(summary.folded)))
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


def _rules(run: RunResult, background: Background, language: Language) -> tuple[RuleLine, ...]:
    return tuple(
        RuleLine(
            code,
            title(code, background, language) if code in background.pages else say("fact_page", language),
            digest[:12],
            "; ".join(
                f"{one.name} = {one.value} {unit_words(one.unit, language)}".rstrip()
                for one in run.meta.parameters.get(code, ())
            ),
        )
        for code, digest in sorted(
            run.meta.rule_digests.items(), key=lambda item: (item[0] not in background.pages, item[0])
        )
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
