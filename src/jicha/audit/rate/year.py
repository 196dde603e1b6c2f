"""Where a household bill stands in its tier year: the energy before it, and the months that the account exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jicha.audit.rate.rows import Row, Rows
from jicha.tariffs.book import Book, in_force
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput

_HOUSEHOLD = "residential"
_SIZES = ((7, "seven_or_more"), (5, "five_or_more"))
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class TierYear:
    """``household`` is a code of ``household_size``; ``used_before`` is None where tiers are counted by the month."""

    household: str
    used_before: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    months: int = field(default=_MONTHS, metadata={"unit": "month"})


def tier_year(rows: Rows, bill: Row, book: Book, settled: Settled) -> TierYear:
    """The tier year of a bill on a price with tiers. Raises MissingInput, Unsettled."""
    if bill["price_class"] != _HOUSEHOLD:
        raise MissingInput("price_class", "whether the bill is a household's", "账单是否为居民用电")
    household = _household(rows, bill)
    tiers = [one for one in in_force(book.tiers, _day(bill, settled)) if one.household == household]
    if tiers and tiers[0].cycle == "month":
        return TierYear(household)
    by_month = settled.choice("tier_clearing") == "bill_month"
    year = _year_of(bill, by_month=by_month)
    if year is None:
        raise MissingInput("period_start", "which tier year the bill belongs to", "账单所属阶梯年度")
    opened = _opened_on(rows, bill)
    used = _added_up(rows, bill, year, opened, by_month=by_month) if bill["bill_status"] != "reversed" else None
    if used is None:  # of a reversed bill too: it is no part of the year any more
        used = bill["year_kwh_before"]
    if used is None:
        raise MissingInput(
            "year_kwh_before", "the energy of the tier year before this bill", "本期前的阶梯年度累计电量"
        )
    months = _MONTHS + 1 - opened.month if opened is not None and opened.year == year else _MONTHS
    return TierYear(household, used, months)


def _day(bill: Row, settled: Settled) -> date:
    """The day whose tiers the bill has where they change within it."""
    start: date = bill["period_start"]
    last = date.fromordinal(bill["period_end"].toordinal() - 1)
    by_month = settled.choices.get("price_change") == "from_bill_month" and bill["month"] is not None
    return min(max(bill["month"], start), last) if by_month else start


def _household(rows: Rows, bill: Row) -> str:
    """By the most persons of a registration for larger blocks that holds on the first day."""
    start = bill["period_start"]
    persons = [
        row["person_count"] or 0
        for row in rows.of("many_person_household", customer_id=bill["customer_id"], benefit="extra_block")
        if row["registered_on"] is not None
        and row["registered_on"] <= start
        and all(row[name] is None or row[name] > start for name in ("valid_to", "ended_on"))
    ]
    return next((size for least, size in _SIZES if max(persons, default=0) >= least), "ordinary")


def _opened_on(rows: Rows, bill: Row) -> date | None:
    customer = rows.one("customer", customer_id=bill["customer_id"])
    return None if customer is None else customer["opened_on"]


def _year_of(bill: Row, *, by_month: bool) -> int | None:
    """The tier year of a bill; by consumption one that lies over 1 January has none."""
    start, end = bill["period_start"], bill["period_end"]
    if start is None or end is None or end <= start:
        return None
    if by_month:
        return None if bill["month"] is None else int(bill["month"].year)
    last = date.fromordinal(end.toordinal() - 1)
    return int(start.year) if start.year == last.year else None


def _added_up(rows: Rows, bill: Row, year: int, opened: date | None, *, by_month: bool) -> Decimal | None:
    """The energy of the bills of the year before this one; None where their days leave a gap, or one is blank."""
    same = [
        one
        for one in rows.of("bill", point_id=bill["point_id"], price_class=_HOUSEHOLD)
        if _year_of(one, by_month=by_month) == year
        and one["bill_status"] != "reversed"
        and rows.one("customer", customer_id=one["customer_id"]) is not None
    ]
    chain = sorted(same, key=lambda one: (one["period_start"], one["period_end"]))
    if not chain:
        return None  # the bill does not say at which point it is
    begin = date(year, 1, 1)
    if by_month:
        begin = chain[0]["period_start"]
        whole = chain[0]["month"].month == 1 or (opened is not None and opened >= begin)
        if not whole:
            return None
    elif opened is not None:
        begin = max(begin, opened)
    used, reached = Decimal(0), begin
    for one in chain:
        if _is(one, bill):
            return used if reached == bill["period_start"] else None
        if one["period_start"] != reached or one["kwh"] is None:
            return None
        used, reached = used + one["kwh"], one["period_end"]
    return None


def _is(one: Row, other: Row) -> bool:
    return bool(one["bill_id"] == other["bill_id"])
