"""Units: read, multiplied, and refused when unknown."""

from decimal import Decimal

import pytest

from jicha.terms.errors import JichaError
from jicha.terms.units import NUMBER_UNIT, Quantity, UnknownUnit, parse_quantity, parse_unit


def test_a_price_times_an_energy_is_money() -> None:
    assert parse_unit("CNY/kWh") * parse_unit("kWh") == parse_unit("CNY")


def test_a_unit_over_itself_is_a_plain_number() -> None:
    assert parse_unit("kWh") / parse_unit("kWh") == NUMBER_UNIT


def test_kwh_and_wh_are_different_units() -> None:
    assert parse_unit("kWh") != parse_unit("Wh")


@pytest.mark.parametrize("text", ["", "kWh", "CNY/kWh", "kWh*month", "1/month", "m^2"])
def test_a_unit_is_written_as_it_is_read(text: str) -> None:
    assert parse_unit(str(parse_unit(text))) == parse_unit(text)


def test_an_unknown_unit_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownUnit, match=r"'kwh'.*kWh"):
        parse_unit("kwh")


def test_a_quantity_keeps_its_digits() -> None:
    assert parse_quantity("0.010 kWh") == Quantity(Decimal("0.010"), parse_unit("kWh"))
    assert str(parse_quantity("0.010 kWh")) == "0.010 kWh"


@pytest.mark.parametrize("text", ["kWh", "", "1e3 kWh", "one"])
def test_what_does_not_begin_with_a_plain_number_is_no_quantity(text: str) -> None:
    with pytest.raises(JichaError):
        parse_quantity(text)
