"""What must be written so that a table of the store holds exactly the rows that are wanted, among those of one region.

The store forgets nothing: a row that was never there is added, one that differs is corrected, and one that is no longer
wanted is voided by a correction. What was known on an earlier day stays readable as of that day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from jicha.engine.engine import Engine
from jicha.schema import table
from jicha.store.delivery import Counts
from jicha.store.snapshot import Snapshot
from jicha.store.writer import BatchWriter

_Row = Mapping[str, Any]
_VOIDED = pa.field("voided", pa.bool_(), nullable=False)


@dataclass(frozen=True, slots=True)
class Replacement:
    """The rows to be written to a table: ``added`` ones, and ``restated`` ones, which have the column ``voided``."""

    table: str
    added: pa.Table
    restated: pa.Table
    same: int

    @property
    def voided(self) -> int:
        """Rows that are taken away."""
        return sum(self.restated["voided"].to_pylist())

    @property
    def changed(self) -> int:
        """Rows that are there with other values, or again."""
        return int(self.restated.num_rows) - self.voided

    @property
    def written(self) -> int:
        """Rows to be written; none where the store has what is wanted."""
        return int(self.added.num_rows + self.restated.num_rows)

    def write(self, writer: BatchWriter) -> Counts:
        """Write it, and count it."""
        if self.added.num_rows:
            writer.append(self.table, self.added)
        if self.restated.num_rows:
            writer.correct(self.table, self.restated)
        return Counts(self.written + self.same, self.written, self.same)


def replacement(name: str, wanted: Sequence[_Row], there: Sequence[_Row], known: set[tuple[Any, ...]]) -> Replacement:
    """From the rows ``there`` to those ``wanted``; ``known`` are the keys that the store ever had, voided or not."""
    schema, key = table(name).arrow_schema, table(name).primary_key
    held = {_key(row, key): {column: row[column] for column in schema.names} for row in there}
    added, restated, same, seen = [], [], 0, set()
    for row in wanted:
        number = _key(row, key)
        seen.add(number)
        if held.get(number) == row:
            same += 1
        elif number in known or number in held:
            restated.append({**row, "voided": False})
        else:
            added.append(row)
    for number in held:
        if number not in seen:
            restated.append({**dict.fromkeys(schema.names), **dict(zip(key, number, strict=True)), "voided": True})
    nullable = pa.schema([field.with_nullable(field.name not in key) for field in schema])
    return Replacement(
        name,
        pa.Table.from_pylist(added, schema=schema),
        pa.Table.from_pylist(restated, schema=nullable.append(_VOIDED)),
        same,
    )


def rows_there(engine: Engine, name: str) -> list[dict[str, Any]]:
    """The rows of an opened table, with the batch that brought each."""
    columns = ", ".join(f'"{column}"' for column in (*table(name).by_name, "batch_id"))
    found: list[dict[str, Any]] = engine.query(f'SELECT {columns} FROM "{name}"').to_pylist()
    return found


def keys_known(snapshot: Snapshot, engine: Engine, name: str) -> set[tuple[Any, ...]]:
    """The primary keys that any batch ever added to a table, whatever became of them."""
    key = table(name).primary_key
    view = f"{name}__ever"
    snapshot.open_versions(engine, name, view)
    found = engine.query(f"SELECT DISTINCT {', '.join(key)} FROM {view}").to_pylist()
    return {_key(row, key) for row in found}


def _key(row: _Row, key: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in key)
