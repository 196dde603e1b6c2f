"""The kernel of power factors against the exact one, on random months and on those near half a hundredth."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.facts.bill_power_factor import kernel
from jicha.tariffs.power_factor import hundredths

SCHEMA = pa.schema([("bill_id", pa.string()), ("kwh", pa.decimal128(18, 3)), ("reactive_kvarh", pa.decimal128(18, 3))])
MILLI = st.integers(1, 10**12).map(lambda value: Decimal(value).scaleb(-3))


def factors(months: list[tuple[Decimal, Decimal]]) -> list[Decimal]:
    rows = [{"bill_id": str(n), "kwh": p, "reactive_kvarh": q} for n, (p, q) in enumerate(months)]
    return kernel(pa.Table.from_pylist(rows, schema=SCHEMA))["power_factor"].to_pylist()


@given(st.lists(st.tuples(MILLI, MILLI), min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_the_kernel_gives_what_whole_numbers_give(months: list[tuple[Decimal, Decimal]]) -> None:
    assert factors(months) == [Decimal(hundredths(p, q)).scaleb(-2) for p, q in months]


@given(st.integers(1, 100), st.integers(10**3, 10**9), st.integers(-2, 2))
@settings(max_examples=200, deadline=None)
def test_so_it_does_a_thousandth_beside_half_a_hundredth(factor: int, kwh: int, beside: int) -> None:
    cosine = Decimal(2 * factor - 1) / 200
    active = Decimal(kwh)
    reactive = (active * (1 - cosine * cosine).sqrt() / cosine).quantize(Decimal("0.001")) + Decimal(beside).scaleb(-3)
    assert factors([(active, reactive)]) == [Decimal(hundredths(active, reactive)).scaleb(-2)]


def test_no_bills_give_no_rows() -> None:
    assert factors([]) == []
