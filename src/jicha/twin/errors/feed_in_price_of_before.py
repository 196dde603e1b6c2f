"""BIL-035: what a roof feeds in is paid at a price of before, not at the one that was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.twin.error import Desk, Truth, error, near
from jicha.twin.records import Row

_MORE = Decimal("0.05")  # CNY/kWh by which the price of before was higher
_CENT = Decimal("0.01")


@error("上网电价与约定不符", "BIL-035")
def feed_in_price_of_before(desk: Desk) -> Iterator[Truth]:
    """Feed-in settled at a price of before."""

    def fed_in(row: Row) -> bool:
        return bool(row["export_kwh"] * _MORE > 1 and row["export_kwh"] <= row["generation_kwh"])

    for row in desk.rows("feed_in_price_of_before", "feed_in_bill", "feed_in_bill_id", fed_in):
        row["price"] += _MORE
        rest: Decimal = row["export_kwh"] - row["mechanism_kwh"]
        over = (rest * _MORE).quantize(_CENT)
        row["energy_money"] += over
        yield Truth("BIL-035", "feed_in_bill", row["feed_in_bill_id"], row["month"], over, Decimal(0))
    for row in desk.rows("feed_in_price_of_before near", "feed_in_bill", "feed_in_bill_id", fed_in):
        yield near("BIL-035", "feed_in_bill", row["feed_in_bill_id"], row["month"])
