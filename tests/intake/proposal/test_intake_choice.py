from collections.abc import Callable

from jicha.intake.proposal.choice import Choosing, Option, assign
from jicha.intake.proposal.looks import Looks
from jicha.intake.proposal.vocabulary import Meaning

Make = Callable[..., Looks]
Choose = Callable[..., Choosing]


def _option(word: str, column: str, score: float, clue: str = "") -> Option:
    return Option(word, Meaning("bill", column, score, clue=clue), score)


def test_the_surest_word_takes_a_place_and_no_word_takes_two() -> None:
    options = [
        _option("电费", "total_charge", 0.8),
        _option("应收电费", "total_charge", 1.0),
        _option("应收电费", "kwh", 0.9),
        _option("户号", "point_id", 0.9, clue="customer"),
        _option("点号", "point_id", 0.8),
    ]
    assert [(one.word, one.meaning.column) for one in assign(options)] == [
        ("应收电费", "total_charge"),
        ("户号", "point_id"),
        ("点号", "point_id"),  # a clue to a point does not take its place
    ]


def test_words_and_values_choose_the_table(looks: Make, choosing: Choose) -> None:
    choice = choosing(
        looks("户号", "1"), looks("电费年月", "202405"), looks("应收电费", "12.5"), looks("计费电量", "7")
    )
    best = choice.ranked(choice.options())[0]
    assert best.table.name == "bill"
    assert {one.meaning.column for one in best.options} >= {"customer_id", "month", "total_charge", "kwh"}


def test_values_that_are_no_such_thing_count_against_a_word(looks: Make, choosing: Choose) -> None:
    good, bad = choosing(looks("电费年月", "202405")), choosing(looks("电费年月", "张三"))
    score = [max(one.score for one in choice.options().get("bill", [])) for choice in (good, bad)]
    assert score[0] == 1.0
    assert score[1] < 0.35
    accounts = choosing(looks("应收电费", "0200000011", "0200000022")).options().get("bill", [])
    assert "total_charge" not in {one.meaning.column for one in accounts}


def test_what_the_title_says_settles_between_tables_of_the_same_words(looks: Make, choosing: Choose) -> None:
    columns = looks("供电量", "10"), looks("售电量", "9"), looks("线损率", "10")
    for hint, table in (("台区日线损 2026", "area_loss_daily"), ("线路月线损", "line_loss_monthly")):
        choice = choosing(*columns, hint=hint)
        assert choice.ranked(choice.options())[0].table.name == table


def test_only_lists_of_things_describe_further_things(looks: Make, choosing: Choose) -> None:
    meters = choosing(
        looks("资产编号", "1", "2"),
        looks("制造厂家", "甲", "乙"),
        looks("户号", "3", "4"),
        looks("用户名称", "张", "李"),
    )
    ranked = meters.ranked(meters.options())
    main = next(one for one in ranked if one.table.name == "meter")
    assert "customer" in [one.table.name for one in meters.further(main, ranked)]
    bill = next(one for one in ranked if one.table.name == "bill")
    assert meters.further(bill, ranked) == []


def test_slots_of_a_day_are_a_curve_and_no_words_of_others(looks: Make, choosing: Choose) -> None:
    slots = [looks(f"P{one}", "1") for one in range(1, 97)]
    choice = choosing(looks("日期", "2026-04-01"), looks("户号", "1"), *slots)
    options = choice.options()
    assert choice.ranked(options)[0].table.name == "curve"
    assert not {one.word for listed in options.values() for one in listed} & {one.word for one in slots}
