"""Energy into price tiers: the limit itself still belongs to the lower tier."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def split_by_tiers(
    kwh: Decimal, limits: Sequence[Decimal], *, used_before: Decimal = Decimal(0)
) -> tuple[Decimal, ...]:
    """``kwh`` on top of ``used_before`` into tiers that end at ``limits`` (rising), the last tier open. In kWh.

    >>> split_by_tiers(Decimal(10), [Decimal(2160), Decimal(4200)], used_before=Decimal(2155))
    (Decimal('5'), Decimal('5'), Decimal('0'))
    """
    if list(limits) != sorted(set(limits)) or kwh < 0 or used_before < 0:
        raise ValueError("limits must rise, and energy may not be negative")
    bounds = [Decimal(0), *limits]
    shares = []
    for lower, upper in zip(bounds, [*limits, None], strict=True):
        first = max(lower, used_before)
        last = used_before + kwh if upper is None else min(upper, used_before + kwh)
        shares.append(max(Decimal(0), last - first))
    return tuple(shares)
