"""A total at the foot of an export is a check for nothing: the records must add up to it, or rows are missing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.reading import FileRead
from jicha.intake.sources.source import Source

_NUMBER = re.compile(r"^-?\d{1,20}(\.\d{1,6})?$")
_PLAIN = r"^-?\d{1,20}(\.\d{1,6})?$"


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """One column of a total row (``file``, ``line``): what it states, and what the records add up to.

    ``unread`` records have no plain number there and are not in ``found``.
    """

    file: str
    line: int
    column: str
    stated: Decimal
    found: Decimal
    unread: int

    @property
    def agrees(self) -> bool:
        """Whether the records add up to what is stated."""
        return self.stated == self.found


def check_totals(read: Sequence[FileRead]) -> tuple[TotalCheck, ...]:
    """Hold the total of each kind of file against its records.

    Only where a kind has exactly one total row and no subtotals in all of its files (the parts of one export have
    their total in the last): anything else would have to be guessed.
    """
    kinds: dict[str, list[FileRead]] = defaultdict(list)
    for one in read:
        kinds[one.matched.kind.name].append(one)
    return tuple(check for some in kinds.values() for check in _of_kind(some))


def _of_kind(files: Sequence[FileRead]) -> Iterator[TotalCheck]:
    rows = [(one, row) for one in files for row in one.aside if row.kind in ("total", "subtotal")]
    if len(rows) != 1 or rows[0][1].kind != "total":
        return
    file, row = rows[0]
    words = file.matched.source.words
    for word, cell in zip(words, row.cells, strict=False):
        stated = (cell or "").strip().replace(",", "")
        if not _NUMBER.match(stated) or any(word not in one.matched.source.words for one in files):
            continue
        sums = [_sum(one.matched.source, word) for one in files]
        found, unread = sum((one for one, _ in sums), Decimal(0)), sum(count for _, count in sums)
        source = file.matched.source
        yield TotalCheck(source.path.name, row.line, word, Decimal(stated), _short(found), unread)


def _short(number: Decimal) -> Decimal:
    """Without the zeros at its end, and without an exponent."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _sum(source: Source, word: str) -> tuple[Decimal, int]:
    total, unread = Decimal(0), 0
    for batch in source.batches([word]):
        column = batch.rows.column(word)
        if not pa.types.is_string(column.type):
            column = column.cast(pa.string())
        text = pc.replace_substring(pc.utf8_trim_whitespace(column), ",", "")
        plain = pc.match_substring_regex(text, _PLAIN).fill_null(False)
        numbers = text.filter(plain).cast(pa.decimal128(38, 6))
        unread += len(text) - len(numbers) + len(batch.torn)
        if len(numbers):
            total += pc.sum(numbers).as_py()
    return total, unread
