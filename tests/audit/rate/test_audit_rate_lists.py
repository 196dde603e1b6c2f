"""Bills of customers who stand on lists."""

from __future__ import annotations

from rate_seeded import agreeing, seeded

from jicha.audit.rate.lists import listed
from jicha.audit.rate.rows import Rows


def test_bills_of_listed_customers_are_the_same() -> None:
    made, _ = seeded()
    names = ("preference", "difference_price_list", "low_income_household")
    customers = {row["customer_id"] for name in names for row in made[name]}
    bills = [row for row in made["bill"] if row["customer_id"] in customers]
    assert agreeing({row["bill_id"] for row in bills}) >= 1


def test_a_customer_on_no_list_has_nothing_from_one() -> None:
    made, _ = seeded()
    found = listed(Rows({"bill": made["bill"]}), made["bill"][0])
    assert (found.preferences, found.relief_kwh, found.difference_price) == ((), 0, 0)
