"""A total at the foot of an export is a check for nothing: the records must add up to it, or rows are missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.exact_number import read_numbers
from jicha.intake.null_words import NullWords
from jicha.intake.number_style import NumberStyle, Style
from jicha.intake.profile import FileKind
from jicha.intake.reading import FileRead
from jicha.intake.rows import Rows
from jicha.intake.sources.source import Source
from jicha.intake.transforms.number import Number
from jicha.schema import tables

_UNREAD_COLUMN = NumberStyle(Style.GROUPED)  # of a column that the profile does not read as a number


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
    styles, nulls = _styles(file.matched.kind), file.matched.kind.nulls
    for word, cell in zip(file.matched.source.words, row.cells, strict=False):
        style = styles.get(word, _UNREAD_COLUMN)
        if style is None or any(word not in one.matched.source.words for one in files):
            continue
        stated = _numbers(pa.RecordBatch.from_pydict({word: [cell or ""]}), word, style, nulls)[0].as_py()
        if stated is None:
            continue
        sums = [_sum(one.matched.source, word, style, nulls) for one in files]
        found, unread = sum((one for one, _ in sums), Decimal(0)), sum(count for _, count in sums)
        yield TotalCheck(file.matched.source.path.name, row.line, word, _short(stated), _short(found), unread)


def _styles(kind: FileKind) -> dict[str, NumberStyle | None]:
    """How each column that is read as a number is written; None for rates, whose total is no sum."""
    found: dict[str, NumberStyle | None] = {}
    for target in kind.targets:
        for name, made in target.columns.items():
            if isinstance(made.transform, Number):
                column = tables()[target.table].by_name[name]
                is_rate = column.unit in ("%", "1") or "/" in column.unit
                found[made.transform.column] = None if is_rate else made.transform.style
    return found


def _numbers(rows: pa.RecordBatch, word: str, style: NumberStyle, nulls: NullWords) -> pa.Array:
    values = Rows(rows).trimmed(word)
    return read_numbers(values, precision=24, scale=6, style=style, nothing=nulls.in_values).array


def _short(number: Decimal) -> Decimal:
    """Without the zeros at its end, and without an exponent."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _sum(source: Source, word: str, style: NumberStyle, nulls: NullWords) -> tuple[Decimal, int]:
    total, unread = Decimal(0), 0
    for batch in source.batches([word]):
        numbers = _numbers(batch.rows, word, style, nulls)
        unread += numbers.null_count + len(batch.torn)
        total += pc.sum(numbers).as_py() or Decimal(0)
    return total, unread
