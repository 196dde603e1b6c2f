"""The kernel of channel states against a slow plain twin, on random curves with holes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.facts.channel_state import kernel

SCHEMA = pa.schema(
    [
        ("area_id", pa.string()),
        ("point_id", pa.string()),
        ("day", pa.date32()),
        ("quantity", pa.string()),
        ("point_use", pa.string()),
        ("slot_minutes", pa.int64()),
        ("slots", pa.list_(pa.int32())),
    ]
)
FILLS = (65535, 32767, -32768, 655350, 32767000, 2147483647)  # no power, whatever a device writes
SLOT = st.one_of(st.none(), st.integers(-5000, 5000), st.sampled_from(FILLS))
DAYS = st.lists(st.lists(SLOT, min_size=8, max_size=8), min_size=1, max_size=3)


def plain(name: str, use: str, days: list[list[int | None]]) -> dict[str, object]:
    """One channel as anybody would add it up: slots of three hours, night from 21 (22 falls in none) to 3."""
    held = [(slot, value) for day in days for slot, value in enumerate(day) if value not in (None, *FILLS)]

    def kwh(values: list[int]) -> Decimal:
        return (Decimal(sum(values)) * 3 / 1000).quantize(Decimal("0.001"), ROUND_HALF_UP)

    values = [value for _, value in held]
    # Slots begin at 0, 3, 6 ... 21 o'clock: of these 0 and 3 lie between 22 and 5.
    dark = [value for slot, value in held if slot in (0, 1)]
    return {
        "point_id": name,
        "point_use": use,
        "slots": len(values),
        "net_kwh": kwh(values),
        "gross_kwh": kwh([abs(value) for value in values]),
        "night_net_kwh": kwh(dark),
        "night_gross_kwh": kwh([abs(value) for value in dark]),
        "negative_slots": sum(value < 0 for value in values),
        "smallest_w": min(values, default=None),
        "greatest_w": max(values, default=None),
    }


@given(DAYS, DAYS)
@settings(max_examples=60, deadline=None)
def test_the_kernel_adds_up_as_the_plain_twin_does(
    first: list[list[int | None]], second: list[list[int | None]]
) -> None:
    channels = {("bus", "area_check"): first, ("f1", "feeder"): second}
    rows = [
        {
            "area_id": "a",
            "point_id": point,
            "day": date(2026, 1, 1) + timedelta(days=number),
            "quantity": "active_power_a",
            "point_use": use,
            "slot_minutes": 180,
            "slots": slots,
        }
        for (point, use), days in channels.items()
        for number, slots in enumerate(days)
    ]
    told = {row["point_id"]: row for row in kernel(pa.Table.from_pylist(rows, schema=SCHEMA)).to_pylist()}
    for (point, use), days in channels.items():
        expected = plain(point, use, days)
        assert {name: told[point][name] for name in expected} == expected


def test_rows_without_an_area_are_left_and_no_rows_give_none() -> None:
    lost = {"area_id": None, "point_id": "p", "quantity": "active_power_a", "slot_minutes": 180, "slots": [1] * 8}
    assert kernel(pa.Table.from_pylist([lost], schema=SCHEMA)).num_rows == 0
    assert kernel(SCHEMA.empty_table()).num_rows == 0
