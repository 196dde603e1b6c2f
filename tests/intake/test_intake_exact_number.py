"""Numbers by our own grammar: what is read, what is refused and why, and how halves are rounded."""

import sys
import unicodedata
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.exact_number import Numbers, read_numbers
from jicha.intake.null_words import NullWords


def read(values: list[Any], kind: pa.DataType | None = None, **options: Any) -> Numbers:
    return read_numbers(pa.array(values, kind), **{"precision": 18, "scale": 3, **options})


def why(found: Numbers) -> list[str | None]:
    """The reason for each row, None where it was read or missing; no row is told twice."""
    reasons = [[reason for reason, rows in found.refused.items() if rows[row]] for row in range(len(found.array))]
    assert all(len(one) <= 1 for one in reasons)
    assert all(found.array[row].as_py() is None for row, one in enumerate(reasons) if one)
    return [one[0] if one else None for one in reasons]


def test_text_is_read_digit_by_digit() -> None:
    found = read(["0", "-12.5", "+7", "123456789012345.678", "007", None])
    assert found.array.to_pylist() == [
        Decimal("0.000"), Decimal("-12.500"), Decimal("7.000"), Decimal("123456789012345.678"), Decimal("7.000"), None
    ]  # fmt: skip
    assert found.refused == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1e5", "power_of_ten"), ("1e308", "power_of_ten"), ("1e-400", "power_of_ten"), ("3.4E+17", "power_of_ten"),
        ("NaN", "not_a_number"), ("Infinity", "not_a_number"), ("-inf", "not_a_number"), ("0x1F", "not_a_number"),
        ("1_000", "not_a_number"), ("5.", "not_a_number"), (".5", "not_a_number"), ("--", "not_a_number"),
        ("++5", "not_a_number"), ("- 5", "not_a_number"), ("1.2.3", "not_a_number"), ("", "not_a_number"),
        ("一百二", "not_a_number"), ("#REF!", "not_a_number"), ("1/3", "not_a_number"), ("12:30", "not_a_number"),
        ("١٢٣", "other_digits"), ("१२३", "other_digits"), ("1²", "other_digits"), ("½", "other_digits"),
        ("⑫", "other_digits"), ("𝟏𝟐", "other_digits"), ("1,234.5", "other_number_style"),
        ("12.5kWh", "other_unit"), ("12.5%", "other_unit"), ("(12.5)", "accounting_sign"), ("0.00-", "accounting_sign"),
        ("1\u200b2", "hidden_character"), ("\u202e12", "hidden_character"), ("FFFFFFFF", "fill_bytes"),
        ("EEEE.EE", "fill_bytes"), ("ee ee ee ee", "fill_bytes"),
    ],
)  # fmt: skip
def test_what_the_grammar_does_not_know_is_refused_and_its_neighbours_are_kept(text: str, reason: str) -> None:
    found = read(["1", text, "2.5"])
    assert found.array.to_pylist() == [Decimal("1.000"), None, Decimal("2.500")]
    assert why(found) == [None, reason, None]


def test_what_can_mean_one_number_only_is_read() -> None:
    found = read(["１２３．４５", "'12.5", "\u00a012.5\u00a0", "−12.5", "－１２．５", "＋7", "' 3"])
    assert [str(one) for one in found.array.to_pylist()] == [
        "123.450", "12.500", "12.500", "-12.500", "-12.500", "7.000", "3.000"
    ]  # fmt: skip


@pytest.mark.parametrize("zero", ["-0", "-0.000", "－０", "+0"])
def test_minus_zero_is_zero(zero: str) -> None:
    assert str(read([zero]).array[0].as_py()) == "0.000"


def test_minus_zero_is_zero_after_rounding_and_as_a_float() -> None:
    assert str(read(["-0.0004"], half_up=True).array[0].as_py()) == "0.000"
    assert str(read([-0.0]).array[0].as_py()) == "0.000"


def test_words_for_nothing_are_missing_and_not_refused() -> None:
    found = read(["12", "--", "采集失败", "无", None], nothing=NullWords().in_values)
    assert found.array.to_pylist() == [Decimal("12.000"), None, None, None, None]
    assert found.refused == {}
    mixed = read(["12", "--", "一百"], nothing=NullWords().in_values)
    assert why(mixed) == [None, None, "not_a_number"]


def test_more_decimals_than_the_column_keeps_are_refused_unless_rounding_is_allowed() -> None:
    assert why(read(["1.0005", "1.0000"])) == ["too_precise", None]
    assert read(["1.0005", "-1.0005", "1.0004"], half_up=True).array.to_pylist() == [
        Decimal("1.001"), Decimal("-1.001"), Decimal("1.000")
    ]  # fmt: skip


def test_a_number_too_large_for_the_column_is_refused() -> None:
    found = read(["999999999999999", "1000000000000000", "99999999999999999999", "9" * 40, "0" * 40 + "12"])
    assert why(found) == [None, "out_of_range", "out_of_range", "out_of_range", None]
    assert found.array.to_pylist() == [Decimal("999999999999999.000"), None, None, None, Decimal("12.000")]


def test_idle_zeros_behind_the_point_are_no_decimals() -> None:
    assert read(["1.5" + "0" * 60]).array.to_pylist() == [Decimal("1.500")]
    assert why(read(["1." + "1" * 37])) == ["too_precise"]


def test_whole_numbers_keep_eighteen_digits_on_every_way() -> None:
    number = 340100123456789012
    for values, kind in ([number], pa.int64()), ([str(number)], pa.string()), ([Decimal(number)], pa.decimal128(20, 0)):
        assert read(values, kind, scale=0).array.to_pylist() == [Decimal(number)]
        assert read([*values, *values], kind, scale=0, half_up=True).array.to_pylist() == [Decimal(number)] * 2
    assert read([f"+{number}"], scale=0).array.to_pylist() == [Decimal(number)]


def test_a_float_is_the_number_its_shortest_text_says() -> None:
    halves = [0.0005, -0.0005, 0.0015, 2.675, 1.005, 9.37]
    found = read(halves, pa.float64(), times=Decimal(1000), scale=0, precision=9, half_up=True)
    assert [int(one) for one in found.array.to_pylist()] == [1, -1, 2, 2675, 1005, 9370]


def test_a_float_of_32_bits_is_not_widened_into_noise() -> None:
    assert read([9.37, 212.96, -33.58], pa.float32()).array.to_pylist() == [
        Decimal("9.370"), Decimal("212.960"), Decimal("-33.580")
    ]  # fmt: skip


def test_what_a_float_cannot_mean_is_refused() -> None:
    found = read([float("inf"), 1e300, 1e-300, 0.1], pa.float64())
    assert why(found) == ["not_a_number", "out_of_range", None, None]
    assert found.array.to_pylist() == [None, None, Decimal("0.000"), Decimal("0.100")]


def test_decimals_of_another_scale_are_taken_exactly() -> None:
    wide = pa.array([Decimal("1.2500"), Decimal("1.2345")], pa.decimal128(20, 4))
    assert why(read_numbers(wide, precision=18, scale=3)) == [None, "too_precise"]
    huge = pa.array([Decimal(10) ** 18, Decimal(10) ** 18 - 1], pa.decimal128(38, 0))
    assert why(read_numbers(huge, precision=18, scale=0)) == ["out_of_range", None]


def test_a_boolean_is_no_number() -> None:
    assert why(read([True], pa.bool_())) == ["not_a_number"]


def test_units_are_changed_exactly() -> None:
    assert read(["1", "123456"], times=Decimal("0.001")).array.to_pylist() == [Decimal("0.001"), Decimal("123.456")]


@pytest.mark.parametrize("times", [Decimal("0.001"), Decimal(1000), Decimal("0.1234567"), Decimal("1E+3")])
def test_the_quick_product_and_the_careful_one_agree(times: Decimal) -> None:
    plain = ["0", "1", "-1.5", "123456789.123456789", "0.0005"]
    quick = read(plain, times=times, half_up=True).array
    careful = read([*plain, "+1"], times=times, half_up=True).array  # a plus leaves the quick way
    assert careful.to_pylist()[:-1] == quick.to_pylist()
    assert quick.to_pylist()[2] == (Decimal("-1.5") * times).quantize(Decimal("0.001"), "ROUND_HALF_UP")


def test_a_product_too_large_is_refused_on_the_quick_way_too() -> None:
    assert why(read(["999999", "1000000"], times=Decimal(1000), precision=9, scale=0)) == [None, "out_of_range"]


@settings(deadline=None)
@given(st.lists(st.decimals(-(10**14), 10**14, places=3), min_size=1, max_size=20))
def test_every_number_that_fits_comes_back_as_it_was(numbers: list[Decimal]) -> None:
    assert read([str(one) for one in numbers], pa.string()).array.to_pylist() == numbers


@settings(deadline=None, max_examples=500)
@given(
    st.lists(st.text(st.sampled_from("0123456789+-.,eExX_ ()%'１２．－①٣²kWhFE−\u00a0\u200b"), max_size=9), max_size=40)
)
def test_any_text_is_a_decimal_of_its_very_digits_or_refused(texts: list[str]) -> None:
    found = read(texts, pa.string(), scale=8)
    for text, number, reason in zip(texts, found.array.to_pylist(), why(found), strict=True):
        assert (number is None) == (reason is not None)
        if number is not None:  # the digits of the text, folded, and no other, in the very place
            plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip().removeprefix("'").strip()
            assert number == Decimal(plain)


def test_no_digit_of_another_script_is_ever_a_number() -> None:
    strange = [
        chr(one)
        for one in range(sys.maxunicode + 1)
        if unicodedata.category(chr(one)).startswith("N") and not ("0" <= chr(one) <= "9" or "０" <= chr(one) <= "９")
    ]
    assert len(strange) > 1500
    for text in ("{}", "1{}", "{}2", "1{}.5"):
        found = read([text.format(one) for one in strange])
        assert found.array.null_count == len(strange)
        assert set(why(found)) <= {"other_digits", "not_a_number", "other_unit"}
