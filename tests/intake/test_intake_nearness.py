"""How near a header comes to a kind of file."""

from jicha.intake.matching import profile_by_name
from jicha.intake.nearness import distance, in_another_unit, is_another, renamed

(BILLS,) = [one for one in profile_by_name("cn_bill_issue").files if one.name == "bills"]
HEADER = ("户号", "电费年月", "发行日期", "应收电费")


def test_words_that_either_side_lacks_are_counted() -> None:
    assert distance(BILLS, HEADER) == 0
    assert distance(BILLS, (*HEADER[1:], "甲", "乙")) == 3


def test_half_of_the_columns_must_be_known() -> None:
    assert not is_another(BILLS, (*HEADER, "甲", "乙", "丙", "丁"))
    assert is_another(BILLS, (*HEADER, "甲", "乙", "丙", "丁", "戊"))


def test_a_column_is_held_against_every_spelling_of_a_word_that_the_file_lacks() -> None:
    assert renamed(BILLS, ("用电客户编号", *HEADER[1:], "计费用电量千瓦时", "甲")) == {
        "用电客户编号": "户号",  # the nearest spelling is 用户编号
        "计费用电量千瓦时": "计费电量",
    }
    assert renamed(BILLS, (*HEADER, "用电客户编号")) == {}


def test_a_word_in_another_unit_is_no_spelling_of_it() -> None:
    assert renamed(BILLS, (*HEADER, "计费总电量(kWh)")) == {"计费总电量(kWh)": "计费电量"}
    assert renamed(BILLS, (*HEADER, "计费总电量(万kWh)")) == {}
    assert in_another_unit("应收电费(万元)")
    assert in_another_unit("应收电费(分)")
    assert not in_another_unit("应收电费(元)")


def test_no_two_columns_are_taken_for_one_word() -> None:
    found = renamed(BILLS, ("用电客户编号", "用电客户编码", *HEADER[1:]))
    assert [found.get(one) for one in ("用电客户编号", "用电客户编码")].count("户号") == 1
