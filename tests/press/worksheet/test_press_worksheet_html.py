"""The page: whole in itself, without scripts, with nothing in it that a name could turn into markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import sheets

from jicha.law.recover import recover
from jicha.press.say import Language
from jicha.press.worksheet.html import worksheet_html

EVIL = "<script>alert(1)</script><b>&amp;\" onload='x' {{ 7 * 7 }} {% raw %}"


class Tags(HTMLParser):
    """All tags and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data.replace("\u00a0", " ")


@pytest.mark.parametrize("language", list(Language))
def test_it_loads_nothing_runs_nothing_and_is_always_the_same(language: Language) -> None:
    page = worksheet_html(sheets.sheet(), language)
    found = Tags(page)
    assert {tag for tag, _ in found.tags} & {"script", "img", "link", "iframe", "object", "form"} == set()
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on") or name == "src"]
    assert not re.search(r"https?://|url\(|@import", page)
    assert "default-src 'none'" in page
    assert page == worksheet_html(sheets.sheet(), language)


def test_a_name_that_looks_like_markup_is_shown_as_it_is() -> None:
    plain, evil = (Tags(worksheet_html(sheets.sheet(name), Language.EN)) for name in ("x", EVIL))
    assert [tag for tag, _ in evil.tags] == [tag for tag, _ in plain.tags]
    assert EVIL in evil.text


@pytest.mark.parametrize("language", list(Language))
def test_it_says_everything_once_for_each_sheet(language: Language) -> None:
    text = Tags(worksheet_html(sheets.sheet(), language)).text
    for word in ("5,255.71", "15,767.13", "2,627.86", "0.6083", "≈ 0.333333333333", "[11]"):
        assert word in text
    assert "21,022.84" not in text
    opened = {
        "zh": "拟引依据（待确认）：供电营业规则(2024) 第104条",
        "en": "source, to be confirmed: 供电营业规则(2024)",
    }
    assert opened[language] in text


def test_every_heading_of_a_sheet_has_a_place_of_its_own() -> None:
    ids = [
        attributes["id"]
        for _, attributes in Tags(worksheet_html(sheets.sheet(), Language.ZH)).tags
        if "id" in attributes
    ]
    assert len(ids) == len(set(ids))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@pytest.mark.parametrize("width", [360, 1100])
def test_it_opens_without_complaint_and_fits_the_screen(tmp_path: Path, browser: Any, width: int) -> None:
    (tmp_path / "sheet.html").write_text(worksheet_html(sheets.sheet("W" * 200), Language.ZH), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto((tmp_path / "sheet.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 2
    assert complaints == []
    page.close()


THEFT = {
    "kind": "theft_connection",
    "act": {"start": "2023-03-15", "end": "2024-09-28"},
    "use": "power",
    "equipment": [{"name": "电焊机", "kva": "1200", "count": 2}],
    "prices": [
        {"cny_per_kwh": "0.6823", "effective_to": "2024-08-01"},
        {"cny_per_kwh": "0.7012", "effective_from": "2024-08-01"},
    ],
    "contract_multiple": "2",
    "connection": {"breaker_a": "6300"},
    "metered_kwh": "1210",
    "tampering": {"resident": False},
}
WIRING = {
    "kind": "wrong_wiring",
    "wiring": "three_phase_three_wire",
    "elements": [{"voltage": "ab", "current": "c"}, {"voltage": "cb", "current": "-a"}],
    "load": {"cos_phi": "0.92"},
    "billing": {
        "begins": "verification",
        "readings": [{"start": "2024-04-10", "end": "2024-07-01", "kwh": "9000000"}],
        "prices": [{"cny_per_kwh": "0.9128"}],
        "connection": {"transformer_kva": "250000"},
    },
}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("case", [THEFT, WIRING], ids=["theft", "wiring"])
def test_a_sheet_of_the_law_fits_a_telephone_and_a_desk(
    case: dict[str, Any], language: Language, width: int, tmp_path: Path, browser: Any
) -> None:
    (tmp_path / "sheet.html").write_text(worksheet_html(recover(case), language), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((tmp_path / "sheet.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    words = page.locator("#steps-1 .formula").first.bounding_box()
    assert words["width"] > width / 3  # not squeezed beside its amount
    for day in page.locator("#givens-1 .day").all()[:6]:
        assert day.bounding_box()["height"] < 30  # on one line
    page.close()


def test_a_day_is_held_together_and_nothing_in_a_name_becomes_markup() -> None:
    page = worksheet_html(recover(THEFT | {"equipment": [{"name": "<b> 2024-01-01", "kw": 1}]}), Language.EN)
    assert '&lt;b&gt; <span class="day">2024-01-01</span>' in page
