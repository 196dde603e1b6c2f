"""A line in words: what it is about, its figure, its days, and never a document as the law where no text proves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from region_book import BOOK

from jicha.press.say import Language
from jicha.press.tariffs.line_words import (
    code_words,
    codes_words,
    days_words,
    item_words,
    months_words,
    name_words,
    trust_words,
    value_words,
)
from jicha.tariffs.book import Confidence
from jicha.tariffs.day_lines import DayLine, Part, What, day_lines

EN, ZH = Language.EN, Language.ZH
LINES = list(day_lines(BOOK, date(2025, 7, 15)))


def line(what: What, *codes: str, of: str = "") -> DayLine:
    return next(
        one
        for one in LINES
        if one.what is what and (not of or one.of == of) and {*codes} <= {part.code for part in one.parts}
    )


@pytest.mark.parametrize(
    ("found", "en", "zh"),
    [
        (line(What.PRICE, "market_energy", "peak"), "Energy bought in the market or through the agency, Peak",
         "市场化(代理购电)电费，高峰"),
        (line(What.PRICE, "capacity"), "Capacity", "容量电费"),
        (line(What.PERIOD, "sharp"), "Sharp, months 7–8", "尖峰，7–8月"),
        (line(What.TIER, "1", of="ordinary"), "Ordinary, tier 1, Year, up to 2,160 kWh",
         "普通户，第1档，按年，2,160 kWh 及以下"),
        (line(What.TIER, "2", of="ordinary"), "Ordinary, tier 2, Year, above 2,160, up to 4,200 kWh",
         "普通户，第2档，按年，2,160 以上，4,200 kWh 及以下"),
        (line(What.SURCHARGE, "renewables"), "Renewable energy surcharge, Commerce and industry / Large industry",
         "可再生能源电价附加，工商业、大工业"),
        (line(What.CAPACITY, "over_factor"), "Factor on the part above that limit", "超出部分倍数"),
        (line(What.WAIVER, "charging"), "Capacity, Charging", "容量电费，充换电设施"),
        (line(What.SCOPE, "two_part"), "Two-part price, Large industry, from 315 kVA on",
         "两部制，大工业，315 kVA 及以上"),
    ],
)  # fmt: skip
def test_a_line_is_named_with_all_that_bounds_it(found: DayLine, en: str, zh: str) -> None:
    assert (name_words(found, EN), name_words(found, ZH)) == (en, zh)


def test_other_bounds_are_told_too() -> None:
    scope = replace(line(What.SCOPE, "two_part"), above=None, up_to=Decimal(100))
    assert name_words(scope, EN).endswith("below 100 kVA")
    assert name_words(replace(scope, parts=(*scope.parts, Part("industry", "44"))), ZH).endswith(
        "行业 44，不足 100 kVA"
    )
    weekend = replace(line(What.PERIOD, "sharp"), kinds=("weekend", "holiday"), months=(1, 2, 12))
    assert name_words(weekend, EN) == "Sharp, months 1–2, 12, Day of rest / Statutory holiday"


@pytest.mark.parametrize(
    ("found", "en", "zh"),
    [
        (line(What.PRICE, "market_energy", "peak"), "0.6563 CNY/kWh = 0.4102 × 1.6", "0.6563 元/kWh = 0.4102 × 1.6"),
        (line(What.PRICE, "capacity"), "28 CNY/(kVA·month)", "28 元/(kVA·月)"),
        (line(What.RATIO, "valley"), "0.4", "0.4"),
        (line(What.PERIOD, "peak"), "16:00-19:00, 21:00-22:00", "16:00-19:00, 21:00-22:00"),
        (line(What.SURCHARGE, "city_utility"), "may not be charged", "不得征收"),
        (line(What.CAPACITY, "discount_percent"), "90%", "90%"),
        (line(What.SCOPE, "two_part"), "Must have it", "应执行"),
    ],
)
def test_a_figure_has_its_unit_or_its_words(found: DayLine, en: str, zh: str) -> None:
    assert (value_words(found, EN), value_words(found, ZH)) == (en, zh)


def test_the_end_of_the_days_is_the_last_day() -> None:
    assert days_words(date(2019, 1, 1), None, EN) == "since 2019-01-01"
    assert days_words(date(2019, 1, 1), date(2019, 7, 1), ZH) == "2019-01-01 至 2019-06-30"


@pytest.mark.parametrize("confidence", Confidence)
def test_what_no_text_proves_does_not_stand_under_the_name_of_a_document(confidence: Confidence) -> None:
    found = replace(line(What.RATIO, "peak"), confidence=confidence)
    en, zh = trust_words(found, EN), trust_words(found, ZH)
    if confidence in (Confidence.A, Confidence.B):
        assert en.startswith("山价〔2025〕3号 (")
        return
    assert "said to be of 山价〔2025〕3号" in en
    assert "据称来源：山价〔2025〕3号" in zh
    assert ("not to be taken for law" in en) == (confidence in (Confidence.U, Confidence.M))
    assert "不得作为依据" in zh or "待确认" in zh
    assert trust_words(replace(found, source=""), ZH) in zh


def test_a_price_is_named_with_its_class_kind_voltages_and_codes() -> None:
    home = BOOK.items[0]
    assert item_words(home, EN) == (
        "HOME Household (Household living, Single-part: energy only, 220 V / 380 V, also 1001, 1002)"
    )
    assert item_words(replace(home, codes=(), voltages=()), ZH) == "HOME 居民生活（居民生活，单一制）"


def test_months_are_told_as_runs_and_all_of_them_not_at_all() -> None:
    assert months_words((), EN) == months_words(range(1, 13), ZH) == ""
    assert months_words((6, 7, 8, 1, 12), EN) == "months 1, 6–8, 12"


def test_a_code_without_words_stays_as_it_is() -> None:
    assert code_words("voltage", "ac_1_v", EN) == code_words("nowhere", "ac_1_v", ZH) == "ac_1_v"
    assert codes_words("day_kind", ("workday",), ZH) == "工作日"
