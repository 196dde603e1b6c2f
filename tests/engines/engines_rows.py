"""Rows for trying functions: ordinary ones, NULLs, and the edges where engines part."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple, dataclass, fields
from decimal import Decimal

import pyarrow as pa
from hypothesis import strategies as st


@dataclass(frozen=True)
class Row:
    """a, b dates; t, u instants; n a small and m a large integer; x kWh, y a unit price; s a text."""

    a: dt.date | None
    b: dt.date | None
    t: dt.datetime | None
    u: dt.datetime | None
    n: int | None
    m: int | None
    x: Decimal | None
    y: Decimal | None
    s: str | None


_TYPES = (
    pa.date32(), pa.date32(), pa.timestamp("us"), pa.timestamp("us"), pa.int64(), pa.int64(),
    pa.decimal128(18, 3), pa.decimal128(18, 8), pa.string(),
)  # fmt: skip

_DATES = st.one_of(
    st.none(),
    st.dates(dt.date(2007, 12, 1), dt.date(2027, 2, 28)),
    st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31)),
    st.sampled_from(
        [dt.date(2024, 1, 31), dt.date(2024, 2, 29), dt.date(2023, 2, 28), dt.date(2024, 12, 31), dt.date(1970, 1, 1),
         dt.date(1969, 12, 31)]
    ),
    st.sampled_from([dt.date(2008, 1, 1), dt.date(2007, 12, 31), dt.date(2026, 12, 24), dt.date(2026, 12, 25)]),
)  # fmt: skip
# Shanghai kept summer time in 1986 to 1991; before 1970 the tables of engines differ with their age.
_INSTANTS = st.one_of(
    st.none(),
    st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2100, 1, 1)),
    st.datetimes(dt.datetime(1986, 4, 1), dt.datetime(1991, 12, 1)),
    st.sampled_from([dt.datetime(1986, 5, 3, 18), dt.datetime(1986, 5, 3, 17, 59, 59), dt.datetime(1991, 9, 14, 17)]),
)
_LARGE = Decimal("999999999999999.999")
_KWH = st.one_of(
    st.none(),
    st.decimals(-_LARGE, _LARGE, places=3),
    st.decimals(-100, 100, places=3),
    st.sampled_from(
        [Decimal(0), _LARGE, -_LARGE, Decimal("0.005"), Decimal("-0.005"), Decimal("2.500"), Decimal("-2.5")]
    ),
)
_PRICES = st.one_of(
    st.none(),
    st.decimals(Decimal("-9999999999.99999999"), Decimal("9999999999.99999999"), places=8),
    st.decimals(0, 2, places=8),
    st.sampled_from([Decimal(0), Decimal("0.00000001"), Decimal("0.0005"), Decimal("1.0015")]),
)
# Letters beyond A to Z change case by each engine's own tables: functions.py says so, test_engines_traps.py shows it.
_TEXTS = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "\u3000电表 1\u3000", "it's", "a\\b", "𠮷野", "e\u0301", "%_", "\tx\t", "'; --"]),
    st.text(alphabet=" aZ0'\\\"`;\n电\u3000𠮷-", max_size=12),
)  # fmt: skip

ROWS = st.builds(
    Row,
    a=_DATES,
    b=_DATES,
    t=_INSTANTS,
    u=_INSTANTS,
    n=st.one_of(st.none(), st.integers(-300, 300)),
    m=st.one_of(st.none(), st.integers(-(10**18), 10**18), st.integers(-5, 5), st.just(9007199254740993)),
    x=_KWH,
    y=_PRICES,
    s=_TEXTS,
)


def as_table(rows: list[Row]) -> pa.Table:
    """The rows with a running number k."""
    names = [field.name for field in fields(Row)]
    values = list(zip(*map(astuple, rows), strict=True))
    columns = [pa.array(column, kind) for column, kind in zip(values, _TYPES, strict=True)]
    return pa.table([*columns, pa.array(range(len(rows)), pa.int64())], names=[*names, "k"])
