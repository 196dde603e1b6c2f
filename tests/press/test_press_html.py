"""The report: one file, no network, both languages, charts drawn; data cannot become markup or script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import press_runs
import pytest

from jicha.audit.results import RunResult
from jicha.press.html import embedded, render_html, write_html
from jicha.press.run import Background
from jicha.press.say import Language


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


def test_the_same_run_gives_the_same_bytes(run: RunResult, background: Background) -> None:
    assert render_html(run, background, Language.ZH) == render_html(run, background, Language.ZH)


def test_it_names_nothing_outside_itself(run: RunResult, background: Background) -> None:
    text = render_html(run, background, Language.EN)
    outside = [word for word in ('src="http', "src='http", 'href="http', "url(http", "@import") if word in text]
    assert outside == []


def test_a_subject_that_looks_like_markup_is_shown_as_it_is(background: Background) -> None:
    evil = "<script>alert(1)</script>"
    run = press_runs.run_of([press_runs.found(1, subject=evil, money="1.00")])
    text = render_html(run, background, Language.EN)
    assert evil not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<" not in embedded({"name": evil})


def test_the_report_opens_draws_its_charts_and_switches_language(
    run: RunResult, background: Background, tmp_path: Path, browser: Any
) -> None:
    write_html(run, background, tmp_path / "report.html", Language.ZH)
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "report.html").as_uri())
    page.wait_for_selector("[data-chart] canvas, [data-chart] svg")
    assert page.locator("h1:visible").inner_text() == "营销稽查运行报告"
    page.click('button[data-language="en"]')
    page.wait_for_function("document.documentElement.lang.startsWith('en')")
    assert "营销稽查" not in page.locator("h1:visible").inner_text()
    places = page.locator('[data-chart][data-language="en"]')
    drawn = page.locator('[data-chart][data-language="en"]:has(canvas, svg)')
    assert places.count() == drawn.count() > 0
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


def test_a_run_without_findings_has_a_report_too(background: Background) -> None:
    assert "<h1" in render_html(press_runs.run_of(), background, Language.EN)
