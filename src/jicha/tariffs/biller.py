"""The exact scalar biller: one bill, every step on a worksheet, in rational arithmetic. What the engine is held to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from jicha.tariffs.book import Book
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
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Rated:
    """A computed bill: its lines, their sum, and the worksheet that shows every step."""

    lines: tuple[Line, ...]
    sheet: Worksheet

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
    sheet = Sheet("bill", price_code=case.price_code, first=f"{case.period_start}", last=f"{last}")
    item = book.item(case.price_code, case.period_start)
    refuse_lacking(item, case)
    sheet.given("period_days", case.days, "day", origin="case")
    measure(sheet, case, settled)
    lines: list[Line] = []
    main = Priced(item, "main_kwh", "main")
    lines += energy_lines(sheet, case, book, settled, main)
    lines += tier_lines(sheet, case, book, settled, main)
    lines += surcharge_lines(sheet, case, book, settled, main)
    lines += _part_lines(sheet, case, book, settled)
    lines += fixed_lines(sheet, case, book, settled, item)
    capacity = capacity_line(sheet, case, book, settled, item)
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
    return Rated(tuple(lines), sheet.done("total"))


def _check_region(case: Case, book: Book) -> None:
    """See that the book is of the case's region: one may name a town of the other's province. Raises BadCase."""
    if not (case.region.startswith(book.region) or book.region.startswith(case.region)):
        raise BadCase(
            f"the case is of region {case.region}, the price book of {book.region}",
            "Take the book of the region.",
            message_zh=f"案例所属地区为 {case.region}，电价本为 {book.region}",
            remedy_zh="请使用该地区的电价本。",
        )


def _part_lines(sheet: Sheet, case: Case, book: Book, settled: Settled) -> Iterator[Line]:
    for number, part in enumerate(case.parts, start=1):
        item = book.item(part.price_code, case.period_start)
        refuse_lacking(item, case, main=False)
        priced = Priced(item, f"part_{number}_kwh", f"part_{number}")
        yield from energy_lines(sheet, case, book, settled, priced)
        yield from surcharge_lines(sheet, case, book, settled, priced)
