"""What a child says: tables, cuts, an end, or one fault."""

import io
import os
import socket
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from jicha.intake.sources import child
from jicha.intake.sources.child import attend
from jicha.intake.sources.formats.csv_file import CsvFile
from jicha.intake.sources.formats.grid import Asked
from jicha.intake.sources.wire import Closed, Wire


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Wire]]:
    """A child's work in a thread, and the owner's end of its line."""
    threads: list[threading.Thread] = []
    wires: list[Wire] = []

    def start(path: Path) -> Wire:
        ours, theirs = socket.socketpair()
        wires.append(Wire(ours))
        thread = threading.Thread(target=attend, args=(os.open(path, os.O_RDONLY), Wire(theirs)))
        thread.start()
        threads.append(thread)
        return wires[-1]

    yield start
    for wire in wires:
        wire.close()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_tables_then_cuts_then_an_end(serve: Callable[[Path], Wire], write: Callable[..., Path]) -> None:
    wire = serve(write("a,b\n1,2\n3\n"))
    wire.send({"open": "x.csv"})
    opened = wire.receive()
    assert (opened["format"], opened["encoding"], len(opened["tables"])) == ("csv", "utf-8", 1)
    wire.send({"read": {"table": 0, "after_line": 1, "width": 2, "columns": [1]}})
    assert [one["line"] for one in wire.receive()["torn"]] == [3]
    assert wire.receive_batch().to_pydict() == {"1": ["2"], "line": [2]}
    assert wire.receive() == {"end": True}


def test_a_fault_is_said_by_its_name_and_is_the_last_word(
    serve: Callable[[Path], Wire], write: Callable[..., Path]
) -> None:
    wire = serve(write(b"%PDF-1.7", "a.csv"))
    wire.send({"open": "a.csv"})
    told = wire.receive()
    assert (told["fault"], told["faults"][0]["file"]) == ("UnreadableFile", "a.csv")
    with pytest.raises(Closed):
        wire.receive()


def test_torn_rows_that_are_more_than_one_message_takes_keep_their_order(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "_LARGEST_PIECE", 1000)
    rows = [f"1,{number}" if number % 3 else "x" * 400 for number in range(2, 42)]
    text = io.BytesIO("\n".join(["a,b", *rows, ""]).encode())
    (whole,) = CsvFile(text, "a.csv").read(Asked(table=0, after_line=1, width=2))
    pieces = list(child._pieces(whole))
    assert len(pieces) > 5
    assert [one for piece in pieces for one in piece.torn] == list(whole.torn)
    lines = [line for piece in pieces for line in piece.rows.column("line").to_pylist()]
    assert lines == whole.rows.column("line").to_pylist()
    for piece, following in pairwise(pieces):
        last = max([one.line for one in piece.torn] + piece.rows.column("line").to_pylist())
        assert last < min([one.line for one in following.torn] + following.rows.column("line").to_pylist())
