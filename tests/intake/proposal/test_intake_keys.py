from collections.abc import Callable

from jicha.intake.proposal.keys import Key, made_up_key, may_name, repeats
from jicha.intake.proposal.looks import Looks
from jicha.intake.proposal.sample import Sample

# The second account has two bills in May, of different kinds.
BILLS = {
    "户号": ["1", "2", "2", "2"],
    "月份": ["4", "4", "5", "5"],
    "备注": ["x", "x", "x", "x"],
    "类别": ["a", "a", "a", "b"],
}


def test_records_that_say_the_same_are_counted(sample: Callable[..., Sample]) -> None:
    bills = sample(BILLS)
    assert [repeats(bills, words) for words in (["户号"], ["户号", "月份"], ["户号", "月份", "类别"])] == [2, 1, 0]
    assert repeats(bills, []) == 3
    assert repeats(sample({"户号": [None, None, "1"]}), ["户号"]) == 1


def test_a_key_takes_what_tells_apart_and_nothing_else(sample: Callable[..., Sample]) -> None:
    bills = sample(BILLS)
    assert made_up_key(bills, ["户号", "月份"], ["备注", "类别"]) == Key(("户号", "月份", "类别"), 0)
    assert made_up_key(bills, ["户号", "月份"], ["备注"]) == Key(("户号", "月份"), 1)


def test_what_a_later_column_makes_needless_is_left_out(sample: Callable[..., Sample]) -> None:
    rows = sample({"半": ["1", "1", "2", "2"], "全": ["1", "2", "3", "4"]})
    assert made_up_key(rows, [], ["半", "全"]) == Key(("全",), 0)


def test_amounts_and_long_texts_name_nothing(looks: Callable[..., Looks]) -> None:
    assert may_name(looks("n", "0200000011"))
    assert not may_name(looks("n", "12.50", "3.5"))
    assert not may_name(looks("n", "长" * 65))
    assert not may_name(looks("n", None))
