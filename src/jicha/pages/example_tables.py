"""The example tables of a page: Markdown rows into cells, series and expectations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jicha.pages.front import BadPage
from jicha.pages.page import Cell, ExampleRow, ExampleTable, Expectation
from jicha.terms.errors import Fault, JichaError
from jicha.terms.units import Quantity, parse_quantity
from jicha.terms.verdict import Verdict

_NAME = re.compile(r"^(?P<table>[a-z][a-z0-9_]*)\.(?P<column>[a-z][a-z0-9_]*)(?:@(?P<at>\S+))?$")
_AMOUNT = re.compile(r"([+-]?\d+(?:\.\d+)?) (\S+)")
_LABELS = ("case", "label", "例")


@dataclass(frozen=True, slots=True)
class _Head:
    """What one header cell says: a column of a table (perhaps at a place in a series), a label, or an expectation."""

    kind: str
    table: str = ""
    column: str = ""
    at: str = ""


def read_table(lines: Sequence[str], path: str, first_line: int) -> ExampleTable:
    """Read one Markdown table (header, rule, rows). Raises BadPage at the first cell not understood."""
    header = _split(lines[0])
    heads = _heads(header, path, first_line)
    rows = [_row(_split(line), heads, path, first_line + number) for number, line in enumerate(lines[2:], start=2)]
    labels: dict[str, int] = {}
    for row in rows:
        if row.label in labels:
            raise BadPage(
                Fault(
                    f"the label {row.label!r} stands twice (also line {labels[row.label]})",
                    "Give each example its own label.",
                    path,
                    row.line,
                    code="bad-example",
                )
            )
        labels[row.label] = row.line
    return ExampleTable(tuple(rows), tuple(dict.fromkeys(head.table for head in heads if head.table)), first_line)


def _split(line: str) -> list[str]:
    return [cell.replace(r"\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]


def _heads(header: Sequence[str], path: str, line: int) -> list[_Head]:
    heads: list[_Head] = []
    for number, text in enumerate(header):
        match = _NAME.match(text)
        if match:
            heads.append(_Head("cell", match["table"], match["column"], match["at"] or ""))
        elif text.startswith("@") and heads and heads[-1].kind == "cell":
            heads.append(_Head("cell", heads[-1].table, heads[-1].column, text[1:]))
        elif text.partition("@")[0] == "expect":
            heads.append(_Head("expect", at=text.partition("@")[2]))
        elif number == 0 and text in _LABELS:
            heads.append(_Head("label"))
        else:
            raise BadPage(
                Fault(
                    f"the column head {text!r} is not understood",
                    "Write `table.column`, `table.column@2025-12`, `case` (first) or `expect`.",
                    path,
                    line,
                    _column_no(header, number),
                    "bad-example",
                )
            )
    return heads


def _row(cells: Sequence[str], heads: Sequence[_Head], path: str, line: int) -> ExampleRow:
    if len(cells) != len(heads):
        raise BadPage(
            Fault(
                f"{len(cells)} cells under {len(heads)} heads",
                "Give each head one cell.",
                path,
                line,
                code="bad-example",
            )
        )
    found, absent, expect = [], set(), []
    for number, (text, head) in enumerate(zip(cells, heads, strict=True)):
        column_no = _column_no(cells, number)
        if head.kind == "expect":
            if text:
                expect.append((head.at, _expectation(text, path, line, column_no)))
        elif head.kind == "cell" and text == "-":
            absent.add((head.table, head.at))
        elif head.kind == "cell":
            found.append(Cell(head.table, head.column, head.at, text or None, column_no))
    label = cells[0] if cells[0] not in ("", "-") else f"line_{line}"
    return ExampleRow(label, tuple(found), frozenset(absent), tuple(expect), line)


def _expectation(text: str, path: str, line: int, column_no: int) -> Expectation:
    word, _, rest = text.partition(" ")
    try:
        verdict = Verdict(word)
    except ValueError as error:
        raise BadPage(
            Fault(
                f"the expectation {text!r} is not understood",
                "Write find 78.60 CNY, spare, unsure, excluded or out.",
                path,
                line,
                column_no,
                "bad-example",
            )
        ) from error
    if verdict is not Verdict.FIND:
        return Expectation(verdict, reason=rest.strip())
    amounts: dict[str, Quantity] = {}
    for number, unit in _AMOUNT.findall(rest):
        try:
            amounts[unit] = parse_quantity(f"{number} {unit}")
        except JichaError as error:
            fault = error.faults[0]
            raise BadPage(Fault(fault.message, fault.remedy, path, line, column_no, "bad-example")) from error
    if _AMOUNT.sub("", rest).strip() or amounts.keys() - {"kWh", "CNY"}:
        raise BadPage(
            Fault(
                f"the amount {rest!r} is not understood",
                "Write `find 120 kWh 78.60 CNY`, either or both.",
                path,
                line,
                column_no,
                "bad-example",
            )
        )
    return Expectation(verdict, amounts.get("kWh"), amounts.get("CNY"))


def _column_no(cells: Sequence[str], number: int) -> int:
    """Where a cell begins, if the row is written with one blank around each cell (tables usually are aligned)."""
    return 3 + sum(len(cell) + 3 for cell in cells[:number])
