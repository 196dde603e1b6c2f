"""The fee for devices, by the edition of the day."""

from datetime import date

import pytest

from jicha.law.act_period import NoActPeriod
from jicha.law.device_fee import device_fee
from jicha.law.settings import NO_SETTINGS


def test_the_edition_of_the_day_is_cited() -> None:
    for day, edition in ((date(2024, 5, 31), "1996"), (date(2024, 6, 1), "2024")):
        sheet = device_fee(day, NO_SETTINGS, resident=True, times=2, same_act_as_theft=False)
        assert sheet.value_of("penalty").value == 1000
        assert edition in sheet.givens[1].source
        assert [one.word for one in sheet.remarks] == ["no_range_fixed"]


def test_before_any_edition_there_is_no_fee() -> None:
    with pytest.raises(NoActPeriod):
        device_fee(date(1990, 1, 1), NO_SETTINGS, resident=True, times=1, same_act_as_theft=False)
