"""What the child does with its one file: say which tables it holds, then give the records that are asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import numpy as np

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats import open_format
from jicha.intake.sources.formats.grid import LINE, Asked, Cut, Format
from jicha.intake.sources.refusals import FLAT_TABLE, SPLIT
from jicha.intake.sources.wire import Closed, Wire
from jicha.terms.errors import Fault, JichaError, Words

_LARGEST_PIECE = 8 << 20  # letters; the wire takes messages of eight times as many bytes
_ROW_FRAME = 100  # letters that a row takes beside its own


def attend(descriptor: int, wire: Wire) -> None:
    """Serve one open file until the owner hangs up.

    Messages in: ``{"open": name}``, then any number of ``{"read": Asked}``. Out: the tables, or batches each after its
    message and an end; or one fault, after which nothing more is said.
    """
    name = ""
    try:
        with os.fdopen(descriptor, "rb") as file:
            name = wire.receive()["open"]
            opened = open_format(file, name)
            wire.send({"format": opened.format, "encoding": opened.encoding, "tables": _heads(opened)})
            while True:
                _read(opened, Asked(**wire.receive()["read"]), wire)
    except Closed:
        return
    except JichaError as error:
        _say(wire, type(error).__name__, error.faults)
    except MemoryError:
        _say(wire, UnreadableFile.__name__, (_too_large(name),))
    except RecursionError:
        message = Words("the file is nested deeper than any record is", "文件嵌套层数过多，不是数据表")
        fault = Fault.of(message, FLAT_TABLE, name)
        _say(wire, UnreadableFile.__name__, (fault,))


def _heads(opened: Format) -> list[dict[str, Any]]:
    return [asdict(table) for table in opened.tables]


def _read(opened: Format, asked: Asked, wire: Wire) -> None:
    for whole in opened.read(asked):
        for cut in _pieces(whole):
            wire.send({"torn": [asdict(one) for one in cut.torn], "aside": [asdict(one) for one in cut.aside]})
            wire.send_batch(cut.rows)
    wire.send({"end": True})


def _pieces(cut: Cut) -> Iterator[Cut]:
    """A cut in pieces whose torn and other rows fit a message: all of a table may be torn."""
    sizes = [(one.line, len(one.text)) for one in cut.torn]
    sizes += [(one.line, sum(len(cell or "") for cell in one.cells)) for one in cut.aside]
    starts, held, before = list[int](), 0, -1
    for line, size in sorted(sizes):
        held += size + _ROW_FRAME
        if held > _LARGEST_PIECE and line > before:
            starts.append(line)
            held = size
        before = line
    if not starts:
        yield cut
        return
    lines = cut.rows.column(LINE).to_numpy()
    for first, after in pairwise([-1, *starts, np.iinfo(np.int64).max]):
        begin, end = np.searchsorted(lines, (first, after))
        yield Cut(
            cut.rows.slice(begin, end - begin),
            tuple(one for one in cut.torn if first <= one.line < after),
            tuple(one for one in cut.aside if first <= one.line < after),
        )


def _say(wire: Wire, name: str, faults: tuple[Fault, ...]) -> None:
    try:
        wire.send({"fault": name, "faults": [asdict(one) for one in faults]})
    except Closed:
        return


def _too_large(name: str) -> Fault:
    message = Words("reading the file would take more memory than one file is given", "读取该文件所需内存超过上限")
    return Fault.of(message, SPLIT, name)
