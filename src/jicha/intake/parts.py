"""Files that are one export cut into parts: ``bills_1.csv``, ``bills_2.csv``; a later part may lack the header."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from jicha.intake.sources.formats.cutting import split_record
from jicha.intake.sources.open import OpenTable
from jicha.intake.sources.source import Source

_NUMBERED = re.compile(r"^(?P<stem>.*?)[_\-(（ ]+(?P<number>\d{1,3})[)）]?$")


def part_of(path: Path) -> tuple[str, int] | None:
    """The name of the export and the number of the part; None for a file that is no part.

    >>> part_of(Path("电费_2.csv"))
    ('电费.csv', 2)
    """
    match = _NUMBERED.match(path.stem)
    return (match["stem"] + path.suffix, int(match["number"])) if match else None


def continued(table: OpenTable, sources: Sequence[Source]) -> Source | None:
    """The first part that a table without a header goes on with: same export, same number of columns; else None."""
    part = part_of(table.parsed.path)
    if part is None or not table.head.head:
        return None
    for source in sources:
        first = part_of(source.path)
        if first and first[0] == part[0] and first[1] < part[1]:
            row = table.head.head[0].cells
            cells = split_record(row[0], source.header.delimiter) if source.format == "csv" else row
            if len(cells) == len(source.words):
                return source
    return None


def missing_parts(paths: Iterable[Path]) -> dict[str, list[int]]:
    """The numbers below the highest that are not there, by export.

    >>> missing_parts([Path("a_1.csv"), Path("a_3.csv"), Path("b.csv")])
    {'a.csv': [2]}
    """
    numbers = defaultdict(set)
    for path in paths:
        if part := part_of(path):
            numbers[part[0]].add(part[1])
    return {
        name: gap
        for name, there in numbers.items()
        if 1 in there and max(there) < 1000 and (gap := sorted(set(range(1, max(there))) - there))
    }
