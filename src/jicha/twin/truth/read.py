"""The truth of a build as values: what was planted, who lives how, and whom the numbers belong to.

Only a scorer may import this (see .importlinter). The tables are those of ``twin.known``; of the ledger only its
numbers are read, once each.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.terms.errors import Fault, JichaError, Words
from jicha.twin.known import SUBJECTS, TABLES

BUILD = "build.json"
HOMES = ("point_id", "customer_id", "area_id")
_SUBJECTS = "subjects"


class NoTruth(JichaError):
    """The folder holds no truth of a build."""


class TruthOfAnotherVersion(JichaError):
    """The truth was written by another version: a table or a word of it is not what this version knows."""


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What a build knows; ``end`` is the first day after it. ``homes`` are point, customer and area, once each."""

    seed: int
    scenario: str
    start: date
    end: date
    plantings: pa.Table
    lives: pa.Table
    errors: pa.Table
    homes: pa.Table
    subjects: pa.Table


def read_truth(folder: Path) -> Truth:
    """Read ``folder``, which holds build.json and the tables. Raises NoTruth, TruthOfAnotherVersion."""
    path = folder / BUILD
    if not path.is_file():
        raise _no_truth(folder)
    seed, scenario, start, end = _build(path)
    points = _table(folder, "ledger", HOMES).group_by(list(HOMES)).aggregate([])
    given = (folder / f"{_SUBJECTS}.parquet").is_file()
    return Truth(
        seed=seed,
        scenario=scenario,
        start=start,
        end=end,
        plantings=_table(folder, "plantings"),
        lives=_table(folder, "lives"),
        errors=_table(folder, "errors"),
        homes=points,
        subjects=_read(folder / f"{_SUBJECTS}.parquet", SUBJECTS, ()) if given else SUBJECTS.empty_table(),
    )


def _build(path: Path) -> tuple[int, str, date, date]:
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        start, end = (date.fromisoformat(told[name]) for name in ("from", "to"))
        return int(told["seed"]), str(told["scenario"]), start, end
    except (ValueError, KeyError, TypeError) as error:
        raise _of_another_version(path, f"seed, scenario, from or to ({error})") from error


def _table(folder: Path, name: str, columns: Sequence[str] = ()) -> pa.Table:
    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise _of_another_version(path, "the file")
    return _read(path, TABLES[name], columns)


def _read(path: Path, schema: pa.Schema, columns: Sequence[str]) -> pa.Table:
    """The table, if it has exactly the columns of ``schema``; ``columns`` names those that are wanted."""
    try:
        known = pq.read_schema(path).remove_metadata()
    except pa.ArrowInvalid as error:
        raise _of_another_version(path, "a Parquet file") from error
    for field in schema:
        if field.name not in known.names or known.field(field.name).type != field.type:
            raise _of_another_version(path, f"the column {field.name} ({field.type})")
    more = sorted(set(known.names) - set(schema.names))
    if more:
        raise _of_another_version(path, f"a table without {', '.join(more)}")
    return pq.read_table(path, columns=list(columns) or schema.names)


def _no_truth(folder: Path) -> NoTruth:
    inside = folder / "truth"
    message = Words(
        f"there is no {BUILD} here, so this is no truth of a build", f"没有 {BUILD}，不是仿真构建的真值目录"
    )
    hint = (inside if (inside / BUILD).is_file() else Path("OUT") / "truth").as_posix()
    remedy = Words(
        f"Give the folder truth of a build: --truth {hint}.", f"请指定构建结果中的 truth 目录：--truth {hint}。"
    )
    return NoTruth(Fault.of(message, remedy, str(folder)))


def _of_another_version(path: Path, lacking: str) -> TruthOfAnotherVersion:
    message = Words(
        f"the truth is of another version: expected here {lacking}", f"真值数据与本版本不符：此处应有 {lacking}"
    )
    remedy = Words("Build it again with this version: jicha twin build.", "请用本版本重新构建：jicha twin build。")
    return TruthOfAnotherVersion(Fault.of(message, remedy, str(path)))
