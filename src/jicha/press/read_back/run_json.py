"""The JSON of a run, read one finding at a time: a million of them are a few hundred MB of text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from jicha.press.json import FORMAT
from jicha.press.read_back.lists import HELD
from jicha.terms.errors import Fault, Words
from jicha.twin.scorer.findings import Covered, Findings, NotFindings
from jicha.twin.scorer.open_file import open_findings

_LISTS = ("findings", "cause_members")
_COLUMNS = {
    "code": "code", "severity": "severity", "subject_kind": "subject_kind", "subject_id": "subject_id",
    "period_start": "period", "at_stake_kwh": "kwh", "at_stake_money": "money", "probability": "probability",
}  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n]*")
# Numbers stay the texts that they are: the scorer's reader makes exact ones of them.
_READER = json.JSONDecoder(parse_float=str, parse_int=str)


def read_run(path: Path) -> Findings:
    """The findings that hold in a run, the members of causes with them, and what its rules looked at.

    Raises NotFindings.
    """
    cells: dict[str, list[str | None]] = {name: [] for name in _COLUMNS}
    covered: dict[str, Covered] = {}
    written: object = None
    try:
        for name, value in _parts(path.read_text(encoding="utf-8-sig")):
            if name == "format":
                written = value
            elif name == "coverage":
                covered |= {one["code"]: _covered(one) for one in value}
            elif name in _LISTS and value["standing"] in HELD:
                for column, texts in cells.items():
                    texts.append(value.get(column))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _no_run(path, f"{type(error).__name__}: {error}") from error
    if written != FORMAT:
        raise _no_run(path, f"format: {written}")
    table = pa.table({name: pa.array(cells[column], pa.string()) for column, name in _COLUMNS.items()})
    return Findings(open_findings(table, str(path)), covered)


def _parts(text: str) -> Iterator[tuple[str, Any]]:
    """The members of the outermost object; of the long lists each item by itself. Raises ValueError."""
    at = _after(text, 0, "{")
    while not text.startswith("}", at):
        name, at = _READER.raw_decode(text, at)
        at = _after(text, at, ":")
        if name in _LISTS:
            at = _after(text, at, "[")
            while not text.startswith("]", at):
                value, at = _READER.raw_decode(text, at)
                yield name, value
                at = _next(text, at)
            at = _next(text, at + 1)
        else:
            value, at = _READER.raw_decode(text, at)
            yield name, value
            at = _next(text, at)


def _after(text: str, at: int, sign: str) -> int:
    """The place after ``sign``, which must be the next, and after the blanks around it."""
    at = _skipped(text, at)
    if not text.startswith(sign, at):
        raise ValueError(f"{sign} is missing at character {at + 1}")
    return _skipped(text, at + 1)


def _next(text: str, at: int) -> int:
    """The place of what follows a comma, or of the bracket that ends the list."""
    at = _skipped(text, at)
    if text.startswith(("]", "}"), at):
        return at
    return _after(text, at, ",")


def _skipped(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _covered(one: Mapping[str, Any]) -> Covered:
    unsure, excluded = (sum(map(int, one[name].values())) for name in ("unsure", "excluded"))
    return Covered(int(one["tested"]), int(one["spared"]), unsure, excluded)


def _no_run(path: Path, said: str) -> NotFindings:
    message = Words(f"this is no run of jicha audit that we can read ({said})", f"不是可读取的稽查运行结果（{said}）")
    remedy = Words(
        f"Give the findings.json that jicha audit --out writes ({FORMAT}), a list of it, or a plain CSV or Parquet.",
        f"请给出 jicha audit --out 生成的 findings.json（{FORMAT}）或其清单，或普通 CSV、Parquet 表格。",
    )
    return NotFindings(Fault.of(message, remedy, str(path)))
