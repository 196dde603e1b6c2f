"""One line of a computed bill, and the money of a line as the settled reading rounds it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jicha.tariffs.bill_sheet import BillSheet
from jicha.tariffs.case import Case
from jicha.tariffs.conventions import Settled
from jicha.terms.sheet import Sheet

_SHORT_DAYS, _LONG_DAYS = 25, 36  # of a month as meters are read, a few days early or late


@dataclass(frozen=True, slots=True)
class Line:
    """A line: what is charged, how much of it at which price, and the money in the book's currency.

    ``name`` is the step of the sheet that holds the money. ``quantity`` is in ``unit``; ``price`` is the mean where
    it changed within the bill, rounded to 8 decimals; the sheet has it exactly.
    """

    name: str
    component: str
    price_code: str
    money: Decimal
    quantity: Decimal
    unit: str
    price: Decimal
    period: str = "total"
    tier: int = 1
    surcharge_item: str = ""
    in_power_factor_base: bool = False


def rounded(formula: str, settled: Settled) -> str:
    """A formula of money, rounded to the fen as the convention ``money_rounding`` says. Raises Unsettled."""
    rounding = "cut" if settled.choice("money_rounding") == "cut_off" else "round"
    return f"{rounding}({formula}, 2)"


def put_one_month(sheet: Sheet) -> None:
    """Note the month that a monthly price is for, once."""
    if not sheet.holds("one_month"):
        sheet.given("one_month", 1, "month", origin="definition")


def put_months(sheet: Sheet, case: Case) -> bool:
    """Note the months that a bill counts as; whether it is for several, which then stand on the sheet.

    Says where its days are not those of so many months: no book has a rule for a part of a month, and a bill of two
    that passes for one is charged too much.
    """
    months = case.months_billed
    if not _SHORT_DAYS * months <= case.days <= _LONG_DAYS * months:
        sheet.remark("months_of_days", warns=True, days=str(case.days), months=str(months))
    if months == 1:
        return False
    if not sheet.holds("months_billed"):
        sheet.given("months_billed", months, "month", origin="case")
        put_one_month(sheet)
    return True


def decimal_of(sheet: Sheet, name: str, digits: int) -> Decimal:
    """A value of the sheet as a decimal of at most ``digits`` places, for a line."""
    if isinstance(sheet, BillSheet):
        return sheet.decimal(name, digits)
    value = sheet.value(name)
    return round(Decimal(value.numerator) / Decimal(value.denominator), digits)
