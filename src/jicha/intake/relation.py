"""The staged rows of one table as a relation of the engine, and the two comparisons that settle them.

Both are set-based: within the delivery rows of one key are held against the first of them, and against the store
every row is held against the stored row of its key. Content is compared column by column, never by a digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.engine.engine import Engine
from jicha.intake.fates import Entries
from jicha.intake.mapping import asks
from jicha.intake.staging import PLACES, Stage

_SLICE_ROWS = 262_144  # rows compared at a time: bounds the memory of the join, whatever the delivery's size


@dataclass(frozen=True, slots=True)
class Pairs:
    """Staged rows that met another row of their key: which, and the columns in which they differ (blank = same)."""

    entries: Entries
    others: Entries  # the entry of the first row of the key; 0 where the other is stored
    differing: NDArray[np.object_]

    @property
    def differ(self) -> NDArray[np.bool_]:
        """The rows whose content is another."""
        mask: NDArray[np.bool_] = self.differing != ""
        return mask


@dataclass(frozen=True, slots=True)
class Renamed:
    """Staged rows whose identifier got a number, in order of ``entries``."""

    column: str
    entries: Entries
    identifiers: pa.Array


class Relation:
    """Staged rows under a name of the engine; ``key`` makes a row unique, ``spoken`` are the columns compared."""

    def __init__(self, engine: Engine, name: str, stages: Sequence[Stage], key: Sequence[str], rows: int) -> None:
        self.engine, self.name, self.stages, self.key = engine, name, tuple(stages), tuple(key)
        self._rows = rows
        types = {one.name: one.type for stage in stages for one in stage.schema if not asks(one.name)}
        self.spoken = tuple(name for name in types if name not in PLACES.names)
        schema = pa.schema([pa.field(name, kind) for name, kind in types.items()])
        engine.register_files(name, [stage.path for stage in stages if stage.rows], schema)

    def words(self, names: Iterable[str]) -> str:
        """The file's own words for columns of the table, as far as its targets read them from the file."""
        found: dict[str, None] = {}
        for name in names:
            for stage in self.stages:
                target = stage.target
                if name in target.columns:
                    found.update(dict.fromkeys(target.columns[name].reads))
                elif target.curve:
                    found[target.curve.moment if name == "moment" else target.curve.quantities.get(name, name)] = None
        return " ".join(found)

    def number_repeats(self, column: str) -> Renamed:
        """Tell apart rows of one file that bear the same identifier: the second becomes ``...#2``.

        Their order is that of their content, so the same rows get the same numbers however a file is sorted, and a
        file delivered again is recognised.
        """
        shared, numbered, plain = f"{self.name}_repeated", f"{self.name}_numbered", f"{self.name}_plain"
        self.engine.view(
            shared, f"SELECT file_no, {_q(column)} FROM {self.name} GROUP BY file_no, {_q(column)} HAVING count(*) > 1"
        )
        content = ", ".join(f"d.{_q(name)}" for name in self.spoken if name != column)
        self.engine.materialize(
            numbered,
            f"SELECT entry, identifier || '#' || CAST(nth AS VARCHAR) AS identifier FROM ("
            f"SELECT d.entry, d.{_q(column)} AS identifier, row_number() OVER (PARTITION BY d.file_no, d.{_q(column)} "
            f"ORDER BY {content}, d.entry) AS nth FROM {self.name} AS d JOIN {shared} AS s "
            f"ON d.file_no = s.file_no AND d.{_q(column)} = s.{_q(column)}) AS counted WHERE nth > 1",
        )
        renamed = self.engine.query(f"SELECT entry, identifier FROM {numbered} ORDER BY entry")
        if len(renamed):
            columns = ", ".join(
                f"coalesce(n.identifier, d.{_q(name)}) AS {_q(name)}" if name == column else f"d.{_q(name)}"
                for name in (*self.spoken, *PLACES.names)
            )
            sql = f"SELECT {columns} FROM {self.name} AS d LEFT JOIN {numbered} AS n ON d.entry = n.entry"
            self.engine.view(plain, sql)
            self.name = plain
        return Renamed(column, renamed["entry"].to_numpy(), renamed["identifier"].combine_chunks())

    def twins(self) -> Pairs:
        """Rows of this delivery that share their key, each beside the first of the key (the first beside itself)."""
        shared, firsts = f"{self.name}_shared", f"{self.name}_firsts"
        key = self._list("")
        self.engine.materialize(
            shared, f"SELECT {key}, min(entry) AS first_entry FROM {self.name} GROUP BY {key} HAVING count(*) > 1"
        )
        if not self.engine.query(f"SELECT first_entry FROM {shared} WHERE first_entry > 0").num_rows:
            return _pairs([])
        self.engine.materialize(
            firsts, f"SELECT d.* FROM {self.name} AS d JOIN {shared} AS s ON d.entry = s.first_entry"
        )
        return _pairs(self._compared(firsts, "s.entry"))

    def against(self, stored: str) -> Pairs:
        """Rows whose key the store holds, beside the stored row."""
        return _pairs(self._compared(stored, "CAST(0 AS BIGINT)"))

    def keys_of(self, entries: Entries) -> dict[int, str]:
        """The key of each entry as text, for messages."""
        self.engine.register(f"{self.name}_asked", pa.table({"entry": pa.array(entries, pa.int64())}))
        text = " || ' ' || ".join(f"CAST(d.{_q(name)} AS VARCHAR)" for name in self.key)
        found = self.engine.query(
            f"SELECT d.entry, {text} AS key_text FROM {self.name} AS d JOIN {self.name}_asked AS a ON d.entry = a.entry"
        )
        return dict(zip(found["entry"].to_pylist(), found["key_text"].to_pylist(), strict=True))

    def _compared(self, other: str, other_entry: str) -> Iterator[pa.Table]:
        content = [name for name in self.spoken if name not in self.key]
        same = " AND ".join(f"d.{_q(name)} IS NOT DISTINCT FROM s.{_q(name)}" for name in content) or "TRUE"
        named = " || ".join(
            f"CASE WHEN d.{_q(name)} IS NOT DISTINCT FROM s.{_q(name)} THEN '' ELSE '{name} ' END" for name in content
        )
        differing = f"CASE WHEN {same} THEN '' ELSE {named or repr('')} END"
        join = " AND ".join(f"d.{_q(name)} = s.{_q(name)}" for name in self.key)
        for first in range(1, self._rows + 1, _SLICE_ROWS):
            yield self.engine.query(
                f"SELECT d.entry, {other_entry} AS other, {differing} AS differing FROM (SELECT * FROM {self.name} "
                f"WHERE source_row BETWEEN {first} AND {first + _SLICE_ROWS - 1}) AS d JOIN {other} AS s ON {join}"
            )

    def _list(self, prefix: str) -> str:
        return ", ".join(prefix + _q(name) for name in self.key)


def _pairs(tables: Iterator[pa.Table] | list[pa.Table]) -> Pairs:
    found = [one for one in tables if one.num_rows]
    if not found:
        none = np.zeros(0, np.int64)
        return Pairs(none, none, np.zeros(0, object))
    joined = pa.concat_tables(found).sort_by("entry")
    differing = pc.utf8_trim_whitespace(joined["differing"]).to_numpy(zero_copy_only=False)
    return Pairs(joined["entry"].to_numpy(), joined["other"].to_numpy(), differing)


def _q(name: str) -> str:
    return f'"{name}"'
