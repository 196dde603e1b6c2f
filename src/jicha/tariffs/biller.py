"""The exact scalar biller: one bill, every step on a worksheet, in rational arithmetic. What the engine is held to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from jicha.tariffs.bill_sheet import BillSheet
from jicha.tariffs.book import Book, Item, in_force
from jicha.tariffs.capacity_lines import capacity_line
from jicha.tariffs.case import BadCase, Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.energy_lines import Priced, energy_lines, surcharge_lines, tier_lines
from jicha.tariffs.errors import MissingPrice
from jicha.tariffs.extra_lines import extra_lines, fixed_lines
from jicha.tariffs.lacking import refuse_lacking
from jicha.tariffs.line import Line
from jicha.tariffs.measure import measure
from jicha.tariffs.power_factor_line import power_factor_lines
from jicha.tariffs.spans import change_days, day_of_bill_month
from jicha.terms.worksheet import Worksheet


@dataclass(frozen=True)
class Rated:
    """A computed bill: its lines, their sum, and the worksheet that shows every step.

    The worksheet is written when it is first read: most bills of a year are computed for their lines alone.
    """

    lines: tuple[Line, ...]
    sheet: Worksheet

    @classmethod
    def unwritten(cls, lines: tuple[Line, ...], sheet: BillSheet) -> Rated:
        """A bill whose sheet is complete and not written yet; its result is the step ``total``."""
        rated = cls.__new__(cls)
        vars(rated).update(lines=lines, _unwritten=sheet)
        return rated

    def __getattr__(self, name: str) -> Worksheet:
        held = vars(self)
        if name != "sheet" or "_unwritten" not in held:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        sheet: Worksheet = held["_unwritten"].done("total")
        held["sheet"] = sheet
        return sheet

    def lines_alone(self) -> Rated:
        """The same without its worksheet, for whoever keeps many: reading ``sheet`` or a figure of it then fails."""
        rated = type(self).__new__(type(self))
        vars(rated)["lines"] = self.lines
        return rated

    def figure(self, name: str) -> Decimal:
        """A value of the sheet by its name, as the sheet shows it, without writing all of it. Raises KeyError."""
        held = vars(self)
        return held["_unwritten"].figure(name) if "_unwritten" in held else self.sheet.value_of(name).value

    def rounded(self, name: str, digits: int) -> Decimal:
        """A value of the sheet at most so long, for whoever reads some values of many bills. Raises KeyError."""
        held = vars(self)
        if "_unwritten" in held:
            return held["_unwritten"].decimal(name, digits)  # type: ignore[no-any-return]
        return round(self.figure(name), digits)

    def __getstate__(self) -> dict[str, object]:
        return {"lines": self.lines, "sheet": self.sheet}

    @property
    def total(self) -> Decimal:
        """Money to be paid, in the book's currency."""
        return sum((one.money for one in self.lines), Decimal(0))

    def money(self, *components: str) -> Decimal:
        """The money of some components."""
        return sum((one.money for one in self.lines if one.component in components), Decimal(0))


def rate(case: Case, book: Book, settled: Settled) -> Rated:
    """Compute a bill.

    Raises MissingPrice, OverlappingPrices, MissingInput, Unsettled where something it depends on is not known (its bill
    is then unsure), and BadCase where the facts contradict one another.
    """
    _check_region(case, book)
    last = case.period_end - timedelta(1)
    sheet = BillSheet("bill", price_code=case.price_code, first=f"{case.period_start}", last=f"{last}")
    main = _priced(case, book, settled, "", "main")
    item = main.item
    refuse_lacking(item, case)
    sheet.given("period_days", case.days, "day", origin="case")
    measure(sheet, case, settled)
    lines: list[Line] = []
    lines += energy_lines(sheet, case, book, settled, main)
    lines += tier_lines(sheet, case, book, settled, main)
    lines += surcharge_lines(sheet, case, book, settled, main)
    lines += _part_lines(sheet, case, book, settled)
    lines += fixed_lines(sheet, case, book, settled, main)
    capacity = capacity_line(sheet, case, book, settled, main)
    lines += [capacity] if capacity else []
    lines += power_factor_lines(sheet, case, book, settled, lines)
    lines += extra_lines(sheet, case, book, settled, main)
    if not lines:
        raise MissingPrice(f"{item.code} has no price on {case.period_start}", "Complete the price book.")
    total = " + ".join(one.name for one in lines)
    sheet.step("total", total, book.currency, word="bill_total")
    if item.surcharges_included:
        sheet.remark("surcharges_included")
        if sheet.holds("power_factor_base") and settled.choice("power_factor_base") == "base_without_funds":
            sheet.remark("surcharges_in_base", warns=True)  # a price that contains them cannot be told apart
    return Rated.unwritten(tuple(lines), sheet)


def item_of(case: Case, book: Book, settled: Settled, *, part: str = "") -> Item:
    """The price of a bill, or of a ``part`` of it by its code.

    Where its kind changes within the bill, the settled day's prices hold for all of it. Raises MissingPrice where the
    two kinds cannot be divided by days; OverlappingPrices, Unsettled.
    """
    code = part or case.price_code
    first = book.item(code, case.period_start)
    named = [one for one in book.items if code in (one.code, *one.codes)]
    changes = sorted({day for day in change_days(named) if case.period_start < day < case.period_end})
    held = tuple(dict.fromkeys((first, *(book.item(code, day) for day in changes))))
    if len({_kind(one) for one in held}) == 1:
        return _joined(held) if len(held) > 1 else first
    reading = settled.choice("price_change")
    if reading == "by_days":
        raise MissingPrice(
            f"the kind of {code} changes within the bill",
            "Divide the bill on that day.",
            message_zh=f"{code} 的电价类型在账期内变动",
            remedy_zh="请在变动当日分段。",
        )
    day = case.period_start if reading == "from_next_bill" else day_of_bill_month(case)
    item = book.item(code, day)
    prices = (replace(one, valid_from=case.period_start, valid_to=None) for one in in_force(item.prices, day))
    return replace(item, prices=tuple(prices))


def _priced(case: Case, book: Book, settled: Settled, part: str, stem: str) -> Priced:
    """A price of the bill with what the book keeps of it for these days: all that follows from code, days and reading.

    The energy of a bill, its household or its town change nothing of it. Raises what `item_of` raises.
    """
    days = case.period_start, case.period_end, case.bill_month
    key = (stem, part or case.price_code, *days, settled.choices.get("price_change"))
    return book.kept.of(key, lambda: Priced(item_of(case, book, settled, part=part), f"{stem}_kwh", stem))


def _joined(items: Sequence[Item]) -> Item:
    """Items of one kind that follow one another as one: each price on the days of its own item, and on no others."""
    prices = []
    for item in items:
        for one in item.prices:
            ends = [day for day in (one.valid_to, item.valid_to) if day is not None]
            cut = replace(one, valid_from=max(one.valid_from, item.valid_from), valid_to=min(ends, default=None))
            if cut.valid_to is None or cut.valid_from < cut.valid_to:
                prices.append(cut)
    lacks = tuple(dict.fromkeys(one for item in items for one in item.lacks))
    return replace(items[0], valid_to=items[-1].valid_to, prices=tuple(prices), lacks=lacks)


def _kind(item: Item) -> tuple[object, ...]:
    """What two stretches of a price must share to be divided by days."""
    by_hours = item.time_of_use or any(one.period != "total" for one in item.prices)
    floats = (item.calendar, item.price_digits) if any(one.floats for one in item.prices) else ()
    return item.price_class, item.strategy, item.tiered, item.surcharges_included, by_hours, item.demand, floats


def _check_region(case: Case, book: Book) -> None:
    """See that the book is of the case's region: one may name a town of the other's province. Raises BadCase."""
    if not (case.region.startswith(book.region) or book.region.startswith(case.region)):
        raise BadCase(
            f"the case is of region {case.region}, the price book of {book.region}",
            "Take the book of the region.",
            message_zh=f"案例所属地区为 {case.region}，电价本为 {book.region}",
            remedy_zh="请使用该地区的电价本。",
        )


def _part_lines(sheet: BillSheet, case: Case, book: Book, settled: Settled) -> Iterator[Line]:
    for number, part in enumerate(case.parts, start=1):
        priced = _priced(case, book, settled, part.price_code, f"part_{number}")
        refuse_lacking(priced.item, case, main=False)
        yield from energy_lines(sheet, case, book, settled, priced)
        yield from surcharge_lines(sheet, case, book, settled, priced)
