"""The small tables of a run: found by class, by family, by rule, by organisation, by month, and what was not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jicha.press.listing import Column, Kind, family_words, reason_words, title
from jicha.press.run import Background
from jicha.press.say import Language, say
from jicha.press.summary import Reason, Summary
from jicha.press.totals import Amounts, Group

Cell = str | int | Decimal | None

_FINDINGS = Column("findings", Kind.INTEGER)
_SUBJECTS = Column("subjects", Kind.INTEGER)
_AMOUNTS = (
    Column("kwh", Kind.DECIMAL, "kWh", 3),
    Column("money", Kind.DECIMAL, "CNY", 2),
    Column("kwh_back", Kind.DECIMAL, "kWh", 3),
    Column("money_back", Kind.DECIMAL, "CNY", 2),
)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One small table with typed cells; its heading is the words of ``breakdown.<name>``."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def heading(self, language: Language) -> str:
        """What the table shows."""
        return say(f"breakdown.{self.name}", language)


def by_severity(summary: Summary, language: Language) -> Breakdown:
    """Findings by how grave they are."""
    return _grouped("severity", summary.by_severity, lambda key: say(f"severity.{key}", language), summary)


def by_impact(summary: Summary, language: Language) -> Breakdown:
    """Findings by the side of the business they touch."""
    return _grouped("impact", summary.by_impact, lambda key: say(f"impact.{key}", language), summary)


def by_family(summary: Summary, language: Language) -> Breakdown:
    """Findings by family of rules."""
    return _grouped("family", summary.by_family, lambda key: family_words(key, language), summary)


def by_org(summary: Summary, background: Background, language: Language) -> Breakdown:
    """Findings by organisation."""
    return _grouped("org", summary.by_org, lambda key: org_words(key, background, language), summary)


def by_month(summary: Summary, language: Language) -> Breakdown:
    """Findings by the month their period starts in."""
    return _grouped("month", summary.by_month, lambda key: month_words(key, language), summary)


def by_rule(summary: Summary, background: Background, language: Language) -> Breakdown:
    """Findings by rule, with how many subjects the rule tested."""
    tested = {one.code: one.tested for one in summary.coverage}
    amounts = stated(summary.total)
    rows = tuple(
        (group.key, title(group.key, background, language), group.amounts.findings, tested.get(group.key),
         *_figures(group.amounts, amounts))
        for group in summary.by_rule
    )  # fmt: skip
    columns = (Column("code"), Column("title"), _FINDINGS, Column("tested", Kind.INTEGER), *amounts)
    return Breakdown("rule", columns, rows)


def coverage(summary: Summary, background: Background, language: Language) -> Breakdown:
    """Per rule: tested = found + spared + unsure, and excluded beside."""
    rows = tuple(
        (one.code, title(one.code, background, language), one.tested, one.found, one.spared,
         sum(one.unsure.values()), sum(one.excluded.values()))
        for one in summary.coverage
        if not one.skipped
    )  # fmt: skip
    numbers = (Column(name, Kind.INTEGER) for name in ("tested", "found", "spared", "unsure", "excluded"))
    return Breakdown("coverage", (Column("code"), Column("title"), *numbers), rows)


def not_judged(name: str, reasons: Sequence[Reason], background: Background, language: Language) -> Breakdown:
    """Why subjects could not be judged, or were excluded (``name`` is unsure or excluded).

    Rows are by the reason's words, the most frequent first: two pages may mean different things by one id.
    """
    counts: Counter[str] = Counter()
    codes: dict[str, list[str]] = {}
    for one in reasons:
        words = reason_words(one.reason, background.pages.get(one.code), language)
        counts[words] += one.count
        codes.setdefault(words, []).append(one.code)
    ordered = sorted(counts, key=lambda words: (-counts[words], codes[words]))
    rows = tuple((words, counts[words], len(codes[words]), shortened(codes[words])) for words in ordered)
    columns = (Column("reason"), Column("cases", Kind.INTEGER), Column("rules", Kind.INTEGER), Column("codes"))
    return Breakdown(name, columns, rows)


def skipped(summary: Summary, background: Background, language: Language) -> Breakdown:
    """Rules that did not run, and why."""
    rows = tuple(
        (one.code, title(one.code, background, language), reason_words(one.skipped, None, language))
        for one in summary.skipped
    )
    return Breakdown("skipped", (Column("code"), Column("title"), Column("reason")), rows)


def stated(amounts: Amounts) -> tuple[Column, ...]:
    """The amount columns that a run has anything to say in."""
    return tuple(column for column in _AMOUNTS if getattr(amounts, column.name) is not None)


def org_words(org_id: str | None, background: Background, language: Language) -> str:
    """The name of a unit; a finding may belong to none."""
    return background.orgs.get(org_id, org_id) if org_id else say("org.none", language)


def month_words(month: str, language: Language) -> str:
    """A month; a finding of a state has none."""
    return month or say("month.none", language)


def shortened(items: Sequence[str], limit: int = 4) -> str:
    """The first few of a list, with how many more there are."""
    more = f" +{len(items) - limit}" if len(items) > limit else ""
    return ", ".join(items[:limit]) + more


def _grouped(name: str, groups: Sequence[Group], words: Callable[[str], str], summary: Summary) -> Breakdown:
    amounts = stated(summary.total)
    rows = tuple(
        (words(group.key), group.amounts.findings, group.amounts.subjects, *_figures(group.amounts, amounts))
        for group in groups
    )
    return Breakdown(name, (Column(name), _FINDINGS, _SUBJECTS, *amounts), rows)


def _figures(amounts: Amounts, columns: Sequence[Column]) -> tuple[Cell, ...]:
    return tuple(getattr(amounts, column.name) for column in columns)
