"""Late fees over the end of a year show how the days are counted: worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from calibrate_world import arrow, pages

from jicha.audit.calibrate.late_fees import RULE, find_late_fees, late_fees_of
from jicha.audit.calibrate.variants import settle
from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import Window
from jicha.pages.stage import compute_fact

WINDOW = Window(date(2025, 1, 1), date(2026, 1, 1), date(2025, 12, 31))


def fee(paid: date = date(2025, 1, 10), money: str | None = "52.00", kind: str = "lv_non_resident") -> dict[str, Any]:
    """On 1,000 CNY due on 20 December 2024."""
    return {"paid_on": paid, "money": None if money is None else Decimal(money), "kind": kind}


def test_a_fee_shows_the_reading_that_gives_it_to_the_fen() -> None:
    """11 days of December and 10 of January: 1,000 x (11 x 2 + 10 x 3) permille = 52, or 1,000 x 21 x 3 = 63."""
    fees = {
        "split": fee(),
        "whole": fee(money="63.00"),
        "neither": fee(money="42.00"),
        "blank": fee(money=None),
        "same_year": fee(paid=date(2024, 12, 31), money="22.00"),
        "household": fee(money="21.00", kind="lv_resident"),
        "other_window": fee(paid=date(2026, 1, 10)),
    }
    with DuckDbEngine(threads=1) as engine:
        rule = pages().pages[RULE]
        for name in pages().tables_for([rule]):
            engine.register(name, arrow(name, []))
        engine.register("org", arrow("org", [{"org_id": "o"}]))
        engine.register(
            "price_region", arrow("price_region", [{"org_id": "o", "valid_from": date(2020, 1, 1), "region": "36"}])
        )
        engine.register(
            "customer",
            arrow(
                "customer",
                [{"customer_id": one, "org_id": "o", "customer_class": of["kind"]} for one, of in fees.items()],
            ),
        )
        engine.register(
            "receivable",
            arrow(
                "receivable",
                [
                    {
                        "receivable_id": one,
                        "customer_id": one,
                        "money_due": Decimal(1000),
                        "due_on": date(2024, 12, 20),
                        "late_fee_defer": "none",
                    }
                    for one in fees
                ],
            ),
        )
        engine.register(
            "late_fee",
            arrow(
                "late_fee",
                [
                    {
                        "late_fee_id": one,
                        "customer_id": one,
                        "receivable_id": one,
                        "arrears": Decimal(1000),
                        "paid_on": of["paid_on"],
                        "money": of["money"],
                        "waived": Decimal(0),
                    }
                    for one, of in fees.items()
                ],
            ),
        )
        settle(engine, ["36"], {})
        for fact in pages().facts_for([rule]):
            if fact.code != "settled_choice":
                compute_fact(engine, fact, {}, WINDOW)
        find_late_fees(engine, pages(), WINDOW, ["36"])
        votes, rows = late_fees_of(engine, "36", WINDOW)
        nobody, _ = late_fees_of(engine, "33", WINDOW)
    names = rows["subject_id"].to_pylist()
    assert names == ["blank", "neither", "split", "whole"]
    assert votes.tells.tolist() == [False, True, True, True]
    assert votes.explained["split_at_year_end"].tolist() == [False, False, True, False]
    assert votes.explained["whole_at_later_rate"].tolist() == [False, False, False, True]
    assert len(nobody.tells) == 0
