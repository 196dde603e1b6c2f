"""Energy into tiers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.tariffs.tiers import split_by_tiers

KWH = st.decimals(0, 9999, places=2)
LIMITS = [Decimal(2160), Decimal(4200)]


@given(KWH, KWH, KWH)
def test_no_energy_is_lost_and_months_add_up_to_the_year(before: Decimal, one: Decimal, two: Decimal) -> None:
    together = split_by_tiers(one + two, LIMITS, used_before=before)
    apart = zip(
        split_by_tiers(one, LIMITS, used_before=before),
        split_by_tiers(two, LIMITS, used_before=before + one),
        strict=True,
    )
    assert sum(together) == one + two
    assert together == tuple(map(sum, apart))


def test_limits_must_rise() -> None:
    with pytest.raises(ValueError, match="rise"):
        split_by_tiers(Decimal(1), [Decimal(2), Decimal(2)])
