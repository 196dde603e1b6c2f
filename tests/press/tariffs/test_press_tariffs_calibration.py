"""A calibration on the terminal, in both languages."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from calibration_rows import CALIBRATION, READINGS, UNEXPLAINED
from rich.console import Console

from jicha.audit.calibrate.result import Calibration, Difference
from jicha.press.say import Language
from jicha.press.tariffs.calibration import print_calibration, share_words


def printed(calibration: Calibration = CALIBRATION, language: Language = Language.EN) -> str:
    file = io.StringIO()
    print_calibration(calibration, Path("my store"), language, console=Console(file=file, width=400, highlight=False))
    return file.getvalue()


def test_how_much_is_explained_stands_first() -> None:
    lines = printed().splitlines()
    assert lines[0] == "Region 36, bills of 2024-01-01 to 2025-12-31"
    assert lines[1] == "10,000 of 20,000 bills were rated again, a sample that is the same each time"
    assert lines[2] == "Your rating explained to 99.98 %: 8,996 bills to the fen, 1 are not"
    assert lines[3] == "1,003 bills could not be rated and are unsure"
    assert lines[4].startswith("  1,000  The tiers or the energy of the year")
    assert lines[5] == "  3  odd"
    assert lines[7] == "  1  Capacity or demand, P"
    assert "计费可还原 99.98 %：8,996 张精确到分，1 张不能还原" in printed(language=Language.ZH)


@pytest.mark.parametrize(
    ("explained", "rated", "words"), [(312, 1_000_000, "0.03 %"), (0, 3, "0.00 %"), (2, 3, "66.66 %")]
)
def test_a_share_is_rounded_down(explained: int, rated: int, words: str) -> None:
    assert share_words(explained, rated) == words


def test_each_reading_says_what_the_bills_tell_and_who_confirmed() -> None:
    text = printed()
    assert "● over_from_contract  Agreed demand plus twice the part above 105 %: 97 explained (97.0 %), 95 with" in text
    assert "The bills speak against what Li Ming confirmed: divisor_thirty Thirty days in every month" in text
    assert "Your bills do not tell these apart: base_without_funds / base_by_component" in text
    assert "Two readings explain different bills: only inclusive 60, only exclusive 40; nothing is proposed" in text
    assert "They part by unit\n    west: inclusive 0 and exclusive 40\n    (blank): inclusive 60" in text
    assert "No unit, price code or year parts them" in text
    assert "No reading explains half of the bills that tell" in text
    assert "Confirmed by Li Ming since 2015-01-01: half_up" in text
    assert "Your late fees do not tell: none comes out differently" in text
    assert "● inclusive  The number itself falls under it: 60 explained (60.0 %)\n" in text
    assert text.count("Nobody has confirmed it; until then the rules that need it are unsure") == 6
    assert "7 bills are of units without a region" in text


def test_the_commands_stand_at_the_end_and_ask_for_a_name() -> None:
    end = printed().split("Nothing was confirmed")[1].splitlines()
    assert end[1] == "The bills show these readings"
    assert end[2] == (
        "  jicha tariffs confirm demand_over_limit over_from_contract --region 36 --from 2024-05-01 --tested 100 "
        "--explained 97 --by NAME --store 'my store'"
    )
    assert end[3].startswith("  jicha tariffs confirm day_divisor divisor_calendar --region 36 --from 2015-01-01 ")
    assert "do not tell these apart" in end[4]
    assert [line.split()[4] for line in end[5:]] == ["base_without_funds", "base_by_component"]


@pytest.mark.parametrize(
    ("language", "few"), [(Language.EN, "That rests on 9 bills alone"), (Language.ZH, "仅据 9 张账单")]
)
def test_what_rests_on_few_bills_is_said_before_it_is_confirmed(language: Language, few: str) -> None:
    (region,) = CALIBRATION.regions
    nine, ten = (replace(READINGS[0], tell=tell) for tell in (9, 10))
    told, more = (
        printed(replace(CALIBRATION, regions=(replace(region, readings=(one,)),)), language) for one in (nine, ten)
    )
    assert few in told
    assert few.partition("9")[0] not in more


def test_nothing_to_confirm_and_nothing_rated_are_said() -> None:
    (region,) = CALIBRATION.regions
    empty = replace(region, explained=0, unexplained=UNEXPLAINED.slice(0, 0), differences=(), readings=READINGS[3:4])
    text = printed(replace(CALIBRATION, regions=(empty,), without_region=0))
    assert "None of them could be rated" in text
    assert text.endswith("There is no reading to be confirmed\n")


def test_a_long_list_of_differences_is_cut_and_its_rest_counted() -> None:
    (region,) = CALIBRATION.regions
    many = tuple(Difference("energy", f"P{number}", 5) for number in range(15))
    text = printed(replace(CALIBRATION, regions=(replace(region, differences=many),)))
    assert "and 15 more bills" in text
    assert "P11" in text
    assert "P12" not in text


def test_chinese_says_the_same_with_chinese_marks() -> None:
    text = printed(language=Language.ZH)
    assert "● over_from_contract  核定需量+超105%部分加倍：可还原 97（97.0 %），其中全部分项一致 95" in text
    assert "尚无人确认；确认之前，依赖该口径的规则一律存疑" in text
    assert "按供电单位区分" in text
    assert "本次未确认任何口径" in text
