"""One batch of a file's records, as the transforms see it: trimmed, with the profile's null tokens as NULL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.exact_text import text_of_values
from jicha.intake.values import Values, one_array


@dataclass(slots=True)
class Rows:
    """Records of one file, in the file's own words and types; ``constants`` read like columns of the file."""

    batch: pa.RecordBatch
    constants: Mapping[str, str] = field(default_factory=dict)
    nulls: tuple[str, ...] = ()
    made: dict[object, Values] = field(default_factory=dict)  # columns made of this batch, by their expression
    _clean: dict[str, pa.Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.batch.num_rows)

    def column(self, word: str) -> pa.Array:
        """A column in its own type, without padding, missing values as NULL."""
        if word not in self._clean:
            self._clean[word] = self._cleaned(word)
        return self._clean[word]

    def delivered(self, word: str) -> pa.Array:
        """A column as text exactly as it stands in the file."""
        if word in self.constants or word not in self.batch.schema.names:
            return self.column(word)
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
        missing = pc.is_in(trimmed, value_set=pa.array(["", *self.nulls], pa.string()))
        return pc.if_else(missing, pa.scalar(None, pa.string()), trimmed)


def _plain(values: pa.Array) -> pa.Array:
    """Without dictionary encoding and large offsets, which are ways of storing and no types of their own."""
    if pa.types.is_dictionary(values.type):
        values = one_array(values.dictionary_decode())
    if pa.types.is_large_string(values.type) or pa.types.is_string_view(values.type):
        values = values.cast(pa.string())
    return values
