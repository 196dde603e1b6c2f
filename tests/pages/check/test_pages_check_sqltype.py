"""The type of one value or another."""

from jicha.pages.check.sqltype import INTEGER, NULL, TEXT, UNKNOWN, SqlType, decimal, either


def test_one_or_the_other_number_holds_both() -> None:
    assert either(decimal(15, 3), decimal(10, 8)) == decimal(15, 8)
    assert either(INTEGER, decimal(2, 2)) == decimal(20, 2)


def test_null_takes_the_other_type_and_two_families_have_none() -> None:
    assert either(NULL, INTEGER) == INTEGER
    assert either(INTEGER, TEXT) == UNKNOWN


def test_a_literal_beside_a_code_becomes_a_word_of_its_own() -> None:
    code = SqlType("code", code_list="price_class")
    word = SqlType("text", words=frozenset({"none"}))
    assert either(code, word) == SqlType("code", code_list="price_class", words=frozenset({"none"}))
    assert either(code, TEXT) == TEXT
