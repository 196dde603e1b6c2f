"""What the commands share of the screen: language, progress, and complaints."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from jicha.press.say import Language
from jicha.terms.errors import JichaError

LANGUAGE = typer.Option(
    None, "--language", "-l", help="zh or en; without it, the language of the terminal.", show_default=False
)


def language_of(asked: str | None) -> Language:
    """The language asked for, else that of the environment (zh* is Chinese, all else English)."""
    if asked is not None and asked not in list(Language):
        raise JichaError(f"unknown language {asked!r}", f"Write one of {', '.join(Language)}.")
    if asked:
        return Language(asked)
    words = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Language.ZH if words.lower().startswith("zh") else Language.EN


def complain(error: JichaError) -> None:
    """Print every fault of an error on standard error: place, what is wrong, what to do."""
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    for fault in error.faults:
        console.print(str(fault), style="red", markup=False)


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error (only on a terminal); call it with what is done, done so far, in all."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[now]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None, now="")

        def advance(now: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, now=now)

        yield advance
