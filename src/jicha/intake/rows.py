"""One batch of a file's records, as the transforms see it: trimmed, with the words for nothing as NULL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.exact_text import text_of_values
from jicha.intake.lookups import Lookups
from jicha.intake.null_words import NullWords
from jicha.intake.values import Values, blank_out, mask_of, one_array


@dataclass(slots=True)
class Rows:
    """Records of one file, in the file's own words and types; ``constants`` read like columns of the file.

    ``received`` is the day the delivery came, where it is known: nothing in it can have happened much later.
    """

    batch: pa.RecordBatch
    constants: Mapping[str, str] = field(default_factory=dict)
    nulls: NullWords = field(default_factory=NullWords)
    received: date | None = None
    known: Lookups = field(default_factory=Lookups)  # what the store knew before this delivery
    made: dict[object, Values] = field(default_factory=dict)  # columns made of this batch, by their expression
    _trimmed: dict[str, pa.Array] = field(default_factory=dict)
    _clean: dict[str, pa.Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.batch.num_rows)

    def has(self, word: str) -> bool:
        """Whether the file has the column, or the profile states it."""
        return word in self.constants or word in self.batch.schema.names

    def column(self, word: str) -> pa.Array:
        """A column of texts or identifiers in its own type, without padding, missing values as NULL."""
        if word not in self._clean:
            trimmed = self.trimmed(word)
            self._clean[word] = trimmed if word in self.constants else without(trimmed, self.nulls.in_texts)
        return self._clean[word]

    def trimmed(self, word: str) -> pa.Array:
        """A column of values (numbers, dates, codes), without padding and blanks as NULL.

        The words for nothing are still in it: whoever reads it looks up only what it cannot read (``nulls.in_values``),
        which costs clean columns nothing, and lets a profile give one of those words a meaning.
        """
        if word not in self._trimmed:
            self._trimmed[word] = self._cleaned(word)
        return self._trimmed[word]

    def missing(self, word: str) -> pa.Array:
        """Where a column holds nothing, in whatever word."""
        return pc.is_null(without(self.trimmed(word), self.nulls.in_values))

    def delivered(self, word: str) -> pa.Array:
        """A column as text exactly as it stands in the file."""
        if word in self.constants or word not in self.batch.schema.names:
            return self.trimmed(word)
        return text_of_values(_plain(self.batch.column(word)))

    def _cleaned(self, word: str) -> pa.Array:
        if word in self.constants:
            return pa.repeat(pa.scalar(self.constants[word], pa.string()), len(self))
        if word not in self.batch.schema.names:  # an optional column that this file lacks
            return pa.nulls(len(self), pa.string())
        values = _plain(self.batch.column(word))
        if pa.types.is_floating(values.type):  # pandas writes a missing number as NaN
            return pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
        if not pa.types.is_string(values.type):
            return values
        trimmed = pc.utf8_trim_whitespace(values)
        return blank_out(trimmed, mask_of(pc.equal(pc.binary_length(trimmed), 0)))


def without(values: pa.Array, words: pa.Array) -> pa.Array:
    """Texts with NULL where one of ``words`` stands; values of other types as they are."""
    if not pa.types.is_string(values.type) or not len(words):
        return values
    return blank_out(values, mask_of(pc.is_in(values, value_set=words)))


def _plain(values: pa.Array) -> pa.Array:
    """Without dictionary encoding and large offsets, which are ways of storing and no types of their own."""
    if pa.types.is_dictionary(values.type):
        values = one_array(values.dictionary_decode())
    if pa.types.is_large_string(values.type) or pa.types.is_string_view(values.type):
        values = values.cast(pa.string())
    return values
