"""A bill whose readings are open says which, and between which amounts it lies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from worked_bills import BILLS, BOOK, SETTLED, case, used

from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.case import BadCase
from jicha.tariffs.conventions import CHOICES, Settled
from jicha.tariffs.errors import MissingInput
from jicha.tariffs.open_readings import OpenBill, rate_or_open

NONE = Settled.of({})


def test_a_bill_whose_readings_are_settled_is_the_bill() -> None:
    found = rate_or_open(BILLS["shop"], BOOK, Settled.of({"money_rounding": "half_up"}))
    assert isinstance(found, Rated)
    assert found == rate(BILLS["shop"], BOOK, SETTLED)


def test_only_the_readings_that_matter_are_asked_for() -> None:
    """The lines of the shop are whole fen. Over the change, energy costs 409.67 to 420.00 and a fund 0.96 to 2.00."""
    found = rate_or_open(BILLS["shop"], BOOK, NONE)
    assert found == OpenBill(("money_rounding",), Decimal("614.00"), Decimal("614.00"), "CNY")
    changing = rate_or_open(BILLS["shop over a change of price"], BOOK, NONE)
    assert changing == OpenBill(("price_change", "money_rounding"), Decimal("624.63"), Decimal("636.00"), "CNY")


def test_the_least_and_the_most_are_those_of_all_readings_together() -> None:
    """1,000 kW agreed, 1,100 measured: 44,000 or 46,000 beside 35,080."""
    found = rate_or_open(BILLS["mill by demand"], BOOK, NONE)
    assert isinstance(found, OpenBill)
    assert found.conventions == ("demand_over_limit", "money_rounding")
    assert (found.least, found.most, found.lacking) == (Decimal("79080.00"), Decimal("81080.00"), ())


@pytest.mark.parametrize("name", BILLS)
def test_a_settled_bill_lies_between_them_and_what_is_not_asked_changes_nothing(name: str) -> None:
    found = rate_or_open(BILLS[name], BOOK, NONE)
    assert isinstance(found, OpenBill)
    assert found.least is not None
    assert found.most is not None
    assert found.least <= rate(BILLS[name], BOOK, SETTLED).total <= found.most
    others = SETTLED
    for convention in CHOICES.keys() - set(found.conventions):
        others = others.but(convention, CHOICES[convention][-1])
    assert rate(BILLS[name], BOOK, others).total == rate(BILLS[name], BOOK, SETTLED).total


def test_what_no_reading_computes_has_no_amount_and_says_what_is_lacking() -> None:
    found = rate_or_open(replace(BILLS["household"], used_before=None), BOOK, NONE)
    assert isinstance(found, OpenBill)
    assert (found.conventions, found.least, found.most) == (("money_rounding",), None, None)
    assert [one.remedy for one in found.lacking] == ["Give used_before."]
    with pytest.raises(MissingInput):
        rate_or_open(replace(BILLS["household"], used_before=None), BOOK, SETTLED)


def test_facts_that_contradict_one_another_are_refused_whatever_is_open() -> None:
    with pytest.raises(BadCase):
        rate_or_open(case("SHOP", energy=used(total=1), sub_kwh=2), BOOK, NONE)
