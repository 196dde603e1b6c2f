"""Sources brought in or given out."""

import pytest

from jicha.law.recover import recover


@pytest.mark.parametrize("day", ["2023-03-01", "2025-03-01"])
def test_each_kilowatt_of_the_source_costs_five_hundred(day: str) -> None:
    sources = [{"name": "diesel", "kw": 50}, {"name": "inverter", "kva": 10}]
    found = recover({"kind": "breach_source", "day": day, "sources": sources})
    assert found.value_of("penalty").value == 30000
    (fee,) = (one for one in found.givens if one.name == "fee_per_kw")
    assert (fee.origin, fee.confidence) == (
        "default",
        "C" if day < "2024" else "M",
    )  # nobody found the text: it is not shown as law
