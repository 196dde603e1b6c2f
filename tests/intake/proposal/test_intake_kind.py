from collections.abc import Callable

import pytest
import yaml

from jicha.intake.errors import NoTable
from jicha.intake.proposal.choice import Choosing
from jicha.intake.proposal.kind import KindMade, make_kind
from jicha.intake.proposal.looked_at import LookedAt
from jicha.schema import Table, tables

LookAt = Callable[..., LookedAt]
Choose = Callable[..., Choosing]


@pytest.fixture
def kind(look_at: LookAt, choosing: Choose) -> Callable[..., KindMade | None]:
    def make(*rows: str, asked: Table | None = None) -> KindMade | None:
        seen = look_at(*rows)
        return make_kind(seen, choosing(*seen.looks.values()), "name", asked)

    return make


def _said(made: KindMade) -> dict[str, str]:
    return {one.arguments.get("word", ""): one.doubt for line in made.lines for one in line.doubts}


def test_every_word_is_read_or_left_out_with_a_reason(kind: Callable[..., KindMade | None]) -> None:
    made = kind(
        "户号,电费年月,计费电量,应收电费,总电费,序号,缺,经办随笔,制造厂家",
        "01,202404,10,7.5,7.5,1,,好,威胜",
        "02,202405,11,8.5,8.5,2,,坏,林洋",
    )
    assert made is not None
    (written,) = yaml.safe_load("\n".join(one.text for one in made.lines))
    assert made.table.name == "bill"
    assert written["header"] == ["户号", "电费年月", "计费电量", "应收电费"]
    assert written["optional"] == ["总电费", "序号", "缺", "经办随笔", "制造厂家"]
    assert [(one["column"], one["because"]) for one in written["ignore"]] == [
        ("总电费", "bill.total_charge has another column"),
        ("序号", "row number of the screen"),
        ("缺", "blank in every record that was looked at"),
        ("经办随笔", "not recognised"),
        ("制造厂家", "belongs to meter"),
    ]
    said = _said(made)
    assert [said.get(word) for word in written["optional"]] == [
        "twice_mapped", None, "all_blank", "not_recognised", "elsewhere"
    ]  # fmt: skip


def test_the_runner_up_is_named_and_a_table_that_is_asked_for_has_none(kind: Callable[..., KindMade | None]) -> None:
    rows = "户号,电费年月,计费电量,应收电费", "01,202404,10,7.5"
    for asked, doubt in ((None, "table_chosen"), (tables()["receivable"], "table_asked")):
        made = kind(*rows, asked=asked)
        assert made is not None
        assert made.table.name == ("receivable" if asked else "bill")
        assert [one.doubt for line in made.lines for one in line.doubts if one.doubt.startswith("table_")] == [doubt]


def test_unknown_words_make_no_kind_and_curves_need_slots_or_moments(kind: Callable[..., KindMade | None]) -> None:
    assert kind("zzzz,qqqq", "x,y") is None
    with pytest.raises(NoTable, match="no slots of a day"):
        kind("户号,电费年月", "01,202404", asked=tables()["curve"])


def test_a_run_that_is_no_day_is_told(kind: Callable[..., KindMade | None]) -> None:
    slots = ",".join(f"P{one}" for one in range(1, 24))
    made = kind(f"户号,电费年月,应收电费,{slots}", "01,202404,7.5," + ",".join("1" * 23))
    assert made is not None
    said = [one for line in made.lines for one in line.doubts if one.doubt == "slots_unnamed"]
    assert [dict(one.arguments) for one in said] == [{"columns": "23", "first": "P1", "last": "P23"}]


def test_a_known_word_with_values_of_another_kind_says_so(kind: Callable[..., KindMade | None]) -> None:
    made = kind("户号,电费年月,计费电量,应收电费,退补电量", "01,202404,10,7.5,张三", "02,202404,11,8.5,李四")
    assert made is not None
    assert _said(made)["退补电量"] == "values_do_not_fit"
