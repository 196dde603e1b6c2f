"""Fees that a Chinese utility took for services, and the day from which each may no longer be taken.

The list is national and comes with every Chinese price book. It says only what notices of the country ended: a fee that
it does not name may still be lawful. Where a day is not known the list leaves a gap, so that nothing is judged by a day
that nobody has seen: it then names a later day on which the end is beyond doubt.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from jicha.tariffs.book import Book, Confidence

_CURRENCY = "CNY"


@dataclass(frozen=True, slots=True)
class Fee:
    """What may be taken for a kind of fee on the days of [``valid_from``, ``valid_to``).

    ``refundable``: a deposit that is to be given back. ``seen`` says where the document was read, or that it was not.
    """

    fee_kind: str
    valid_from: date
    valid_to: date | None
    allowed: bool
    refundable: bool
    document_no: str
    title: str
    title_zh: str
    seen: str
    confidence: Confidence


@cache
def fees() -> tuple[Fee, ...]:
    """The whole list, each kind by day."""
    text = (files("jicha.tariffs") / "fees_cn.csv").read_text(encoding="utf-8")
    return tuple(_fee(row) for row in csv.DictReader(text.splitlines()))


def fees_of(book: Book) -> tuple[Fee, ...]:
    """The list where it holds: for the books of regions of China, which have administrative codes of digits."""
    return fees() if book.currency == _CURRENCY and book.region.isdigit() else ()


def _fee(row: dict[str, str]) -> Fee:
    return Fee(
        fee_kind=row["fee_kind"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        allowed=row["allowed"] == "true",
        refundable=row["refundable"] == "true",
        document_no=row["document_no"],
        title=row["title"],
        title_zh=row["title_zh"],
        seen=row["seen"],
        confidence=Confidence(row["confidence"]),
    )
