"""The days of a bill cut where a price changes, and what a price is over them by the settled reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from jicha.tariffs.book import Book, Dated, Price, Surcharge
from jicha.tariffs.case import Case
from jicha.tariffs.conventions import Settled
from jicha.terms.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Piece:
    """A price over the days [``start``, ``end``) of a bill."""

    price: Decimal
    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days


def pieces(price_on: Callable[[date], Decimal], changes: Iterable[date], case: Case, settled: Settled) -> list[Piece]:
    """The prices of the bill's days, neighbours of one price joined.

    Where more than one price holds within the bill, the convention ``price_change`` says what follows: each for its
    days, or one for the whole bill. Raises Unsettled, MissingPrice, OverlappingPrices.
    """
    inside = sorted({day for day in changes if case.period_start < day < case.period_end})
    found: list[Piece] = []
    for start, end in pairwise([case.period_start, *inside, case.period_end]):
        price = price_on(start)
        if found and found[-1].price == price:
            found[-1] = Piece(price, found[-1].start, end)
        else:
            found.append(Piece(price, start, end))
    if len(found) == 1:
        return found
    reading = settled.choice("price_change")
    if reading == "from_next_bill":
        return [Piece(found[0].price, case.period_start, case.period_end)]
    if reading == "from_bill_month":
        day = min(max(case.bill_month, case.period_start), date.fromordinal(case.period_end.toordinal() - 1))
        return [Piece(price_on(day), case.period_start, case.period_end)]
    return found


def change_days(data: Iterable[Dated]) -> list[date]:
    """The days on which any of the data begins or ends."""
    return [day for one in data for day in (one.valid_from, one.valid_to) if day is not None]


def put_price(sheet: Sheet, name: str, spans: list[Piece], unit: str, datum: Price | Surcharge, book: Book) -> None:
    """Put a line's price on the sheet under ``name``: one price, or the mean of several by their days."""
    source = book.source_of(datum)
    if len(spans) == 1:
        price = spans[0].price
        sheet.given(name, price, unit, origin="price", source=source, confidence=datum.confidence, word="unit_price")
        return
    weighted, days = [], []
    for number, span in enumerate(spans, start=1):
        one, about = f"{name}_{number}", f"{span.start}"
        sheet.given(
            one,
            span.price,
            unit,
            origin="price",
            source=source,
            confidence=datum.confidence,
            about=about,
            word="unit_price",
        )
        sheet.given(f"{one}_days", span.days, "day", origin="case", about=about, word="price_days")
        weighted.append(f"{one} * {one}_days")
        days.append(f"{one}_days")
    sheet.step(name, f"({' + '.join(weighted)}) / ({' + '.join(days)})", unit, word="mean_price")
