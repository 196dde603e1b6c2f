"""The combined error of a metering installation."""

from decimal import Decimal

import pytest
from metering_cases import sheet_of, value

from jicha.terms.record import BadRecord


def test_ratios_and_angles_add_up_at_a_power_factor_of_one_half() -> None:
    found = sheet_of("error_combined")
    # tan 60 = 1.732: -0.15 - 0.0291 x 5 x 1.732 = -0.402; -0.03 - 0.0291 x 3 x 1.732 = -0.181; with -0.2: -0.783
    assert [value(found, name) for name in found.results] == [Decimal("-0.4"), Decimal("-0.18"), Decimal("-0.78")]


def test_at_a_power_factor_of_one_angles_do_not_count() -> None:
    found = sheet_of("error_combined", load={"cos_phi": "1"})
    assert [value(found, name) for name in found.results] == [Decimal("-0.15"), Decimal("-0.03"), Decimal("-0.38")]


def test_the_angle_and_the_power_factor_agree_and_a_leading_load_turns_the_angles() -> None:
    by_angle = sheet_of("error_combined", load={"angle": "60"})
    leading = sheet_of("error_combined", load={"cos_phi": "0.5", "leading": True})
    assert value(by_angle, "whole") == Decimal("-0.78")
    assert value(leading, "whole") == Decimal("0.02")  # -0.2 - 0.15 + 0.252 - 0.03 + 0.151


def test_a_load_is_needed() -> None:
    with pytest.raises(BadRecord):
        sheet_of("error_combined", load={})
