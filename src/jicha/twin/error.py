"""A planted error of the utility: its words, when it happens, what it does to the books, and what must be found of it.

An error acts where the real one would: on the terms by which a bill is computed (and the bill is computed again), on a
finished bill, on a row of a ledger. It returns the truth with it: which rule finds which subject, with what money; and
near misses, subjects that look like it and are right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from jicha.twin.account import Account
from jicha.twin.books.billing import Bill
from jicha.twin.books.book import Books
from jicha.twin.records import Row
from jicha.twin.streams import Stream

_AFTER_AN_ORDER = timedelta(days=32)
_CHANGING_SUPPLY = (
    "lv_resident_new", "lv_non_resident_new", "hv_new", "capacity_increase", "capacity_reduction", "reduction_recovery",
    "suspension", "suspension_recovery", "class_change", "voltage_change", "split", "merge", "meter_exchange",
)  # fmt: skip


class Stage(StrEnum):
    """When an error happens: once bills are computed, or once they are paid and all else is written down."""

    BILLS = "bills"
    LEDGERS = "ledgers"


@dataclass(frozen=True, slots=True)
class Truth:
    """What a rule must say of a subject.

    ``subject_id`` is the number that the delivery prints; ``expect`` is "find" or, of a near miss, "spare". ``money``
    (CNY) and ``kwh`` are what is at stake, None where the rule states none; a stated sum may differ by ``tolerance``.
    Errors with one root have one ``cause``; ``staff_id`` is whose doing it was.
    """

    code: str
    subject_kind: str
    subject_id: str
    period: date | None = None
    money: Decimal | None = None
    kwh: Decimal | None = None
    expect: str = "find"
    tolerance: Decimal = Decimal("0.00")
    cause: str = ""
    staff_id: str = ""


@dataclass(eq=False)
class Desk:
    """Where errors are made: the books of a station, and how many of each kind are to be planted there.

    Subjects of one error are left alone by all others, and those of ``untouchable`` customers (thieves, faulty meters)
    by every error, so that each finding has one reason.
    """

    books: Books
    count: int
    untouchable: frozenset[str] = frozenset()
    taken: set[str] = field(default_factory=set)
    _orders: dict[str, dict[str, Row]] | None = field(default=None, init=False)

    @property
    def scarce(self) -> int:
        """How many of a kind whose subjects are few, and at few stations."""
        return 3 * self.count

    def stream(self, kind: str, entity: str = "") -> Stream:
        """Random numbers of a kind at this station, or at one of its subjects."""
        return Stream(self.books.world.seed, entity or self.books.station.number, f"error {kind}")

    def bills(
        self, kind: str, fits: Callable[[Bill], bool], count: int | None = None, *, under_orders: bool = False
    ) -> list[str]:
        """Numbers of bills that fit, by chance and of as many customers as there are; they are taken from now on.

        Bills around an order are left out, as most rules do not judge them, unless ``under_orders``.
        """
        found = [
            number
            for number, bill in self.books.bills.items()
            if self.is_free(number) and (under_orders or not self.under_order(number)) and fits(bill)
        ]
        return self._drawn(kind, found, lambda number: self.books.bills[number].account.number, count)

    def accounts(self, kind: str, fits: Callable[[Account], bool], count: int | None = None) -> list[Account]:
        """Customers that fit, by chance; they are taken from now on."""
        found = {one.number: one for one in self.books.station.accounts if self._free(one, one.number) and fits(one)}
        return [found[number] for number in self._drawn(kind, list(found), lambda number: number, count)]

    def rows(
        self, kind: str, table: str, key: str, fits: Callable[[dict[str, Any]], bool], count: int | None = None
    ) -> list[dict[str, Any]]:
        """Rows of a ledger that fit, by chance; ``key`` is the column that names them. They are taken from now on."""
        found = {
            row[key]: row
            for row in self.books.records.of(table)
            if row[key] not in self.taken and row.get("customer_id") not in self.untouchable and fits(row)
        }
        return [found[number] for number in self._drawn(kind, sorted(found), lambda number: number, count)]

    def is_free(self, bill_id: str) -> bool:
        """Whether a bill is as it was computed, and no error's."""
        return self._free(self.books.bills[bill_id].account, bill_id) and not self.books.changed(bill_id)

    def under_order(self, bill_id: str) -> bool:
        """Whether an order of its customer was under way in the days of a bill, or had ended less than a month before.

        Only orders that change something of the supply count.
        """
        if self._orders is None:
            self._orders = {}
            for row in self.books.records.of("service_order"):
                if row["order_kind"] not in _CHANGING_SUPPLY:
                    continue
                self._orders.setdefault(row["customer_id"], {})[row["order_id"]] = row
        bill = self.books.bills[bill_id]
        return any(
            row["accepted_at"].date() <= bill.case.period_end
            and (
                row.get("finished_at") is None
                or (row["finished_at"] + _AFTER_AN_ORDER).date() >= bill.case.period_start
            )
            for row in self._orders.get(bill.account.number, {}).values()
        )

    def _free(self, account: Account, number: str) -> bool:
        return account.number not in self.untouchable and number not in self.taken

    def _drawn(self, kind: str, numbers: list[str], whose: Callable[[str], str], count: int | None) -> list[str]:
        """In an order of chance, everybody's first before anybody's second."""
        order = sorted(numbers, key=lambda number: float(self.stream(kind, number).uniform(1)[0]))
        rank: dict[str, int] = {}
        ranked: list[tuple[int, int, str]] = []
        for number in order:
            rank[whose(number)] = rank.get(whose(number), -1) + 1
            ranked.append((rank[whose(number)], len(ranked), number))
        chosen = [number for _, _, number in sorted(ranked)][: self.count if count is None else count]
        self.taken.update(chosen)
        return chosen


Planting = Callable[[Desk], Iterable[Truth]]


@dataclass(frozen=True, slots=True, eq=False)
class Error:
    """``codes`` are the rules that find it, the first being the one that it is planted for.

    ``early``: it touches all bills of a price or has few subjects, so it is planted before the others.
    """

    code: str
    name: str
    name_zh: str
    codes: tuple[str, ...]
    stage: Stage
    plant: Planting
    early: bool = False


def error(name_zh: str, *codes: str, stage: Stage = Stage.BILLS, early: bool = False) -> Callable[[Planting], Error]:
    """Makes an error of a function: its name is the code, and its docstring the name."""

    def made(plant: Planting) -> Error:
        name = (plant.__doc__ or "").split("\n")[0].rstrip(".")
        return Error(plant.__name__, name, name_zh, codes, stage, plant, early)

    return made


def near(code: str, subject_kind: str, subject_id: str, period: date | None = None) -> Truth:
    """A near miss: it looks like the error, is right, and must be spared."""
    return Truth(code, subject_kind, subject_id, period, expect="spare")


def of_bill(
    books: Books, code: str, bill_id: str, *, money: Decimal | None = None, kwh: Decimal | None = None, **more: Any
) -> Truth:
    """The truth of a bill: its number and month, and ``money`` unless given what it differs from the right one by."""
    row = books.bill_row(bill_id)
    differs = abs(row["total_charge"] - books.right_money(bill_id))
    return Truth(code, "bill", bill_id, row["month"], differs if money is None else money, kwh, **more)


def planted(desk: Desk, errors: Iterable[Error], stage: Stage) -> Iterator[tuple[Error, Truth]]:
    """Plant every error of a stage: the early ones first, then in the order of their codes."""
    for one in sorted(errors, key=lambda each: (not each.early, each.code)):
        if one.stage is stage:
            for truth in one.plant(desk):
                yield one, truth
