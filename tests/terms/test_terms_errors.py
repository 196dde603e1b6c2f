"""An error says what, where and what to do."""

import pickle

from jicha.terms.errors import Fault, JichaError, Words


def test_a_fault_names_the_place_it_knows() -> None:
    assert Fault("m", "r", "a.md", 3, 7).place == "a.md:3:7"
    assert Fault("m", "r", "a.md").place == "a.md"
    assert str(Fault("no such column", "Did you mean kwh?", "a.md", 3, code="unknown-column")) == (
        "a.md:3: no such column [unknown-column]. Did you mean kwh?"
    )


def test_an_error_carries_all_faults() -> None:
    error = JichaError([Fault("one", "do this"), Fault("two", "do that")])
    assert str(error) == "one. do this\ntwo. do that"
    assert len(error.faults) == 2


def test_a_fault_is_said_to_a_chinese_reader_in_his_words_and_marks() -> None:
    fault = Fault.of(Words("no such column", "没有该列"), Words("Add it.", "请补上该列。"), "a.csv", 3, 7)
    assert str(fault) == "a.csv:3:7: no such column. Add it."
    assert fault.chinese == "a.csv 第3行第7列：没有该列。请补上该列。"
    assert Fault.of(Words("m", "没有"), Words("r", "请看。")).chinese == "没有。请看。"


def test_what_nobody_put_into_chinese_is_said_in_english() -> None:
    assert Fault("no such word", "Correct it.", "a.yaml", 3).chinese == "a.yaml:3: no such word. Correct it."


def test_the_short_form_takes_both_languages() -> None:
    error = JichaError("it is busy", "Wait.", message_zh="正在写入", remedy_zh="请稍候。")
    assert [one.chinese for one in error.faults] == ["正在写入。请稍候。"]


def test_what_was_delivered_forges_no_line_in_chinese_either() -> None:
    assert Fault.of(Words("m", "列“a\n已入库”"), Words("r", "请看。")).chinese == "列“a\\n已入库”。请看。"


class _NeedsTwo(JichaError):
    """An error whose constructor asks for other things than a message."""

    def __init__(self, what: str, much: int) -> None:
        self.much = much
        super().__init__(f"{what} is {much}", "Give less.")


def test_an_error_crosses_to_another_process_with_all_that_it_holds() -> None:
    error = pickle.loads(pickle.dumps(_NeedsTwo("load", 3)))
    assert type(error) is _NeedsTwo
    assert (error.faults, str(error), error.much) == (_NeedsTwo("load", 3).faults, "load is 3. Give less.", 3)
