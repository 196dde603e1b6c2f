"""Commerce with transformers of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from made_account import bill, made, used


def test_a_hotel_of_80_kva_has_no_assessment_and_one_of_160_has() -> None:
    assert bill(made("hotel_small"), used(9000)).case.power_factor_standard == "not_assessed"
    assert bill(made("hotel"), used(20000, kvarh=8000)).case.power_factor_standard == "std_085"


def test_who_stays_single_part_was_there_before_2023_and_asked_for_it() -> None:
    account = made("hotel_grandfathered")
    assert account.opened < date(2023, 6, 1)
    assert "grandfathered_single_part" in [row.get("choice") for _, row in account.ledgers]
    assert bill(account, used(90000, kvarh=40000)).rated.money("capacity", "demand") == 0


def test_who_chose_two_parts_pays_for_200_kva() -> None:
    told = bill(made("hotel_chosen_two_part"), used(40000, kvarh=15000))
    assert told.rated.money("capacity") == Decimal("4800.00")


def test_a_hospital_has_two_sources_of_which_the_second_owes_the_fee_of_reliability() -> None:
    rows = [row for name, row in made("hospital").ledgers if name == "supply_source"]
    assert [(one["source_role"], one["reliability_fee_due"]) for one in rows] == [
        ("main", False),
        ("cold_standby", True),
    ]


def test_a_building_site_is_temporary_and_not_old() -> None:
    account = made("building_site")
    assert account.file["temporary"] == "temporary_metered"
    assert account.opened > date(2023, 6, 1)
