"""The front matter, both languages and the examples."""

import pytest
from planted import fact, judging

from jicha.pages.check import Catalogue, PageFault, check
from jicha.pages.page import Page
from jicha.pages.read import read_text


def _faults(page: Page, *others: Page) -> list[PageFault]:
    return check(page, Catalogue.of([page, *others]))


def _changed(before: str, after: str, path: str = "rules/billing/BIL-016.md") -> Page:
    text = judging("b.kwh > 0").text
    assert before in text
    return read_text(text.replace(before, after), path)


@pytest.mark.parametrize(
    ("before", "after", "code", "line", "message"),
    [
        ("code: BIL-016", "code: BIL-16", "bad-code", 2, "'BIL-16' is not a rule's code"),
        ("code: BIL-016", "code: BLI-016", "bad-code", 2, "'BLI-016' is not a rule's code"),
        ("code: BIL-016", "code: MET-016", "wrong-folder", 2, "MET-016 stands in the folder billing"),
        ("code: BIL-016", "code: BIL-017", "wrong-file-name", 2, "the file is called BIL-016.md"),
        ("title_zh: 用于检验的规则", "title_zh: A rule", "missing-words", 4, "title_zh is 'A rule', without"),
        ("{bill: bill_id}", "{bil: bill_id}", "unknown-subject", 5, "no table is called bil"),
        ("{bill: bill_id}", "{bill: customer_id}", "unknown-subject", 5, "customer_id is not the key of bill"),
        ("{bill: bill_id}", "{}", "unknown-subject", 5, "the page does not say what it judges"),
        ("source: supply rules", "source: ''", "missing-words", 8, "the page has no source"),
        ("confidence: B", "confidence: D", "bad-confidence", 9, "the confidence is 'D'"),
        ("confidence: B", "since: one", "bad-since", 9, "since is 'one'"),
        ("confidence: B", "catalogue: [T16, X]", "bad-catalogue", 9, "'X' is no entry of the catalogue"),
        ("## English\nWhy.", "## English\n", "missing-words", 13, "the page says nothing under ## English"),
        ("## 中文\n为什么。", "", "missing-words", 1, "the page says nothing under ## 中文"),
        ("| find   |", "| spare  |", "missing-example", 25, "no example is expected to be find"),
        ("| unsure |", "| spare  |", "missing-example", 25, "no example is expected to be unsure"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_at_its_line(
    before: str, after: str, code: str, line: int, message: str
) -> None:
    faults = [one for one in _faults(_changed(before, after)) if one.code == code]
    assert [(one.line, one.message[: len(message)]) for one in faults] == [(line, message)]


def test_a_misspelt_family_gets_the_nearest_one() -> None:
    fault = next(one for one in _faults(_changed("code: BIL-016", "code: BLI-016")) if one.code == "bad-code")
    assert "Did you mean BIL?" in fault.remedy


def test_a_reason_to_keep_is_one_of_those_of_not_judged() -> None:
    guard = fact("not_judged", ["subject_id: [text, '', Subject, 对象]"],
                 "SELECT customer_id AS subject_id FROM customer", key="subject_id",
                 front="captions: {closed: [Account closed, 已销户]}")  # fmt: skip
    wrong = _changed("confidence: B", "keep: [closd]")
    fault = next(one for one in _faults(wrong, guard) if one.code == "unknown-keep")
    assert (fault.line, fault.remedy) == (9, "Did you mean closed?")
    assert _faults(_changed("confidence: B", "keep: [closed]"), guard) == []


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("key: [customer_id]", "key: [custmer_id]", "missing-key"),
        ("key: [customer_id]", "", "missing-key"),
        ("Energy, 电量]", "Energy, energy]", "missing-words"),
        ("'decimal(18,3)', kWh", "code(price_clas), ''", "unknown-code-list"),
        ("Customer, 客户]", "Customer, 客户, custmer.customer_id]", "unknown-reference"),
        ("fact: energy", "fact: Energy", "bad-code"),
        ("| one  | 1        |", "", "missing-example"),
    ],
)
def test_a_fact_declares_its_key_and_its_columns(before: str, after: str, code: str) -> None:
    columns = ["customer_id: [text, '', Customer, 客户]", "kwh: ['decimal(18,3)', kWh, Energy, 电量]"]
    right = fact("energy", columns, "SELECT customer_id, sum(kwh) AS kwh FROM bill GROUP BY customer_id")
    assert _faults(right) == []
    assert before in right.text
    assert code in [one.code for one in _faults(read_text(right.text.replace(before, after), right.path))]
