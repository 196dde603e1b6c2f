"""The look-up pages show every datum of every book with its days, its source and its mark, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import worked_bills
from region_book import BOOK

from jicha.tariffs import docs
from jicha.tariffs.book import Confidence
from jicha.tariffs.book_file import load_book, shipped
from jicha.tariffs.checks.places import sourced

ROOT = Path(__file__).resolve().parents[2]
PAGE = docs.pages_of([BOOK])["tariffs/hill.md"]


def test_the_pages_in_the_repository_are_as_generated() -> None:
    assert docs.differences(ROOT / "docs") == [], "run `make docs`"


def test_every_datum_of_a_book_is_a_row_with_its_days_source_and_mark() -> None:
    for book in (BOOK, worked_bills.BOOK, *map(load_book, shipped())):
        page = docs.pages_of([book])[f"tariffs/{book.book}.md"]
        rows = re.findall(r"^\|.*\| (\d{4}-\d\d-\d\d) \| (?:\d{4}-\d\d-\d\d)? \| .*\| \**([ABCUM])\** \|$", page, re.M)
        told = sorted((str(one.datum.valid_from), str(one.datum.confidence)) for one in sourced(book))
        assert sorted(rows) == told


def test_a_row_can_be_read_in_both_languages() -> None:
    assert (
        "| Energy 电度电费 | Whole day 总 | 0.56 | CNY/kWh |  | 2019-01-01 | 2019-07-01 | 山价〔2019〕7号 | A |" in PAGE
    )
    assert "| mill | 7, 8 | Working day 工作日; Day of rest 休息日; Statutory holiday 法定节假日 |" in PAGE
    assert "Peak 高峰: 16:00-19:00, 21:00-22:00" in PAGE
    assert "| City utility surcharge 城市公用事业附加 | all 全部 | may not be charged 不得征收 |" in PAGE
    assert "floats 浮动" in PAGE
    assert "no power factor 不参与力调" in PAGE
    assert "### HOME Household · 居民生活" in PAGE


@pytest.mark.parametrize("confidence", Confidence)
def test_what_no_text_proves_stands_out(confidence: Confidence) -> None:
    ratio = replace(BOOK.ratios[0], ratio=Decimal("7.77"), confidence=confidence)
    page = docs.pages_of([replace(BOOK, ratios=(ratio,))])["tariffs/hill.md"]
    (row,) = [line for line in page.splitlines() if "7.77" in line]
    assert row.endswith("| **" + confidence + "** |") is (confidence not in ("A", "B"))


def test_blocks_seasons_fixed_charges_and_demand_rules_are_told() -> None:
    page = docs.pages_of([worked_bills.BOOK])["tariffs/town.md"]
    for words in (
        "above 100 kWh 以上; up to 300.5 kWh 及以下", "months 月份 6, 7, 8", "| 5 | CNY/month |",
        "at least 80 % of the highest of 11 months · 不低于前 11 个月最大需量的 80%", "at least 50 kW · 不低于 50 kW",
        "above 110 % of the agreed one, 3 times the price",
    ):  # fmt: skip
        assert words in page


def test_the_index_lists_each_book_with_how_much_of_it_is_proven() -> None:
    index = docs.pages_of([BOOK])["tariffs/README.md"]
    assert "| [hill](hill.md) | 99 | Prices of Hill province · 山省电价 | 3 | 2025-06-01 | 26 / 31 |" in index


def test_a_changed_page_and_one_of_no_book_are_seen(tmp_path: Path) -> None:
    docs.write(tmp_path)
    assert docs.differences(tmp_path) == []
    (tmp_path / "tariffs" / "README.md").write_text("other\n", encoding="utf-8")
    (tmp_path / "tariffs" / "gone.md").write_text(PAGE, encoding="utf-8")
    assert docs.differences(tmp_path) == [
        "tariffs/README.md is not as generated", "tariffs/gone.md belongs to no price book",
    ]  # fmt: skip
