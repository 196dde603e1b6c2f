"""One pass over a column for all that is looked for in it: texts against spellings, a batch at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from jicha.engine.engine import Engine
from jicha.find.kinds import NumberColumn
from jicha.find.match import Form, Spellings, bare_number, found_in

_ROWS_AT_ONCE = 200_000
_PAIRS = pa.schema([("which", pa.int32()), ("id", pa.string()), ("number", pa.string())])


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that a number names: the column that holds it, the row's key, and the number as it stands there."""

    column: NumberColumn
    id: str
    number: str


@dataclass(frozen=True, slots=True)
class Look:
    """What to look for: texts, each with the numbers that it stands for, among one kind of spelling of some columns.

    A text that more than ``rows_at_most`` rows of a column bear names none of them; of each number the first
    ``hits_at_most`` are kept. ``hits`` fill while the columns are passed over.
    """

    wanted: Mapping[str, Sequence[str]]
    spelling: Callable[[Spellings], tuple[Form, ...]]
    columns: Sequence[NumberColumn]
    rows_at_most: int | None = None
    hits_at_most: int | None = None
    hits: dict[str, list[Hit]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls,
        numbers: Iterable[str],
        spelled: Callable[[str], Iterable[str]],
        spelling: Callable[[Spellings], tuple[Form, ...]],
        columns: Sequence[NumberColumn],
        *,
        rows_at_most: int | None = None,
        hits_at_most: int | None = None,
    ) -> Look:
        """Look for every way in which ``spelled`` writes each number."""
        wanted: dict[str, list[str]] = defaultdict(list)
        for number in numbers:
            for text in sorted(set(spelled(number))):
                wanted[text].append(number)
        return cls(wanted, spelling, columns, rows_at_most, hits_at_most)

    def found(self, number: str) -> tuple[Hit, ...]:
        """What was found for one number."""
        return tuple(self.hits.get(number, ()))

    def take(self, column: NumberColumn, texts: Sequence[str], pairs: pa.Table) -> None:
        """Take the rows of one column that bear a text."""
        pairs = pairs.group_by(_PAIRS.names).aggregate([])
        if self.rows_at_most is not None:
            counted = pairs.group_by("which").aggregate([([], "count_all")])
            few = counted.filter(pc.less_equal(counted["count_all"], self.rows_at_most))["which"]
            pairs = pairs.filter(pc.is_in(pairs["which"], value_set=few.combine_chunks()))
        for row in pairs.sort_by([("which", "ascending"), ("id", "ascending")]).to_pylist():
            number = bare_number(row["number"]) if column.holds_identifiers else row["number"]
            for asked in self.wanted[texts[row["which"]]]:
                self._keep(asked, Hit(column, row["id"], number))

    def _keep(self, asked: str, hit: Hit) -> None:
        kept = self.hits[asked]
        if self.hits_at_most is not None and len(kept) >= self.hits_at_most:
            return
        if not any((one.column.kind, one.id) == (hit.column.kind, hit.id) for one in kept):
            kept.append(hit)


def look(engine: Engine, looks: Sequence[Look]) -> None:
    """Fill all looks with one pass over each of their columns."""
    looks = [one for one in looks if one.wanted]
    for column in dict.fromkeys(column for one in looks for column in one.columns):
        here = [(one, list(one.wanted), [_PAIRS.empty_table()]) for one in looks if column in one.columns]
        for keys, values in _batches(engine, column):
            spellings = Spellings(values, column.holds_identifiers)
            for one, texts, pairs in here:
                which, places = found_in(one.spelling(spellings), texts)
                pairs.append(pa.table([which, keys.take(places), values.take(places)], schema=_PAIRS))
        for one, texts, pairs in here:
            one.take(column, texts, pa.concat_tables(pairs))


def _batches(engine: Engine, column: NumberColumn) -> Iterator[tuple[pa.Array, pa.Array]]:
    distinct = "DISTINCT " if column.is_mention else ""
    sql = (
        f'SELECT {distinct}"{column.key}" AS id, "{column.column}" AS number FROM "{column.table}" '
        f'WHERE "{column.column}" IS NOT NULL'
    )
    rows = engine.query(f'SELECT COUNT(*) AS n FROM "{column.table}"')["n"][0].as_py()
    if rows <= _ROWS_AT_ONCE:  # a stream has a cursor of its own, which costs more than a small table
        table = engine.query(sql).combine_chunks()
        yield from ((batch.column(0), batch.column(1)) for batch in table.to_batches())
        return
    for batch in engine.stream(sql, _ROWS_AT_ONCE):
        yield batch.column(0), batch.column(1)
