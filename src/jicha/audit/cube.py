"""The decided subjects of one rule counted by their attributes, in the engine: what `shared` weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jicha.audit.attributes import Attribute, attributes_of, joined, owner_sql
from jicha.engine.engine import Engine
from jicha.pages.bind import DIALECT, as_literal

Whole: TypeAlias = npt.NDArray[np.int64]
LEAST_OF_A_VALUE = 5  # finds; a value with fewer is neither a cause nor one of its values
_VALUES = 20  # of one attribute, those with most finds: a cause names a few


@dataclass(frozen=True, slots=True)
class Cube:
    """``values[a]`` are the values of attribute ``a`` that are weighed; code 0 is any other or none, code i+1 the i-th.

    A row of ``codes`` is one combination, ``tested`` and ``found`` count the decided with it. ``find_codes`` has a row
    for each find of ``find_ids``, ``owners`` the number of its customer.
    """

    attributes: tuple[Attribute, ...]
    values: tuple[tuple[str, ...], ...]
    codes: Whole
    tested: Whole
    found: Whole
    find_ids: tuple[str, ...]
    find_codes: Whole
    owners: Whole


def cube_of(
    engine: Engine,
    kind: str,
    pieces: Sequence[str],
    identify: Callable[[pa.ChunkedArray, pa.ChunkedArray], Sequence[str]],
    *,
    besides: frozenset[str] = frozenset(),
    wanted: Mapping[str, frozenset[str]] | None = None,
) -> Cube:
    """Count the rows of the tables ``pieces`` (subject_id, period_start, is_found) over subjects of table ``kind``.

    ``identify`` gives the finding ids of subjects and periods. Columns named in ``besides`` are no attributes. The
    values ``wanted`` by attribute are weighed whatever their finds.
    """
    attributes = [one for one in attributes_of(kind) if one.name.rpartition(".")[2] not in besides]
    decided = "(" + " UNION ALL ".join(f"SELECT * FROM {piece}" for piece in pieces) + ")"
    columns = ", ".join(f"{one.sql} AS a{number}" for number, one in enumerate(attributes))
    finds = engine.query(
        f"SELECT d.subject_id, d.period_start, {owner_sql(kind)} AS owner, {columns} "
        f"{joined(kind, decided)} WHERE d.is_found"
    )
    told = [finds[f"a{number}"].to_pylist() for number in range(len(attributes))]
    values = [_weighed(column, (wanted or {}).get(one.name, frozenset()))
              for one, column in zip(attributes, told, strict=True)]  # fmt: skip
    kept = [number for number, some in enumerate(values) if some]
    counted = _counted(engine, kind, decided, [(attributes[number], values[number]) for number in kept])
    return Cube(
        attributes=tuple(attributes[number] for number in kept),
        values=tuple(values[number] for number in kept),
        codes=_matrix([counted[f"c{at}"].to_numpy() for at in range(len(kept))], counted.num_rows),
        tested=counted["tested"].to_numpy().astype(np.int64),
        found=counted["found"].to_numpy().astype(np.int64),
        find_ids=tuple(identify(finds["subject_id"], finds["period_start"])),
        find_codes=_matrix([_coded(told[number], values[number]) for number in kept], finds.num_rows),
        owners=_numbered(finds["owner"].to_pylist()),
    )


def _weighed(column: Sequence[str | None], wanted: frozenset[str]) -> tuple[str, ...]:
    """The values with most finds, and those wanted."""
    counts = Counter(value for value in column if value is not None)
    often = sorted((-number, value) for value, number in counts.items() if number >= LEAST_OF_A_VALUE)[:_VALUES]
    return tuple(sorted({value for _, value in often} | wanted))


def _counted(
    engine: Engine, kind: str, decided: str, attributes: Sequence[tuple[Attribute, tuple[str, ...]]]
) -> pa.Table:
    coded = "".join(f", {_case(one.sql, values)} AS c{at}" for at, (one, values) in enumerate(attributes))
    names = [f"c{at}" for at in range(len(attributes))]
    group = f"GROUP BY {', '.join(names)}" if names else ""
    return engine.query(
        f"SELECT {''.join(f'q.{name}, ' for name in names)}COUNT(*) AS tested, COUNT(*) FILTER (WHERE q.is_found) "
        f"AS found FROM (SELECT d.is_found{coded} {joined(kind, decided)}) AS q {group}"
    )


def _case(sql: str, values: Sequence[str]) -> str:
    whens = [f"WHEN {as_literal(value).sql(dialect=DIALECT)} THEN {at}" for at, value in enumerate(values, start=1)]
    return f"CASE {sql} {' '.join(whens)} ELSE 0 END"


def _coded(column: Sequence[str | None], values: Sequence[str]) -> Whole:
    known: dict[str | None, int] = {value: at for at, value in enumerate(values, start=1)}
    return np.array([known.get(value, 0) for value in column], np.int64)


def _matrix(columns: Sequence[npt.NDArray[Any]], rows: int) -> Whole:
    """A matrix that lies column by column: it is read a column at a time."""
    found = np.zeros((rows, len(columns)), np.int64, order="F")
    for at, column in enumerate(columns):
        found[:, at] = column
    return found


def _numbered(owners: Sequence[str]) -> Whole:
    numbers = {owner: number for number, owner in enumerate(sorted(set(owners)))}
    return np.array([numbers[owner] for owner in owners], np.int64)
