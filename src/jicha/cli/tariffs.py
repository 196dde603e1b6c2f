"""`jicha tariffs`: what price books say, what changes, and bringing their prices into a store."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from jicha import facade
from jicha.cli import tariffs_calibrate
from jicha.cli.refunds import refunds
from jicha.cli.screen import LANGUAGE, language_of
from jicha.intake.delivered import refuse_future
from jicha.press.csv import write_csv
from jicha.press.say import Language, say
from jicha.press.tariffs.answer import answer_json, line_json, print_answer
from jicha.press.tariffs.books import load_words, print_books, reading_words, region_words
from jicha.press.tariffs.changes import print_changes, print_touched, touched_listing
from jicha.press.tariffs.line_words import code_words
from jicha.tariffs.ask import Question, ask, book_of_region
from jicha.tariffs.book import Book
from jicha.tariffs.book_file import load_book, shipped
from jicha.tariffs.check import check_file
from jicha.tariffs.checks.places import sourced
from jicha.tariffs.day_lines import What
from jicha.tariffs.diff import Change, changes_between, changes_on
from jicha.tariffs.settle import Confirmation, RegionOfUnit
from jicha.tariffs.touched import codes_touched
from jicha.terms.errors import Fault, JichaError, Words

app = typer.Typer(help="Price books: what holds where, since when, by what source.", no_args_is_help=True)
app.command("calibrate")(tariffs_calibrate.calibrate)
_DAYS = ["%Y-%m-%d"]
_JSON = typer.Option(False, "--json", help="Print JSON for other programs.")
_BOOK = typer.Argument(..., help="A shipped book by its name, or a YAML file.", show_default=False)
_STORE = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False)
_FROM = typer.Option(..., "--from", help="The first day on which it holds.", formats=_DAYS)
_RECEIVED = typer.Option(None, "--received-at", help="When it came (UTC); now without it.")


app.command("refunds")(refunds)


class NotSaid(JichaError):
    """An option that is needed was left out, or two were given of which one is meant."""


@app.command("list")
def list_books(language: str | None = LANGUAGE) -> None:
    """List the price books that ship: region, prices, first day, and how many of their data a text proves.

    Example: jicha tariffs list
    """
    print_books([load_book(name) for name in shipped()], language_of(language))


@app.command("check")
def check_book(book: str = _BOOK, language: str | None = LANGUAGE) -> None:
    """Check a price book: gaps, overlaps, unknown words, hours, ratios, tiers, sources. Exit code 1 if one is wrong.

    Example: jicha tariffs check my-province.yaml
    """
    tongue = language_of(language)
    faults = check_file(book)
    for fault in faults:
        typer.echo(fault.chinese if tongue is Language.ZH else str(fault))
    if faults:
        typer.echo(say("tariffs.check.faults", tongue, number=len(faults)))
        raise typer.Exit(1)
    read = load_book(book)
    data = len(list(sourced(read)))
    typer.echo(say("tariffs.check.sound", tongue, book=read.book, items=len(read.items), data=data))


@app.command("ask")
def ask_book(
    region: str | None = typer.Option(None, "--region", help="Region of the price book by its administrative code."),
    book: str | None = typer.Option(None, "--book", help="A shipped book by its name, or a YAML file."),
    day: datetime = typer.Option(..., "--day", help="The day that is asked about.", formats=_DAYS),
    price: str = typer.Option("", "--price", help="A price by its code, ours or the utility's."),
    price_class: str = typer.Option("", "--class", help="A class of use, such as residential."),
    voltage: str = typer.Option("", "--voltage", help="A voltage, such as ac_10_kv."),
    strategy: str = typer.Option("", "--strategy", help="single_part or two_part."),
    household: str = typer.Option("", "--household", help="ordinary, five_or_more, seven_or_more."),
    what: list[What] | None = typer.Option(None, "--what", help="Only lines of this kind; may be given several times."),
    as_json: bool = _JSON,
    language: str | None = LANGUAGE,
) -> None:
    """Say which rate held there on that day, for whom, by what source; what no text proves is marked as unconfirmed.

    Example: jicha tariffs ask --region 36 --day 2019-07-01 --class residential
    """
    tongue = language_of(language)
    found = _one_book(region, book)
    question = Question(day.date(), price, price_class, voltage, strategy, household, tuple(what or ()))
    answer = ask(found, question)
    if as_json:
        typer.echo(json.dumps(answer_json(answer), ensure_ascii=False, indent=2))
    else:
        print_answer(answer, tongue)


@app.command("diff")
def diff_books(
    book: str = _BOOK,
    other: str | None = typer.Argument(None, help="The newer book, to compare two.", show_default=False),
    on: datetime | None = typer.Option(None, "--on", help="The day whose changes are asked for.", formats=_DAYS),
    store: Path | None = typer.Option(
        None, "--store", help="Also say which customers of this store are touched.", exists=True, file_okay=False
    ),
    csv: Path | None = typer.Option(None, "--csv", help="List the touched points in this file; needs --store."),
    as_json: bool = _JSON,
    language: str | None = LANGUAGE,
) -> None:
    """Say what a book changes on a day, or where two books differ: each line from its old figure to its new one.

    Examples:

    jicha tariffs diff cn_36 --on 2026-08-01 --store audit-store --csv touched.csv

    jicha tariffs diff old.yaml new.yaml
    """
    tongue = language_of(language)
    if (other is None) == (on is None):
        raise _not_said(
            Words("give a day or a second book", "须给出日期或另一本电价本，二者取一"),
            Words("Write --on DAY, or name the newer book.", "请写 --on 日期，或给出新的电价本。"),
        )
    if (store and on is None) or (csv and store is None):
        raise _not_said(
            Words("customers are touched on a day, in a store", "涉及用户须按某日、某库列出"),
            Words(
                "Give --on DAY with --store, and --store with --csv.",
                "--store 须与 --on 同用，--csv 须与 --store 同用。",
            ),
        )
    facade.try_outputs(file=csv)
    old = load_book(book)
    changes = changes_on(old, on.date()) if on else changes_between(old, load_book(other or ""))
    if as_json:
        typer.echo(json.dumps([_change_json(one) for one in changes], ensure_ascii=False, indent=2))
        return
    name = old.name_zh if tongue is Language.ZH else old.name
    heading = (
        say("tariffs.change_heading", tongue, name=name, region=old.region, day=on.date())
        if on
        else say("tariffs.between_heading", tongue, old=book, new=other)
    )
    print_changes(changes, heading, tongue, with_days=on is None)
    if store and on:
        _print_touched(old, changes, on.date(), store, csv, tongue)


@app.command("load")
def load(
    book: str = _BOOK,
    store: Path = _STORE,
    instead: bool = typer.Option(False, "--instead", help="In the place of prices that the utility delivered."),
    received_at: datetime | None = _RECEIVED,
    language: str | None = LANGUAGE,
) -> None:
    """Load the prices of a book into a store, in the place of those that its region had from a book before.

    Example: jicha tariffs load cn_36 --store audit-store
    """
    tongue = language_of(language)
    typer.echo(load_words(facade.load_tariffs(store, book, received_at=_moment(received_at), instead=instead), tongue))


@app.command("use")
def use(
    region: str = typer.Argument(..., help="Region of the price books, by its administrative code."),
    org: str = typer.Option(..., "--org", help="The unit for which, and for all below it, its prices hold."),
    start: datetime = _FROM,
    store: Path = _STORE,
    received_at: datetime | None = _RECEIVED,
    language: str | None = LANGUAGE,
) -> None:
    """Say that the prices of a region hold for a unit and all below it.

    Example: jicha tariffs use 36 --org 36401 --from 2015-01-01 --store audit-store
    """
    tongue = language_of(language)
    wanted = RegionOfUnit(org, region, start.date())
    done = facade.use_tariffs(store, wanted, received_at=_moment(received_at))
    word = "done" if done.batch else "same"
    typer.echo(say(f"tariffs.use.{word}", tongue, org=org, region=region, day=wanted.valid_from))
    if done.batch and done.before:
        typer.echo(region_words(done.before, tongue))


@app.command("confirm")
def confirm(
    convention: str = typer.Argument(..., help="What can be read in several ways, such as day_divisor."),
    choice: str = typer.Argument(..., help="The reading, such as divisor_by_edition."),
    region: str = typer.Option(..., "--region", help="The region that reads it so."),
    start: datetime = _FROM,
    by: str = typer.Option(..., "--by", help="The name of the person who confirms it."),
    on: datetime | None = typer.Option(
        None, "--on", help="The day of the confirmation; the day it came, or today, without it.", formats=_DAYS
    ),
    document: str = typer.Option("", "--document", help="The document that it rests on."),
    tested: int | None = typer.Option(None, "--tested", min=0, help="Bills that tell, as `calibrate` counted them."),
    explained: int | None = typer.Option(None, "--explained", min=0, help="Those of them that the choice explains."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
    store: Path = _STORE,
    received_at: datetime | None = _RECEIVED,
    language: str | None = LANGUAGE,
) -> None:
    """Keep how a region reads a rule, confirmed by a named person; says first who confirmed what before.

    Example: jicha tariffs confirm day_divisor divisor_by_edition --region 36 --from 2015-01-01 --by "Li Ming" --store s
    """
    tongue = language_of(language)
    confirmed_on = (on or received_at or datetime.now()).date()
    said = Confirmation(convention, choice, region, start.date(), by, confirmed_on, document, tested, explained)
    before = facade.readings_confirmed(store, convention, region)
    matter, reading = code_words("convention", convention, tongue), code_words("convention_choice", choice, tongue)
    about = {"region": region, "day": said.valid_from, "convention": matter, "choice": reading}
    typer.echo(say("tariffs.confirm.matter", tongue, **about))
    for row in before:
        typer.echo(reading_words(row, tongue))
    if not before:
        typer.echo(say("tariffs.confirm.first", tongue))
    if not yes and not typer.confirm(say("tariffs.confirm.ask", tongue, who=by)):
        typer.echo(say("tariffs.confirm.given_up", tongue))
        raise typer.Exit(1)
    done = facade.confirm_reading(store, said, received_at=_moment(received_at))
    word = "done" if done.batch else "same"
    typer.echo(say(f"tariffs.confirm.{word}", tongue, who=by, batch=done.batch.batch_id if done.batch else ""))


def _one_book(region: str | None, book: str | None) -> Book:
    if (region is None) == (book is None):
        raise _not_said(
            Words("give a region or a book", "须给出区域或电价本，二者取一"),
            Words("Write --region CODE, or --book NAME.", "请写 --region 区域代码，或 --book 电价本。"),
        )
    return book_of_region(region) if region else load_book(book or "")


def _print_touched(
    book: Book, changes: tuple[Change, ...], day: date, store: Path, csv: Path | None, tongue: Language
) -> None:
    found = facade.customers_touched(store, book.region, codes_touched(book, changes, day), day)
    print_touched(found, book, tongue)
    if csv:
        csv.parent.mkdir(parents=True, exist_ok=True)
        write_csv(touched_listing(found), csv, tongue)
        typer.echo(str(csv))


def _change_json(change: Change) -> dict[str, object]:
    return {
        "old": line_json(change.old) if change.old else None,
        "new": line_json(change.new) if change.new else None,
        "months": list(change.months),
        "kinds_of_days": list(change.kinds),
        "classes": list(change.classes),
        "valid_from": str(change.valid_from),
        "valid_to": None if change.valid_to is None else str(change.valid_to),
    }


def _moment(received_at: datetime | None) -> datetime:
    now = datetime.now(UTC).replace(tzinfo=None)
    if received_at is not None:
        refuse_future(received_at, now)
    return received_at or now


def _not_said(message: Words, remedy: Words) -> NotSaid:
    return NotSaid(Fault.of(message, remedy))
