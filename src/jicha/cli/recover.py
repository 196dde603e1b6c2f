"""`jicha recover`: one case as JSON in, the worksheet of what the law lets recover out."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from jicha import facade
from jicha.cli.screen import LANGUAGE, language_of
from jicha.engine.dialect import DEFAULT_TIME_ZONE
from jicha.find.decoding import text_of
from jicha.law.recover import SETTINGS_EXAMPLE, example, fields_of, kinds
from jicha.press.case_fields import field_lines
from jicha.press.say import Language, say
from jicha.press.worksheet import worksheet_json, worksheet_text
from jicha.terms.errors import Fault, JichaError, Words


class NoCase(JichaError):
    """No case was given, and no list was asked for."""


def recover(
    case: Path | None = typer.Argument(
        None, help="The case, a JSON file; - reads it from standard input.", show_default=False
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the worksheet as JSON for other programs."),
    html: Path | None = typer.Option(None, "--html", help="Write the worksheet as a page for the browser."),
    pdf: Path | None = typer.Option(None, "--pdf", help="Write the worksheet as an A4 PDF for the file."),
    settings: Path | None = typer.Option(
        None, "--settings", help="What the utility has settled: values that may be set, and readings."
    ),
    today: datetime | None = typer.Option(
        None, "--today", help="The day after which no day of the case may lie; today without it.", formats=["%Y-%m-%d"]
    ),
    list_kinds: bool = typer.Option(False, "--kinds", help="List the kinds of case."),
    example_of: str | None = typer.Option(
        None, "--example", help="Print an example case of a kind, or of settings.", metavar="KIND"
    ),
    asked_of: str | None = typer.Option(None, "--fields", help="Say what a case of a kind holds.", metavar="KIND"),
    language: str | None = LANGUAGE,
) -> None:
    """Compute what the law lets recover for one case: theft, breach, metering error, late fee, referral.

    Prints a worksheet with clauses, steps, ranges and warnings. Nothing is decided and nobody is billed by it.

    Examples:

    jicha recover --kinds

    jicha recover --example theft_connection > case.json

    jicha recover --example settings > province.json

    jicha recover case.json --pdf case.pdf --settings province.json
    """
    tongue = language_of(language)
    if list_kinds:
        _print_kinds(tongue)
    elif example_of is not None:
        shown = dict(SETTINGS_EXAMPLE) if example_of == "settings" else example(example_of)
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
    elif asked_of is not None:
        for line in field_lines(fields_of(asked_of), tongue):
            typer.echo(line)
    elif case is None:
        message = Words("no case was given", "没有给出案例文件")
        remedy = Words(
            "Name a JSON file; jicha recover --kinds lists the kinds, --example KIND prints a case.",
            "请给出JSON文件；jicha recover --kinds 列出各类，--example 类别 可打印样例。",
        )
        raise NoCase(Fault.of(message, remedy))
    else:
        day = today or datetime.now(ZoneInfo(DEFAULT_TIME_ZONE))  # a server may keep another zone than its people
        _recover(case, settings, tongue, today=day.date(), as_json=as_json, html=html, pdf=pdf)


def _recover(
    case: Path,
    settings: Path | None,
    tongue: Language,
    *,
    today: date,
    as_json: bool,
    html: Path | None,
    pdf: Path | None,
) -> None:
    for file in (html, pdf):
        facade.try_outputs(file=file)
    sheet = facade.recover(
        _text(case),
        _text(settings) if settings else "{}",
        file=_name(case),
        settings_file=str(settings or ""),
        today=today,
    )
    written = facade.write_worksheet(sheet, tongue, html=html, pdf=pdf)
    if as_json:
        typer.echo(json.dumps(worksheet_json(sheet), ensure_ascii=False, indent=2))
    elif written:
        for path in written:
            typer.echo(str(path))
    else:
        typer.echo(worksheet_text(sheet, tongue), nl=False)


def _print_kinds(tongue: Language) -> None:
    width = max(len(one) for one in kinds())
    for kind in kinds():
        typer.echo(f"{kind:<{width}}  {say(f'sheet.{kind}', tongue)}")


def _text(path: Path) -> str:
    content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    return text_of(content, _name(path))


def _name(path: Path) -> str:
    return "standard input" if str(path) == "-" else str(path)
