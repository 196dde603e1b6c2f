"""Which funds a customer is freed from, beside a plain count of the days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from jicha.facts.bill_exemption import kernel

START, END = date(2026, 1, 1), date(2026, 2, 1)
FUNDS = ("renewables", "water_projects", None)
Exemption = tuple[str | None, int, int | None]


def rows(*exemptions: Exemption, bill_id: str = "b") -> list[dict[str, Any]]:
    """Exemptions from a fund from a day of the month to another."""
    return [
        {
            "bill_id": bill_id, "period_start": START, "period_end": END, "surcharge_item": fund,
            "valid_from": START + timedelta(first), "valid_to": None if after is None else START + timedelta(after),
        }
        for fund, first, after in exemptions
    ]  # fmt: skip


def found(*exemptions: Exemption) -> dict[str, Any]:
    (row,) = kernel(pa.Table.from_pylist(rows(*exemptions))).to_pylist()
    return row


@given(st.lists(st.tuples(st.sampled_from(FUNDS), st.integers(-9, 20), st.integers(21, 40)), min_size=1, max_size=4))
def test_a_fund_is_freed_where_every_day_is_and_otherwise_all_is_unclear(exemptions: list[Exemption]) -> None:
    row = found(*exemptions)
    every_day = {
        fund: all(any(one == fund and first <= day < after for one, first, after in exemptions) for day in range(31))
        for fund, *_ in exemptions
    }
    assert row["unclear"] == (None in every_day or not all(every_day.values()))
    assert row["freed"] == (None if row["unclear"] else " ".join(sorted(every_day)))


def test_bills_are_told_apart_in_whatever_order_their_rows_come() -> None:
    one, other = rows(("renewables", 0, None), ("water_projects", 0, None)), rows(("other", 0, None), bill_id="c")
    mixed = pa.Table.from_pylist([one[0], other[0], one[1]])
    assert [row["freed"] for row in kernel(mixed).to_pylist()] == ["renewables water_projects", "other"]


def test_an_exemption_that_ends_within_the_bill_is_unclear_until_it_is_renewed() -> None:
    assert found(("renewables", -9, 15))["unclear"] is True
    assert found(("renewables", -9, 15), ("renewables", 15, None))["freed"] == "renewables"
    assert found(("renewables", -9, 15), ("renewables", 16, None))["unclear"] is True
