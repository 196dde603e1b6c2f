"""What intake gives for a delivered file, at a glance."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jicha.intake.sources.open import open_tables


@dataclass(slots=True)
class ReadBack:
    """One table under its first header that fits: columns by word, lines of records, and what was put apart."""

    words: tuple[str, ...]
    columns: dict[str, list[Any]]
    lines: list[int]
    torn: list[tuple[int, str]]
    aside: list[tuple[int, str]]
    notes: dict[str, dict[str, str]]
    types: list[str]
    format: str
    encoding: str
    cells_aside: list[tuple[str | None, ...]] = field(default_factory=list)


def read_back(path: Path, table: int = 0, first_word: str = "") -> ReadBack:
    """One table of a file; its header is the likeliest whose first word is ``first_word`` (any without it)."""
    opened = open_tables(path)[table]
    header = next(one for one in opened.headers() if not first_word or one.words[0] == first_word)
    source = opened.source(header)
    batches = list(source.batches())
    columns: dict[str, list[Any]] = {word: [] for word in source.words}
    for batch in batches:
        for word in source.words:
            columns[word] += batch.rows.column(word).to_pylist()
    read = ReadBack(
        words=source.words,
        columns=columns,
        lines=[line for batch in batches for line in batch.lines.tolist()],
        torn=[(one.line, one.text) for batch in batches for one in batch.torn],
        aside=[(one.line, one.kind) for batch in batches for one in batch.aside],
        notes={one.note: one.arguments for one in source.notes},
        types=[str(one) for one in batches[0].rows.schema.types] if batches else [],
        format=source.format,
        encoding=source.encoding,
        cells_aside=[tuple(one.cells) for batch in batches for one in batch.aside],
    )
    opened.parsed.close()
    return read
