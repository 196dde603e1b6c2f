"""Lines of lists and decisions: differential prices, relief of low-income households, adjustments."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.tariffs.book import Book
from jicha.tariffs.case import BadCase, Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.energy_lines import Priced
from jicha.tariffs.line import Line, decimal_of, rounded
from jicha.terms.sheet import Sheet


def extra_lines(sheet: Sheet, case: Case, book: Book, settled: Settled, main: Priced) -> Iterator[Line]:
    """The lines that apply. Raises BadCase for relief on a price that has no whole day."""
    if case.difference_price:
        sheet.given("difference_price", case.difference_price, f"{book.currency}/kWh", origin="case")
        sheet.step("difference_money", rounded(f"{main.total} * difference_price", settled), book.currency)
        yield Line(
            "difference_money",
            "difference",
            main.item.code,
            decimal_of(sheet, "difference_money", 2),
            decimal_of(sheet, main.total, 3),
            "kWh",
            case.difference_price,
        )
    if case.relief_kwh:
        yield _relief(sheet, case, book, settled, main)
    if case.adjustment:
        sheet.given("adjustment", case.adjustment, book.currency, origin="case")
        yield Line("adjustment", "adjustment", main.item.code, case.adjustment, Decimal(1), "count", case.adjustment)


def _relief(sheet: Sheet, case: Case, book: Book, settled: Settled, main: Priced) -> Line:
    """Free energy of a household with relief, at the price of its first tier."""
    prices = [f"main_{one}_price" for one in ("energy_total",) if sheet.holds(f"main_{one}_price")]
    if not prices:
        raise BadCase("relief is computed on a price for the whole day", "Compute that household by hand.")
    sheet.given("relief_free_kwh", case.relief_kwh, "kWh", origin="case")
    sheet.step("relief_kwh", f"min(relief_free_kwh, {main.total})", "kWh")
    sheet.step("relief_money", rounded(f"-relief_kwh * {prices[0]}", settled), book.currency)
    return Line(
        "relief_money",
        "relief",
        main.item.code,
        decimal_of(sheet, "relief_money", 2),
        decimal_of(sheet, "relief_kwh", 3),
        "kWh",
        decimal_of(sheet, prices[0], 8),
    )
