"""Pages as reference documents: complete, in two languages, escaped, and the same twice."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from jicha.pages.check import Catalogue
from jicha.pages.library import Library
from jicha.pages.page import Page
from jicha.pages.read import read_text
from jicha.pages.render import render_html, render_markdown, write_html, write_markdown

_VOID = {"meta", "br", "link", "img", "input"}


class _Balance(HTMLParser):
    """Follows the tags of a document: what is open, what was met, and every attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _parsed(text: str) -> _Balance:
    parser = _Balance()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    return parser


@pytest.fixture
def page(loss_page: str) -> Page:
    return read_text(loss_page, "rules/billing/BIL-016.md")


def test_the_html_says_all_of_the_page(page: Page) -> None:
    text = render_html(page, Catalogue.of([page]))
    _parsed(text)
    for part in (
        "Transformer loss charged",
        "高供高计客户计收变损",
        "Breach of law, contract or price",
        "违规",
        "0.01 kWh",
        "below this the loss line is rounding",
        "Active transformer and line loss charged",
        "损耗电量",
        "find 78.60 CNY",
        "metering at the supply side (supply rules)",
        "our own default, not law",
        "no row",
        "无记录",
    ):
        assert part in text, part


def test_the_html_needs_nothing_but_itself(page: Page) -> None:
    text = render_html(page, Catalogue.of([page]))
    parsed = _parsed(text)
    assert not parsed.tags & {"script", "link", "iframe", "img", "object", "form"}
    assert not [name for name, _ in parsed.attributes if name.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text
    assert "http:" not in text.replace("http-equiv", "")


_EVIL = "<script>alert('x')</script>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: Transformer", f'title: "{_EVIL} Transformer"#'),
        ("source: metering", f"source: {_EVIL} metering"),
        ("# below this", f"# {_EVIL} below this"),
        ("Why, innocent causes, field or desk check.", f"{_EVIL} `{_EVIL}` **{_EVIL}**"),
        ("'hv_metered_hv_supplied' AND", "'<script>alert(1)</script>' AND"),
        ("| wrong        |", "| <script>     |"),
        ("needs: []", f"needs: {{short_history: \"loss_kwh > '{_EVIL[:8]}'\"}}"),
    ],
)
def test_nothing_a_page_says_becomes_html(loss_page: str, before: str, after: str) -> None:
    assert before in loss_page
    page = read_text(loss_page.replace(before, after, 1), "rules/billing/BIL-016.md")
    world = Catalogue.of([page])
    assert "script" not in _parsed(render_html(page, world)).tags
    for line in render_markdown(page, world).split("```")[::2]:
        assert "<script" not in line.replace("`loss_kwh > '<script>'`", "")


def test_the_markdown_says_all_of_the_page(page: Page) -> None:
    text = render_markdown(page, Catalogue.of([page]))
    assert text.startswith("# BIL-016 Transformer loss charged")
    for part in ("| `tolerance` | 0.01 kWh | below this", "| `loss_kwh` |", "| kWh |", "**find 78.60 CNY**", "```sql"):
        assert part in text, part
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in tables)


def test_a_page_that_does_not_check_is_still_shown(loss_page: str) -> None:
    broken = read_text(loss_page.replace("FROM bill AS b", "FROM bil AS b ((("), "rules/billing/BIL-016.md")
    assert "AS</span> b (((" in render_html(broken, Catalogue.of([broken]))
    assert "FROM bil AS b" in render_markdown(broken, Catalogue.of([broken]))


def test_the_shipped_pages_become_a_site_whose_links_lead_somewhere(tmp_path: Path) -> None:
    library = Library.shipped()
    files = write_html(library, tmp_path)
    assert {file.stem for file in files} == {*library.pages, "index"}
    for file in files:
        parsed = _parsed(file.read_text(encoding="utf-8"))
        ids = {value for name, value in parsed.attributes if name == "id"} | {"both"}
        for name, value in parsed.attributes:
            if name == "href":
                assert value.removeprefix("#") in ids if value.startswith("#") else (tmp_path / value).exists(), value


def test_the_shipped_pages_become_markdown_with_an_index(tmp_path: Path) -> None:
    library = Library.shipped()
    assert write_markdown(library, tmp_path) == len(library.pages) + 1
    assert {file.stem for file in tmp_path.iterdir()} == {*library.pages, "README"}


def test_a_page_read_alone_is_shown_with_the_shipped_facts(page: Page) -> None:
    assert render_markdown(page) == render_markdown(page, Catalogue.of(Library.shipped()))
