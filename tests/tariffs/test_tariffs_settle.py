"""Whose prices a unit has and how a region reads a rule: by named people, with days, and never silently replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from price_store import CITY, book_file, held, made, moment

from jicha.store.store import Store
from jicha.tariffs.deliver import LaterPrices, load_prices
from jicha.tariffs.settle import (
    CannotConfirm,
    Confirmation,
    NotKnown,
    RegionOfUnit,
    confirm,
    confirmed_before,
    use_region,
)

USE = RegionOfUnit(CITY, "99", date(2019, 1, 1))
SAID = Confirmation(
    "day_divisor", "divisor_thirty", "99", date(2019, 1, 1), "李明", date(2026, 1, 5), "山价〔2019〕7号"
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("settle")
    root = made(folder / "store")
    load_prices(root, book_file(folder), received_at=moment(2))
    return root


def test_a_unit_gets_its_region_from_a_day_on_and_the_same_again_writes_nothing(loaded: Path) -> None:
    first = use_region(loaded, USE, received_at=moment(3))
    assert (first.before, first.batch is None) == ((), False)
    again = use_region(loaded, USE, received_at=moment(4))
    assert again.batch is None
    later = use_region(loaded, replace(USE, valid_from=date(2026, 1, 1)), received_at=moment(5))
    assert [(one["region"], one["valid_from"]) for one in later.before] == [("99", date(2019, 1, 1))]
    assert len(held(loaded, "price_region")["price_region"]) == 2


@pytest.mark.parametrize(
    ("use", "words", "zh"),
    [
        (replace(USE, org_id="stattion"), "there is no unit stattion. Known: station", "没有供电单位 stattion"),
        (replace(USE, region="12"), "there is no region with a price book 12", "没有已导入电价本的区域 12"),
    ],
)
def test_a_unit_or_a_region_that_the_store_does_not_know_is_refused(
    loaded: Path, use: RegionOfUnit, words: str, zh: str
) -> None:
    with pytest.raises(NotKnown, match=words) as error:
        use_region(loaded, use, received_at=moment(9))
    assert zh in error.value.faults[0].chinese


def test_a_reading_is_kept_with_who_confirmed_it_and_says_who_did_before(loaded: Path) -> None:
    assert confirm(loaded, SAID, received_at=moment(10)).before == ()
    assert confirm(loaded, SAID, received_at=moment(11)).batch is None
    other = replace(SAID, choice="divisor_calendar", confirmed_by=" 王芳 ", confirmed_on=date(2026, 1, 12))
    done = confirm(loaded, other, received_at=moment(12))
    assert [(one["choice"], one["confirmed_by"]) for one in done.before] == [("divisor_thirty", "李明")]
    (now,) = confirmed_before(loaded, "day_divisor", "99")
    assert (now["choice"], now["confirmed_by"], now["document_no"]) == ("divisor_calendar", "王芳", "山价〔2019〕7号")
    (then,) = held(loaded, "convention", as_of=moment(11))["convention"]
    assert (then["choice"], then["confirmed_by"]) == ("divisor_thirty", "李明")
    assert confirmed_before(loaded, "day_divisor", "98") == ()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (replace(SAID, convention="day_diviser"), "no convention day_diviser. Known: day_divisor"),
        (replace(SAID, choice="half_up"), "no choice of day_divisor half_up"),
        (replace(SAID, confirmed_by=" "), "nobody is named"),
        (replace(SAID, confirmed_by="NAME"), "nobody is named"),  # the command of a calibration, pasted as it is
        (replace(SAID, region="9"), "no region with prices 9. Known: 99"),
    ],
)
def test_a_reading_that_is_none_or_that_nobody_confirms_is_refused(
    loaded: Path, said: Confirmation, words: str
) -> None:
    with pytest.raises(NotKnown, match=words) as error:
        confirm(loaded, said, received_at=moment(20))
    assert error.value.faults[0].message_zh


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (replace(SAID, confirmed_on=date(2026, 1, 22)), "2026-01-22 has not come yet"),  # two days after it came
        (replace(SAID, bills_tested=3, bills_explained=4), "4 bills cannot be explained of 3"),
        (replace(SAID, bills_explained=1), "1 bills cannot be explained of 0"),
    ],
)
def test_a_confirmation_of_a_day_to_come_or_of_more_bills_than_were_tried_is_refused(
    loaded: Path, said: Confirmation, words: str
) -> None:
    with pytest.raises(CannotConfirm, match=words) as error:
        confirm(loaded, said, received_at=moment(20))
    assert error.value.faults[0].message_zh
    assert error.value.faults[0].remedy_zh


def test_a_confirmation_before_one_that_is_kept_is_refused(loaded: Path) -> None:
    said = replace(SAID, convention="money_rounding", choice="half_up")
    confirm(loaded, said, received_at=moment(25))
    with pytest.raises(LaterPrices):
        confirm(loaded, replace(said, choice="cut_off"), received_at=moment(24))
    assert Store.open(loaded).snapshot().batches[-1].received_at == moment(25)
