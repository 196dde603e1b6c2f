"""Data replies as rows that a mapping profile can read: one row a value, the words of the columns in Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

import pyarrow as pa

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.conversation import Conversation
from jicha.intake.frames.frame import Direction, Frame, Item, Kind, Value
from jicha.intake.frames.read import Placed, read_line
from jicha.intake.frames.words import word

WORDS = (
    "接收时间",
    "规约",
    "表地址",
    "服务",
    "数据标识",
    "数据项",
    "数值",
    "单位",
    "时标",
    "数据类型",
    "记录标识",
    "记录行",
    "说明",
    "原始值",
)
SCHEMA = pa.schema([("行号", pa.int64()), *((name, pa.string()) for name in WORDS)])
_DATA = (Kind.REPLY, Kind.NOTIFICATION)
_NO_DATA = ("asked", "part")
_UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line whose frame was refused: its number, its text, and why."""

    line: int
    text: str
    fault: BadFrame


@dataclass(frozen=True, slots=True)
class FrameRows:
    """Rows of values, and the lines that gave none. Every line that is not blank is in exactly one of the counts.

    ``lines`` = ``with_data`` + ``without_data`` (requests, errors that the meter answered, parts of messages whose
    last part gave the rows) + the refused ones.
    """

    table: pa.Table
    refused: tuple[RefusedLine, ...]
    lines: int
    with_data: int
    without_data: int


def frame_rows(lines: Iterable[tuple[int, str]]) -> FrameRows:
    """The rows of some lines (number from 1 and text); see ``lines.carried`` for what a line may be.

    A value that is missing keeps its row, with an empty 数值 and the reason under 说明. 时标 is the time that belongs
    to a value (of a demand, a freeze, a load record) in the meter's local time; 接收时间 the one beside the frame.
    """
    talk = Conversation()
    columns: list[list[object]] = [[] for _ in SCHEMA]
    refused: list[RefusedLine] = []
    parts: dict[int, Placed] = {}
    count = with_data = 0
    for line, text in lines:
        for placed in read_line(line, text, talk):
            count += 1
            said = placed.said
            if isinstance(said, BadFrame):
                refused.append(RefusedLine(line, placed.text, said))
                continue
            if said.part is not None:
                parts[id(said)] = placed
            values = _values(said)
            with_data += bool(values)
            for item in values:
                for column, value in zip(columns, _row(placed, said, item), strict=True):
                    column.append(value)
    refused += _unfinished(talk, parts)
    refused.sort(key=lambda one: one.line)
    table = pa.table([pa.array(column, one.type) for column, one in zip(columns, SCHEMA, strict=True)], SCHEMA)
    return FrameRows(table, tuple(refused), count, with_data, count - with_data - len(refused))


def _values(frame: Frame) -> list[Item]:
    """The items that are data of the meter: not what was asked for, not how a command went."""
    if frame.direction is not Direction.FROM_METER or frame.kind not in _DATA:
        return []
    return [item for item in frame.items if item.identifier and not (item.note and _tells_no_data(item.note.note))]


def _tells_no_data(note: str) -> bool:
    return note in _NO_DATA or note.endswith("_result/0")


def _unfinished(talk: Conversation, parts: dict[int, Placed]) -> list[RefusedLine]:
    found = []
    for frame in talk.unfinished():
        placed = parts.get(id(frame))
        if placed is not None:
            size = len(frame.part.content) if frame.part else 0
            fault = BadFrame(_UNFINISHED, frame.offset, found=str(size))
            found.append(RefusedLine(placed.line, placed.text, fault))
    return found


def _row(placed: Placed, frame: Frame, item: Item) -> tuple[object, ...]:
    return (
        placed.line,
        _text(placed.received_at),
        frame.protocol.value,
        frame.address,
        word("service", frame.service)[1],
        item.identifier,
        item.name_zh,
        _text(item.value),
        item.unit or None,
        _text(item.at),
        item.quantity or None,
        item.within or None,
        str(item.row) if item.row else None,
        item.note.say_zh() if item.note else None,
        item.raw or None,
    )


def _text(value: Value) -> str | None:
    """A value as the text of a cell: numbers without exponent, times as ISO 8601."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat(" ") if isinstance(value, datetime) else _day_or_time(value)


def _day_or_time(value: date | time) -> str:
    return value.isoformat()
