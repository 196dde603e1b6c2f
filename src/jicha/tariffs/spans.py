"""The days of a bill cut where a price changes, and what a price is over them by the settled reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from jicha.tariffs.bill_sheet import Stamp, stamped
from jicha.tariffs.book import Book, Dated
from jicha.tariffs.case import Case
from jicha.tariffs.conventions import Settled
from jicha.terms.sheet import Sheet


class Sourced(Protocol):
    """A datum that says what it rests on."""

    @property
    def source(self) -> str:
        """The id of a source of the book."""

    @property
    def confidence(self) -> str:
        """How sure it is."""


@dataclass(frozen=True, slots=True)
class Floated:
    """How a price was floated: ``base`` times ``ratio``, rounded to ``digits``."""

    base: Decimal
    ratio: Decimal
    digits: int
    datum: Sourced


@dataclass(frozen=True, slots=True)
class Quote:
    """A price and the datum it was taken from; how it was floated from that one, if it was."""

    price: Decimal
    datum: Sourced
    floated: Floated | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A price over ``days`` days of a bill, the first of them ``start``."""

    quote: Quote
    start: date
    days: int

    @property
    def price(self) -> Decimal:
        """The price of each of its days."""
        return self.quote.price


def pieces(
    price_on: Callable[[date], Quote | None], changes: Iterable[date], case: Case, settled: Settled
) -> list[Piece]:
    """The prices of the bill's days, neighbours of one price joined; days without such hours (None) count for nothing.

    Where more than one price holds within the bill, the convention ``price_change`` says what follows: each for its
    days, or one for the whole bill. Raises Unsettled, MissingPrice, OverlappingPrices.
    """
    inside = sorted({day for day in changes if case.period_start < day < case.period_end})
    found: list[Piece] = []
    for start, end in pairwise([case.period_start, *inside, case.period_end]):
        quote, days = price_on(start), (end - start).days
        if quote is None:
            continue
        before = found[-1] if found else None
        if before and before.price == quote.price and before.start + timedelta(before.days) == start:
            found[-1] = Piece(before.quote, before.start, before.days + days)
        else:
            found.append(Piece(quote, start, days))
    if len({one.price for one in found}) <= 1:
        return found[:1]
    reading = settled.choice("price_change")
    if reading == "from_next_bill":
        return found[:1]
    if reading == "from_bill_month":
        return [Piece(price_on(day_of_bill_month(case)) or found[-1].quote, case.period_start, case.days)]
    return found


def day_of_bill_month(case: Case) -> date:
    """The day of the bill whose prices hold for all of it where prices change with the month of the bill."""
    return min(max(case.bill_month, case.period_start), case.period_end - timedelta(1))


def change_days(data: Iterable[Dated]) -> list[date]:
    """The days on which any of the data begins or ends."""
    return [day for one in data for day in (one.valid_from, one.valid_to) if day is not None]


def month_starts(case: Case) -> list[date]:
    """The first days of the months that the bill touches: a season may begin on one."""
    first = case.period_start.replace(day=1)
    found = []
    while first < case.period_end:
        found.append(first)
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return found


def put_price(
    sheet: Sheet, name: str, spans: Sequence[Piece], unit: str, book: Book, *, about: str = "", word: str = "unit_price"
) -> None:
    """Put a line's price on the sheet under ``name``: one price, or the mean of several by their days.

    ``about`` and ``word`` say what it is the price of, as in ``Given``.
    """
    if len(spans) == 1:
        _put(sheet, name, spans[0].quote, unit, book, about=about, word=word)
        return
    weighted, days = [], []
    for number, span in enumerate(spans, start=1):
        one, since = f"{name}_{number}", f"{span.start}"
        _put(sheet, one, span.quote, unit, book, about=since, word=f"{word}_since")
        sheet.given(f"{one}_days", span.days, "day", origin="case", about=since, word="price_days")
        weighted.append(f"{one} * {one}_days")
        days.append(f"{one}_days")
    sheet.step(name, f"({' + '.join(weighted)}) / ({' + '.join(days)})", unit, about=about, word=f"{word}_mean")


def stamp_of(
    name: str, spans: Sequence[Piece], unit: str, book: Book, *, about: str = "", word: str = "unit_price"
) -> Stamp:
    """What `put_price` puts on a sheet; bills of other days with the same one price share it."""

    def made() -> Stamp:
        return stamped(lambda sheet: put_price(sheet, name, spans, unit, book, about=about, word=word))

    if len(spans) != 1:
        return made()
    # By its text: prices of 0.10 and 0.1 are equal, and a sheet shows which of them the book wrote.
    return book.kept.of(("stamp", name, unit, about, word, repr(spans[0].quote)), made)


def _put(sheet: Sheet, name: str, quote: Quote, unit: str, book: Book, *, about: str, word: str) -> None:
    if quote.floated is None:
        _given(sheet, name, quote.price, unit, quote.datum, book, about=about, word=word)
        return
    base, ratio, floated = f"{name}_base", f"{name}_ratio", quote.floated
    _given(sheet, base, floated.base, unit, quote.datum, book, about=about, word="floating_price")
    _given(sheet, ratio, floated.ratio, "", floated.datum, book, about=about, word="floating_ratio")
    sheet.step(name, f"round({base} * {ratio}, {floated.digits})", unit, about=about, word=word)


def _given(
    sheet: Sheet, name: str, value: Decimal, unit: str, datum: Sourced, book: Book, *, about: str, word: str
) -> None:
    source, confidence = book.source_of(datum), datum.confidence
    sheet.given(name, value, unit, origin="price", source=source, confidence=confidence, about=about, word=word)
