"""What the commands share of the screen: language, progress, and complaints."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from jicha.press.say import Language, say
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


# How the time of an intake is spread over its stages, as measured on a million bills: the remaining time rests on it.
INTAKE_SHARES = {"read": 0.5, "compared": 0.1, "written": 0.4}
_TRUSTED_AFTER = 0.05  # of the whole; before that a remaining time would be a guess


@contextmanager
def staged_progress(language: Language, shares: Mapping[str, float]) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar over stages that take known ``shares`` of the time, with what is left, on a terminal only."""
    console = Console(stderr=True)
    columns = (BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TextColumn("{task.fields[left]}"))
    started = time.monotonic()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=1.0, left="")

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in shares:  # after the whole: what a delivery made possible for earlier ones
                bar.update(task, completed=1.0, left=say(f"intake.{stage}", language))
                return
            fraction = fraction_done(shares, stage, done, total)
            left = seconds_left(fraction, time.monotonic() - started)
            words = "" if left is None else say("intake.remaining", language, time=f"{left // 60}:{left % 60:02d}")
            bar.update(task, completed=fraction, left=words)

        yield advance


def fraction_done(shares: Mapping[str, float], stage: str, done: int, total: int) -> float:
    """How much of the whole is done, when of ``stage`` so much is.

    >>> fraction_done({"read": 0.6, "written": 0.4}, "written", 1, 2)
    0.8
    """
    before = sum(share for name, share in list(shares.items())[: list(shares).index(stage)])
    return before + shares[stage] * (min(done, total) / total if total else 1.0)


def seconds_left(fraction: float, elapsed: float) -> int | None:
    """What is left by what it took so far; None while too little is done to say.

    >>> seconds_left(0.25, 10.0)
    30
    """
    return None if fraction < _TRUSTED_AFTER else round(elapsed * (1 - fraction) / fraction)
