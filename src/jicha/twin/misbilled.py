"""Bills that an error made wrong, and what the rules that compare bills must say of each of them.

An error of billing has its own rule; besides, the sum differs from what price book and records come to (BIL-048), or
the price on the bill is not that of the file (BIL-057). The sums of money here come from the exact biller's two bills.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from jicha.tariffs.biller import Rated
from jicha.twin.books.billing import Bill, priced
from jicha.twin.books.book import Books
from jicha.twin.error import Desk, Truth, near

Fits = Callable[[Bill], bool]
CENT = Decimal("0.01")
_LEAST_MONEY, _LEAST_PERCENT = Decimal(1), Decimal("0.5")  # below both, two sums are taken for equal (BIL-048)


def plain(bill: Bill) -> bool:
    """Whether nothing else is to be said of a bill: energy was used, on the only point of a lasting customer."""
    account = bill.account
    return (
        len(account.places) == 1
        and bill.place.metered
        and account.closed is None
        and bill.case.period_start.day == 1
        and account.file.get("temporary", "permanent") == "permanent"
        and not any(table == "service_order" for table, _ in account.ledgers)
        and sum(one.kwh for one in bill.case.energy) > 0
    )


def kwh_of(bill: Bill) -> Decimal:
    """The energy that a bill prices, kWh: what is handed over or, where that is no price of its own, the energy."""
    return sum((one.quantity for one in bill.rated.lines if one.component in ("transport", "energy")), Decimal(0))


def by_terms(books: Books, number: str, **terms: Any) -> None:
    """Compute a bill again with some of its terms wrong."""
    books.rebill(number, terms=replace(books.bills[number].terms, **terms))


def same_steps(books: Books, bill: Bill, **case: Any) -> bool:
    """Whether a bill computed with its case changed has the same power factor adjustment and discount of demand.

    BIL-048 takes both from the energy on the bill, so where a wrong energy moves them its sum is not the true one.
    """
    told = (bill.case, replace(bill.case, **case))
    first, other = (priced(bill.account, bill.place, bill.terms, one, books.prices).rated for one in told)
    return all(_figure(first, name) == _figure(other, name) for name in ("power_factor_percent", "discount_percent"))


def _figure(rated: Rated, name: str) -> Decimal | None:
    try:
        return rated.rounded(name, 3)
    except KeyError:
        return None


def says(
    books: Books, code: str, number: str, *, money: Decimal | None = None, kwh: Decimal | None = None, **more: Any
) -> Truth:
    """What a rule must say of a bill; no money or energy where it states none."""
    return Truth(code, "bill", number, books.bill_row(number)["month"], money, kwh, **more)


def part_off(books: Books, number: str, *components: str) -> Decimal:
    """By how much the money of some components of a bill differs from the right one, CNY."""
    wrong, right = books.bills[number].rated, books.right_bill(number).rated
    return abs(wrong.money(*components) - right.money(*components))


def sum_off(books: Books, number: str, **more: Any) -> Iterator[Truth]:
    """The sum of the bill is not what price book and records come to, where that is more than a rounding."""
    right = books.right_money(number)
    off = abs(books.bill_row(number)["total_charge"] - right)
    if off > _LEAST_MONEY and 100 * off > _LEAST_PERCENT * abs(right):
        yield says(books, "BIL-048", number, money=off, **more)


def price_to_the_end(
    desk: Desk, kind: str, fits: Fits, price_code: str, *, months: int = 3, **terms: Any
) -> Iterator[str]:
    """Bills at another price, as many as a kind is planted: of each customer the last ``months`` of the window.

    A wrong price stays until somebody sees it, and all bills since it was entered carry it. Gives their numbers.
    """
    books = desk.books

    def first_of_them(bill: Bill) -> bool:
        own = books.bill_numbers(bill.place)
        place = len(own) - months
        return (
            place >= 0
            and books.bills[own[place]] is bill
            and all(desk.is_free(one) and not desk.under_order(one) and fits(books.bills[one]) for one in own[place:])
        )

    for first in desk.bills(kind, first_of_them, -(-desk.count // months)):
        for number in books.bill_numbers(books.bills[first].place)[-months:]:
            desk.taken.add(number)
            by_terms(books, number, price_code=price_code, **terms)
            yield number


def half_of(desk: Desk, fits: Fits) -> int:
    """How many to plant where the few that fit must leave near misses of the same sort: half of them at most."""
    free = sum(desk.is_free(number) and fits(bill) for number, bill in desk.books.bills.items())
    return min(desk.scarce, (free + 1) // 2)


def off_file(books: Books, number: str) -> Truth:
    """The price of the bill is not the one in the file."""
    return says(books, "BIL-057", number)


def spared(
    desk: Desk, kind: str, code: str, fits: Fits, count: int | None = None, *, under_orders: bool = False
) -> Iterator[Truth]:
    """As many near misses as a kind is planted: bills that only look like it."""
    for number in desk.bills(f"{kind} near", fits, count, under_orders=under_orders):
        yield near(code, "bill", number, desk.books.bill_row(number)["month"])
