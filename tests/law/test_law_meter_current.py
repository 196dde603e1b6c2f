"""What is printed on a meter, old and new."""

from decimal import Decimal

import pytest

from jicha.law.meter_current import BadMeterCurrent, read_meter_current


@pytest.mark.parametrize(
    ("printed", "times", "basic", "most"),
    [
        ("5(60)", 10, "5", "60"),
        ("5(60) A", 10, "5", "60"),
        ("1.5（6）A", 20, "1.5", "6"),
        ("3×10(100)A", 10, "10", "100"),
        ("0.25-0.5(60) A", 10, "5", "60"),  # 10 x 0.5
        ("0.2-0.5(60)", 10, "5", "60"),
        ("0.015-0.075(6) A", 20, "1.5", "6"),  # 20 x 0.075
        ("3x0.01-0.05(10)A", 20, "1", "10"),
    ],
)
def test_the_forms_on_nameplates_are_read(printed: str, times: int, basic: str, most: str) -> None:
    found = read_meter_current(printed, times=Decimal(times))
    assert (found.basic, found.most) == (Decimal(basic), Decimal(most))


def test_only_the_newer_form_has_a_transition_current() -> None:
    assert read_meter_current("5(60)", times=Decimal(10)).transition is None
    newer = read_meter_current("0.25-0.5(60)", times=Decimal(10))
    assert newer.transition == Decimal("0.5")


@pytest.mark.parametrize("printed", ["", "60", "5-60", "(60)", "60(5)", "0.5-0.25(60)", "0(60)", "5(60) kW", "a(b)"])
def test_anything_else_is_refused_with_the_forms(printed: str) -> None:
    with pytest.raises(BadMeterCurrent, match=r"5\(60\)"):
        read_meter_current(printed, times=Decimal(10))
