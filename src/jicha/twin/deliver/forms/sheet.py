"""What is written as one file: a title, header words, rows, a total, and who made the list."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

SLID = "\x01"  # before the first cell of a row whose columns slid by one


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: ``rows`` are texts (values in Parquet); ``numbers`` are the words of columns that hold numbers.

    A file without ``title`` has none of the lines that a person reads above and below a table.
    """

    rows: pa.Table
    title: str = ""
    footer: str = ""
    totals: dict[str, str] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()

    @property
    def words(self) -> list[str]:
        """The header words."""
        return list(self.rows.column_names)

    def total_row(self) -> list[str]:
        """The cells of the row that adds up; empty where nothing is added up."""
        return ["合计", *(self.totals.get(word, "") for word in self.words[1:])] if self.totals else []
