"""Which rate of a fund or surcharge holds for a class of use: what is said of the class goes before the general."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jicha.tariffs.book import Book, Surcharge, in_force, the_one


def classes_of(book: Book) -> tuple[str, ...]:
    """The classes of use that the items of a book have, and those that its funds name."""
    named = [one.price_class for one in book.items] + [name for one in book.surcharges for name in one.classes]
    return tuple(sorted(set(named)))


def funds_of(book: Book) -> tuple[str, ...]:
    """The funds and surcharges that a book has rates of."""
    return tuple(sorted({one.item for one in book.surcharges}))


def for_class(book: Book, fund: str, price_class: str) -> tuple[Surcharge, ...]:
    """The rates of a fund that hold for a class on some day."""
    held = (one for one in book.surcharges if one.item == fund)
    return tuple(one for one in held if not one.classes or price_class in one.classes)


def rate_on(rates: Sequence[Surcharge], day: date) -> Surcharge | None:
    """The one of a class's rates that holds on a day; None where none does. Raises OverlappingPrices."""
    today = in_force(rates, day)
    found = [one for one in today if one.classes] or today
    return the_one(found, day, f"rate of {found[0].item}") if found else None
