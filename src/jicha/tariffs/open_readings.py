"""A bill whose readings nobody has confirmed: which of them it depends on, and between which amounts it lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.book import Book
from jicha.tariffs.case import Case
from jicha.tariffs.conventions import CHOICES, Settled
from jicha.tariffs.errors import MissingInput, MissingPrice, Unsettled
from jicha.terms.errors import Fault


@dataclass(frozen=True, slots=True)
class OpenBill:
    """The conventions that matter to a bill and are open, in the order of our list, and its least and greatest total.

    The totals are those of the readings by which it can be computed, None where there is none; ``lacking`` says what it
    cannot be computed without by others.
    """

    conventions: tuple[str, ...]
    least: Decimal | None
    most: Decimal | None
    currency: str
    lacking: tuple[Fault, ...] = ()


def rate_or_open(case: Case, book: Book, settled: Settled) -> Rated | OpenBill:
    """The bill; or, where it depends on a reading that is not settled, what it is by every reading.

    Raises what ``rate`` raises but Unsettled.
    """
    return compute_or_open(lambda tried: rate(case, book, tried), settled, book.currency)


def compute_or_open(compute: Callable[[Settled], Rated], settled: Settled, currency: str) -> Rated | OpenBill:
    """The same for whatever computes a bill from readings. Raises what it raises but Unsettled."""
    try:
        return compute(settled)
    except Unsettled:
        return _by_every_reading(compute, settled, currency)


def _by_every_reading(compute: Callable[[Settled], Rated], settled: Settled, currency: str) -> OpenBill:
    # A choice may open the question of another, so each is asked only where the computation comes to it.
    asked: set[str] = set()
    totals: list[Decimal] = []
    lacking: dict[Fault, None] = {}
    waiting = [settled]
    while waiting:
        tried = waiting.pop()
        try:
            totals.append(compute(tried).total)
        except Unsettled as error:
            asked.add(error.convention)
            waiting += [tried.but(error.convention, choice) for choice in CHOICES[error.convention]]
        except (MissingInput, MissingPrice) as error:
            lacking |= dict.fromkeys(error.faults)
    names = tuple(name for name in CHOICES if name in asked)
    return OpenBill(names, min(totals, default=None), max(totals, default=None), currency, tuple(lacking))
