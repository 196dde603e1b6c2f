"""A run on the terminal: what was audited, found, and could not be told, in words, within 80 columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from jicha.audit.results import RunResult
from jicha.press.evidence import evidence_line
from jicha.press.figures import count, kwh, money
from jicha.press.listing import reason_words, subject_words
from jicha.press.run import Background
from jicha.press.say import Language, say
from jicha.press.summary import Reason, Summary, summarise

_SHOWN = 10  # findings told one by one; the complete lists are files


def print_summary(
    run: RunResult, background: Background, language: Language, *, console: Console | None = None
) -> None:
    """Print the summary of ``run``; causes stand before single findings, because they explain more."""
    screen = console or Console(highlight=False)
    figures = summarise(run, limit=_SHOWN, per_rule=2)
    last = figures.window.end - timedelta(days=1)
    screen.print(say("terminal.audited", language, start=figures.window.start, end=last), style="bold")
    screen.print(
        say(
            "terminal.found",
            language,
            found=count(figures.found),
            spared=count(figures.spared),
            unsure=count(figures.unsure_count),
            excluded=count(figures.excluded_count),
        )
    )
    if figures.standings:
        told = ", ".join(f"{say(f'standing.{key}', language)} {count(n)}" for key, n in figures.standings.items())
        screen.print(f"{say('terminal.standing', language)}: {told}")
    _print_rules(figures, background, language, screen)
    _print_causes(figures, background, language, screen)
    _print_top(figures, background, language, screen)
    _print_reasons("terminal.unsure", figures.unsure, language, screen)
    _print_reasons("terminal.excluded", figures.excluded, language, screen)
    if figures.skipped:
        screen.print()
        screen.print(say("terminal.skipped", language, count=len(figures.skipped)))
        screen.print("  " + ", ".join(one.code for one in figures.skipped), markup=False)


def _title(code: str, background: Background, language: Language) -> str:
    page = background.pages.get(code)
    return page.title_in(language) if page else code


def _print_rules(figures: Summary, background: Background, language: Language, screen: Console) -> None:
    if not figures.by_rule:
        return
    screen.print()
    headings = ("code", "title", "severity", "found", "kwh", "money")
    table = Table(*(say(f"column.{name}", language) for name in headings), box=None, pad_edge=False)
    severity = {one.code: one.severity for one in figures.top}
    for group in figures.by_rule:
        table.add_row(
            group.key,
            _title(group.key, background, language),
            say(f"severity.{severity[group.key]}", language) if group.key in severity else "",
            count(group.amounts.findings),
            _amount(group.amounts.kwh, kwh),
            _amount(group.amounts.money, money),
        )
    for column in table.columns[3:]:
        column.justify = "right"
    screen.print(table)


def _amount(value: Decimal | None, written: Callable[[Decimal], str]) -> str:
    return written(value) if value is not None else ""


def _print_causes(figures: Summary, background: Background, language: Language, screen: Console) -> None:
    if not figures.causes:
        return
    screen.print()
    screen.print(say("terminal.causes", language), style="bold")
    for cause in figures.causes:
        share = f"{100 * cause.share:.1f} %"
        reach = f"{count(cause.found)} / {count(cause.tested)} = {share}"
        screen.print(f"  {cause.code} {_title(cause.code, background, language)}: {reach}", markup=False)


def _print_top(figures: Summary, background: Background, language: Language, screen: Console) -> None:
    if not figures.top:
        return
    screen.print()
    screen.print(say("terminal.top", language), style="bold")
    for one in figures.top:
        when = f" {one.period_start:%Y-%m}" if one.period_start else ""
        at_stake = ", ".join(
            part
            for part in (
                f"{kwh(one.at_stake_kwh)} kWh" if one.at_stake_kwh is not None else "",
                f"{money(one.at_stake_money)} CNY" if one.at_stake_money is not None else "",
            )
            if part
        )
        subject = f"{subject_words(one.subject_kind, language)} {one.subject_id}{when}"
        screen.print(f"  {one.code} {subject}: {at_stake}".rstrip(": "), markup=False)
        screen.print(f"    {evidence_line(one.evidence, background.pages.get(one.code), language)}", markup=False)


def _print_reasons(heading: str, reasons: tuple[Reason, ...], language: Language, screen: Console) -> None:
    if not reasons:
        return
    screen.print()
    screen.print(say(heading, language), style="bold")
    for one in reasons:
        screen.print(
            f"  {count(one.count):>9}  {reason_words(one.reason, language)}  ({', '.join(one.codes)})", markup=False
        )
