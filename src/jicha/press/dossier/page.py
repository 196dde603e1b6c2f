"""What is printed of an answer, where, and how it is worded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from jicha.find.dossier import Dossiers
from jicha.press.dossier.choice import by_weight
from jicha.press.dossier.fields import field_column, field_text, field_values
from jicha.press.run import Background
from jicha.press.say import Language, say
from jicha.schema import Column, Table
from jicha.terms.one_line import one_line

INDENT = 2


@dataclass(frozen=True, slots=True)
class Page:
    """An answer on one screen in one language; ``sources`` tells with each table which deliveries it came from."""

    dossiers: Dossiers
    background: Background
    language: Language
    screen: Console
    sources: bool = False

    def say(self, word_id: str, **arguments: object) -> str:
        """Words in the language of the page."""
        plain = {name: one_line(one) if isinstance(one, str) else one for name, one in arguments.items()}
        return say(word_id, self.language, **plain)

    def print(self, text: Text | str, *, style: str = "") -> None:
        """Print a paragraph below a heading."""
        plain = text if isinstance(text, Text) else Text(text, style=style)
        self.screen.print(Padding(plain, (0, 0, 0, INDENT), expand=False))

    def told(self, rows: pa.Table, table: Table) -> Iterator[tuple[Column, str, list[str]]]:
        """The columns of some rows that are not blank, the most telling first, with heading and texts."""
        clearance = self.dossiers.request.clearance
        for column in by_weight(table):
            if column.name in rows.column_names and rows[column.name].null_count < rows.num_rows:
                cells = field_values(rows[column.name], column, clearance, self.language).to_pylist()
                texts = ["" if cell is None else field_text(cell, column) for cell in cells]
                yield column, field_column(column, clearance).heading(self.language), texts
