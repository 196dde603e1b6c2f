"""What the child does with its one file: say which tables it holds, then give the records that are asked for."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Any

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats import open_format
from jicha.intake.sources.formats.grid import Asked, Format
from jicha.intake.sources.wire import Closed, Wire
from jicha.terms.errors import Fault, JichaError


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
        fault = Fault("the file is nested deeper than any record is", "Export it again as a flat table.", name)
        _say(wire, UnreadableFile.__name__, (fault,))


def _heads(opened: Format) -> list[dict[str, Any]]:
    return [asdict(table) for table in opened.tables]


def _read(opened: Format, asked: Asked, wire: Wire) -> None:
    for cut in opened.read(asked):
        wire.send({"torn": [asdict(one) for one in cut.torn], "aside": [asdict(one) for one in cut.aside]})
        wire.send_batch(cut.rows)
    wire.send({"end": True})


def _say(wire: Wire, name: str, faults: tuple[Fault, ...]) -> None:
    try:
        wire.send({"fault": name, "faults": [asdict(one) for one in faults]})
    except Closed:
        return


def _too_large(name: str) -> Fault:
    return Fault(
        "reading the file would take more memory than one file is given",
        "Split it into smaller files, or export it as CSV.",
        name,
    )
