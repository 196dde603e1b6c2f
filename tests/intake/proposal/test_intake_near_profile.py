from collections.abc import Callable

from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.near_profile import near_profile
from jicha.intake.read_profile import read_text

LookAt = Callable[..., LookedAt]
NOBODY: frozenset[str] = frozenset()
SEALS = "计量点编号,封印号,加封日期"
BILLS = "户号,电费年月,发行日期,应收电费"
BILL = "01,202404,2024-05-10,7.5"


def test_more_than_three_new_columns_are_another_export(look_at: LookAt) -> None:
    three = look_at(f"{BILLS},甲甲,乙乙,丙丙", f"{BILL},1,2,3")
    four = look_at(f"{BILLS},甲甲,乙乙,丙丙,丁丁", f"{BILL},1,2,3,4")
    near = near_profile([three], NOBODY)
    assert near is not None
    assert [one.arguments["word"] for one in near.doubts if one.doubt == "new_column"] == ["甲甲", "乙乙", "丙丙"]
    assert near_profile([four], NOBODY) is None


def test_every_table_must_be_of_the_one_profile(look_at: LookAt) -> None:
    bills, strange = look_at(BILLS, BILL), look_at("zzzz,qqqq", "x,y")
    assert near_profile([bills], NOBODY) is not None
    assert near_profile([bills, strange], NOBODY) is None
    assert near_profile([bills], frozenset({"cn_bill_issue"})) is None


def test_the_copy_bears_the_name_that_is_asked_for(look_at: LookAt) -> None:
    near = near_profile([look_at(BILLS, BILL)], NOBODY, name="no")
    assert near is not None
    assert read_text(near.text("en"), "p.yaml").name == "no"


def test_a_source_whose_codes_are_needed_stays_and_is_said(look_at: LookAt) -> None:
    seen = [look_at(BILLS, BILL)]
    for source, doubts in (("sg", []), ("mine", ["source_kept"])):
        near = near_profile(seen, NOBODY, source=source)
        assert near is not None
        assert [one.doubt for one in near.doubts] == doubts
        assert read_text(near.text("zh"), "p.yaml").source == "sg"


def test_a_column_under_another_spelling_becomes_a_synonym(look_at: LookAt) -> None:
    for header in (
        "用电客户编号,电费年月,发行日期,应收电费",
        f"{BILLS},计费用电量千瓦时",
    ):  # a required and another one
        near = near_profile([look_at(header, BILL + ",5" * (header.count(",") - 3))], NOBODY)
        assert near is not None
        (said,) = [one for one in near.doubts if one.doubt == "spelled_otherwise"]
        (bills,) = [one for one in read_text(near.text("zh"), "p.yaml").files if one.name == "bills"]
        assert said.arguments["word"] in bills.synonyms[said.arguments["known"]]


def test_a_column_that_no_spelling_explains_is_left_out_and_asked_about(look_at: LookAt) -> None:
    near = near_profile([look_at(f"{BILLS},甲甲", f"{BILL},1")], NOBODY)
    assert near is not None
    (bills,) = [one for one in read_text(near.text("en"), "p.yaml").files if one.name == "bills"]
    assert "甲甲" in [one.column for one in bills.ignored]


def test_a_word_that_is_known_for_something_else_is_no_spelling(look_at: LookAt) -> None:
    near = near_profile([look_at(f"{BILLS},抄表段", f"{BILL},S1")], NOBODY)  # a synonym of its own
    assert near is not None
    assert near.doubts == ()
    other = near_profile(
        [look_at(f"{BILLS},检查员", f"{BILL},S1")], NOBODY
    )  # looks like 抄表员, is known as checker_id
    assert other is not None
    assert [one.doubt for one in other.doubts] == ["near_shipped", "new_column"]
