"""BIL-007: a household gave prices by the hour up, and is billed by them all the same."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.account import Account
from jicha.twin.error import Desk, Truth, error, near
from jicha.twin.misbilled import kwh_of, says
from jicha.twin.records import Row

_BILLS_OF_ONE = 3


@error("居民退出峰谷后仍按峰谷计费", "BIL-007", early=True)
def hours_after_withdrawal(desk: Desk) -> Iterator[Truth]:
    """Prices by the hour billed on after the household gave them up."""
    books = desk.books

    def fits(account: Account) -> bool:
        own = books.bill_numbers(account.places[0])
        return (
            account.archetype == "household_by_hours"
            and account.closed is None
            and len(own) > _BILLS_OF_ONE
            and all(desk.is_free(one) and kwh_of(books.bills[one]) > 0 for one in own[-_BILLS_OF_ONE - 1 :])
            and _choice(desk, account) is not None
        )

    for account in desk.accounts("hours_after_withdrawal", fits, -(-desk.count // _BILLS_OF_ONE)):
        before, *after = books.bill_numbers(account.places[0])[-_BILLS_OF_ONE - 1 :]
        choice = _choice(desk, account)
        if choice is not None:
            choice["valid_to"] = books.bills[after[0]].case.period_start
        desk.taken.update((before, *after))
        for number in after:
            yield says(books, "BIL-007", number, kwh=kwh_of(books.bills[number]))
        yield near("BIL-007", "bill", before, books.bill_row(before)["month"])
    for number in desk.bills(
        "hours_after_withdrawal near", lambda bill: bill.account.archetype == "household_by_hours"
    ):
        yield near("BIL-007", "bill", number, books.bill_row(number)["month"])


def _choice(desk: Desk, account: Account) -> Row | None:
    """The row of the application for prices by the hour."""
    rows = desk.books.records.of("price_choice", customer_id=account.number, choice="time_of_use")
    return rows[0] if rows else None
