"""A worksheet's answer is its last step."""

from jicha.terms.units import parse_quantity
from jicha.terms.worksheet import Step, Worksheet


def test_the_result_is_that_of_the_last_step() -> None:
    price, energy = parse_quantity("0.60 CNY/kWh"), parse_quantity("100 kWh")
    first = Step("energy", "read off", (("register", energy),), energy)
    second = Step("charge", "energy * price", (("energy", energy), ("price", price)), parse_quantity("60.00 CNY"))
    assert Worksheet("bill", (first, second)).result == parse_quantity("60.00 CNY")
