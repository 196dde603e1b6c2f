"""A run on the terminal: what was audited, found, and could not be judged, on one or two screens of 80 columns."""

from __future__ import annotations

from decimal import Decimal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jicha.audit.results import RunResult
from jicha.press import breakdown
from jicha.press.breakdown import Breakdown, Cell
from jicha.press.cause_words import beside_words, contrast_words, gone_words, reach_words, shared_words
from jicha.press.evidence import exhibits
from jicha.press.figures import NOTHING, count, kwh, money, trimmed
from jicha.press.listing import Column, Kind, subject_words, title
from jicha.press.overview import overview
from jicha.press.ranking import Top
from jicha.press.run import Background
from jicha.press.say import Language, say
from jicha.press.summary import Summary, summarise
from jicha.terms.one_line import one_line

_TOP = 5
_CAUSES = 8
_ROWS = 10
_EVIDENCE = 4
_NARROWEST_TEXT = 14


def print_summary(
    run: RunResult, background: Background, language: Language, *, console: Console | None = None
) -> None:
    """Print a run: causes first, then findings by class and the first of them, then what could not be judged.

    Colour appears on a terminal only (and never where NO_COLOR is set); a pipe gets the same words in 80 columns.
    """
    screen = console or Console(highlight=False)
    summary = summarise(run, limit=_TOP, per_rule=2)
    _heading(screen, say("title", language))
    _overview(screen, run, summary, background, language)
    if summary.causes:
        _causes(screen, summary, background, language)
    if summary.causes_gone:
        _causes_gone(screen, summary, background, language)
    if summary.total.findings:
        for table in (breakdown.by_severity(summary, language), breakdown.by_family(summary, language)):
            _breakdown(screen, table, language)
        _tops(screen, summary, background, language)
    else:
        word = "all_in_causes" if summary.causes else "nothing_found" if summary.tested else "nothing_checked"
        screen.print(say(word, language), markup=False)
    for table in (
        breakdown.not_judged("unsure", summary.unsure, background, language),
        breakdown.not_judged("excluded", summary.excluded, background, language),
        breakdown.skipped(summary, background, language),
    ):
        if table.rows:
            _breakdown(screen, table, language)
    screen.print()
    screen.print(say("suspected", language), style="dim", markup=False)


def _heading(screen: Console, words: str) -> None:
    screen.print()
    screen.print(Text(words, style="bold"))


def _overview(screen: Console, run: RunResult, summary: Summary, background: Background, language: Language) -> None:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for line in overview(run, summary, background, language):
        grid.add_row(Text(line.label(language)), _text(line.text))
    screen.print(grid)


def _causes(screen: Console, summary: Summary, background: Background, language: Language) -> None:
    _heading(screen, say("heading.causes", language))
    for cause in summary.causes[:_CAUSES]:
        standing = say(f"standing.{cause.standing}", language)
        name = title(cause.code, background, language)
        screen.print(Text.assemble((cause.code, "cyan"), "  ", f"{name} ({standing})"))
        stakes = _stakes(cause.at_stake_kwh, cause.at_stake_money, language)
        back = _stakes(cause.kwh_back, cause.money_back, language)
        back = say("cause_back", language, back=back) if back else ""
        reach = "; ".join(filter(None, [reach_words(cause, language), stakes, back]))
        beside = beside_words(summary.causes_beside[cause.cause_id], language)
        for line in (shared_words(cause, background, language), contrast_words(cause, language), reach, beside):
            if line:
                screen.print(Padding(_text(line), (0, 0, 0, 2)))
    _more(screen, len(summary.causes) - _CAUSES, language)


def _causes_gone(screen: Console, summary: Summary, background: Background, language: Language) -> None:
    _heading(screen, say("heading.causes_gone", language))
    for cause in summary.causes_gone[:_CAUSES]:
        words = gone_words(cause, background, language)
        screen.print(Text.assemble((cause.code, "cyan"), "  ", one_line(words)))
    _more(screen, len(summary.causes_gone) - _CAUSES, language)


def _breakdown(screen: Console, table: Breakdown, language: Language) -> None:
    _heading(screen, table.heading(language))
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=False)
    shown = [[cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    for at, column in enumerate(table.columns):
        is_text = column.kind is Kind.TEXT
        # Headings may break, figures may not: a column is as wide as its widest figure at least.
        widest = max(cell_len(row[at]) for row in shown)
        grid.add_column(
            Text(column.heading(language)),
            justify="left" if is_text else "right",
            min_width=min(widest, _NARROWEST_TEXT) if is_text else widest,
            overflow="fold",
        )
    for row in shown[:_ROWS]:
        grid.add_row(*map(_text, row))
    screen.print(grid)
    _more(screen, len(table.rows) - _ROWS, language)


def cell_text(cell: Cell, column: Column) -> str:
    """A cell as people read it, by its column's kind and unit; nothing is a dash."""
    if cell is None:
        return NOTHING
    if isinstance(cell, int):
        return count(cell)
    if isinstance(cell, Decimal):
        return {"kWh": kwh, "CNY": money}.get(column.unit, trimmed)(cell)
    return cell


def _tops(screen: Console, summary: Summary, background: Background, language: Language) -> None:
    _heading(screen, say("heading.top", language))
    for number, one in enumerate(summary.top, start=1):
        _top(screen, number, one, background, language)
    _more(screen, summary.total.findings - len(summary.top), language)


def _top(screen: Console, number: int, one: Top, background: Background, language: Language) -> None:
    severity = say(f"severity.{one.severity}", language)
    where = [f"{subject_words(one.subject_kind, language)} {one.subject_id}"]
    where += [one.period_start.isoformat()] if one.period_start else []
    where += [breakdown.org_words(one.org_id, background, language)] if one.org_id else []
    where += [_stakes(one.at_stake_kwh, one.at_stake_money, language)]
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=2, justify="right")
    grid.add_column(overflow="fold")
    grid.add_row(
        str(number),
        Text.assemble((one.code, "cyan"), "  ", title(one.code, background, language), f" ({severity})"),
    )
    grid.add_row("", _text(" · ".join(filter(None, where))))
    shown = exhibits(one.evidence, background.pages.get(one.code), language)[:_EVIDENCE]
    if shown:
        grid.add_row("", Text(one_line("; ".join(map(str, shown))), style="dim"))
    screen.print(grid)


def _text(text: str) -> Text:
    """Text that may come from a delivery: a name must not colour the screen or begin a line of its own."""
    return Text(one_line(text))


def _stakes(energy: Decimal | None, charge: Decimal | None, language: Language) -> str:
    parts = [f"{kwh(energy)} kWh"] if energy is not None else []
    parts += [f"{money(charge)} {say('unit.CNY', language)}"] if charge is not None else []
    return ", ".join(parts)


def _more(screen: Console, left: int, language: Language) -> None:
    if left > 0:
        screen.print(Text(say("more", language, count=count(left)), style="dim"))
