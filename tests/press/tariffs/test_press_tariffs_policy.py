"""How far a policy is executed, as people read it."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from rich.console import Console

from jicha.audit.policy.begin import Begun
from jicha.audit.policy.day import DayState, Part, WatchDay
from jicha.audit.policy.watch import Execution, PolicyWatch, Watched, WatchEnd
from jicha.press.say import Language
from jicha.press.tariffs.policy import (
    begun_words,
    day_json,
    print_watch_day,
    print_watches,
    share_words,
    trimmed_codes,
    watch_words,
)

WATCH = PolicyWatch(
    watch_id="99@2025-03-01", book_id="99@2025-03-01", region="99", valid_from=date(2025, 3, 1), cycles=3,
    rules=("BIL-048",), price_codes=("2001", "2002"), opened_by="Li Ming", opened_on=date(2025, 2, 25),
)  # fmt: skip
DAY = Execution(
    day=date(2025, 4, 3), run_id="r1", bills_due=300, bills_executed=275, bills_wrong=25, bills_unsure=0,
    points_unbilled=7, share_percent=Decimal("91.667"), wrong_money=Decimal("1359.00"),
)  # fmt: skip
PART = Part(org_id="north", price_code="2001", bills_due=25, bills_executed=0, bills_wrong=25, bills_unsure=0,
            wrong_money=Decimal("1359.00"))  # fmt: skip
RAN = WatchDay(Watched(WATCH, (DAY,)), DayState.RAN, None, (PART,))


def printed(day: WatchDay, language: Language = Language.EN) -> str:
    file = io.StringIO()
    print_watch_day(day, {"north": "城北供电所"}, language, console=Console(file=file, width=120))
    return file.getvalue()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, ("91.7 %", "Do not", "1,359.00", "until 2025-07-01")),
        (Language.ZH, ("执行到位率", "未执行", "91.7 %")),
    ],
)
def test_a_day_says_the_share_and_where_it_is_not_executed(language: Language, words: tuple[str, ...]) -> None:
    told = printed(RAN, language)
    assert all(word in told for word in (*words, "城北供电所"))


def test_a_second_time_on_a_day_is_said_plainly() -> None:
    told = printed(replace(RAN, state=DayState.DONE, parts=()))
    assert "ran for 2025-04-03 already (run r1)" in told.replace("\n", " ")
    assert "It begins on 2025-03-01; nothing was run." in printed(WatchDay(Watched(WATCH, ()), DayState.NOT_BEGUN))


def test_the_end_says_which_end_it_is() -> None:
    for end, words in ((WatchEnd.EXECUTED, "carries the policy"), (WatchEnd.CYCLES_OVER, "cycles are over")):
        closed = replace(WATCH, closed_on=date(2025, 7, 1), watch_end=end)
        assert words in printed(replace(RAN, watched=Watched(closed, (DAY,))))
        assert words in watch_words(closed, Language.EN)


@pytest.mark.parametrize(
    ("language", "unknown", "gone"),
    [(Language.EN, "No point in use is known to have these prices", "no longer holds these prices"),
     (Language.ZH, "没有在用计量点登记这些电价码", "库中已无该版电价")],
)  # fmt: skip
def test_what_cannot_be_told_of_points_and_prices_that_went_are_said(
    language: Language, unknown: str, gone: str
) -> None:
    blank = replace(DAY, points_unbilled=None)
    told = printed(replace(RAN, watched=Watched(WATCH, (blank,))), language)
    assert unknown in told
    assert "–" in told
    assert unknown not in printed(RAN, language)
    closed = replace(WATCH, closed_on=date(2025, 4, 3), watch_end=WatchEnd.WITHDRAWN)
    assert gone in printed(WatchDay(Watched(closed, ()), DayState.WITHDRAWN), language)


def test_a_later_edition_is_said_since_its_bills_are_not_counted() -> None:
    later = replace(RAN, until=date(2025, 4, 1))
    assert "Since 2025-04-01 a later edition of the prices holds" in printed(later)
    assert "自 2025-04-01 起执行后一版电价" in printed(later, Language.ZH)
    assert "later edition" not in printed(RAN)
    assert day_json(later)["until"] == "2025-04-01"


def begun(watch: PolicyWatch, before: PolicyWatch | None, *, is_new: bool, language: Language = Language.EN) -> str:
    nothing: Any = None  # the words look at the watches alone
    return begun_words(Begun(nothing, (), nothing, nothing, watch, is_new, before), language)


def test_what_stood_before_and_what_has_ended_is_said() -> None:
    over = replace(WATCH, closed_on=date(2025, 7, 1), watch_end=WatchEnd.CYCLES_OVER)
    told = begun(replace(WATCH, cycles=6), over, is_new=True)
    assert "in the place of the watch that Li Ming asked for on 2025-02-25, for 3 cycles" in told
    assert "ended on 2025-07-01" in told
    assert "Give more --cycles" in begun(over, over, is_new=False)
    assert "已结束，未作更改" in begun(over, over, is_new=False, language=Language.ZH)
    assert "in the place of" not in begun(WATCH, None, is_new=True)


def test_no_share_is_rounded_up_to_all() -> None:
    assert share_words(DAY) == "91.7 %"
    assert share_words(replace(DAY, share_percent=Decimal("99.980"), bills_wrong=1)) == ">99.9 %"
    assert share_words(replace(DAY, share_percent=Decimal(100), bills_wrong=0)) == "100.0 %"
    assert share_words(replace(DAY, share_percent=None)) == "–"


def test_json_carries_exact_numbers() -> None:
    told = day_json(RAN)
    (day,), (part,) = told["days"], told["parts"]  # type: ignore[misc]
    assert (day["share_percent"], day["bills_wrong"], day["day"]) == ("91.667", 25, "2025-04-03")
    assert (part["price_code"], part["wrong_money"], told["watch_end"]) == ("2001", "1359.00", None)


def test_many_prices_are_cut_short_and_counted() -> None:
    assert trimmed_codes(("1", "2")) == "1, 2"
    assert trimmed_codes(tuple("123456789")) == "1, 2, 3, 4, 5, 6, 7, 8, … (9)"


def test_a_store_without_policies_says_so() -> None:
    file = io.StringIO()
    print_watches((), Language.ZH, console=Console(file=file, width=100))
    assert "没有跟踪中的价格政策" in file.getvalue()
