"""The header words of ledgers: the schema's own, the numbers of other things as exports call them, each once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jicha.intake.ledger.kept import kept_tables
from jicha.intake.ledger.profile import ledger_words
from jicha.intake.ledger.words import folded, shortened, title_of, words_of
from jicha.schema import table


def chinese(name: str) -> list[str]:
    return [one.chinese for one in ledger_words()[name]]


def test_a_reference_is_called_as_exports_call_the_number() -> None:
    assert chinese("bill_register") == [
        "账单编号", "表计出厂编号", "示数类型", "上次示数", "本次示数", "综合倍率", "抄见电量"]  # fmt: skip
    assert chinese("reminder")[:3] == ["催费编号", "户号", "应收编号"]
    assert chinese("inspection")[1:6] == ["户号", "计量点编号", "计划编号", "申请编号", "工单编号"]


def test_a_reference_under_another_name_says_whose_number_it_is() -> None:
    assert chinese("prepayment_move")[2:4] == ["转出户户号", "转入户户号"]
    assert chinese("generator")[2:4] == ["计量点编号", "发电计量点编号"]


def test_units_and_people_keep_the_words_of_the_table() -> None:
    assert chinese("fee")[1] == "收费单位"
    assert chinese("preference")[5] == "审批人"
    assert chinese("staff")[0] == "工号"


def test_two_columns_of_one_meaning_get_two_words() -> None:
    called = {one.column.name: one.chinese for one in ledger_words()["appraisal_input"]}
    assert (called["org_id"], called["value_unit"]) == ("供电单位", "单位")


@pytest.mark.parametrize("name", kept_tables())
def test_every_spelling_of_a_ledger_belongs_to_one_column(name: str) -> None:
    spellings = [one for word in ledger_words()[name] for one in sorted(word.spellings)]
    assert len(spellings) == len(set(spellings))
    assert [one.column.name for one in ledger_words()[name]] == list(kept_tables()[name].by_name)


def test_brackets_behind_a_meaning_go_but_not_those_that_say_that_the_end_does_not_count() -> None:
    assert shortened("单价(元/千瓦时)") == "单价"
    assert shortened("失效日期(不含)") == "失效日期(不含)"
    assert shortened("容(需)量单价") == "容(需)量单价"
    assert title_of(table("customer_list")) == "客户名单"
    assert "失效日期" not in {one for word in ledger_words()["preference"] for one in word.spellings}


def test_width_blanks_and_case_do_not_count() -> None:
    assert folded("失效日期（不含） ") == folded("失效日期(不含)")
    assert folded("Customer_ID") == "customer_id"


def test_two_tables_of_the_same_words_bear_their_names_in_their_keys() -> None:
    twin = replace(table("point_list"), name="point_list_again", meaning_zh="另一名单(试)")
    words = words_of({"point_list": table("point_list"), "point_list_again": twin})
    assert [one.chinese for one in words["point_list"]][:2] == ["计量点编号", "计量点名单名单类别"]
    assert [one.chinese for one in words["point_list_again"]][:2] == ["计量点编号", "另一名单名单类别"]
    assert [words[name][1].english for name in words] == ["point_list_list_kind", "point_list_again_list_kind"]
