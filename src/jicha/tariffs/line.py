"""One line of a computed bill, and the money of a line as the settled reading rounds it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jicha.tariffs.conventions import Settled
from jicha.terms.sheet import Sheet


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


def decimal_of(sheet: Sheet, name: str, digits: int) -> Decimal:
    """A value of the sheet as a decimal of at most ``digits`` places, for a line."""
    value = sheet.value(name)
    return round(Decimal(value.numerator) / Decimal(value.denominator), digits)
