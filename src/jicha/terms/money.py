"""Money: exact decimals in yuan, rounded to the fen half up, in this one place."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")


def round_half_up(value: Decimal, digits: int = 2) -> Decimal:
    """Round half away from zero to ``digits`` decimals, as bills do (Python's own ``round`` goes to even).

    >>> round_half_up(Decimal("2.675"))
    Decimal('2.68')
    """
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
