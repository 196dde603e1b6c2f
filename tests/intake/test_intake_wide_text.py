"""Full-width signs into common ones, and nothing else."""

import unicodedata

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.wide_text import fold_wide


def test_full_width_digits_letters_and_signs_are_folded() -> None:
    texts = ["１２３．４５", None, "", "Ａ－７\u3000ｋＷｈ", "−5", "1\u00a0234\u202f567", "李明"]
    assert fold_wide(pa.array(texts)).to_pylist() == ["123.45", None, "", "A-7 kWh", "-5", "1 234 567", "李明"]


def test_what_says_something_else_when_folded_is_kept() -> None:
    kept = ["①", "m²", "½", "Ⅷ", "㎾", "١٢", "𝟏", "ﬁ", "｡", "～".replace("～", "￠")]
    assert fold_wide(pa.array(kept)).to_pylist() == kept


def test_every_full_width_sign_is_folded_as_the_standard_says() -> None:
    wide = [chr(one) for one in range(0xFF01, 0xFF5F)]
    assert fold_wide(pa.array(wide)).to_pylist() == [unicodedata.normalize("NFKC", one) for one in wide]


def test_a_slice_is_folded_from_its_own_bytes() -> None:
    part = pa.array(["１", "２", None, "３", "４"]).slice(1, 3)
    assert fold_wide(part).to_pylist() == ["2", None, "3"]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(st.none(), st.text(max_size=6)), max_size=6))
def test_folding_is_that_of_single_letters(texts: list[str | None]) -> None:
    table = {0xFEE0 + one: one for one in range(0x21, 0x7F)}
    table |= {ord(one): " " for one in "\u3000\u00a0\u202f\u2007\u2009"} | {0x2212: "-"}
    assert fold_wide(pa.array(texts, pa.string())).to_pylist() == [one and one.translate(table) for one in texts]
