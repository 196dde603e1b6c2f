"""An account of an archetype, and its bills over a year from given quantities, without physics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from jicha.tariffs.line import Line
from jicha.twin.account import Account, Place
from jicha.twin.archetype import Newcomer
from jicha.twin.books.billing import Bill, Metered, bill_of, periods
from jicha.twin.every_archetype import all_archetypes
from jicha.twin.prices.book import province_book

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
BOOK = province_book(1, LAST)


def made(code: str, number: str = "9900000001") -> Account:
    """One of an archetype."""
    return all_archetypes()[code].make(Newcomer(1, number, FIRST, LAST))


def used(kwh: int, *, kvarh: int = 0, highest_kw: int = 0) -> Metered:
    """Energy of one kind of hours, with the reactive and the demand."""
    return Metered(Decimal(kwh), (), Decimal(kvarh), Decimal(highest_kw))


def by_rates(metered: Metered, price_code: str) -> Metered:
    """The same on a meter that tells hours apart: all of it flat, or peak where no hours are flat."""
    calendar = BOOK.item(price_code, FIRST).calendar
    names = {"": (), "household": ("peak", "valley"), "business": ("flat", "sharp", "peak", "valley")}[calendar]
    rates = tuple((name, metered.total if place == 0 else Decimal(0)) for place, name in enumerate(names))
    return replace(metered, rates=rates)


def bill(
    account: Account,
    metered: Metered,
    month: int = 6,
    *,
    place: Place | None = None,
    used_before: int = 0,
    behind_kwh: int = 0,
) -> Bill:
    """The bill of a month of 2025, at the main of its points unless another is named."""
    where = place or account.places[0]
    end = date(2025 + month // 12, month % 12 + 1, 1)
    return bill_of(
        account,
        where,
        date(2025, month, 1),
        end,
        by_rates(metered, where.terms_on(end).price_code),
        BOOK,
        used_before=Decimal(used_before),
        behind_kwh=Decimal(behind_kwh),
        capacity_here=where is account.places[0],
    )


def year(account: Account) -> Iterator[Bill]:
    """Every bill of the year at every point, each of a plausible quantity."""
    for place in account.places:
        before = Decimal(0)
        for start, end in periods(account, FIRST, LAST):
            days = (end - start).days
            kwh = max(1, round(place.mean_kw * 24 * days)) if place.metered else (place.fixed_kwh or 500)
            metered = used(kwh, kvarh=kwh // 3, highest_kw=round(2 * place.mean_kw) + 1)
            yield bill_of(
                account,
                place,
                start,
                end,
                by_rates(metered, place.terms_on(start).price_code),
                BOOK,
                used_before=before,
                capacity_here=place is account.places[0],
            )
            before += kwh


def line(of: Bill, component: str) -> Line:
    """The one line of a component that has a quantity."""
    [found] = [one for one in of.rated.lines if one.component == component and one.quantity]
    return found


def covers_the_year(account: Account) -> bool:
    """Whether its bills follow each other without a gap from its first to its last day of the year."""
    spans = list(periods(account, FIRST, LAST))
    begin = max(FIRST, account.opened)
    end = min(account.closed or LAST + timedelta(1), LAST + timedelta(1))
    starts = [start for start, _ in spans]
    return starts == [begin, *(after for _, after in spans[:-1])] and spans[-1][1] == end
