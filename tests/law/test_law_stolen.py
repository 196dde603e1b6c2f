"""Days and hours of a theft: known ones, assumed ones, and how far back they reach."""

from datetime import date
from decimal import Decimal

import pytest

from jicha.law.act import Act, Price, pieces
from jicha.law.act_period import NoActPeriod
from jicha.law.settings import NO_SETTINGS, Choice, Override, Settings
from jicha.law.stolen import Use, energy_by_capacity, note_days, theft_spans
from jicha.terms.sheet import Sheet, do_again
from jicha.terms.worksheet import Worksheet

FROM_INSPECTION = Settings(conventions=(Choice("unknown_days_reach", "since_last_inspection", "paper"),))


def written(act: Act, *, use: Use = Use.POWER, hours: str | None = None, settings: Settings = NO_SETTINGS) -> Worksheet:
    sheet = Sheet("test")
    sheet.given("load", 2, "kW", origin="case")
    cut = pieces(theft_spans(act, settings), (Price(Decimal("0.6")),))
    note_days(sheet, act, cut, settings)
    known = act.start is not None
    energy_by_capacity(sheet, cut, use=use, hours=Decimal(hours) if hours else None, known=known, settings=settings)
    done = sheet.done("kwh")
    do_again(done)
    return done


def words(sheet: Worksheet) -> set[str]:
    return {one.word for one in sheet.remarks}


def test_where_nobody_knows_since_when_the_days_of_the_text_stand_in() -> None:
    sheet = written(Act(date(2023, 9, 1)))
    assert sheet.value_of("kwh").value == 2 * 12 * 180
    assert sheet.value_of("days_unknown").value == 180
    assert "since_when_unknown" in words(sheet)


def test_the_assumed_days_are_divided_between_the_editions() -> None:
    sheet = written(Act(date(2024, 9, 28)), use=Use.LIGHTING)
    assert (sheet.value_of("days_1").value, sheet.value_of("days_2").value) == (61, 119)
    assert sheet.value_of("kwh").value == 2 * 6 * 180
    assert [one.about for one in sheet.steps if one.name.startswith("kwh_")] == [
        "2024-04-01..2024-05-31",
        "2024-06-01..2024-09-27",
    ]


def test_days_and_hours_that_were_found_out_go_before_the_text() -> None:
    sheet = written(Act(date(2023, 9, 11), date(2023, 9, 1)), hours="8")
    assert sheet.value_of("kwh").value == 2 * 8 * 10
    assert not any(one.origin == "law" for one in sheet.givens)
    assert words(sheet) == set()


def test_hours_of_the_text_on_known_days_are_said() -> None:
    assert "hours_unknown" in words(written(Act(date(2023, 9, 11), date(2023, 9, 1))))


def test_a_clean_inspection_within_the_assumed_days_warns_and_may_cap_them() -> None:
    act = Act(date(2023, 9, 1), in_order_on=date(2023, 7, 3))  # 60 days before
    full = written(act)
    assert full.value_of("days").value == 180
    assert {"in_order_within_days", "unknown_days_reach_statutory", "reading_default"} <= words(full)
    capped = written(act, settings=FROM_INSPECTION)
    assert capped.value_of("days").value == 60
    assert capped.value_of("kwh").value == 2 * 12 * 60


def test_an_older_inspection_changes_nothing() -> None:
    act = Act(date(2023, 9, 1), in_order_on=date(2022, 7, 3))
    for settings in (NO_SETTINGS, FROM_INSPECTION):
        sheet = written(act, settings=settings)
        assert sheet.value_of("days").value == 180
        assert "in_order_within_days" not in words(sheet)


def test_an_inspection_after_the_act_is_refused() -> None:
    with pytest.raises(NoActPeriod, match="in order on 2023-09-01, after the act"):
        written(Act(date(2023, 9, 1), in_order_on=date(2023, 9, 1)))


def test_open_days_and_hours_of_2024_follow_the_settings() -> None:
    settings = Settings(
        data=(
            Override("theft_days_unknown", Decimal(90), "paper", "2024"),
            Override("theft_hours_power", Decimal(10), "paper", "2024"),
        )
    )
    sheet = written(Act(date(2025, 9, 1)), settings=settings)
    assert sheet.value_of("kwh").value == 2 * 10 * 90
    assert {one.origin for one in sheet.givens if one.name in ("days_unknown", "hours_2024")} == {"setting"}


def test_an_inspection_within_known_days_contradicts_them_and_warns() -> None:
    for day, warns in ((date(2023, 4, 30), False), (date(2023, 5, 1), True), (date(2023, 5, 5), True)):
        found = written(Act(date(2023, 5, 11), date(2023, 5, 1), day))
        assert ("in_order_within_act" in words(found)) == warns


def test_days_back_to_the_last_inspection_are_the_least_of_a_range() -> None:
    (days,) = (one for one in written(Act(date(2023, 12, 28), None, date(2023, 12, 1))).bounds if one.name == "days")
    assert (days.low, days.high) == ("days_since_inspection", "days_unknown")
