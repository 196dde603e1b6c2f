"""Frames of meter protocols, one a line (hex, with or without a time, or a JSON object): a row for every value.

Requests, refusals and parts of longer messages carry no values: they are counted in a note. A damaged frame is a torn
row with the reason of the protocol.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.lines import carried
from jicha.intake.frames.table import WORDS, FrameRows, frame_rows
from jicha.intake.sources.formats.encoding import decide_encoding, decoded_parts
from jicha.intake.sources.formats.grid import CUT_ROWS, LINE, Asked, Cut, Note, TableHead, TornRow

_SHORTEST = 8  # bytes of the shortest frame
_STARTS = (b"\x68", b"\x7e")
_WAKING = b"\xfe"


def recognise(head: bytes, name: str) -> bool:
    """A text whose first line carries bytes that begin as a frame does."""
    first = next((line for line in head.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()), b"")
    try:
        found = carried(first.decode("ascii"))
    except (UnicodeDecodeError, BadFrame):
        return False
    if found is None or len(found.frame) < _SHORTEST:
        return False
    return found.frame.lstrip(_WAKING).startswith(_STARTS)


def open_file(file: BinaryIO, name: str) -> FrameLines:
    """Open a text of frames. Raises UnreadableFile."""
    return FrameLines(file, name)


class FrameLines:
    """One text of frames; they are read together, since one message may come in several."""

    format = "frames"

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.encoding = decide_encoding(file, name).name
        text = b"".join(decoded_parts(file, self.encoding)).decode()
        self._found: FrameRows = frame_rows(enumerate(text.split("\n"), start=1))
        note = Note("frames_without_data", {"frames": f"{self._found.without_data:,}"})
        notes = (note,) if self._found.without_data else ()
        self.tables = (TableHead("", WORDS, (), len(self._found.table), notes),)

    def read(self, asked: Asked) -> Iterator[Cut]:
        """A row for every value, every column as text; LINE is the line of its frame."""
        names = WORDS if asked.columns is None else [WORDS[place] for place in asked.columns]
        places = range(len(WORDS)) if asked.columns is None else asked.columns
        torn = tuple(TornRow(one.line, one.text, 0, "bad_frame", one.fault.message) for one in self._found.refused)
        schema = pa.schema([*((str(place), pa.string()) for place in places), (LINE, pa.int64())])
        rows = pa.table([*(self._found.table[name] for name in names), self._found.table["行号"]], schema)
        batches = rows.to_batches(max_chunksize=CUT_ROWS) or [pa.RecordBatch.from_pylist([], schema=schema)]
        for number, batch in enumerate(batches):
            yield Cut(batch, torn if number == 0 else ())
