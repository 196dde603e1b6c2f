"""Two Arrow tables value by value, whatever their row order: what the parity suite asks of two engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from jicha.engine.types import result_type


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement. ``where`` is a column, or a row by its key or its values; None is a NULL or no such row."""

    where: str
    left: object
    right: object

    def __str__(self) -> str:
        return f"{self.where}: {self.left!r} | {self.right!r}"


def compare(left: pa.Table, right: pa.Table, *, key: Sequence[str] = (), most: int = 20) -> list[Difference]:
    """The differences between two tables, at most ``most`` of them; an empty list means the same rows.

    Rows are compared as a multiset, columns by name. Numbers are equal when their values are (2, 2.0 and 2.00 are),
    dates and instants likewise; NULL equals NULL only. With ``key`` the rows are paired by it and differing cells are
    named; without, whole rows are reported.
    """
    if set(left.column_names) != set(right.column_names):
        return [Difference("columns", sorted(left.column_names), sorted(right.column_names))]
    left, right = _alike(left), _alike(right.select(left.column_names))
    left, right = _same_types(left, right)
    if left.num_rows == right.num_rows and _ordered(left).equals(_ordered(right)):
        return []
    only_left, only_right = _unmatched(left, right)
    if not only_left and not only_right:
        return []
    pairs = _paired(only_left, only_right, left.column_names, key)
    return pairs[:most]


def _alike(rows: pa.Table) -> pa.Table:
    """The few result types; lists as texts, because they have no order."""
    columns = []
    for column in rows.columns:
        wanted = result_type(column.type)
        if pa.types.is_list(wanted):
            columns.append(pa.chunked_array([pa.array([_text(value) for value in column.to_pylist()], pa.string())]))
        else:
            columns.append(column if wanted == column.type else column.cast(wanted))
    return pa.table(columns, names=rows.column_names)


def _text(value: list[Any] | None) -> str | None:
    return None if value is None else repr(value)


def _same_types(left: pa.Table, right: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Both with the wider of each pair of numeric types; a column of NULLs takes the other's type."""
    for place, (mine, other) in enumerate(zip(left.schema, right.schema, strict=True)):
        wider = _wider(mine.type, other.type)
        if wider is not None:
            left = left.set_column(place, mine.name, left.column(place).cast(wider))
            right = right.set_column(place, mine.name, right.column(place).cast(wider))
    return left, right


def _wider(mine: pa.DataType, other: pa.DataType) -> pa.DataType | None:
    if mine == other:
        return None
    if pa.types.is_null(mine) or pa.types.is_null(other):
        return other if pa.types.is_null(mine) else mine
    numbers = [kind for kind in (mine, other) if pa.types.is_decimal(kind) or pa.types.is_integer(kind)]
    if len(numbers) == 2:
        return pa.decimal256(76, max(getattr(kind, "scale", 0) for kind in numbers))
    if all(map(_is_number, (mine, other))):
        return pa.float64()
    return None


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_decimal(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _ordered(rows: pa.Table) -> pa.Table:
    """Rows in the order of all their columns, so that equal multisets become equal tables."""
    if not rows.num_columns:
        return rows
    keys = [(name, "ascending") for name in rows.column_names if not pa.types.is_null(rows.schema.field(name).type)]
    if not keys:
        return rows
    return rows.take(pc.sort_indices(rows, sort_keys=keys)).combine_chunks()


def _unmatched(left: pa.Table, right: pa.Table) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Rows that the other side lacks, with their multiplicity. Only reached when something may differ."""
    names = left.column_names
    mine, other = (
        Counter(zip(*(rows.column(name).to_pylist() for name in names), strict=True)) for rows in (left, right)
    )
    return sorted((mine - other).elements(), key=repr), sorted((other - mine).elements(), key=repr)


def _paired(
    only_left: list[tuple[Any, ...]], only_right: list[tuple[Any, ...]], names: Sequence[str], key: Sequence[str]
) -> list[Difference]:
    if not key:
        shown = ", ".join(names)
        return [
            *(Difference(f"row ({shown})", row, None) for row in only_left),
            *(Difference(f"row ({shown})", None, row) for row in only_right),
        ]
    places = [list(names).index(name) for name in key]
    others: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in only_right:
        others.setdefault(tuple(row[place] for place in places), []).append(row)
    found: list[Difference] = []
    for row in only_left:
        values = tuple(row[place] for place in places)
        where = ", ".join(f"{name}={value}" for name, value in zip(key, values, strict=True))
        partner = others[values].pop() if others.get(values) else None
        if partner is None:
            found.append(Difference(f"row {where}", row, None))
            continue
        cells = zip(names, row, partner, strict=True)
        found += [Difference(f"{name} at {where}", mine, other) for name, mine, other in cells if mine != other]
    for values, rows in others.items():
        where = ", ".join(f"{name}={value}" for name, value in zip(key, values, strict=True))
        found += [Difference(f"row {where}", None, row) for row in rows]
    return found
