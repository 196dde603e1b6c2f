"""What is printed on a meter, old and new."""

from decimal import Decimal

import pytest

from jicha.law.meter_current import BadMeterCurrent, read_meter_current

DIRECT, BEHIND = Decimal(10), Decimal(20)


@pytest.mark.parametrize(
    ("printed", "basic", "most"),
    [
        ("5(60)", "5", "60"),
        ("5(60) A", "5", "60"),
        ("1.5（6）A", "1.5", "6"),
        ("3×10(100)A", "10", "100"),
        ("0.25-0.5(60) A", "5", "60"),  # 10 x 0.5
        ("0.2-0.5(60)", "5", "60"),
        ("0.015-0.075(6) A", "1.5", "6"),  # 20 x 0.075
        ("3x0.01-0.05(10)A", "1", "10"),
    ],
)
def test_the_forms_on_nameplates_are_read(printed: str, basic: str, most: str) -> None:
    found = read_meter_current(printed, direct=DIRECT, behind=BEHIND)
    assert (found.basic, found.most) == (Decimal(basic), Decimal(most))


def test_only_the_newer_form_has_a_transition_current() -> None:
    assert read_meter_current("5(60)", direct=DIRECT, behind=BEHIND).transition is None
    newer = read_meter_current("0.25-0.5(60)", direct=DIRECT, behind=BEHIND)
    assert newer.transition == Decimal("0.5")


@pytest.mark.parametrize("printed", ["", "60", "5-60", "(60)", "60(5)", "0.5-0.25(60)", "0(60)", "5(60) kW", "a(b)"])
def test_anything_else_is_refused_with_the_forms(printed: str) -> None:
    with pytest.raises(BadMeterCurrent, match=r"5\(60\)"):
        read_meter_current(printed, direct=DIRECT, behind=BEHIND)


@pytest.mark.parametrize(
    ("printed", "behind"),
    [("0.015-0.075(6)", True), ("0.25-0.5(60)", False), ("1.5(6)", True), ("2.5(10)", False), ("3x5(60)", False)],
)
def test_the_marking_says_whether_the_meter_stands_behind_transformers(printed: str, behind: bool) -> None:
    assert read_meter_current(printed, direct=DIRECT, behind=BEHIND).is_behind_transformers == behind


def test_the_number_of_elements_is_read() -> None:
    found = [read_meter_current(one, direct=DIRECT, behind=BEHIND).elements for one in ("3x5(60)", "1*5(60)", "5(60)")]
    assert found == [3, 1, None]
