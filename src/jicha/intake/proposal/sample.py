"""The records of a table that a proposal looks at: the first ones and the last, and what was met on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from jicha.intake.exact_text import text_of_values
from jicha.intake.null_words import NullWords
from jicha.intake.rows import Rows
from jicha.intake.sources.source import Source

FIRST, LAST = 10_000, 2_000


@dataclass(frozen=True, slots=True)
class Sample:
    """Some records as delivered and, by word, as trimmed texts with every word for nothing as NULL.

    ``types`` are the file's own types, ``nulls`` the words for nothing that were met. ``records`` is how many records
    the table has, ``aside`` and ``torn`` how many of its rows are none.
    """

    rows: pa.RecordBatch
    texts: Mapping[str, pa.Array]
    types: Mapping[str, pa.DataType]
    nulls: Mapping[str, tuple[str, ...]]
    records: int
    aside: int
    torn: int

    def __len__(self) -> int:
        return int(self.rows.num_rows)

    @property
    def is_whole(self) -> bool:
        """Whether it is every record of the table."""
        return len(self) == self.records


def read_sample(source: Source) -> Sample:
    """Read the whole table, and keep its first and its last records. Raises what reading a file raises."""
    first: list[pa.RecordBatch] = []
    last: list[pa.RecordBatch] = []
    held = records = aside = torn = 0
    for batch in source.batches():
        take = min(FIRST - held, len(batch.rows))
        if take > 0:
            first.append(batch.rows.slice(0, take))
            held += take
        if take < len(batch.rows):
            last = _tail([*last, batch.rows.slice(max(take, 0))])
        records += len(batch.rows)
        aside += len(batch.aside)
        torn += len(batch.torn)
    rows = _joined([*first, *last], source.words)
    trimmed = Rows(rows)
    texts, nulls = {}, {}
    for word in source.words:
        text = text_of_values(trimmed.trimmed(word))
        texts[word], nulls[word] = _without_nulls(text)
    types = {word: rows.schema.field(place).type for place, word in enumerate(source.words)}
    return Sample(rows, texts, types, nulls, records, aside, torn)


def _tail(batches: list[pa.RecordBatch]) -> list[pa.RecordBatch]:
    """The last records, and no more batches than hold them."""
    kept, count = [], 0
    for batch in reversed(batches):
        if count >= LAST:
            break
        part = batch.slice(max(0, len(batch) - (LAST - count)))
        kept.append(part)
        count += len(part)
    return kept[::-1]


def _joined(batches: list[pa.RecordBatch], words: tuple[str, ...]) -> pa.RecordBatch:
    """One batch; a column whose type differs from batch to batch becomes text."""
    if not batches:
        return pa.RecordBatch.from_arrays([pa.nulls(0, pa.string()) for _ in words], names=list(words))
    columns = []
    for place in range(len(words)):
        parts = [_plain(one.column(place)) for one in batches]
        if len({part.type for part in parts}) > 1:
            parts = [text_of_values(part) for part in parts]
        columns.append(pa.concat_arrays(parts))
    return pa.RecordBatch.from_arrays(columns, names=list(words))


def _plain(values: pa.Array) -> pa.Array:
    return values.dictionary_decode() if pa.types.is_dictionary(values.type) else values


def _without_nulls(text: pa.Array) -> tuple[pa.Array, tuple[str, ...]]:
    """Texts with NULL for every word for nothing, and those that stood there, the commonest first."""
    known = set(NullWords().of_values)
    encoded = text.dictionary_encode()
    distinct = encoded.dictionary.to_pylist()
    hit = np.array([one in known for one in distinct], bool)
    if not hit.any():
        return text, ()
    places = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    met = Counter(distinct[place] for place in places.tolist() if place >= 0 and hit[place])
    gone = np.append(hit, False)[places]
    return pa.compute.if_else(pa.array(gone), pa.scalar(None, pa.string()), text), tuple(
        one for one, _ in met.most_common()
    )
