"""What is paid for what panels feed in: one settlement a month, by the reverse register and that of the roof."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from jicha.twin.account import Account
from jicha.twin.books.book import ISSUED_AFTER_DAYS, Books
from jicha.twin.meter import Series
from jicha.twin.prices.book import FEED_IN_PRICE, month_after

_CENT, _HUNDREDTH = Decimal("0.01"), Decimal("0.01")


def write_feed_in(books: Books, account: Account, fed_in_kwh: Series, generated_kwh: Series) -> None:
    """The settlements of whole months since its generator is connected; both series are by day of the window, kWh."""
    for generator in books.records.of("generator", customer_id=account.number):
        month = max(books.world.first, month_after(generator["connected_on"] - timedelta(1))).replace(day=1)
        while (end := month_after(month)) <= books.world.last + timedelta(1):
            days = slice((month - books.world.first).days, (end - books.world.first).days)
            given = _kwh(generated_kwh[days])
            exported = min(_kwh(fed_in_kwh[days]), given)
            _settle(books, generator["generator_id"], (month, end), given, exported)
            month = end


def _settle(books: Books, generator: str, span: tuple[date, date], given: Decimal, exported: Decimal) -> None:
    month, end = span
    issued = end + timedelta(ISSUED_AFTER_DAYS)
    books.records.put(
        "feed_in_bill", issued, feed_in_bill_id=f"{generator}{month:%Y%m}", generator_id=generator, month=month,
        generation_kwh=given, export_kwh=exported, price=FEED_IN_PRICE, mechanism_kwh=Decimal(0),
        energy_money=(exported * FEED_IN_PRICE).quantize(_CENT), subsidy_price=Decimal(0), subsidy_money=Decimal(0),
        issued_on=issued,
    )  # fmt: skip


def _kwh(days: Series) -> Decimal:
    return Decimal(str(round(float(days.sum()), 2))).quantize(_HUNDREDTH)
