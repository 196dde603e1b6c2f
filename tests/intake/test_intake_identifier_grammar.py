"""What may stand in an identifier, and what in a text."""

import sys
import unicodedata
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.identifier_grammar import (
    IDENTIFIER_CHARACTERS,
    TEXT_CHARACTERS,
    IdentifierStyle,
    PointZero,
    Texts,
    hidden_in,
    read_identifiers,
    read_texts,
)


def told(found: Texts) -> list[str | None]:
    """Each text, or its reason in capitals; no row is told twice."""
    rows = []
    for row, text in enumerate(found.array.to_pylist()):
        reasons = [reason for reason, hit in found.refused.items() if hit[row]]
        assert len(reasons) + (text is not None) <= 1
        rows.append(reasons[0].upper() if reasons else text)
    return rows


def identifiers(texts: list[Any], kind: pa.DataType | None = None, **style: Any) -> list[str | None]:
    return told(read_identifiers(pa.array(texts, kind), IdentifierStyle(**style)))


def test_digits_and_letters_stay_as_they_are() -> None:
    kept = ["0012345678", "340100123456789012", "A-7", "E12", "1.50", "0", "00㐂𠮷€1", "李明", "东风路①台区", None]
    assert identifiers(kept) == kept


@pytest.mark.parametrize("text", ["3.40100123456789E+17", "1.2345678E+07", "1E5", "1.e5", "-2e-3"])
def test_a_number_in_powers_of_ten_has_lost_digits(text: str) -> None:
    assert identifiers(["0012345678", text]) == ["0012345678", "DAMAGED_NUMBER"]


def test_a_float_is_an_identifier_only_while_it_is_exact() -> None:
    assert identifiers([123.0, 2.0**53, 1.5, None]) == ["123", "DAMAGED_NUMBER", "DAMAGED_NUMBER", None]
    assert identifiers([340100123456789012], pa.int64()) == ["340100123456789012"]


def test_a_whole_number_with_a_point_is_refused_unless_the_profile_says_otherwise() -> None:
    texts = ["12345678.0", "1.50", "12345678", "v1.0", "12345678.00"]
    assert identifiers(texts)[0] == "POINT_ZERO"
    assert identifiers(texts)[1:] == texts[1:]
    assert identifiers(texts, point_zero=PointZero.DROP)[0] == "12345678"
    assert identifiers(texts, point_zero=PointZero.KEEP) == texts


def test_lost_zeros_are_put_back_to_the_stated_length() -> None:
    assert identifiers(["12345678", "0012345678", "12345678901", "A-7", None], pad=10) == [
        "0012345678", "0012345678", "LONGER_THAN_PAD", "A-7", None
    ]  # fmt: skip
    assert identifiers([12345678.0], pad=10) == ["0012345678"]
    assert identifiers(["12345678.0"], pad=10, point_zero=PointZero.DROP) == ["0012345678"]


def test_full_width_letters_and_the_apostrophe_of_a_spreadsheet_make_no_difference() -> None:
    assert identifiers(["'0012", "００１２", "Ａ－７", "\u3000'00 12", "' 0012"]) == [
        "0012",
        "0012",
        "A-7",
        "'00 12",
        "0012",
    ]


@pytest.mark.parametrize(
    "sign",
    ["\u202e", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2066", "\u0000", "\t", "\u001b", "\u007f", "\u0085", "\u2060",
     "\ufe0f", "\u034f", "\u3164", "\u2800", "\U000e0020", "\U000e0100"],
)  # fmt: skip
def test_a_sign_that_nobody_sees_is_refused_by_its_code_point(sign: str) -> None:
    assert identifiers(["0012", f"00{sign}12"]) in (["0012", "HIDDEN_CHARACTER"], ["0012", "LINE_BREAK"])
    assert hidden_in(f"00{sign}12") == f"U+{ord(sign):04X}"


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\u2028", "\u2029", "\v", "\f", "\u0085"])
def test_an_identifier_is_one_line(sign: str) -> None:
    assert identifiers([f"00{sign}12"]) == ["LINE_BREAK"]


@pytest.mark.parametrize("text", ["А12", "1О23", "ΑB", "0Օ1", "Ꭺ7", "١٢٣", "00١2", "𝟏𝟐", "𝐀1"])
def test_letters_that_look_alike_and_are_not_are_refused(text: str) -> None:
    assert identifiers([text]) == ["MIXED_SCRIPT"]


def test_another_script_by_itself_is_no_disguise() -> None:
    kept = ["Жук", "Αθήνα", "محطة", "変電所", "10kVⅡ段"]
    assert identifiers(kept) == kept


def test_a_letter_that_was_lost_on_the_way_is_refused() -> None:
    assert identifiers(["A\ufffd7"]) == ["LOST_CHARACTER"]


def test_an_identifier_has_sixty_four_characters_at_most() -> None:
    longest = "李" * IDENTIFIER_CHARACTERS
    assert identifiers([longest, longest + "1"]) == [longest, "TOO_LONG"]


def test_every_control_and_format_sign_is_hidden_and_every_other_digit_foreign() -> None:
    signs = [chr(one) for one in range(sys.maxunicode + 1) if not 0xD800 <= one < 0xE000]
    hidden = [one for one in signs if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp")]
    assert set(identifiers([f"1{one}2" for one in hidden])) == {"HIDDEN_CHARACTER", "LINE_BREAK"}
    digits = [one for one in signs if unicodedata.category(one) == "Nd" and not one.isascii()]
    foreign = [one for one in digits if not "０" <= one <= "９"]
    assert len(foreign) > 500
    assert set(identifiers([f"1{one}2" for one in foreign])) == {"MIXED_SCRIPT"}


@settings(deadline=None, max_examples=300)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=8))
def test_an_identifier_is_read_the_same_wherever_it_stands(texts: list[str]) -> None:
    """Neighbours decide which questions are asked of a column, never what becomes of a row."""
    texts = [one for one in pc.utf8_trim_whitespace(pa.array(texts, pa.string())).to_pylist() if one]
    together = identifiers(texts, pa.string())
    assert together == [identifiers([one], pa.string())[0] for one in texts]
    again = identifiers([one if one and not one.isupper() else None for one in together], pa.string())
    assert all(one is None or one == two or one.startswith("'") for one, two in zip(again, together, strict=True))


TEXTS = [
    "李明",
    "㐂𠮷€\ue000\U000f0000",
    "a\u202eb",
    "two\nlines",
    "a\tb\x1b[31m",
    "1E5",
    "1.0",
    "'t Hooft",
    "<script>",
    "",
]


def test_a_text_is_kept_as_it_is() -> None:
    assert told(read_texts(pa.array([*TEXTS, None]))) == [*TEXTS, None]


def test_line_ends_of_a_text_are_of_one_kind() -> None:
    assert told(read_texts(pa.array(["a\r\nb\rc\nd"]))) == ["a\nb\nc\nd"]


def test_a_nul_and_an_endless_text_are_refused() -> None:
    assert told(read_texts(pa.array(["a\0b", "李" * TEXT_CHARACTERS, "李" * (TEXT_CHARACTERS + 1)]))) == [
        "HIDDEN_CHARACTER", "李" * TEXT_CHARACTERS, "TOO_LONG"
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", "'=", "''+"])
def test_the_apostrophe_that_guards_a_formula_in_our_lists_is_taken_off_once(start: str) -> None:
    assert told(read_texts(pa.array([f"'{start}1"]))) == [f"{start}1"]


def test_numbers_in_a_text_column_are_text_while_they_are_exact() -> None:
    assert told(read_texts(pa.array([12.0, 1.5, 2.0**60]))) == ["12", "1.5", "DAMAGED_NUMBER"]


def test_a_cell_that_shows_an_error_is_no_identifier_and_no_name() -> None:
    cells = pa.array(["#FORMULA", "#MERGED", "#REF!", "#NAME?", "#12", "# 3 pole", None])
    expected = [None, None, None, None, "#12", "# 3 pole", None]
    for read in (read_identifiers(cells, IdentifierStyle()), read_texts(cells)):
        assert read.array.to_pylist() == expected
        assert read.refused["no_value"].tolist() == [True] * 4 + [False] * 3
