"""The kernel of tiers against a plain twin that goes through the bills of a point one by one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.facts.bill_tier import kernel

KWH = pa.decimal128(18, 3)
SCHEMA = pa.schema(
    [
        ("point_id", pa.string()),
        ("bill_id", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("month", pa.date32()),
        ("months_stated", pa.int64()),
        ("kwh", KWH),
        ("year_kwh_before", KWH),
        ("bill_status", pa.string()),
        ("opened_on", pa.date32()),
        ("household_size", pa.string()),
        ("cycle", pa.string()),
        ("tier_2_above", KWH),
        ("tier_3_above", KWH),
        ("tier_2_extra", pa.decimal128(18, 8)),
        ("tier_3_extra", pa.decimal128(18, 8)),
        ("clearing", pa.string()),
        ("pro_rata", pa.string()),
        ("tiers_unsettled", pa.bool_()),
    ]
)
ENERGY = st.one_of(st.none(), st.integers(0, 900_000).map(lambda value: Decimal(value).scaleb(-3)))


@st.composite
def points(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The bills of one point, some with a gap before them, some reversed."""
    name, at = draw(st.sampled_from("abc")), date(2025, draw(st.integers(9, 12)), draw(st.sampled_from([1, 1, 11])))
    opened = draw(st.sampled_from([None, date(2020, 1, 1), at, at + timedelta(40)]))
    clearing = draw(st.sampled_from([None, "calendar_year", "calendar_year", "bill_month"]))
    pro_rata = draw(st.sampled_from([None, "by_months_begun", "not_cut"]))
    cycle = draw(st.sampled_from(["year", "year", "month"]))
    rows = []
    for number in range(draw(st.integers(1, 9))):
        at += timedelta(draw(st.sampled_from([0, 0, 0, 0, 0, 1])))
        end = (at + timedelta(31)).replace(day=at.day) if at.day != 1 else (at + timedelta(31)).replace(day=1)
        rows.append(
            {
                "point_id": name, "bill_id": f"{name}{number}", "period_start": at, "period_end": end,
                "month": (end - timedelta(1)).replace(day=1), "months_stated": draw(st.sampled_from([None, 1, 2])),
                "kwh": draw(ENERGY), "year_kwh_before": draw(ENERGY), "opened_on": opened, "household_size": "ordinary",
                "bill_status": draw(st.sampled_from(["issued", "issued", "issued", "reversed"])), "cycle": cycle,
                "tier_2_above": Decimal("2160"), "tier_3_above": Decimal("4200.001"), "tier_2_extra": Decimal("0.05"),
                "tier_3_extra": Decimal("0.3"), "clearing": clearing, "pro_rata": pro_rata, "tiers_unsettled": False,
            }
        )  # fmt: skip
        at = end
    return rows


def tier_year(row: dict[str, Any]) -> int | None:
    """The tier year a bill counts for."""
    if row["clearing"] == "bill_month":
        return int(row["month"].year)
    last = row["period_end"] - timedelta(1)
    return int(last.year) if row["clearing"] and last.year == row["period_start"].year else None


def plain(row: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What is known of one bill, by going through the others."""
    year, opened, monthly = tier_year(row), row["opened_on"], row["cycle"] == "month"
    own = [one for one in rows if tier_year(one) == year and one["bill_status"] != "reversed"]
    before = [one for one in own if one["period_start"] < row["period_start"]]
    first = min((one["period_start"] for one in own), default=row["period_start"])
    if row["bill_status"] == "reversed" and not own:
        first = row["period_start"]
    months = 12
    if opened and year and opened.year == year:
        months = 13 - opened.month
    used, known = None, False
    if year:
        begin = max(date(year, 1, 1), opened or date(1, 1, 1))
        head = min(own, key=lambda one: one["period_start"], default=row)
        if row["clearing"] == "bill_month":
            begin = first
        days = sum((one["period_end"] - one["period_start"]).days for one in before)
        from_first = row["clearing"] != "bill_month" or head["month"].month == 1 or (opened and opened >= first)
        known = (
            days == (row["period_start"] - begin).days
            and all(one["kwh"] is not None for one in before)
            and bool(from_first)
        )
        used = sum((one["kwh"] for one in before), Decimal(0)) if known else row["year_kwh_before"]
    unsettled = None
    if not monthly:
        unsettled = "tier_clearing" if row["clearing"] is None else None
        if unsettled is None and months < 12 and row["pro_rata"] is None:
            unsettled = "tier_pro_rata"
    edges: list[Decimal | None] = []
    for above in (row["tier_2_above"], row["tier_3_above"]):
        if monthly:
            edges.append(above * max(row["months_stated"] or 1, 1))
        elif months < 12 and row["pro_rata"] is None:
            edges.append(None)
        elif months < 12 and row["pro_rata"] == "by_months_begun":
            edges.append((above * months / 12).quantize(Decimal("0.001"), ROUND_HALF_UP))
        else:
            edges.append(above)
    return {
        "used_before_kwh": Decimal(0) if monthly else used,
        "used_before_known": known or monthly,
        "tier_2_above_kwh": edges[0],
        "tier_3_above_kwh": edges[1],
        "unsettled": unsettled,
    }


@given(st.lists(points(), min_size=1, max_size=3, unique_by=lambda rows: rows[0]["point_id"]))
@settings(max_examples=300, deadline=None)
def test_the_kernel_says_of_each_bill_what_the_plain_twin_says(drawn: list[list[dict[str, Any]]]) -> None:
    rows = [row for bills in sorted(drawn, key=lambda bills: bills[0]["point_id"]) for row in bills]
    found = {one["bill_id"]: one for one in kernel(pa.Table.from_pylist(rows, schema=SCHEMA)).to_pylist()}
    assert len(found) == len(rows)
    for bills in drawn:
        for row in bills:
            if row["bill_status"] == "reversed":
                continue  # nobody asks for the tiers of a reversed bill
            expected = plain(row, bills)
            assert {name: found[row["bill_id"]][name] for name in expected} == expected, row


def test_no_bills_give_no_rows() -> None:
    assert kernel(SCHEMA.empty_table()).num_rows == 0
