"""Words in two languages for all that a person reads."""

from planted import codes, fact, judging, rule, the_fault

from jicha.pages.check import Catalogue
from jicha.pages.check.captions import captions, common_words
from jicha.pages.check.check import draft
from jicha.pages.check.draft import Draft


def test_a_column_without_words_is_refused_where_it_is_yielded() -> None:
    page = rule(
        "SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach,\n  b.kwh - b.loss_kwh AS without_loss FROM bill AS b"
    )
    fault = the_fault(page, "no-caption")
    assert fault.at.startswith("b.kwh - b.loss_kwh")
    assert "without_loss: [English, 中文]" in fault.remedy


def test_a_column_of_the_schema_brings_its_own_words_under_any_name() -> None:
    page = rule("WITH a AS (SELECT bill_id, kwh, total_charge AS money FROM bill)\n"
                "SELECT a.bill_id AS subject_id, a.kwh > 0 AS breach, a.money FROM a")  # fmt: skip
    assert codes(page) == []
    drafted = draft(page, Catalogue.of())
    assert isinstance(drafted, Draft)
    assert captions(drafted)["money"] == ("Money to be paid", "应收电费合计")


def test_a_caption_of_the_page_goes_before_that_of_the_schema() -> None:
    page = rule("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach, b.kwh FROM bill AS b",
                front="captions: {kwh: [Energy of the bill, 账单电量]}")  # fmt: skip
    drafted = draft(page, Catalogue.of())
    assert isinstance(drafted, Draft)
    assert captions(drafted)["kwh"] == ("Energy of the bill", "账单电量")


def test_a_column_of_a_fact_brings_the_words_of_its_declaration() -> None:
    energy = fact("energy", ["customer_id: [text, '', Customer, 客户]", "kwh: ['decimal(18,3)', kWh, Energy, 电量]"],
                  "SELECT customer_id, sum(kwh) AS kwh FROM bill GROUP BY customer_id")  # fmt: skip
    page = rule("SELECT e.customer_id AS subject_id, e.kwh > 0 AS breach, e.kwh AS used FROM energy AS e",
                subject="{customer: customer_id}")  # fmt: skip
    assert codes(page, energy) == []


def test_a_reason_without_words_is_refused_and_a_common_one_has_them() -> None:
    sql = "SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach, b.kwh FROM bill AS b"
    assert codes(rule(sql, front="needs: {short_history: kwh >= 0}")) == []
    assert (
        the_fault(rule(sql, front="needs: {odd_reason: kwh >= 0}"), "no-caption").at == "needs: {odd_reason: kwh >= 0}"
    )


def test_a_caption_for_nothing_is_refused() -> None:
    assert "unused-caption" in codes(judging("b.kwh > 0", front="captions: {kwhh: [Energy, 电量]}"))


def test_the_common_words_are_complete() -> None:
    assert all(english and chinese for english, chinese in common_words().values())
