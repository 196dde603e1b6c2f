"""Types: what does not belong together is not compared, and a code is one of its list."""

import pytest
from planted import codes, judging, rule, the_fault


@pytest.mark.parametrize(
    ("breach", "at", "message"),
    [
        ("b.kwh = 'many'", "b.kwh = 'many'", "a number is compared with a text"),
        ("b.read_on > '2026-01-01'", "b.read_on > '2026-01-01'", "a date is compared with a text"),
        ("b.kwh BETWEEN 0 AND b.read_on", "b.kwh BETWEEN", "a number is compared with a date"),
        ("b.kwh", "", ""),
        ("b.time_of_use AND b.kwh", "b.kwh AS breach", "a side of AND or OR is a number, not true or false"),
        ("NOT b.kwh", "b.kwh AS breach", "what follows NOT is a number, not true or false"),
        ("b.kwh || 'x' = 'y'", "b.kwh || 'x'", "a side of || is a number, not a text"),
        ("length(b.kwh) = 3", "b.kwh) = 3", "s of length is a number, not a text"),
        ("b.meter_code + 1 > 0", "b.meter_code + 1", "a side of + or - is a text, not a number"),
        ("CASE WHEN b.kwh THEN TRUE END", "b.kwh THEN", "the condition of WHEN is a number, not true or false"),
        ("CASE WHEN b.kwh > 0 THEN b.kwh ELSE 'none' END = 0", "'none' END", "the branches of this CASE are a number"),
    ],
)
def test_types_that_differ_are_not_mixed(breach: str, at: str, message: str) -> None:
    page = judging(breach)
    if not message:
        assert "wrong-type" in codes(page)
        return
    fault = the_fault(page, "type-mismatch")
    assert fault.at.startswith(at)
    assert fault.message.startswith(message)


def test_a_date_is_written_with_the_word_date_and_must_exist() -> None:
    assert codes(judging("b.read_on > DATE '2026-01-31'")) == []
    assert the_fault(judging("b.read_on > DATE '2026-02-30'"), "bad-date").at.startswith("'2026-02-30'")


def test_an_instant_is_compared_with_a_day_only_through_local_date() -> None:
    page = rule("SELECT o.order_id AS subject_id, o.finished_at > :today AS breach FROM service_order AS o",
                subject="{service_order: order_id}")  # fmt: skip
    assert the_fault(page, "type-mismatch").remedy == "Take the local day of the instant: local_date(...)."
    sql = "SELECT o.order_id AS subject_id, local_date(o.finished_at) > :today AS breach FROM service_order AS o"
    right = rule(sql, subject="{service_order: order_id}")
    assert codes(right) == []


def test_a_misspelt_code_is_refused_with_the_nearest_one() -> None:
    fault = the_fault(judging("b.price_class = 'residental'"), "unknown-code")
    assert fault.at.startswith("'residental'")
    assert fault.remedy == "Did you mean residential?"


def test_codes_are_checked_in_lists_in_cases_and_through_a_with() -> None:
    assert "unknown-code" in codes(judging("b.price_class IN ('residential', 'residental')"))
    assert "unknown-code" in codes(judging("CASE b.price_class WHEN 'residental' THEN TRUE END"))
    through = rule("WITH a AS (SELECT bill_id, coalesce(price_class, 'none') AS class FROM bill)\n"
                   "SELECT a.bill_id AS subject_id, a.class = 'nome' AS breach FROM a")  # fmt: skip
    assert the_fault(through, "unknown-code").remedy == "Did you mean none?"


def test_a_word_of_ones_own_beside_a_code_is_allowed_but_not_a_misspelt_code() -> None:
    assert codes(judging("CASE WHEN b.kwh > 0 THEN b.price_class ELSE 'idle' END = 'idle'")) == []
    assert "unknown-code" in codes(judging("nullif(b.price_class, 'residental') = 'agricultural'"))


def test_a_code_in_a_parameter_is_checked_too() -> None:
    fault = the_fault(judging("b.price_class = :class", front="params: {class: residental}"), "unknown-code")
    assert fault.at.startswith(":class")


def test_codes_of_two_lists_are_not_compared() -> None:
    assert "different-codes" in codes(judging("b.price_class = b.customer_class"))


def test_identifiers_of_two_kinds_are_not_compared() -> None:
    page = judging("p.point_id = 'x'", tables="bill AS b LEFT JOIN point AS p ON p.point_id = b.customer_id")
    fault = the_fault(page, "different-identifiers")
    assert "customer.customer_id and point.point_id" in fault.message


def test_a_comparison_with_null_is_refused() -> None:
    assert the_fault(judging("b.kwh = NULL"), "null-comparison").remedy == "Write IS NULL or IS NOT NULL."


def test_texts_are_not_sorted_by_a_comparison() -> None:
    assert "text-order" in codes(judging("b.meter_code < 'M'"))
    assert "text-order" in codes(judging("b.meter_code BETWEEN 'A' AND 'M'"))


@pytest.mark.parametrize(
    ("breach", "instead"),
    [
        ("b.period_end - b.period_start > :n", "days_between(earlier, later)"),
        ("b.period_start + 30 > :today", "add_days(day, n) or add_months(day, n)"),
    ],
)
def test_dates_are_not_added_or_subtracted_with_a_sign(breach: str, instead: str) -> None:
    fault = the_fault(judging(breach, front="params: {n: 40 day}" if ":n" in breach else ""), "date-arithmetic")
    assert instead in fault.remedy


def test_a_function_gets_as_many_arguments_as_it_takes() -> None:
    fault = the_fault(judging("days_between(b.read_on) > 0"), "argument-count")
    assert fault.message == "days_between takes 2 arguments and gets 1"
    assert fault.remedy == "Write days_between(a, b)."


def test_digits_are_written_out() -> None:
    assert "not-portable" in codes(judging("round(b.kwh, b.months_stated) > 0"))
    assert "not-portable" in codes(judging("substr(b.meter_code, 0, 2) = 'A'"))
    assert codes(judging("substr(b.meter_code, 1, 2) = 'A' AND round(b.kwh, 1) > 0")) == []
