"""Needs: conditions over the output columns, each with a reason that is an id."""

import pytest
from planted import codes, found, rule, the_fault

from jicha.pages.page import Page


def _needing(needs: str, *, more: str = ", b.months_stated AS months") -> Page:
    front = f"needs:\n  {needs}\nparams: {{least: 3 month}}\ncaptions: {{months: [Months, 月数]}}"
    return rule(f"SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach{more}\nFROM bill AS b", front=front)


def test_a_need_on_an_output_column_passes() -> None:
    assert codes(_needing("short_history: months >= :least")) == []


def test_a_need_on_a_column_that_is_not_yielded_is_refused_at_its_word() -> None:
    fault = the_fault(_needing("short_history: month_s >= :least"), "unknown-column")
    assert fault.at == "month_s >= :least"
    assert fault.remedy == "Did you mean months?"


def test_a_need_reads_no_table_column() -> None:
    fault = the_fault(_needing("short_history: b.kwh > 0 AND months >= :least"), "unknown-column")
    assert fault.message == "the need names b.kwh, which the page does not yield"


@pytest.mark.parametrize(
    ("need", "code"),
    [
        ("short_history: months >=", "parse-error"),
        ("short_history: months", ""),
        ("short_history: months + 1", "bad-need"),
        ("short_history: count(*) > 3", "bad-need"),
        ("short_history: (SELECT 1) = 1", "bad-need"),
        ("short_history: months >= :most", "unknown-parameter"),
        ("Short-History: months >= 1", "bad-reason"),
    ],
)
def test_what_is_no_condition_is_refused(need: str, code: str) -> None:
    if code:
        assert code in codes(_needing(need))


def test_a_fault_in_a_need_stands_at_its_line() -> None:
    assert the_fault(_needing("short_history: months >= :most"), "unknown-parameter").at == ":most"


def test_a_reason_stands_once() -> None:
    page = rule("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach, b.kwh FROM bill AS b",
                front="needs:\n  - few_rows: kwh > 0\n  - few_rows: kwh IS NOT NULL")  # fmt: skip
    assert the_fault(page, "duplicate-reason").at.endswith("few_rows: kwh IS NOT NULL")


def test_a_breach_over_many_rows_without_a_need_is_a_warning() -> None:
    page = rule("SELECT b.customer_id AS subject_id, sum(b.kwh) = 0 AS breach\nFROM bill AS b\nGROUP BY b.customer_id",
                subject="{customer: customer_id}")  # fmt: skip
    assert [one.code for one in found(page)] == ["aggregate-without-need"]
    assert the_fault(page, "aggregate-without-need").at.startswith("sum(b.kwh)")


def test_the_aggregate_is_seen_through_a_with_and_evidence_does_not_count() -> None:
    through = rule("WITH a AS (SELECT customer_id, max(kwh) AS most_kwh FROM bill GROUP BY customer_id)\n"
                   "SELECT a.customer_id AS subject_id, a.most_kwh = 0 AS breach FROM a",
                   subject="{customer: customer_id}")  # fmt: skip
    assert "aggregate-without-need" in codes(through)
    beside = rule("WITH a AS (SELECT customer_id, max(kwh) AS kwh FROM bill GROUP BY customer_id)\n"
                  "SELECT c.customer_id AS subject_id, c.contract_capacity > 0 AS breach, a.kwh FROM customer AS c\n"
                  "LEFT JOIN a ON a.customer_id = c.customer_id", subject="{customer: customer_id}")  # fmt: skip
    assert codes(beside) == []
