"""JSON Lines: one object a line. Numbers keep the digits they are written with; what is no object is a torn row.

An array of objects is refused: where one of them is broken, nothing after it has a place of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa

from jicha.intake.errors import BadHeader, EmptyFile, UnreadableFile
from jicha.intake.sources.formats.aside import set_aside
from jicha.intake.sources.formats.encoding import LONGEST_LINE, decide_encoding, decoded_parts
from jicha.intake.sources.formats.grid import CUT_ROWS, MOST_COLUMNS, Asked, Cut, TableHead, TornRow
from jicha.intake.sources.refusals import EXPORT_AGAIN, FLAT_TABLE, NO_RECORDS, line_too_long
from jicha.terms.errors import Fault, Words

_START = re.compile(rb"^\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_CUT_CELLS = 4_000_000  # cells handed over at a time: a key that nearly all objects lack has a cell in each
_MOST_SPARSE_CELLS = 20_000_000  # above it, of a hundred cells at least one must have a value
_ONE_A_LINE = Words(
    "Write one object on each line (JSON Lines), or export it as CSV.",
    "请每行写一个对象（JSON Lines），或改为导出 CSV。",
)
_SAME_KEYS = Words("Give every object the same keys.", "请让每个对象的字段保持一致。")


def recognise(head: bytes, name: str) -> bool:
    """A text that begins as an object does, or as an array of them."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(encoding, "replace").encode()
    return _START.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def open_file(file: BinaryIO, name: str) -> JsonLines:
    """Open a file of objects. Raises UnreadableFile, EmptyFile, BadHeader."""
    return JsonLines(file, name)


class JsonLines:
    """One file; its words are the keys of all objects, in the order in which they first appear."""

    format = "json_lines"

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self.encoding = decide_encoding(file, name).name
        words: dict[str, None] = {}
        objects = values = 0
        for line, text in self._lines():
            record = self._object(line, text)
            if record is None:
                if not objects:
                    self._refuse_first(line, text)
                continue
            objects += 1
            values += len(record)
            words.update(dict.fromkeys(record))
            if len(words) > MOST_COLUMNS:
                message = Words(
                    f"the objects have more than {MOST_COLUMNS:,} different keys, which no export has",
                    f"各对象的字段合计超过 {MOST_COLUMNS:,} 个，不像系统导出的数据",
                )
                raise BadHeader(Fault.of(message, _SAME_KEYS, name, line))
        if not objects:
            raise EmptyFile(Fault.of(NO_RECORDS, EXPORT_AGAIN, name))
        if objects * len(words) > max(_MOST_SPARSE_CELLS, 100 * values):
            message = Words(
                f"the objects have {len(words):,} different keys, of which each lacks nearly all",
                f"各对象共有 {len(words):,} 个字段，但每个对象只有其中很少几个",
            )
            raise BadHeader(Fault.of(message, _SAME_KEYS, name))
        self._keys = tuple(words)
        self.tables = (TableHead("", self._keys, (), objects),)

    def read(self, asked: Asked) -> Iterator[Cut]:
        """All records as text, in order; a key that an object lacks is missing. Raises UnreadableFile."""
        records: list[dict[str, str | None]] = []
        lines: list[int] = []
        torn: list[TornRow] = []
        for line, text in self._lines():
            record = self._object(line, text)
            if record is None:
                torn.append(TornRow(line, text, 0))
            else:
                records.append(record)
                lines.append(line)
            if len(records) + len(torn) >= min(CUT_ROWS, _CUT_CELLS // max(1, len(self._keys))):
                yield self._cut(records, lines, torn, asked)
                records, lines, torn = [], [], []
        yield self._cut(records, lines, torn, asked)

    def _cut(self, records: list[dict[str, str | None]], lines: list[int], torn: list[TornRow], asked: Asked) -> Cut:
        columns = [pa.array([one.get(key) for one in records], pa.string()) for key in self._keys]
        rows = pa.RecordBatch.from_arrays(columns, names=[str(place) for place in range(len(columns))])
        kept, aside = set_aside(rows, np.array(lines, np.int64), asked)
        return Cut(kept, tuple(torn), tuple(aside))

    def _lines(self) -> Iterator[tuple[int, str]]:
        """The lines that are not blank, with their numbers."""
        held, line = b"", 1
        for part in decoded_parts(self._file, self.encoding):
            *whole, held = (held + part).split(b"\n")
            for text in whole:
                if text and not text.isspace():
                    yield line, text.decode()
                line += 1
            if len(held) > LONGEST_LINE:
                raise UnreadableFile(Fault.of(line_too_long(LONGEST_LINE), _ONE_A_LINE, self._name, line))
        if held and not held.isspace():
            yield line, held.decode()

    def _object(self, line: int, text: str) -> dict[str, str | None] | None:
        """The object of a line as texts; None if the line is no object, or has a key twice."""
        try:
            pairs = _DECODER.decode(text)
        except (ValueError, _Twice):
            return None
        except RecursionError as error:
            message = Words("this line is nested deeper than any record is", "该行嵌套层数过多，不是一条记录")
            raise UnreadableFile(Fault.of(message, FLAT_TABLE, self._name, line)) from error
        return {key: _text(value) for key, value in pairs.items()} if isinstance(pairs, dict) else None

    def _refuse_first(self, line: int, text: str) -> None:
        """Refuse by name what begins like JSON but has no object on its first line."""
        start = text.lstrip()
        if start.startswith("["):
            message = Words(
                "this is a JSON array; its objects do not stand on lines of their own",
                "这是一个 JSON 数组，各对象没有单独成行",
            )
        elif start.rstrip() == "{" or not start.rstrip().endswith("}"):
            message = Words(
                "this is one JSON object over several lines, not one object a line",
                "一个 JSON 对象占了多行，应每行一个对象",
            )
        else:
            return
        raise UnreadableFile(Fault.of(message, _ONE_A_LINE, self._name, line))


class _Twice(Exception):
    """An object names one key twice: nobody can say which value is meant."""


class _Number(str):
    """A number as it is written; not the text that a source put in quotes."""

    __slots__ = ()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_float=_Number, parse_int=_Number, parse_constant=_no_number)


def _text(value: Any) -> str | None:
    if value is None or type(value) is str:
        return value
    if isinstance(value, _Number):
        return str.__str__(value)
    return _json(value)


def _json(value: Any) -> str:
    """A value as JSON again, numbers with the digits they had."""
    if isinstance(value, _Number):
        return str.__str__(value)
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_json(one)}" for key, one in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
