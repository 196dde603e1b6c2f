"""Names: of people for homes, of businesses for the others, the same whenever they are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jicha.twin.account import Account, Place, Terms
from jicha.twin.books.names import person_name

PLACE = Place("990000000101", "household", 0.4, ((date(2015, 1, 1), Terms("99-HOME")),))
HOME = Account("9900000001", "household", {"customer_class": "lv_resident"}, (PLACE,))
SHOP = replace(HOME, file={"customer_class": "lv_non_resident"}, places=(replace(PLACE, use="shop"),))
MANY = [person_name(1, replace(HOME, number=f"{number:010d}")) for number in range(500)]


def test_people_have_three_characters_and_not_all_the_same_name() -> None:
    assert {len(one) for one in MANY} == {3}
    assert len({one[0] for one in MANY}) == 20  # every family name that there is
    assert len(set(MANY)) > 450


@pytest.mark.parametrize(("use", "ends"), [("shop", "商店"), ("workshop", "制造有限公司"), ("no_such_use", "经营部")])
def test_a_business_is_named_by_what_it_does(use: str, ends: str) -> None:
    found = person_name(1, replace(SHOP, places=(replace(PLACE, use=use),)))
    assert found.startswith("云陵")
    assert found.endswith(ends)


def test_a_name_belongs_to_the_number_of_the_customer_and_the_seed() -> None:
    assert MANY[7] == person_name(1, replace(HOME, number="0000000007"))
    assert person_name(1, SHOP)[2:4] == person_name(1, HOME)[1:]
    assert len({person_name(seed, HOME) for seed in range(50)}) > 40
