"""Amounts that differ to the fen are found, and only floats at half a fen and sums rounded once are excused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rating_compare import UNEXPLAINED, compare, give, plant

# A shop's 50 kWh of January. Energy: 20.51 + 9.58 + 0.755 + 1.61, the third rounded to 0.76: 32.46. Funds: 0.077625 +
# 0.31 + 0.95, the first rounded to 0.08: 1.34. Rounded once the whole is 33.79 (33.792625), line by line 33.80.
ENERGY, FUND, ONCE, BY_LINE = 3246, 134, 3379, 3380
TIE = "floats at half a fen"


@pytest.mark.parametrize(
    ("priced", "differ", "furthest", "why"),
    [
        ({"energy": ENERGY, "tier": 0, "fund": FUND}, 0, 0, {}),
        ({"energy": ENERGY - 1, "tier": 0, "fund": FUND}, 1, 1, {TIE: 1}),
        ({"energy": ENERGY - 2, "tier": 0, "fund": FUND}, 1, 2, {UNEXPLAINED: 1}),
        ({"energy": ENERGY, "tier": 0, "fund": FUND + 1}, 1, 1, {UNEXPLAINED: 1}),
        ({"energy": ENERGY, "tier": 1, "fund": FUND}, 1, 1, {UNEXPLAINED: 1}),
        ({"energy": ENERGY + 1, "tier": 0, "fund": FUND + 1}, 1, 1, {TIE: 1, UNEXPLAINED: 1}),
        ({"sum": BY_LINE}, 0, 0, {}),
        ({"sum": ONCE}, 1, 1, {"components rounded as one sum": 1}),
        ({"sum": ONCE - 1}, 1, 2, {UNEXPLAINED: 1}),
    ],
)
def test_a_difference_is_found_and_explained_only_by_working_it_out(
    tmp_path: Path, priced: dict[str, int], differ: int, furthest: int, why: dict[str, int]
) -> None:
    files = world(tmp_path, priced)
    found = compare(*files)
    assert (found.bills, found.differ, found.furthest, found.why) == (1, differ, furthest, why)
    assert found.agrees == (UNEXPLAINED not in why)


def test_a_bill_that_a_peer_left_out_differs(tmp_path: Path) -> None:
    given, ours, priced = world(tmp_path, {"sum": BY_LINE})
    pq.write_table(pq.read_table(priced).slice(1), priced)
    found = compare(given, ours, priced)
    assert (found.differ, found.agrees) == (1, False)


def test_a_planted_fen_is_found(tmp_path: Path) -> None:
    given, ours, priced = world(tmp_path, {"sum": BY_LINE})
    plant(priced, tmp_path / "planted.parquet")
    assert str(compare(given, ours, tmp_path / "planted.parquet")) == "1 by up to 1 fen: 1 UNEXPLAINED"


def test_our_own_money_is_not_taken_for_exact(tmp_path: Path) -> None:
    given, ours, priced = world(tmp_path, {"sum": BY_LINE})
    wrong = pq.read_table(ours).set_column(1, "energy_money", money("32.50"))
    pq.write_table(wrong, ours)
    assert compare(given, ours, priced).why == {UNEXPLAINED: 1}


def world(folder: Path, priced: dict[str, int]) -> tuple[Path, Path, Path]:
    """The files of a comparison: the shop's bill, another that was read in mid-month, and what a peer made of it."""
    bill, ours, given, other = (folder / f"{name}.parquet" for name in ("bill", "ours", "given", "priced"))
    kwh = pa.decimal128(18, 3)
    day = pa.date32()
    pq.write_table(
        pa.table(
            {
                "bill_id": ["shop", "later"],
                "customer_id": ["C1", "C2"],
                "price_code": ["SHOP", "SHOP"],
                "month": pa.array([20089, 20089], day),  # 2025-01-01
                "period_start": pa.array([20089, 20103], day),
                "peak_kwh": pa.array([Decimal(15), Decimal(15)], kwh),
                "valley_kwh": pa.array([Decimal(15), Decimal(15)], kwh),
            }
        ),
        bill,
    )
    pq.write_table(
        pa.table(
            {
                "bill_id": ["shop"],
                "energy_money": money("32.46"),
                "tier_money": money("0"),
                "surcharge_money": money("1.34"),
                "expected_kwh": pa.array([Decimal(50)], kwh),
                "tier_2_kwh": pa.array([Decimal(0)], kwh),
                "tier_3_kwh": pa.array([Decimal(0)], kwh),
            }
        ),
        ours,
    )
    assert give(bill, ours, given, codes=["SHOP"], most=10) == 1
    assert pq.read_table(given).to_pylist()[0]["flat"] == 20
    pq.write_table(pa.table({"bill_id": ["shop"], **{name: [fen] for name, fen in priced.items()}}), other)
    return given, ours, other


def money(amount: str) -> pa.Array:
    """An amount as our bills have it."""
    return pa.array([Decimal(amount)], pa.decimal128(18, 2))
