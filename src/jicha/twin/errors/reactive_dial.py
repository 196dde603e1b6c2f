"""BIL-014 and BIL-015: the dial of reactive energy misread for two months, as nearly nothing or as nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.twin.books.billing import Bill
from jicha.twin.error import Desk, Truth, error, near
from jicha.twin.misbilled import plain

_LITTLE = Decimal("0.02")  # of the active energy: a factor that rounds to 1
_PLAIN_FACTOR = Decimal("0.99")


@error("无功示数错读致力率连续为1", "BIL-014")
def power_factor_of_one(desk: Desk) -> Iterator[Truth]:
    """Hardly any reactive energy in two months, so that the power factor is 1."""
    yield from _misread(desk, "power_factor_of_one", "BIL-014", _LITTLE)


@error("无功示数连续为零", "BIL-015")
def no_reactive_energy(desk: Desk) -> Iterator[Truth]:
    """No reactive energy in two months in a row."""
    yield from _misread(desk, "no_reactive_energy", "BIL-015", Decimal(0))


def _misread(desk: Desk, kind: str, code: str, share: Decimal) -> Iterator[Truth]:
    """Two months of a point, and of other points one month, which is a near miss."""
    books = desk.books

    def amid(bill: Bill) -> bool:
        own = books.bill_numbers(bill.place)
        place = next((number for number, one in enumerate(own) if books.bills[one] is bill), 0)
        return 0 < place < len(own) - 2 and all(desk.is_free(one) and _usual(one) for one in own[place - 1 : place + 3])

    def _usual(number: str) -> bool:
        row = books.bill_row(number)
        return (
            plain(books.bills[number])
            and row.get("power_factor") is not None
            and row["power_factor"] < _PLAIN_FACTOR
            and row["reactive_kvarh"] > 0
        )

    def misread(number: str) -> None:
        metered = sum((one.kwh for one in books.bills[number].case.energy), Decimal(0))
        books.rebill(number, kvarh=round(metered * share, 2))

    done = 0
    for first in desk.bills(kind, amid, desk.scarce):
        own = books.bill_numbers(books.bills[first].place)
        place = own.index(first)
        if done == desk.count or desk.taken & {own[place - 1], own[place + 1], own[place + 2]}:
            desk.taken.discard(first)  # enough, or another one was planted beside it just now
            continue
        done += 1
        desk.taken.update(own[place - 1 : place + 3])
        misread(first)
        misread(own[place + 1])
        point = books.bills[first].place.number
        yield Truth(code, "point", point, books.bill_row(own[place + 1])["month"])
    done = 0
    for number in desk.bills(f"{kind} near", amid, desk.scarce):
        own = books.bill_numbers(books.bills[number].place)
        place = own.index(number)
        if done == desk.count or desk.taken & {own[place - 1], own[place + 1]}:
            desk.taken.discard(number)
            continue
        done += 1
        desk.taken.update((own[place - 1], own[place + 1]))
        misread(number)
        yield near(code, "point", books.bills[number].place.number, books.bill_row(number)["month"])
