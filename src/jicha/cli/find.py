"""`jicha find`: paste a column of numbers, get everything known of them."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from typer.core import TyperCommand

from jicha import facade
from jicha.cli.screen import LANGUAGE, language_of, progress_bar
from jicha.find.decoding import text_of
from jicha.find.dossier import Request
from jicha.find.paste import Fate, NoSuchColumn, Paste, read_arguments, read_paste
from jicha.press.dossier.json import write_json
from jicha.press.dossier.remarks import paste_remarks
from jicha.press.dossier.terminal import print_answer, print_dossiers
from jicha.press.say import say
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.privacy import Privacy

_MINUS = re.compile(r"-\d")


class FindCommand(TyperCommand):
    """The command, which says of a number that would be taken for an option how to write it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments as always. Raises NumberWithMinus."""
        options = {name for one in self.params for name in one.opts}
        words = args[: args.index("--")] if "--" in args else args
        for before, word in zip(["", *words], words, strict=False):
            if _MINUS.match(word) and before not in options:
                message = Words(
                    f"{word} begins with a minus and would be read as an option", f"{word} 以减号开头，会被当作选项"
                )
                remedy = Words(
                    f"Write -- before the numbers: jicha find --store S -- {word}",
                    f"请在编号前加 --：jicha find --store S -- {word}",
                )
                raise NumberWithMinus(Fault.of(message, remedy))
        return super().parse_args(ctx, args)


class NumberWithMinus(JichaError):
    """A number that begins with a minus stands where options may stand."""


class NothingToFind(JichaError):
    """No number among what was given."""


def look_up(
    numbers: list[str] | None = typer.Argument(
        None,
        help="Numbers; without any, a paste is read from standard input. Before one that begins with a minus write --.",
    ),
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    file: Path | None = typer.Option(
        None, "--file", help="A text or CSV file with the numbers.", exists=True, dir_okay=False
    ),
    column: str | None = typer.Option(None, "--column", help="The heading of the column to take, of several."),
    kinds: list[str] | None = typer.Option(
        None, "--kind", help="Only numbers of this kind: customer, meter, point, bill, order, ticket, area, line ..."
    ),
    rows: int = typer.Option(12, "--rows", min=1, help="How many records of a table are shown of each, the latest."),
    months: int = typer.Option(12, "--months", min=1, help="Over how many months bills are summed up."),
    as_of: datetime | None = typer.Option(None, "--as-of", help="By what had been received by then (UTC)."),
    sources: bool = typer.Option(False, "--sources", help="Also say which delivery each record came from."),
    unmasked: bool = typer.Option(False, "--unmasked", help="Show names, telephones, numbers and addresses in full."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON for other programs."),
    xlsx: Path | None = typer.Option(None, "--xlsx", help="Write a workbook; its first sheet has a line a number."),
    folder: Path | None = typer.Option(None, "--csv", help="Write one CSV a list into this folder."),
    language: str | None = LANGUAGE,
) -> None:
    """Look up pasted numbers: customer, meter, point, bill, order, ticket, area, line. Exit code 1 if one is unknown.

    Reads a column as it comes from a spreadsheet, and says what it skipped, repeated or refused.

    Example: jicha find --store audit-store --file column.txt --xlsx known.xlsx
    """
    tongue = language_of(language)
    paste = _pasted(numbers, file, column)
    facade.try_outputs(folder=folder, file=xlsx)
    aside = Console(stderr=True, highlight=False, soft_wrap=True)
    clearance = Privacy.SENSITIVE if unmasked else Privacy.INTERNAL
    request = Request(kinds=kinds or (), rows_at_most=rows, months=months, as_of=as_of, clearance=clearance)
    with progress_bar("find") as advance:
        view = facade.find_numbers(store, paste, request, progress=advance)
    if unmasked:
        aside.print(say("find.unmasked", tongue), style="yellow", markup=False)
    written = facade.write_found(view, tongue, xlsx=xlsx, folder=folder, sources=sources)
    if as_json:
        for remark in paste_remarks(paste, tongue):
            aside.print(remark, markup=False)
        write_json(view.dossiers, view.background, sys.stdout, sources=sources)
    elif written:
        print_answer(view.dossiers, view.background, tongue)
        for path in written:
            typer.echo(str(path))
    else:
        print_dossiers(view.dossiers, view.background, tongue, sources=sources)
    if view.dossiers.unknown or paste.of_fate(Fate.REFUSED):
        raise typer.Exit(1)


def _pasted(numbers: list[str] | None, file: Path | None, column: str | None) -> Paste:
    """The numbers of the arguments, else of the file, else of standard input. Raises NothingToFind, NotText."""
    if numbers and file:
        message = Words("numbers and --file were given", "既给了编号，又给了 --file")
        raise JichaError(Fault.of(message, Words("Give one of them.", "请只用其中一种。"), str(file)))
    if numbers:
        paste = read_arguments(numbers)
    elif file:
        paste = _read(file.read_bytes(), str(file), column)
    else:
        if sys.stdin.isatty():
            sys.stderr.write("paste the numbers, then Ctrl-D  粘贴编号后按 Ctrl-D\n")
        paste = _read(sys.stdin.buffer.read(), "standard input", column)
    if not paste.numbers and not paste.of_fate(Fate.REFUSED):
        raise NothingToFind(
            "no number was given",
            "Paste a column of numbers, or name them: jicha find 0012345678.",
            message_zh="没有给出编号",
            remedy_zh="请粘贴一列编号，或直接写出：jicha find 0012345678。",
        )
    return paste


def _read(content: bytes, name: str, column: str | None) -> Paste:
    """The numbers of a text that ``name`` says where from. Raises NotText, NoSuchColumn."""
    try:
        return read_paste(text_of(content, name), column=column)
    except NoSuchColumn as error:
        raise NoSuchColumn([replace(one, file=name) for one in error.faults]) from error
