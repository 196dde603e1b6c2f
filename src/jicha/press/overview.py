"""What was audited and how it came out, as labelled lines: the head of the terminal, the workbook and the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jicha.audit.results import RunResult
from jicha.press.figures import count, kwh, money, percent
from jicha.press.listing import subject_words
from jicha.press.run import Background
from jicha.press.say import Language, say
from jicha.press.summary import Summary
from jicha.terms.verdict import Standing


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled fact of the run; ``name`` is the id of its label."""

    name: str
    text: str

    def label(self, language: Language) -> str:
        """The label in words."""
        return say(f"overview.{self.name}", language)


def overview(run: RunResult, summary: Summary, background: Background, language: Language) -> tuple[Line, ...]:
    """The lines in the order in which a reader wants them; what nobody stated is left out."""
    total = summary.total
    lines = [
        Line("period", period_words(run.meta.window.start, run.meta.window.end, language)),
        Line("today", day_words(run.meta.today)),
        Line("batches", count(len(run.meta.batches))),
        Line("feeds", feeds_words(background, language)),
        Line("rules", rules_words(summary, language)),
        Line("tested", count(summary.tested)),
        Line("findings", findings_words(summary, language)),
        Line("kwh", kwh(total.kwh) + " kWh" if total.kwh is not None else ""),
        Line("money", f"{money(total.money)} {say('unit.CNY', language)}" if total.money is not None else ""),
        Line("causes", causes_words(summary, language)),
        Line("coverage", coverage_words(summary, language)),
        Line("standing", standing_words(summary, language)),
        Line("run", run.meta.run_id),
        Line("before", run.meta.previous_run_id or say("overview.no_run_before", language)),
        Line("version", f"jicha {run.meta.version}"),
    ]
    return tuple(line for line in lines if line.text)


def period_words(start: date, end: date, language: Language) -> str:
    """The first and the last day of a half-open period."""
    return say("period", language, first=day_words(start), last=day_words(end - timedelta(days=1)))


def day_words(day: date | None) -> str:
    """A day as ISO 8601 writes it, the same in both languages; a dash for none."""
    return day.isoformat() if day else "–"


def feeds_words(background: Background, language: Language) -> str:
    """How far each kind of record is complete."""
    return "; ".join(
        f"{subject_words(feed.record, language)} {day_words(feed.complete_to)}" for feed in background.feeds
    )


def rules_words(summary: Summary, language: Language) -> str:
    """How many rules ran and how many could not."""
    ran = len(summary.coverage) - len(summary.skipped)
    return say("rules", language, ran=count(ran), skipped=count(len(summary.skipped)))


def findings_words(summary: Summary, language: Language) -> str:
    """How many findings on how many subjects."""
    total = summary.total
    return say("findings", language, findings=count(total.findings), subjects=count(total.subjects))


def causes_words(summary: Summary, language: Language) -> str:
    """How many common causes, and how many finds they hold; nothing where there are none."""
    if not summary.causes:
        return ""
    return say("causes", language, causes=count(len(summary.causes)), folded=count(summary.folded))


def coverage_words(summary: Summary, language: Language) -> str:
    """tested = found + spared + unsure, excluded beside."""
    return say(
        "coverage",
        language,
        tested=count(summary.tested),
        found=count(summary.found),
        spared=count(summary.spared),
        unsure=count(summary.unsure_count),
        share=percent(summary.unsure_count, summary.tested),
        excluded=count(summary.excluded_count),
    )


def standing_words(summary: Summary, language: Language) -> str:
    """How the findings stand beside the run before."""
    return ", ".join(
        f"{say(f'standing.{standing}', language)} {count(summary.standings.get(standing, 0))}" for standing in Standing
    )
