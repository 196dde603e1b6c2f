"""The price books that ship: they hold together, and say what was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from jicha.tariffs.book import Book, Calendar, Confidence, in_force
from jicha.tariffs.book_file import book_text, load_book, read_book, shipped
from jicha.tariffs.check import check, check_file
from jicha.tariffs.compile import tables_of
from jicha.tariffs.editions import effective_prices
from jicha.tariffs.funds import for_class, rate_on
from jicha.tariffs.hours import hours_text

CHINESE = tuple(f"cn_{region}" for region in (11, 31, 32, 33, 35, 36, 37, 42, 44, 51))
WITH_LOAN = ("cn_42", "cn_51")  # where several utilities borrowed for the rural grid, and the fund is levied
BUSINESS = ("commercial_industrial", "large_industry")
FOUR_DIGITS = Decimal("0.0001")  # what a price of four decimals says
AUGUST = date(2026, 8, 1)

# Funds of commerce and industry as the tables of the fourth regulatory period print their total, CNY/kWh.
FUND_TOTALS = {
    "cn_11": "0.02716875",
    "cn_31": "0.029115",
    "cn_32": "0.0294",
    "cn_33": "0.02923875",
    "cn_35": "0.02766875",
    "cn_36": "0.0267525",
    "cn_37": "0.02716875",
    "cn_42": "0.0452",
    "cn_44": "0.02766875",
    "cn_51": "0.04716875",
}

# Rows of the annex of 发改价格〔2026〕1077号: energy of single-part and of two-part, demand, capacity.
TRANSMISSION = {
    "cn_36": (
        "0.1916 0.1716 0.1516 0.1316 0.1166",
        "0.1485 0.1285 0.1085 0.0935",
        "42.3 40.6 39.1 37.5",
        "26.4 25.4 24.4 23.4",
    ),
    "cn_33": (
        "0.2412 0.2114 0.17 0.15 0.135",
        "0.125 0.0895 0.0767 0.0663",
        "47.2 44 40.8 37.6",
        "29.5 27.5 25.5 23.5",
    ),
    "cn_32": ("0.2391 0.2131 0.1881 0.1621 0.1351", "0.1298 0.1048 0.0788 0.0518", "51.2 48 44.8 41.6", "32 30 28 26"),
    "cn_31": (
        "0.2891 0.2446 0.1989 0.1656 0.1076",
        "0.1781 0.1623 0.1268 0.0953 0.0851",
        "48 44.8 41.6 38.4 35.2",
        "30 28 26 24 22",
    ),
    "cn_11": ("0.38 0.31 0.25 0.2", "0.205 0.165 0.15", "52 48 45", "33 30 28"),
    "cn_37": ("0.2401 0.2231 0.2061 0.1891 0.1721", "0.14 0.123 0.106 0.089", "40 36 36 32", "25 22.5 22.5 20"),
    "cn_42": (
        "0.2103 0.1903 0.1703 0.1503 0.1303",
        "0.1263 0.1065 0.0884 0.0694",
        "42 42 39 39",
        "26.3 26.3 24.4 24.4",
    ),
    "cn_35": ("0.1833 0.1633 0.1433 0.1233 0.0883", "0.1219 0.1019 0.0769 0.0462", "40 39 38 37", "25 24.4 23.8 23.1"),
    "cn_51": ("0.2563 0.2299 0.1992 0.1126 0.0934", "0.1391 0.1125 0.0644 0.0466", "35 30 27 24", "22 19 17 15"),
}

# The table of 湖北 for January 2026: flat, sharp, peak, valley, funds contained.
HUBEI = {
    "AG1-LV": "0.735686 1.133999 0.930961 0.516924",
    "AG1-10KV": "0.715686 1.113999 0.910961 0.496924",
    "AG1-35KV": "0.695686 1.093999 0.890961 0.476924",
    "AG2-10KV": "0.651886 1.049999 0.848961 0.432924",
    "AG2-35KV": "0.632086 1.030199 0.827161 0.413124",
    "AG2-110KV": "0.613986 1.012099 0.809061 0.395024",
    "AG2-220KV": "0.594986 0.993099 0.790061 0.376024",
}
SLIPS = {("AG1-LV", "flat"), ("AG1-10KV", "flat"), ("AG1-35KV", "flat"), ("AG2-10KV", "peak")}


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_book_holds_together_and_is_named_like_its_file(name: str) -> None:
    assert [one.message for one in check_file(name)] == []
    assert load_book(name).book == name


def test_the_books_are_those_of_ten_regions_one_american_and_one_taiwanese_utility() -> None:
    assert set(shipped()) == {*CHINESE, "tw_taipower", "us_alabama_power"}


def test_a_book_in_which_a_deep_valley_no_longer_wins_over_the_valley_does_not_hold_together() -> None:
    text, _ = book_text("cn_36")
    assert any(
        "lies in valley and deep" in one.message for one in check(read_book(text.replace("later_wins: true", "")))
    )


@pytest.mark.parametrize("name", shipped())
def test_sources_are_public_and_every_one_is_used_but_those_the_comment_rests_on(name: str) -> None:
    book, text = load_book(name), book_text(name)[0]
    assert not re.search(r"/(?:work|tmp)/|file id", text)
    named = set(re.findall(r"source: (\w+)", text))
    assert {one.id for one in book.sources} - named <= {"page"}


@pytest.mark.parametrize("name", shipped())
def test_a_header_says_in_both_languages_what_the_book_is_and_how_sure(name: str) -> None:
    comment = [line for line in book_text(name)[0].splitlines() if line.startswith("#")]
    assert any("Marks: A official" in line for line in comment)
    assert any(line.endswith("。") for line in comment)
    assert any(
        "not found" in line.lower() or "not computed" in line.lower() or "not confirmed" in line for line in comment
    )


@pytest.mark.parametrize("name", CHINESE)
def test_a_chinese_book_goes_into_the_store_without_the_prices_that_lack_a_component(name: str) -> None:
    book = load_book(name)
    codes = set(tables_of(book)["price_item"]["price_code"].to_pylist())
    partial = {one.code for one in book.items if one.lacks}
    whole = {one.code for one in book.items if not one.lacks}
    assert partial
    assert codes == whole


@pytest.mark.parametrize("name", CHINESE)
def test_the_funds_of_commerce_and_industry_sum_to_the_published_total(name: str) -> None:
    book = load_book(name)
    assert [funds(book, one, AUGUST) for one in BUSINESS] == [Decimal(FUND_TOTALS[name])] * 2


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2017, 6, 30), "0.00552"),
        (date(2017, 7, 1), "0.00414"),
        (date(2018, 7, 1), "0.003105"),
        (date(2019, 6, 30), "0.003105"),
        (date(2019, 7, 1), "0.0015525"),
    ],
)
def test_the_water_projects_fund_of_jiangxi_fell_by_a_quarter_twice_and_then_by_half(day: date, rate: str) -> None:
    found = rate_on(for_class(load_book("cn_36"), "water_projects", "large_industry"), day)
    assert found is not None
    assert found.rate == Decimal(rate)


@pytest.mark.parametrize("name", CHINESE)
def test_what_was_abolished_may_not_be_charged(name: str) -> None:
    book = load_book(name)
    for fund, day in (("city_utility", date(2017, 4, 1)), ("restructuring_fund", date(2017, 7, 1))):
        found = rate_on(for_class(book, fund, "large_industry"), day)
        assert found is not None
        assert not found.allowed
    loan = rate_on(for_class(book, "rural_grid_loan", "large_industry"), AUGUST)
    assert loan is not None
    assert (loan.allowed, loan.rate) == ((True, Decimal("0.02")) if name in WITH_LOAN else (False, 0))


@pytest.mark.parametrize("name", TRANSMISSION)
def test_transmission_of_the_fourth_period_is_as_the_annex_prints_it(name: str) -> None:
    assert tuple(transmission(load_book(name))) == TRANSMISSION[name]


def test_transmission_in_guangdong_is_the_mean_and_what_the_area_adds() -> None:
    book = load_book("cn_44")
    assert list(transmission(book, "-DELTA"))[:2] == ["0.2194 0.1945 0.1519 0.115", "0.1216 0.0964 0.0686"]
    assert list(transmission(book, "-WINGS"))[:2] == ["0.1377 0.1128 0.0702 0.0333", "0.0399 0.0147 -0.0131"]


def test_the_row_of_jiangxi_of_march_2026_is_reproduced() -> None:
    """0.4102 floats by 1.6, 1, 0.4 and 0.3; 0.2365 with the funds does not. Sharp hours are not of March."""
    all_in = all_in_prices(load_book("cn_36"), "36-AG2-10KV", date(2026, 3, 1))
    printed = {"peak": "0.8928", "flat": "0.6467", "valley": "0.4006", "deep": "0.3596"}
    for period, price in printed.items():
        assert abs(all_in[period] - Decimal(price)) < FOUR_DIGITS


@pytest.mark.parametrize("row", HUBEI)
def test_the_table_of_hubei_follows_from_its_components_but_for_four_slips(row: str) -> None:
    all_in = all_in_prices(load_book("cn_42"), f"42-{row}", date(2026, 1, 1))
    for period, printed in zip(("flat", "sharp", "peak", "valley"), HUBEI[row].split(), strict=True):
        agrees = abs(all_in[period] - Decimal(printed)) <= Decimal("0.0000011")
        assert agrees != ((row, period) in SLIPS), (period, all_in[period])


def test_the_agency_prices_of_shandong_end_in_the_digits_of_the_funds_and_float_by_the_stated_ratios() -> None:
    """The floating part is what sharp costs more than flat, for it floats by 2."""
    book = load_book("cn_37")
    for month in range(1, 9):
        prices = all_in_prices(book, "37-AG2-110KV", date(2026, month, 1))
        assert {f"{one:.8f}"[-4:] for one in prices.values()} == {"6875"}
        base = prices["sharp"] - prices["flat"]
        for period, ratio in (("peak", "1.7"), ("valley", "0.3"), ("deep", "0.1")):
            assert abs(prices[period] - prices["flat"] - base * (Decimal(ratio) - 1)) < 2 * FOUR_DIGITS


def test_the_agency_prices_of_guangdong_float_as_a_whole_without_the_funds() -> None:
    for code, day in (("44-DELTA-AG1-LV", date(2026, 10, 1)), ("44-NORTH-AG1-LV", date(2026, 7, 1))):
        book = load_book("cn_44")
        prices = {one.period: one.amount for one in effective_prices(book, book.item(code, day), day)}
        for period, ratio in (("sharp", "2.125"), ("peak", "1.7"), ("valley", "0.38")):
            assert abs(prices[period] - prices["flat"] * Decimal(ratio)) <= FOUR_DIGITS


def test_the_agency_prices_of_beijing_float_by_the_stated_ratios() -> None:
    """Two-part by 1.92, 1.6 and 0.4; single-part from 1 kV on by 1.8 and 0.3."""
    book = load_book("cn_11")
    two = all_in_prices(book, "11-AG2-10KV", date(2024, 7, 1))
    one = all_in_prices(book, "11-AG1-10KV", date(2025, 2, 1))
    tiny = Decimal("0.000001")
    base = (two["peak"] - two["valley"]) / Decimal("1.2")
    assert abs(two["flat"] - two["valley"] - base * Decimal("0.6")) < tiny
    assert abs(two["sharp"] - two["flat"] - base * Decimal("0.92")) < tiny
    assert abs((one["peak"] - one["flat"]) / Decimal("0.8") - (one["flat"] - one["valley"]) / Decimal("0.7")) < tiny


def test_the_agency_price_of_fujian_floats_by_the_stated_ratios() -> None:
    """1.8, 1.58 and 0.37: what each differs from flat, divided by the ratio less one, is the same purchase price."""
    prices = all_in_prices(load_book("cn_35"), "35-AG1-LV", date(2026, 7, 1))
    bases = [
        (prices[period] - prices["flat"]) / (Decimal(ratio) - 1)
        for period, ratio in (("sharp", "1.8"), ("peak", "1.58"), ("valley", "0.37"))
    ]
    assert max(bases) - min(bases) < Decimal("0.0000001")


@pytest.mark.parametrize(
    ("month", "kind", "hours"),
    [
        (3, "workday", {"flat": "00:00-01:00, 05:00-11:30, 14:30-16:00, 22:00-24:00", "deep": "12:00-14:00"}),
        (7, "workday", {"sharp": "20:30-22:30", "peak": "17:00-20:30, 22:30-23:00"}),
        (9, "workday", {"peak": "17:00-23:00", "valley": "01:00-05:00, 11:30-12:00, 14:00-14:30"}),
        (12, "holiday", {"sharp": "18:00-20:00", "peak": "09:00-12:00, 20:00-21:00", "valley": "00:00-06:00"}),
        (2, "workday", {"flat": "06:00-16:00, 22:00-24:00"}),
        (2, "special_holiday", {"deep": "12:00-14:00"}),
    ],
)
def test_the_hours_of_jiangxi_are_those_of_the_notice(month: int, kind: str, hours: dict[str, str]) -> None:
    found = dict(hours_text(calendar_of(load_book("cn_36"), "business", date(2026, month, 1), kind)))
    assert {period: found[period] for period in hours} == hours


def test_sharp_hours_of_jiangxi_are_of_january_july_august_and_december_and_not_of_september() -> None:
    book = load_book("cn_36")
    for month in range(1, 13):
        found = dict(hours_text(calendar_of(book, "business", date(2026, month, 1), "workday")))
        assert ("sharp" in found) == (month in (1, 7, 8, 12))


def test_the_deep_valley_of_zhejiang_is_of_three_festivals_only() -> None:
    book = load_book("cn_33")
    for month in range(1, 13):
        day = date(2026, month, 1)
        assert "deep" not in dict(hours_text(calendar_of(book, "business", day, "workday")))
    assert dict(hours_text(calendar_of(book, "business", date(2026, 2, 1), "special_holiday")))["deep"] == "10:00-14:00"


def test_nothing_that_is_only_remembered_is_said_to_be_official() -> None:
    book = load_book("cn_36")
    assert {one.confidence for one in book.waivers} == {Confidence.M}
    assert {one.confidence for one in book.item("36-AG2-10KV", date(2026, 3, 1)).prices} == {Confidence.C}


def funds(book: Book, price_class: str, day: date) -> Decimal:
    """What the funds of a class come to on a day, in CNY/kWh."""
    found = (rate_on(for_class(book, fund, price_class), day) for fund in {one.item for one in book.surcharges})
    return sum((one.rate for one in found if one is not None and one.allowed), Decimal(0))


def all_in_prices(book: Book, code: str, day: date) -> dict[str, Decimal]:
    """What a kWh costs in each period of the day, funds contained."""
    item = book.item(code, day)
    prices = [one for one in effective_prices(book, item, day) if one.price.unit == "CNY/kWh"]
    same = sum((one.amount for one in prices if one.period == "total"), Decimal(0))
    same += 0 if item.surcharges_included else funds(book, item.price_class, day)
    return {
        period: same + sum((one.amount for one in prices if one.period == period), Decimal(0))
        for period in {one.period for one in prices} - {"total"}
    }


def transmission(book: Book, area: str = "") -> Iterator[str]:
    """Energy of single-part, and energy, demand and capacity of two-part transmission, low to high voltage."""
    stem = f"{book.region}{area}-TD"
    single = [one for one in book.items if one.code.startswith(f"{stem}1")]
    two = [one for one in book.items if one.code.startswith(f"{stem}2")]
    for items, component in ((single, "transport"), (two, "transport"), (two, "demand"), (two, "capacity")):
        prices = [one for item in items for one in in_force(item.prices, AUGUST) if one.component == component]
        yield " ".join(f"{one.price.normalize():f}" for one in prices)


def calendar_of(book: Book, name: str, day: date, kind: str) -> Calendar:
    """The hours of one kind of day."""
    held = in_force((one for one in book.calendars if one.calendar == name), day)
    (found,) = [one for one in held if day.month in one.months and kind in one.days]
    return found


@pytest.mark.parametrize("name", shipped())
def test_a_source_without_a_number_is_named_in_both_languages(name: str) -> None:
    nameless = [one for one in load_book(name).sources if not one.document_no]
    assert all(one.title_zh and not one.title_zh.isascii() for one in nameless)
