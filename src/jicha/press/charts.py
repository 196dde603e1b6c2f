"""The charts of the report as data: categories, stacked series, and the same figures as a table behind each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jicha.press import breakdown
from jicha.press.breakdown import Breakdown, month_words, org_words
from jicha.press.figures import count
from jicha.press.listing import family_words, title
from jicha.press.run import Background
from jicha.press.say import Language, say
from jicha.press.summary import Summary
from jicha.press.totals import Group
from jicha.terms.period import add_months, month
from jicha.terms.verdict import Severity

_BARS = 12
_FADED = 4  # the tone of what is not a finding


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart; ``tone`` counts from the strongest (0) to the palest."""

    name: str
    tone: int
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart. ``form`` is columns (over time) or bars (by name); ``table`` holds the same figures, complete."""

    name: str
    heading: str
    form: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    table: Breakdown
    is_share: bool = False

    def spoken(self, language: Language) -> str:
        """What a reader who cannot see it is told."""
        sums = [sum(one.values[at] for one in self.series) for at in range(len(self.categories))]
        largest = max(range(len(sums)), key=sums.__getitem__)
        return say("chart_spoken", language, heading=self.heading, bars=count(len(sums)),
                   largest=self.categories[largest])  # fmt: skip


def charts(summary: Summary, background: Background, language: Language) -> dict[str, Chart]:
    """The charts that have something to show, by name."""
    made = [
        _by_family(summary, language),
        _by_org(summary, background, language),
        _by_month(summary, language),
        *(_amounts_by_month(name, unit, summary, language) for name, unit in (("kwh", "kWh"), ("money", "CNY"))),
        _coverage(summary, background, language),
    ]
    return {chart.name: chart for chart in made if chart and chart.categories}


def _by_family(summary: Summary, language: Language) -> Chart:
    keys = [group.key for group in summary.by_family]
    return Chart(
        name="family",
        heading=say("chart.family", language),
        form="bars",
        unit="",
        categories=tuple(family_words(key, language) for key in keys),
        series=_severities(keys, summary.families, language),
        table=breakdown.by_family(summary, language),
    )


def _by_org(summary: Summary, background: Background, language: Language) -> Chart:
    shown = [group.key for group in summary.by_org[:_BARS]]
    rest = [group.key for group in summary.by_org[_BARS:]]
    counts = dict(summary.orgs)
    names = [org_words(key, background, language) for key in shown]
    if rest:
        others = "\x1fothers"
        for severity in Severity:
            counts[(others, severity)] = sum(summary.orgs.get((key, severity), 0) for key in rest)
        shown, names = [*shown, others], [*names, say("others", language, count=count(len(rest)))]
    return Chart(
        name="org",
        heading=say("chart.org", language),
        form="bars",
        unit="",
        categories=tuple(names),
        series=_severities(shown, counts, language),
        table=breakdown.by_org(summary, background, language),
    )


def _by_month(summary: Summary, language: Language) -> Chart:
    keys = _months(summary.by_month)
    return Chart(
        name="month",
        heading=say("chart.month", language),
        form="columns",
        unit="",
        categories=tuple(month_words(key, language) for key in keys),
        series=_severities(keys, summary.months, language),
        table=breakdown.by_month(summary, language),
    )


def _amounts_by_month(name: str, unit: str, summary: Summary, language: Language) -> Chart | None:
    if getattr(summary.total, name) is None:
        return None
    by_key = {group.key: getattr(group.amounts, name) or Decimal(0) for group in summary.by_month}
    keys = _months(summary.by_month)
    return Chart(
        name=f"month_{name}",
        heading=say(f"chart.month_{name}", language),
        form="columns",
        unit=say(f"unit.{unit}", language),
        categories=tuple(month_words(key, language) for key in keys),
        series=(Series(say(f"column.{name}", language), 1, tuple(float(by_key.get(key, 0)) for key in keys)),),
        table=breakdown.by_month(summary, language),
    )


def _coverage(summary: Summary, background: Background, language: Language) -> Chart:
    ran = [one for one in summary.coverage if one.tested or one.excluded]
    ran.sort(key=lambda one: (-(sum(one.unsure.values()) + sum(one.excluded.values())), one.code))
    shown = ran[: 2 * _BARS]
    parts: Sequence[tuple[str, int, Callable[[int], int]]] = (
        ("found", 0, lambda at: shown[at].found),
        ("spared", _FADED, lambda at: shown[at].spared),
        ("unsure", 2, lambda at: sum(shown[at].unsure.values())),
        ("excluded", 3, lambda at: sum(shown[at].excluded.values())),
    )
    return Chart(
        name="coverage",
        heading=say("chart.coverage", language),
        form="bars",
        unit="",
        categories=tuple(f"{one.code} {title(one.code, background, language)}" for one in shown),
        series=tuple(
            Series(say(f"column.{name}", language), tone, tuple(float(of(at)) for at in range(len(shown))))
            for name, tone, of in parts
        ),
        table=breakdown.coverage(summary, background, language),
        is_share=True,
    )


def _severities(keys: Sequence[str], counts: dict[tuple[str, str], int], language: Language) -> tuple[Series, ...]:
    return tuple(
        Series(say(f"severity.{severity}", language), tone,
               tuple(float(counts.get((key, severity), 0)) for key in keys))
        for tone, severity in enumerate(Severity)
        if any(counts.get((key, severity)) for key in keys)
    )  # fmt: skip


def _months(groups: Sequence[Group]) -> list[str]:
    """Every month from the first to the last, those without findings too; what has no month stands first."""
    dated = [group.key for group in groups if group.key]
    undated = [""] if any(not group.key for group in groups) else []
    if not dated:
        return undated
    day, last, found = month(dated[0]).start, month(dated[-1]).start, []
    while day <= last:
        found.append(f"{day:%Y-%m}")
        day = add_months(day, 1)
    return undated + found
