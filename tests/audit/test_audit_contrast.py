"""Two shares side by side: how many times the one is the other, at least."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jicha.audit.contrast import Contrast


def contrast(found: int, tested: int, rest_found: int, rest_tested: int, *, each: int = 1) -> Contrast:
    return Contrast(found, tested, -(-found // each), rest_found, rest_tested, -(-rest_found // each))


def test_the_lift_is_one_share_over_the_other() -> None:
    """30 of 40 is 75 %, 5 of 100 is 5 %: fifteen times."""
    assert contrast(30, 40, 5, 100).lift == Decimal("15.00")


def test_no_lift_can_be_told_where_the_rest_has_no_find_but_its_bound_can() -> None:
    """20 of 20: Wilson's lower bound at z = 4 is (1 + 0.4 - 0.4) / 1.8; 0 of 80: the upper one (0.1 + 0.1) / 1.2."""
    one = contrast(20, 20, 0, 80)
    assert one.lift is None
    assert one.lift_at_least == Decimal("3.33")  # 0.5556 / 0.1667


def test_where_nothing_else_was_tested_nothing_can_be_compared() -> None:
    assert contrast(30, 40, 0, 0).lift_at_least is None
    assert contrast(0, 40, 5, 100).lift_at_least is None


def test_twelve_bills_of_a_customer_make_it_no_surer_than_one() -> None:
    once, monthly = contrast(20, 30, 4, 300), contrast(240, 360, 48, 3600, each=12)
    assert monthly.lift == once.lift
    assert monthly.lift_at_least == once.lift_at_least


def test_where_one_customer_has_most_of_the_finds_they_are_worth_about_one() -> None:
    """40 finds of 40 tests are worth 10, of 10 customers with 4 each; of one with 31 and 9 with one each, 40² / 970.

    Beside a rest without finds, by Wilson at z = 4: n / (n + 16) of those with it, 16 / (m + 16) of the rest, where m
    is the rest over the finds that are worth one: 10 / 26 over 16 / (970 / 4 + 16), and 1.65 / 17.65 over
    16 / (970 / 24.25 + 16).
    """
    alike, one_heavy = Contrast(40, 40, 10, 0, 970, 0), Contrast(40, 40, 10, 0, 970, 0, squares=31 * 31 + 9)
    assert alike == Contrast(40, 40, 10, 0, 970, 0, squares=0)
    assert alike.lift_at_least == Contrast(40, 40, 10, 0, 970, 0, squares=10 * 16).lift_at_least == Decimal("6.21")
    assert one_heavy.lift_at_least == Decimal("0.33")


def test_a_perfect_mark_has_sharpness_one_and_none_has_zero() -> None:
    assert contrast(20, 20, 0, 80).sharpness == 1
    assert contrast(10, 40, 20, 80).sharpness == 0
    assert contrast(20, 20, 0, 0).sharpness == 0
    assert contrast(20, 40, 0, 40).sharpness == Fraction(20 * 40, 40 * 3 * 20)  # (800)^2 / (40 40 20 60)


@given(st.integers(1, 200), st.integers(0, 200), st.integers(0, 100), st.integers(1, 400))
def test_the_bound_lies_below_the_lift_and_grows_with_the_numbers(
    found: int, missed: int, rest_found: int, rest_spared: int
) -> None:
    small = contrast(found, found + missed, rest_found, rest_found + rest_spared)
    large = contrast(9 * found, 9 * (found + missed), 9 * rest_found, 9 * (rest_found + rest_spared))
    assert small.lift_at_least is not None
    assert large.lift_at_least is not None
    assert small.lift_at_least <= large.lift_at_least
    if small.lift is not None:
        assert large.lift == small.lift
        assert large.lift_at_least <= small.lift
