"""`jicha rate`: one bill as JSON or of a store in, its lines and the worksheet of every step out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import typer

from jicha import facade
from jicha.cli.screen import LANGUAGE, language_of
from jicha.find.decoding import text_of
from jicha.press.bill_answer import Lacking, bill_record, unsure_lines, unsure_record
from jicha.press.case_fields import field_lines
from jicha.press.say import Language
from jicha.press.worksheet import worksheet_text
from jicha.tariffs.biller import Rated
from jicha.tariffs.book_file import load_book, shipped
from jicha.tariffs.case import Case
from jicha.tariffs.errors import MissingInput, MissingPrice, OverlappingPrices
from jicha.tariffs.example_case import example_case
from jicha.tariffs.open_readings import OpenBill
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.record import describe, read_json


class NoBill(JichaError):
    """No case or no price book was given, or conventions that are none."""


def rate(
    case: Path | None = typer.Argument(
        None, help="The case, a JSON file; - reads it from standard input.", show_default=False
    ),
    book: str | None = typer.Option(
        None, "--book", help="The price book: a YAML file, or the name of a shipped one.", metavar="NAME_OR_FILE"
    ),
    conventions: list[str] | None = typer.Option(
        None,
        "--conventions",
        "-c",
        help="How your region reads a rule: NAME=CHOICE, or a JSON file of such; may be given several times.",
    ),
    as_json: bool = typer.Option(False, "--json", help="Print bill and worksheet as JSON for other programs."),
    html: Path | None = typer.Option(None, "--html", help="Write the worksheet as a page for the browser."),
    pdf: Path | None = typer.Option(None, "--pdf", help="Write the worksheet as an A4 PDF for the file."),
    store: Path | None = typer.Option(None, "--store", help="Compute a bill of this store instead of a case."),
    bill: str | None = typer.Option(None, "--bill", help="The number of that bill.", metavar="ID"),
    as_of: datetime | None = typer.Option(None, "--as-of", help="By what had been received by then (UTC)."),
    example: bool = typer.Option(False, "--example", help="Print an example case of the price book."),
    fields: bool = typer.Option(False, "--fields", help="Say what a case holds."),
    language: str | None = LANGUAGE,
) -> None:
    """Compute one bill, of a case and a price book or of a store, with every step on a worksheet.

    What is not known is never guessed: the answer is then "unsure" (exit code 1), with what is lacking or open.

    Where one of several transformers was stopped or changed in the month, each entry of capacity names its machine:
    one that did not change is charged the month, another its days.

    Examples:

    jicha rate --example --book prices.yaml > case.json

    jicha rate --fields

    jicha rate case.json --book prices.yaml -c money_rounding=half_up -c price_change=by_days

    jicha rate case.json --book prices.yaml -c province.json --pdf bill.pdf --language zh

    jicha rate --store data --bill 1000123 --html bill.html
    """
    tongue = language_of(language)
    if example:
        typer.echo(json.dumps(example_case(load_book(book or _first_book())), ensure_ascii=False, indent=2))
        return
    if fields:
        for line in field_lines(tuple(describe(Case)), tongue):
            typer.echo(line)
        return
    if store is not None or bill is not None:
        if store is None or bill is None or case is not None or book is not None or conventions:
            raise NoBill(_stored_asked())
        compute = partial(facade.rate_bill, store, bill, as_of=as_of)
    elif case is None or book is None:
        raise NoBill(_asked(case))
    else:
        chosen = _conventions(conventions or ())
        compute = partial(facade.rate_case, _text(case), book, chosen, file=_name(case))
    for file in (html, pdf):
        facade.try_outputs(file=file)
    found = _answer(compute)
    if isinstance(found, Rated):
        _print_bill(found, facade.write_worksheet(found.sheet, tongue, html=html, pdf=pdf), tongue, as_json=as_json)
        return
    if as_json:
        typer.echo(json.dumps(unsure_record(found), ensure_ascii=False, indent=2))
    else:
        for line in unsure_lines(found, tongue):
            typer.echo(line)
    raise typer.Exit(1)


def _answer(compute: Callable[[], Rated | OpenBill]) -> Rated | OpenBill | Lacking:
    try:
        return compute()
    except (MissingInput, MissingPrice, OverlappingPrices) as error:
        return error


def _print_bill(rated: Rated, written: Sequence[Path], tongue: Language, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(bill_record(rated), ensure_ascii=False, indent=2))
        return
    for path in written:
        typer.echo(str(path))
    if not written:
        typer.echo(worksheet_text(rated.sheet, tongue), nl=False)


def _conventions(given: Sequence[str]) -> dict[str, str]:
    """The choices of words like name=choice and of files; what stands later wins. Raises NoBill, BadRecord."""
    found: dict[str, str] = {}
    for one in given:
        name, sign, choice = one.partition("=")
        if sign and not Path(one).is_file():
            found[name.strip()] = choice.strip()
            continue
        if not Path(one).is_file():
            message = Words(f"{one} is neither NAME=CHOICE nor a file", f"{one} 既不是“口径=选项”，也不是文件")
            raise NoBill(
                Fault.of(message, Words("Write --conventions day_divisor=divisor_thirty.", "请写作 口径=选项。"))
            )
        read = read_json(text_of(Path(one).read_bytes(), one), one)
        if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
            message = Words("this is no object of conventions and choices", "不是“口径：选项”的对象")
            raise NoBill(Fault.of(message, Words('Write {"day_divisor": "divisor_thirty"}.', "请改正文件。"), one))
        found |= read
    return found


def _first_book() -> str:
    if not shipped():
        raise NoBill(
            Fault.of(Words("no price book was given", "没有给出电价本"), Words("Give --book.", "请给出 --book。"))
        )
    return shipped()[0]


def _stored_asked() -> Fault:
    message = Words(
        "a bill of a store is named by --store and --bill, and has its own prices and readings",
        "查询库中账单须同时给出 --store 和 --bill，电价与口径取自数据库",
    )
    remedy = Words(
        "Give both and no case, --book or --conventions; jicha tariffs loads prices and confirms readings.",
        "请同时给出两者，不再给出案例、--book 或 --conventions；电价和口径用 jicha tariffs 导入和确认。",
    )
    return Fault.of(message, remedy)


def _asked(case: Path | None) -> Fault:
    if case is None:
        message = Words("no case was given", "没有给出案例文件")
        remedy = Words(
            "Name a JSON file; jicha rate --example prints a case.", "请给出JSON文件；jicha rate --example 可打印样例。"
        )
        return Fault.of(message, remedy)
    listed = ", ".join(shipped())
    remedy = Words(f"Give --book FILE, or one of: {listed}.", f"请给出 --book 文件，或其中之一：{listed}。")
    return Fault.of(Words("no price book was given", "没有给出电价本"), remedy)


def _text(path: Path) -> str:
    content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    return text_of(content, _name(path))


def _name(path: Path) -> str:
    return "standard input" if str(path) == "-" else str(path)
