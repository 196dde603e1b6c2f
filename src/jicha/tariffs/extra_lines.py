"""Lines that follow no energy or another price: fixed charges, differential prices, relief, adjustments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from jicha.tariffs.bill_sheet import BillSheet
from jicha.tariffs.book import Book, Item, Price, in_force, the_one
from jicha.tariffs.case import BadCase, Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.energy_lines import Priced
from jicha.tariffs.line import Line, decimal_of, put_months, put_one_month, rounded
from jicha.tariffs.spans import Piece, Quote, change_days, month_starts, pieces, stamp_of


def fixed_lines(sheet: BillSheet, case: Case, book: Book, settled: Settled, main: Priced) -> Iterator[Line]:
    """Charges of a month whatever was used, one a component. Raises MissingPrice, OverlappingPrices, Unsettled."""
    unit = f"{book.currency}/month"
    for number, (component, held) in enumerate(main.kept.of("fixed", partial(_fixed, main.item, unit)), start=1):
        spans = main.kept.of(("fixed", component), partial(_fixed_spans, main.item, held, case, settled))
        if not any(one.price for one in spans):
            continue
        name, price = f"fixed_{number}", f"fixed_{number}_price"
        about = f"component_{component}"
        stamp = partial(stamp_of, price, spans, unit, book, about=about, word="fixed_price")
        sheet.put(main.kept.of(("stamp", name), stamp))
        put_one_month(sheet)
        months = "months_billed" if put_months(sheet, case) else "one_month"
        sheet.step(name, rounded(f"{price} * {months}", settled), book.currency, about=about, word="fixed_money")
        yield Line(
            name,
            component,
            main.item.code,
            decimal_of(sheet, name, 2),
            Decimal(case.months_billed),
            "month",
            decimal_of(sheet, price, 8),
            in_power_factor_base=held[0].in_power_factor_base,
        )


def _fixed(item: Item, unit: str) -> list[tuple[str, list[Price]]]:
    """The components that are charged by the month, each with its prices."""
    fixed = [one for one in item.prices if one.unit == unit]
    components = dict.fromkeys(one.component for one in fixed)
    return [(component, [one for one in fixed if one.component == component]) for component in components]


def _fixed_spans(item: Item, held: list[Price], case: Case, settled: Settled) -> list[Piece]:
    def price_on(day: date) -> Quote:
        today = [one for one in in_force(held, day) if not one.months or day.month in one.months]
        if not today:
            return Quote(Decimal(0), held[0])
        found = the_one(today, day, f"{held[0].component} price of {item.code}")
        return Quote(found.price, found)

    return pieces(price_on, [*change_days(held), *month_starts(case)], case, settled)


def extra_lines(sheet: BillSheet, case: Case, book: Book, settled: Settled, main: Priced) -> Iterator[Line]:
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


def _relief(sheet: BillSheet, case: Case, book: Book, settled: Settled, main: Priced) -> Line:
    """Free energy of a household with relief, at the price of its first tier."""
    prices = [f"main_{one}_price" for one in ("energy_total",) if sheet.holds(f"main_{one}_price")]
    if not prices:
        raise BadCase(
            "relief is computed on a price for the whole day",
            "Compute that household by hand.",
            message_zh="优惠减免仅按不分时电价计算",
            remedy_zh="请对该户人工计算。",
        )
    sheet.given("relief_free_kwh", case.relief_kwh, "kWh", origin="case")
    # of energy that was taken back nothing is free
    sheet.step("relief_kwh", f"max(min(relief_free_kwh, {main.total}), {main.total} - {main.total})", "kWh")
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
