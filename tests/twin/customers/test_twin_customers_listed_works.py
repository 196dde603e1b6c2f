"""What a standing of its own changes in a bill."""

from __future__ import annotations

from decimal import Decimal

from made_account import bill, line, made, used


def test_restricted_industry_pays_ten_fen_more_for_each_kilowatt_hour() -> None:
    told = bill(made("works_listed"), used(80000, kvarh=30000))
    assert told.rated.money("difference") == round(told.rated.figure("main_kwh") * Decimal("0.1"), 2)


def test_who_left_the_market_pays_half_as_much_again_for_what_is_bought() -> None:
    left = line(bill(made("works_left_market"), used(80000, kvarh=30000)), "market_energy")
    came_back = line(bill(made("works_back_from_market"), used(80000, kvarh=30000)), "market_energy")
    assert left.price == came_back.price
    assert abs(left.money - came_back.money * Decimal("1.5")) <= Decimal("0.01")


def test_sewage_works_and_chargers_pay_no_capacity() -> None:
    for code in ("sewage_works", "charging_hub"):
        account = made(code)
        assert bill(account, used(40000, kvarh=12000)).rated.money("capacity", "demand") == 0
        assert [row["customer_id"] for name, row in account.ledgers if name == "preference"] == [account.number]


def test_a_railway_pays_two_parts_as_commerce() -> None:
    told = bill(made("railway"), used(40000, kvarh=12000))
    assert told.item.strategy == "two_part"
    assert told.item.price_class == "commercial_industrial"
    assert told.rated.money("capacity") > 0
