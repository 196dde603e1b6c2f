from collections.abc import Callable

import pytest

from jicha.intake.proposal.doubts import Doubt
from jicha.intake.proposal.fitting import Fitting, Written, identifier_doubts, part_of_key
from jicha.intake.proposal.looks import Looks
from jicha.schema import tables

Make = Callable[..., Looks]
FITTING = Fitting({})


def _write(table: str, column: str, looks: Looks) -> tuple[str, list[str]]:
    made = FITTING.write(tables()[table], tables()[table].by_name[column], looks)
    assert isinstance(made, Written)
    return made.yaml, [one.doubt for one in made.doubts]


@pytest.mark.parametrize(
    ("table", "column", "word", "values", "yaml", "doubts"),
    [
        ("bill", "customer_id", "户号", ["01", "02"], "{identifier: [户号]}", ["leading_zeros"]),
        ("bill", "kwh", "电量", ["1", "2.5"], "电量", []),
        ("bill", "kwh", "电量(MWh)", ["1", "2.5"], '{number: "电量(MWh)", times: 1000}', ["unit_in_header"]),
        ("bill", "kwh", "电费(元)", ["1", "2.5"], '"电费(元)"', ["unit_of_another_kind"]),
        ("bill", "kwh", "电量", ["1kWh", "2kWh"], "{number: 电量, unit: kWh}", ["unit_in_cells"]),
        ("bill", "kwh", "电量", ["1.23456", "2"], "{number: 电量, half_up: yes}", ["too_many_decimals"]),
        ("bill", "month", "年月", ["202404", "202405"], "年月", []),
        ("bill", "issued_on", "日", ["45383", "45384"], '{date: 日, excel: "1900"}', ["day_numbers"]),
        ("bill", "issued_on", "日", ["25/04/2026", "1/4/2026"], '{date: 日, format: "D/M/YYYY"}', ["date_format"]),
        ("meter", "has_reverse", "双向", ["是", "否"], "{boolean: 双向, true: [是], false: [否]}", ["yes_or_no"]),
        ("point", "point_status", "状态", ["in_use"], "状态", []),
        ("meter_installation", "ratio", "倍率", ["100/5", "50/5"], "{quotient: 倍率}", []),
    ],
)
def test_columns_as_they_are_written(
    looks: Make, table: str, column: str, word: str, values: list[str], yaml: str, doubts: list[str]
) -> None:
    assert _write(table, column, looks(word, *values)) == (yaml, doubts)


def test_moments_are_local_and_days_stand_for_their_start(looks: Make) -> None:
    yaml, doubts = _write("ticket", "called_at", looks("时间", "2026-04-01", "2026-04-02"))
    assert yaml == "{instant: 时间, zone: Asia/Shanghai, days: yes}"
    assert doubts == ["zone_assumed", "day_for_instant"]


def test_values_that_are_no_such_thing_forbid_the_column(looks: Make) -> None:
    bill = tables()["bill"]
    made = FITTING.write(bill, bill.by_name["kwh"], looks("电量", "张三", "李四", "张三"))
    assert isinstance(made, Doubt)
    assert (made.doubt, made.arguments["rows"], made.arguments["example"]) == ("values_do_not_fit", "3", "张三")


def test_account_numbers_are_no_amounts_and_amounts_no_account_numbers(looks: Make) -> None:
    bill = tables()["bill"]
    accounts, amounts = looks("x", "0200000011", "0200000022"), looks("x", "12.5", "3")
    shares = [FITTING.share(bill.by_name[name], one) for name in ("kwh", "customer_id") for one in (accounts, amounts)]
    assert shares == [0.3, 1.0, 1.0, 0.2]


def test_a_code_column_fits_by_the_share_of_its_words_that_are_codes(looks: Make) -> None:
    column = tables()["point"].by_name["point_status"]
    assert FITTING.share(column, looks("状态", "在用", "睡眠")) == pytest.approx(0.6)  # 0.2 + 0.8 x 1/2


def test_lost_zeros_and_lost_digits_are_told(looks: Make) -> None:
    short = looks("户号", *[f"02000000{one}" for one in range(10, 19)], "2000009")
    assert [one.doubt for one in identifier_doubts(short)] == ["widths", "leading_zeros"]
    assert identifier_doubts(short)[0].arguments["width"] == "10"
    assert [one.doubt for one in identifier_doubts(looks("资产号", "3.33E+21"))] == ["lost_digits"]


def test_days_in_a_key_count_by_what_they_mean(looks: Make) -> None:
    assert part_of_key(looks("日", "2026-4-1", "2026-04-02")) == "{date: 日}"
    assert part_of_key(looks("月", "202404", "202405")) == "月"
    assert part_of_key(looks("月", "202404", "202405"), "month") == "{month: 月}"
    assert part_of_key(looks("号", "1", "2")) == "号"
    assert part_of_key(looks("号", "1", None)) == '{take: 号, missing: "-"}'
