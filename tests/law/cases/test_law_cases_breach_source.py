"""Sources brought in or given out."""

import pytest

from jicha.law.recover import read_settings, recover


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


def test_a_fee_that_is_settled_lower_for_the_newest_edition_stands_beside() -> None:
    lower = read_settings({"data": [{"datum": "breach_source_fee", "edition": "2024", "value": 300, "source": "x"}]})
    found = recover({"kind": "breach_source", "day": "2023-03-01", "sources": [{"name": "d", "kw": 50}]}, lower)
    assert [one.value_of("penalty").value for one in found.alternatives] == [15000]
