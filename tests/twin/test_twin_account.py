"""A plan of a customer answers by day: which terms hold, which machines run, where a kind could be planted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jicha.twin.account import Account, Machine, Place, Terms

LONG_AGO, MARCH = date(2015, 1, 1), date(2025, 3, 1)
HOME = Place("9900000001", "household", 0.4, ((LONG_AGO, Terms("99-HOME")),))
WORKS = Place(
    "9800000001", "factory", 400.0, ((LONG_AGO, Terms("99-ONE-10KV")), (MARCH, Terms("99-TWO-10KV"))),
    wiring="three_phase_three_wire", ct=20, pt=100,
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "price"),
    [
        (date(2015, 1, 1), "99-ONE-10KV"),
        (date(2025, 2, 28), "99-ONE-10KV"),
        (date(2025, 3, 1), "99-TWO-10KV"),
        (date(2026, 1, 1), "99-TWO-10KV"),
    ],
)
def test_terms_hold_from_their_day_until_the_next(day: date, price: str) -> None:
    assert WORKS.terms_on(day).price_code == price


def test_a_sealed_machine_stands_still_from_the_first_day_of_the_span_to_the_day_before_its_end() -> None:
    one = Machine("B1", 315, ((date(2025, 2, 10), date(2025, 2, 20)), (date(2025, 4, 1), date(2025, 5, 1))))
    days = [date(2025, 2, 9), date(2025, 2, 10), date(2025, 2, 19), date(2025, 2, 20), date(2025, 4, 30)]
    assert [one.running(day) for day in days] == [True, False, False, True, False]


def test_readings_are_multiplied_by_both_transformers() -> None:
    assert WORKS.multiplier == 2000
    assert HOME.multiplier == 1


@pytest.mark.parametrize(
    ("agreed", "metered"), [({}, True), ({"fixed_kwh": 300}, False), ({"fixed_percent": 10}, False)]
)
def test_who_is_billed_an_agreed_quantity_has_no_meter(agreed: dict[str, int], metered: bool) -> None:
    assert replace(HOME, **agreed).metered is metered


def test_a_site_says_what_hangs_at_the_point() -> None:
    home, works = HOME.site((1,)), WORKS.site((0, 1, 2))
    assert (home.elements, home.phases, home.transformers, home.mean_kw) == (1, (1,), False, 0.4)
    assert (works.elements, works.transformers) == (2, True)
    assert replace(HOME, generates=True).site((0,)).generation
    assert not home.is_area


def test_a_customer_of_a_high_voltage_is_dedicated_and_a_changed_file_changes_nothing_else() -> None:
    works = Account("98", "works", {"customer_class": "high_voltage", "industry_code": "3311"}, (WORKS,))
    other = works.but(industry_code="6513")
    assert works.dedicated
    assert not works.but(customer_class="lv_resident").dedicated
    assert other.file == {"customer_class": "high_voltage", "industry_code": "6513"}
    assert works.file["industry_code"] == "3311"
    assert replace(other, file=works.file) == works
