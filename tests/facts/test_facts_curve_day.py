"""The kernel of a day's curve against a slow plain twin, and energy on days of 23, 24 and 25 hours."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.facts.curve_day import kernel

SCHEMA = pa.schema(
    [
        ("point_id", pa.string()),
        ("day", pa.date32()),
        ("quantity", pa.string()),
        ("secondary", pa.bool_()),
        ("slot_minutes", pa.int64()),
        ("slots", pa.list_(pa.int32())),
        *((name, pa.decimal128(12, 3)) for name in ("rated_voltage", "max_current", "ratio", "ratio_pt", "ratio_ct")),
        ("phases", pa.int64()),
    ]
)
FILLS = {value * scale for value in (65535, 32767, -32768) for scale in (1, 10, 100, 1000)} | {2147483647}
NUMBER = st.one_of(
    st.none(), st.sampled_from([Decimal("0.5"), Decimal(1), Decimal(5), Decimal(220), Decimal("57.735")])
)
SLOT = st.one_of(
    st.none(), st.integers(-3000, 3000), st.sampled_from(sorted(FILLS)), st.sampled_from([1001, 1000, -1001])
)
CURVE = st.fixed_dictionaries(
    {
        "quantity": st.sampled_from(
            ["active_power", "reactive_power_b", "active_energy", "voltage_a", "current_n", "power_factor_c"]
        ),
        "secondary": st.booleans(),
        "slot_minutes": st.sampled_from([15, 20, 60, 7]),
        "slots": st.one_of(st.none(), st.lists(SLOT, max_size=12)),
        "rated_voltage": NUMBER,
        "max_current": NUMBER,
        "ratio": NUMBER,
        "ratio_pt": NUMBER,
        "ratio_ct": NUMBER,
        "phases": st.sampled_from([1, 3]),
    }
)


def plain(curve: dict[str, Any]) -> dict[str, Any]:
    """One curve as anybody would read it."""
    quantity, slots = curve["quantity"], curve["slots"]
    if slots is None:
        return dict.fromkeys(("slots", "known", "minutes", "kwh", "smallest", "greatest", "fills", "impossible"))
    most = plain_most(curve)
    is_load = "_power" in quantity or "_energy" in quantity
    known, possible, fills = [], [], 0
    for value in slots:
        if value is None:
            continue
        beyond = most is not None and abs(value) > most
        if value in FILLS and (not is_load or beyond or value == 2147483647):
            fills += 1
            continue
        known.append(value)
        if not (beyond or ("voltage" in quantity and value < 0)):
            possible.append(value)
    kwh = None
    if possible and is_load and not curve["secondary"]:
        hours = Fraction(curve["slot_minutes"], 60) if "_power" in quantity else 1
        kwh = rounded(sum(possible) * hours / 1000)
    return {
        "slots": len(slots),
        "known": len(known),
        "minutes": len(slots) * curve["slot_minutes"],
        "kwh": kwh,
        "smallest": min(known, default=None),
        "greatest": max(known, default=None),
        "fills": fills,
        "impossible": len(known) - len(possible),
    }


def plain_most(curve: dict[str, Any]) -> int | None:
    def times(name: str) -> Decimal | None:
        return Decimal(1) if curve["secondary"] else curve[name]

    volts, amperes = curve["rated_voltage"], curve["max_current"]
    if curve["quantity"].startswith("power_factor"):
        return 1000
    if "voltage" in curve["quantity"]:
        factors = [volts, times("ratio_pt"), Decimal(15)]
    elif "current" in curve["quantity"]:
        factors = [amperes, times("ratio_ct"), Decimal(2000)]
    else:
        if volts is None or amperes is None or times("ratio") is None:
            return None
        watts = int(int(volts * amperes) * curve["phases"] * 12 * int(times("ratio") * 1000) // 10_000)
        return watts if "_power" in curve["quantity"] else watts * curve["slot_minutes"] // 60
    if None in factors:
        return None
    return int(factors[0] * factors[1] * factors[2])


def rounded(kwh: Fraction | int) -> Decimal:
    exact = Fraction(kwh) * 10**6
    sign = -1 if exact < 0 else 1
    return Decimal(sign * int(abs(exact) + Fraction(1, 2))).scaleb(-6)


def table(*curves: dict[str, Any]) -> pa.Table:
    base = {"point_id": "p", "secondary": False, "slot_minutes": 60, "phases": 1, "quantity": "active_power"}
    return pa.Table.from_pylist(
        [{**base, "day": date(2026, 1, 1 + number), **one} for number, one in enumerate(curves)], schema=SCHEMA
    )


@given(st.lists(CURVE, max_size=8))
@settings(max_examples=300, deadline=None)
def test_the_kernel_reads_curves_as_the_plain_twin_does(curves: list[dict[str, Any]]) -> None:
    told = kernel(table(*curves)).to_pylist()
    assert len(told) == len(curves)
    for row, curve in zip(told, curves, strict=True):
        expected = plain(curve)
        assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(("slots", "minutes"), [(92, 1380), (96, 1440), (100, 1500)])
def test_energy_is_kept_to_the_watt_hour_on_days_of_23_24_and_25_hours(slots: int, minutes: int) -> None:
    # A register reads thousandths; the curve is the power of each quarter of an hour, the repeated hour twice.
    watts = [4 * (100 + number) for number in range(slots)]
    register_kwh = Decimal(sum(number + 100 for number in range(slots))) / 1000
    row = kernel(table({"slot_minutes": 15, "slots": watts})).to_pylist()[0]
    assert (row["minutes"], row["kwh"]) == (minutes, register_kwh)
    assert row["kwh"].quantize(Decimal("0.001"), ROUND_HALF_UP) == register_kwh


def test_no_rows_give_none() -> None:
    assert kernel(SCHEMA.empty_table()).num_rows == 0
