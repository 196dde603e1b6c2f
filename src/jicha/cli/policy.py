"""`jicha policy`: a new price policy, from the day it arrives until every bill carries it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import typer

from jicha import facade
from jicha.audit.policy.begin import Policy
from jicha.cli.screen import LANGUAGE, language_of, progress_bar
from jicha.intake.delivered import refuse_future
from jicha.press.csv import write_csv
from jicha.press.say import say
from jicha.press.tariffs.books import load_words
from jicha.press.tariffs.changes import print_changes, print_touched, touched_listing
from jicha.press.tariffs.policy import begun_words, day_json, print_watch_day, print_watches
from jicha.press.terminal import print_summary

app = typer.Typer(help="A new price policy: who is touched, and how far it is executed.", no_args_is_help=True)
_DAYS = ["%Y-%m-%d"]
_STORE = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False)
_RECEIVED = typer.Option(None, "--received-at", help="When it came (UTC); now without it.")
_PAGES = typer.Option(None, "--pages", help="A folder of your own pages.", exists=True)


@app.command("begin")
def begin(
    book: str = typer.Argument(..., help="The book with the new prices: a YAML file, or a shipped one."),
    store: Path = _STORE,
    start: datetime = typer.Option(..., "--from", help="The first day of the policy.", formats=_DAYS),
    cycles: int = typer.Option(3, "--cycles", help="For how many months of bills it is followed at most."),
    by: str = typer.Option(..., "--by", help="The name of the person who asks for it."),
    on: datetime | None = typer.Option(
        None, "--on", help="The day of asking; the day it came, or today, without it.", formats=_DAYS
    ),
    rules: list[str] | None = typer.Option(
        None, "--rule", help="Only this rule every day; all that rest on prices without it. May be given again."
    ),
    csv: Path | None = typer.Option(None, "--csv", help="List the touched points in this file."),
    instead: bool = typer.Option(False, "--instead", help="In the place of prices that the utility delivered."),
    pages: Path | None = _PAGES,
    received_at: datetime | None = _RECEIVED,
    language: str | None = LANGUAGE,
) -> None:
    """Check a price book, say what it changes on a day and whom that touches, load it, and watch its execution.

    Example: jicha policy begin new-prices.yaml --store audit-store --from 2026-07-01 --cycles 3 --by "Li Ming"
    """
    tongue = language_of(language)
    facade.try_outputs(file=csv)
    asked = Policy(
        book=book, valid_from=start.date(), cycles=cycles, opened_by=by,
        opened_on=(on or received_at or datetime.now()).date(), rules=tuple(rules or ()),
    )  # fmt: skip
    done = facade.begin_policy(
        store, asked, library=facade.library_with(pages), received_at=_moment(received_at), instead=instead
    )
    name = done.book.name_zh if tongue.value == "zh" else done.book.name
    heading = say("tariffs.change_heading", tongue, name=name, region=done.book.region, day=start.date())
    print_changes(done.changes, heading, tongue, with_days=False)
    print_touched(done.touched, done.book, tongue)
    if csv:
        csv.parent.mkdir(parents=True, exist_ok=True)
        write_csv(touched_listing(done.touched), csv, tongue)
        typer.echo(str(csv))
    typer.echo(load_words(done.loaded, tongue))
    typer.echo(begun_words(done, tongue))


@app.command("watch")
def watch(
    store: Path = _STORE,
    today: datetime = typer.Option(..., "--today", formats=_DAYS, help="The day on which is judged."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON for other programs."),
    pages: Path | None = _PAGES,
    received_at: datetime | None = _RECEIVED,
    language: str | None = LANGUAGE,
) -> None:
    """Run the rules of every open watch over the bills since its policy began, and say how far it is executed.

    For a daily job: a second time on the same day it runs nothing, and says so. Exit code 1 while bills are wrong.

    Example: jicha policy watch --store audit-store --today 2026-07-06
    """
    tongue = language_of(language)
    with progress_bar("audit") as advance:
        days = facade.watch_policies(
            store, today.date(), library=facade.library_with(pages), received_at=_moment(received_at), progress=advance
        )
    if as_json:
        typer.echo(json.dumps([day_json(one) for one in days], ensure_ascii=False, indent=2))
    elif not days:
        typer.echo(say("policy.none_open", tongue))
    else:
        for one in days:
            orgs = {}
            if one.run:
                view = facade.view_run(store, one.run.meta.run_id)
                print_summary(view.run, view.background, tongue)
                orgs = dict(view.background.orgs)
            print_watch_day(one, orgs, tongue)
    if any(one.watched.days and one.watched.days[-1].bills_wrong for one in days):
        raise typer.Exit(1)


@app.command("show")
def show(store: Path = _STORE, language: str | None = LANGUAGE) -> None:
    """Show every watched policy with its days.

    Example: jicha policy show --store audit-store
    """
    print_watches(facade.policy_watches(facade.open_store(store)), language_of(language))


def _moment(received_at: datetime | None) -> datetime:
    now = datetime.now(UTC).replace(tzinfo=None)
    if received_at is not None:
        refuse_future(received_at, now)
    return received_at or now
