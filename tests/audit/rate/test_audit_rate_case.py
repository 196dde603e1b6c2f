"""The exact biller, fed from stored rows, gives what the facts give, on every bill of a seeded world."""

from __future__ import annotations

from decimal import Decimal

import pytest
import rate_compare
from rate_seeded import agreeing, seeded
from rate_world import TODAY

from jicha.audit.rate.case import NoSuchBill, case_of
from jicha.audit.rate.rows import Rows


def test_every_bill_is_the_same_or_unsure_for_both() -> None:
    _, every = seeded()
    assert agreeing(set(every)) >= 60


def test_a_price_that_only_one_of_them_reads_is_seen() -> None:
    made, every = seeded()
    dearer = [
        row | {"unit_price": row["unit_price"] and row["unit_price"] + Decimal("0.01")}
        for row in made["price_component"]
    ]
    rows = Rows({**made, "price_component": dearer})
    known = [pair for pair in every.values() if not isinstance(pair.by_facts, str)][:10]
    assert any(rate_compare.of_biller(rows, pair.bill_id) != pair.by_facts for pair in known)


def test_a_bill_that_is_not_there_is_said_to_be_none() -> None:
    made, _ = seeded()
    with pytest.raises(NoSuchBill):
        case_of(Rows(made), "none", TODAY)
