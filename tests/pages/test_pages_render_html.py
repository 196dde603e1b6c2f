"""Words set as HTML."""

from __future__ import annotations

from jicha.pages.check import Catalogue
from jicha.pages.read import read_text
from jicha.pages.render_html import html
from jicha.pages.render_reference import reference


def _html(text: str) -> str:
    page = read_text(text, "rules/billing/BIL-016.md")
    return html(reference(page, Catalogue.of([page])), index_file="index.html")


def test_code_and_stress_in_prose_are_set_and_lists_are_lists(loss_page: str) -> None:
    prose = "Why `a < b` is **wrong**.\n\n- one\n- two\n\nA line\nbroken."
    text = _html(loss_page.replace("Why, innocent causes, field or desk check.", prose))
    assert "<p>Why <code>a &lt; b</code> is <strong>wrong</strong>.</p>" in text
    assert "<ul><li>one</li><li>two</li></ul>" in text
    assert "<p>A line broken.</p>" in text


def test_a_line_break_between_chinese_letters_is_no_blank(loss_page: str) -> None:
    assert "<p>第一行第二行</p>" in _html(loss_page.replace("为什么, 正常情况, 核查要点.", "第一行\n第二行"))


def test_checks_become_boxes_and_innocent_causes_a_list(loss_page: str) -> None:
    prose = "Why. Innocent causes: a line loss. Check: the wiring; the seal."
    text = _html(loss_page.replace("Why, innocent causes, field or desk check.", prose))
    assert '<ul class="checks"><li>the wiring</li><li>the seal</li></ul>' in text.replace("\n", "")
    assert "<li>a line loss</li>" in text


def test_parameters_stand_out_in_the_sql_and_the_verdict_in_the_examples(loss_page: str) -> None:
    text = _html(loss_page)
    assert '<span class="parameter">:tolerance</span>' in text
    assert '<span class="verdict find">find 78.60 CNY</span>' in text
    assert '<a href="index.html">' in text
