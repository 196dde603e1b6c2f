"""`jicha frames`: what the frames of meter protocols say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from os.path import isfile  # of a frame too long for a file name, pathlib complains
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from jicha import facade
from jicha.cli.screen import LANGUAGE, language_of

app = typer.Typer(help="Read frames of DL/T 645-1997 and -2007, DL/T 698.45 and DLMS over HDLC.", no_args_is_help=True)
_HEX = re.compile(r"[0-9A-Fa-f\s]+")


@app.command("show")
def show(
    sources: list[str] = typer.Argument(
        metavar="FILE|HEX...", help="Files (hex lines, JSON Lines with a frame field, or binary), or frames as hex."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line, in the order of the frames."),
    language: str | None = LANGUAGE,
) -> None:
    """Say what each frame says: protocol, address, service, and every value with its unit. Exit code 1 if any is bad.

    Example: jicha frames show FEFE6843100011340068910633343435CA55EE16
    """
    tongue = language_of(language)
    console, errors = Console(highlight=False), Console(stderr=True, soft_wrap=True, highlight=False)
    bad = False
    for placed in _placed(sources):
        words = facade.frame_words(placed, tongue)
        bad = bad or words.bad
        if as_json:
            typer.echo(json.dumps(facade.frame_record(placed), ensure_ascii=False))
        elif words.bad:
            errors.print(Text(f"{words.place}: {words.headline}", style="red"))
        else:
            console.print(Text(f"{words.place}: {words.headline}", style="bold"), soft_wrap=True)
            console.print(_table(words))
    if bad:
        raise typer.Exit(1)


def _placed(sources: list[str]) -> Iterator[facade.PlacedFrame]:
    """The frames of files, and of arguments that are frames themselves: their line is the number of the argument."""
    for is_frame, some in groupby(enumerate(sources, start=1), key=lambda one: _is_frame(one[1])):
        if is_frame:
            yield from facade.read_frame_lines(some)
        else:
            for _, source in some:
                yield from facade.read_frames(Path(source))


def _is_frame(source: str) -> bool:
    return _HEX.fullmatch(source) is not None and not isfile(source)


def _table(words: facade.FrameWords) -> Table:
    """The items of one frame: identifier, name, value with unit and time, note."""
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 2))
    for _ in range(4):
        table.add_column(overflow="fold")
    for item in words.items:
        table.add_row(*(Text(cell) for cell in (item.identifier, item.name, item.value, item.note)))
    return table
