"""What is said of a table that fits no kind of file."""

from collections.abc import Callable
from pathlib import Path

from jicha.intake.profile import Profile
from jicha.intake.sources.open import open_tables
from jicha.intake.sources.source import Source
from jicha.intake.unmatched import missing_columns, new_columns, no_profile, unread_sheet


def test_each_missing_column_names_the_nearest_the_file_has(trial: Profile, write: Callable[..., Path]) -> None:
    (table,) = open_tables(write("printed\nno,custmer,day,kwh\n1,2,3,4\n"))
    one, two = missing_columns(table, trial)
    assert (one.message, one.line) == ("the column 'customer' of bills is missing, read as utf-8", 2)
    assert one.remedy == "The file has 'custmer': is it the same?"
    assert two.message.startswith("the column 'status'")


def test_a_new_column_is_held_against_the_words_that_the_file_lacks(
    trial: Profile, write: Callable[..., Path], source_of: Callable[..., Source]
) -> None:
    source = source_of(write("no,customer,day,kwh,state\n1,2,3,4,5\n"))
    (fault,) = new_columns(source, trial, trial.files[0], ["state"])
    assert fault.message == "the column 'state' is new: bills of trial does not know it, and nothing was loaded"
    assert "Is it 'status' by another name?" in fault.remedy
    assert "--leave-out 'state'" in fault.remedy
    (plain,) = new_columns(source, trial, trial.files[0], ["xyzzy"])
    assert "by another name" not in plain.remedy


def test_a_sheet_and_an_unknown_header_say_what_to_do(trial: Profile, write: Callable[..., Path]) -> None:
    (table,) = open_tables(write("no,x\n1,2\n"))
    assert "--leave-out" in unread_sheet(table, trial)[0].remedy
    told = no_profile(table, [trial]).faults
    assert told[0].remedy.startswith("Propose a profile for it: jicha intake profile FILE")
    assert "closest is trial" in told[1].message


def test_an_unknown_header_is_told_as_it_stands_without_the_records_below_it(
    trial: Profile, write: Callable[..., Path]
) -> None:
    (table,) = open_tables(write("no,custmer,day,kwh,kwh\n1,2,3,4,5\n"))
    first, second = no_profile(table, [trial]).faults[:2]
    assert first.chinese.endswith(
        "第1行：没有模板能读取该表头：no、custmer、day、kwh、kwh。"
        "请先生成导入模板：jicha intake profile 文件，核对后用 --profile 指定该模板再导入。"
    )
    assert second.message_zh == "最接近的模板是 trial，但缺少 bills 所需的“customer”列（按 utf-8 编码读取）"
