"""The province's prices as a utility gives them to an auditor: a book, and how it reads what can be read twice."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from jicha.tariffs.book import Book
from jicha.tariffs.conventions import Settled

BOOK, READINGS = "twin_99.yaml", "readings.csv"
CONFIRMED_BY, CONFIRMED_ON = "王建国", date(2023, 6, 1)


def write_prices(folder: Path, book: Book, settled: Settled, *, region: str, since: date) -> None:
    """Write the book as YAML, which ``book_file.read_book`` reads as the same book, and the confirmed readings."""
    folder.mkdir(parents=True)
    text = yaml.safe_dump(_plain(book), allow_unicode=True, sort_keys=False, width=120)
    (folder / BOOK).write_text(text, encoding="utf-8")
    lines = ["region,convention,choice,valid_from,confirmed_by,confirmed_on"]
    lines += [
        f"{region},{name},{choice},{since},{CONFIRMED_BY},{CONFIRMED_ON}" for name, choice in settled.choices.items()
    ]
    (folder / READINGS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    """Plain values for YAML: what stands at its default is left out, numbers and days are text as the books have it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: _plain(getattr(value, one.name))
            for one in fields(value)
            if one.default is MISSING or getattr(value, one.name) != one.default
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value
