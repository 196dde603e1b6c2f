"""What the commands share of the screen: language, progress, and complaints."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from jicha.cli.prognosis import Prognosis
from jicha.press.say import Language, say
from jicha.terms.errors import Fault, JichaError, Words

LANGUAGE = typer.Option(
    None, "--language", "-l", help="zh or en; without it, the language of the terminal.", show_default=False
)

_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


def language_of(asked: str | None) -> Language:
    """The language asked for, else that of the environment (zh* is Chinese, all else English)."""
    if asked is not None and asked not in list(Language):
        message = Words(f"unknown language {asked!r}", f"不支持的语言：{asked}")
        remedy = Words(f"Write one of {', '.join(Language)}.", f"请写 {' 或 '.join(Language)}。")
        raise JichaError(Fault.of(message, remedy))
    chosen = Language(asked) if asked else _of_the_terminal()
    _spoken.set(chosen)
    return chosen


def spoken() -> Language:
    """The language that the command has chosen, for what is said after it has ended."""
    return _spoken.get() or _of_the_terminal()


def _of_the_terminal() -> Language:
    words = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Language.ZH if words.lower().startswith("zh") else Language.EN


def complain(error: JichaError) -> None:
    """Print every fault of an error on standard error, in the language of the command: place, what, what to do."""
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    for fault in error.faults:
        words = fault.chinese if spoken() is Language.ZH else str(fault)
        console.print(words, style="red", markup=False)


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


# How the time of an intake is spread over its stages, as measured on 300,000 and on 1,200,000 bills: the remaining time
# rests on it. The last stage comes only where earlier deliveries waited for this one.
INTAKE_SHARES = {"opened": 0.12, "read": 0.34, "compared": 0.04, "written": 0.37, "saved": 0.03, "earlier": 0.1}
_IN_ROWS = ("read", "written")  # what is done of the others are steps that say nothing to a person


class _Told(ProgressColumn):
    """Words that are made anew whenever the bar is drawn, not only when the work says something."""

    def __init__(self, words: Callable[[], str]) -> None:
        super().__init__()
        self._words = words

    def render(self, task: Task) -> Text:
        """The words as they stand now."""
        return Text(self._words())


@contextmanager
def staged_progress(language: Language, shares: Mapping[str, float]) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar over stages that take known ``shares`` of the time, on a terminal only.

    It says the stage, how many rows of it are done, and what is left, which runs down by the clock.
    """
    console = Console(stderr=True)
    prognosis = Prognosis(shares)

    def left() -> str:
        seconds = prognosis.seconds_left(time.monotonic())
        if seconds is None:
            return ""
        return say("intake.remaining", language, time=f"{seconds // 60}:{seconds % 60:02d}")

    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=20), TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[rows]}"), _Told(left),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=1.0, rows="")

        def advance(stage: str, done: int, total: int) -> None:
            prognosis.hear(stage, done, total, now=time.monotonic())
            rows = say("intake.rows_done", language, done=min(done, total), total=total) if stage in _IN_ROWS else ""
            name = say(f"intake.stage.{stage}", language)
            bar.update(task, description=name, completed=prognosis.fraction, rows=rows, refresh=True)

        yield advance
