"""`jicha rules`: list, show, begin, prove, compare and lock pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

import jicha
from jicha.cli.screen import LANGUAGE, language_of, progress_bar
from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.engine.spark import SparkEngine
from jicha.pages.check import Catalogue, check
from jicha.pages.compare import compare_libraries
from jicha.pages.library import Library, read_folder
from jicha.pages.lock import lock_faults, logic_digest, read_lock, write_lock
from jicha.pages.mutate import mutate
from jicha.pages.page import Page, PageKind
from jicha.pages.prove import prove as prove_page
from jicha.pages.read import read_page
from jicha.pages.render import render_markdown
from jicha.pages.scaffold import new_page
from jicha.press.say import Language
from jicha.terms.errors import Fault, JichaError

app = typer.Typer(help="The rule library: pages that an auditor reads and the engine executes.", no_args_is_help=True)
_PAGES = typer.Option(None, "--pages", help="A folder of your own pages, beside the shipped ones.", exists=True)
_JSON = typer.Option(False, "--json", help="Print JSON for other programs.")


def library_with(pages: Path | None) -> Library:
    """The shipped library, and the pages of a folder beside it (or over shipped ones of the same code)."""
    library = Library.shipped()
    for page in read_folder(pages) if pages else []:
        library = library.replacing(page)
    return library


def _found(library: Library, code: str) -> Page:
    if code in library.pages:
        return library.pages[code]
    path = Path(code)
    if path.suffix == ".md" and path.exists():
        return read_page(path)
    raise JichaError(Fault(f"no page is called {code}", "See: jicha rules list, or give the path of a page."))


@app.command("list")
def list_pages(
    pages: Path | None = _PAGES,
    kind: PageKind | None = typer.Option(None, help="Only rules, facts or KPIs."),
    as_json: bool = _JSON,
    language: str | None = LANGUAGE,
) -> None:
    """List the pages by code.

    Example: jicha rules list --kind rule
    """
    shown = [page for page in library_with(pages).pages.values() if kind in (None, page.kind)]
    if as_json:
        typer.echo(json.dumps([_as_json(page) for page in shown], ensure_ascii=False, indent=1))
        return
    tongue = language_of(language)
    table = Table("code", "kind", "severity", "title", box=None)
    for page in shown:
        title = page.title_zh if tongue is Language.ZH else page.title
        table.add_row(page.code, page.kind, str(page.severity or ""), title)
    Console().print(table)


def _as_json(page: Page) -> dict[str, Any]:
    return {
        "code": page.code,
        "kind": page.kind,
        "title": page.title,
        "title_zh": page.title_zh,
        "topic": page.topic,
        "catalogue": page.catalogue,
        "severity": page.severity,
        "impact": page.impact,
        "source": page.source,
        "confidence": page.confidence,
        "version": page.version,
        "digest": logic_digest(page),
        "scope": page.scope,
        "grain": page.grain,
        "params": {one.name: str(one.default) for one in page.params},
        "needs": {need.reason: need.condition for need in page.needs},
    }


@app.command("show")
def show(code: str, pages: Path | None = _PAGES, as_json: bool = _JSON) -> None:
    """Show one page with its SQL, parameters and examples.

    Example: jicha rules show BIL-016
    """
    page = _found(library_with(pages), code)
    if as_json:
        typer.echo(json.dumps({**_as_json(page), "sql": page.sql}, ensure_ascii=False, indent=1))
    else:
        typer.echo(render_markdown(page))


@app.command("new")
def new(
    code: str = typer.Argument(help="Family and number, such as BIL-120."),
    title: str = typer.Option(..., "--title", help="What it finds, in English."),
    title_zh: str = typer.Option(..., "--title-zh", help="The same in Chinese."),
    folder: Path = typer.Option(Path("."), "--into", help="The folder of pages to write it under."),
    as_json: bool = _JSON,
) -> None:
    """Begin a new rule: a page with all its parts, to be filled in.

    Example: jicha rules new BIL-120 --title "Late fee missing" --title-zh "未计收违约金" --into my-rules
    """
    path = new_page(code, title=title, title_zh=title_zh, folder=folder, taken=Library.shipped().pages.keys())
    typer.echo(json.dumps({"code": code, "path": str(path)}) if as_json else path)


@app.command("prove")
def prove(
    codes: list[str] | None = typer.Argument(None, help="Codes or paths; all pages without any."),
    pages: Path | None = _PAGES,
    engine: str = typer.Option("duckdb", help="duckdb or spark."),
    with_mutants: bool = typer.Option(True, "--mutants/--no-mutants", help="Whether every mutant must die."),
    as_json: bool = _JSON,
) -> None:
    """Check pages, run their examples, cut them to scope, and kill their mutants. Exit code 1 if one does not hold.

    Example: jicha rules prove BIL-016
    """
    library = library_with(pages)
    chosen = [_found(library, code) for code in codes or []] or list(library.pages.values())
    for page in chosen:
        library = library.replacing(page)
    outcomes = []
    with _engine(engine) as opened, progress_bar("prove") as advance:
        for number, page in enumerate(chosen):
            advance(page.code, number, len(chosen))
            outcomes.append(_outcome(page, library, opened, with_mutants))
    if as_json:
        typer.echo(json.dumps(outcomes, ensure_ascii=False, indent=1))
    else:
        for one in outcomes:
            state = "holds" if one["holds"] else "DOES NOT HOLD"
            typer.echo(f"{one['code']}: {state}; {one['checked']} examples, {one['killed']} mutants dead")
            for line in (*one["faults"], *(f"survives: {name}" for name in one["survivors"])):
                typer.echo(f"  {line}")
    if not all(one["holds"] for one in outcomes):
        raise typer.Exit(1)


def _engine(name: str) -> Engine:
    known: dict[str, type[DuckDbEngine] | type[SparkEngine]] = {"duckdb": DuckDbEngine, "spark": SparkEngine}
    if name not in known:
        raise JichaError(f"unknown engine {name!r}", f"Write one of {', '.join(known)}.")
    return known[name]()


def _outcome(page: Page, library: Library, engine: Engine, with_mutants: bool) -> dict[str, Any]:
    faults = [str(fault) for fault in check(page, Catalogue.of(library)) if fault.level == "error"]
    proof = prove_page(page, library, engine)
    faults += [str(fault) for fault in proof.faults]
    outcome = {"code": page.code, "checked": proof.checked, "faults": faults, "killed": 0, "survivors": []}
    if with_mutants and not faults:
        mutation = mutate(page, library, engine)
        stale = [f"declared equivalent, but dead or not made: {name}" for name in mutation.undeclared_dead]
        outcome |= {"killed": mutation.killed, "survivors": list(mutation.survivors), "faults": stale}
    return {**outcome, "holds": not outcome["faults"] and not outcome["survivors"]}


@app.command("diff")
def diff(
    old: Path = typer.Argument(help="A folder of pages, the earlier."),
    new_folder: Path | None = typer.Argument(None, help="A folder of pages, the later; the shipped ones without it."),
    as_json: bool = _JSON,
) -> None:
    """Compare two libraries: pages added, removed, and changed in logic, parameters, severity or words.

    Example: jicha rules diff rules-2025 rules-2026
    """
    before = Library.of(read_folder(old))
    after = Library.of(read_folder(new_folder)) if new_folder else Library.shipped()
    changes = compare_libraries(before, after)
    if as_json:
        typer.echo(json.dumps([{"code": one.code, "what": one.what, "lines": one.lines} for one in changes], indent=1))
        return
    for one in changes:
        typer.echo(f"{one.code}: {one.what}")
        for line in one.lines:
            typer.echo(f"  {line}")
    typer.echo(f"{len(changes)} pages differ")


@app.command("lock")
def lock(
    path: Path = typer.Option(None, "--file", help="The lock file; the shipped library's own without it."),
    only_check: bool = typer.Option(False, "--check", help="Only say whether it is true; exit code 1 if not."),
) -> None:
    """Write the lock of the shipped pages: the digest of each page's logic with its version.

    Example: jicha rules lock --check
    """
    library = Library.shipped()
    target = path or shipped_lock()
    faults = lock_faults(library.pages.values(), read_lock(target))
    moved = [fault for fault in faults if fault.code == "logic-moved"]
    for fault in faults if only_check else moved:
        typer.echo(str(fault), err=True)
    if (faults and only_check) or moved:
        raise typer.Exit(1)
    if not only_check:
        write_lock(library.pages.values(), target)
        typer.echo(f"{len(library.pages)} pages locked")


def shipped_lock() -> Path:
    """Where the lock of the shipped pages lies."""
    return Path(jicha.__file__).parent / "rules" / "rules.lock"
