from collections.abc import Callable

import pyarrow as pa
import pytest

from jicha.intake.number_style import Percent, Style
from jicha.intake.proposal.looks import Looks, Misfits

Make = Callable[..., Looks]


@pytest.mark.parametrize(
    ("values", "style", "other"),
    [
        (("1250", "380.5"), Style.PLAIN, None),
        (("1,250.5", "380"), Style.GROUPED, None),
        (("1.250,5", "380"), Style.EUROPEAN, None),
        (("1,250", "380"), Style.GROUPED, Style.EUROPEAN),  # 1250, or one and a quarter
        (("1.250", "380"), Style.PLAIN, Style.EUROPEAN),
    ],
)
def test_numbers_and_the_other_way_to_read_them(
    looks: Make, values: tuple[str, ...], style: Style, other: Style | None
) -> None:
    look = looks("n", *values).number
    assert look is not None
    assert (look.style.style, look.other) == (style, other)


def test_three_decimals_are_counted(looks: Make) -> None:
    look = looks("n", "0.25", "0.1250", "7").number
    assert look is not None
    assert look.decimals == 3


@pytest.mark.parametrize("sign", ["%", "％"])
def test_percent_signs_of_either_width(looks: Make, sign: str) -> None:
    look = looks("n", f"10.05{sign}", f"5{sign}").number
    assert look is not None
    assert look.style.percent is Percent.SIGN


def test_brackets_are_negative_numbers_of_accountants(looks: Make) -> None:
    look = looks("n", "(12.5)", "3").number
    assert look is not None
    assert (look.style.accounting, look.example) == (True, "(12.5)")


def test_one_broken_cell_in_ten_is_told_and_two_are_no_number(looks: Make) -> None:
    good = [str(one) for one in range(1, 10)]
    look = looks("n", *good, "坏表").number
    assert look is not None
    assert look.misfits == Misfits(1, "坏表")
    assert looks("n", *good[:8], "坏表", "无").number is None


def test_a_day_above_12_settles_the_order_and_its_absence_leaves_two(looks: Make) -> None:
    settled, open_ = looks("d", "03/04/2026", "25/04/2026").date, looks("d", "03/04/2026", "11/12/2025").date
    assert settled is not None
    assert open_ is not None
    assert (settled.format, settled.other) == ("D/M/YYYY", "")
    assert (open_.format, open_.other) == ("D/M/YYYY", "M/D/YYYY")
    american = looks("d", "04/25/2026").date
    assert american is not None
    assert (american.format, american.other) == ("M/D/YYYY", "")


def test_months_of_six_digits_and_day_numbers_of_a_spreadsheet(looks: Make) -> None:
    month, serial = looks("m", "202404", "202405").month, looks("d", "45383", "45384").date
    assert month is not None
    assert (month.format, month.serial) == ("", False)
    assert serial is not None
    assert serial.serial  # 45383 is 1 April 2024
    assert looks("d", "4538", "4539").date is None  # the year 1912


def test_midnight_alone_is_no_time(looks: Make) -> None:
    days, moments = looks("t", "2026-04-01 00:00:00"), looks("t", "2026-04-01 00:15:00")
    assert days.instant is not None
    assert moments.instant is not None
    assert (days.instant.has_time, moments.instant.has_time) == (False, True)


def test_account_numbers_by_their_digits(looks: Make) -> None:
    column = looks("户号", "0200000011", "200000022", None, "200000022")
    assert (column.widths, column.has_leading_zeros, column.blanks, column.given) == ({9: 2, 10: 1}, True, 1, 3)
    assert not column.is_unique
    assert looks("户号", "J11", "12").widths == {}
    assert (looks("户号", "3.33E+21").lost_digits, looks("户号", "3E").lost_digits) == ("3.33E+21", "")


def test_typed_days_need_no_form(looks: Make) -> None:
    column = looks("d", "2026-04-01", typed=pa.date32())
    assert column.number is None
    assert column.date is not None
    assert column.date.format == ""
