"""What a page must yield."""

import pytest
from planted import codes, fact, found, judging, rule, the_fault

_DECLARED = ["customer_id: [text, '', Customer, 客户]", "kwh: ['decimal(18,3)', kWh, Energy, 电量]"]


def test_a_rule_yields_a_subject_and_a_breach() -> None:
    page = rule("SELECT b.bill_id AS subject, b.kwh > 0 AS breech FROM bill AS b")
    remedies = sorted(one.remedy for one in found(page) if one.code == "missing-column")
    assert remedies == [
        "Did you mean breech? Write `... AS breach`.",
        "Did you mean subject? Write `... AS subject_id`.",
    ]


def test_a_rule_with_periods_yields_one() -> None:
    page = rule("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b", grain="period")
    assert the_fault(page, "missing-column").message == "the page yields no period (the grain is period)"


@pytest.mark.parametrize(
    ("severity", "needs_stake"), [("breach", True), ("error", True), ("gap", False), ("check", False)]
)
def test_only_a_gap_or_a_check_may_have_nothing_at_stake(severity: str, needs_stake: bool) -> None:
    sql = "SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach{} FROM bill AS b"
    assert ("missing-column" in codes(rule(sql.format(""), severity=severity))) is needs_stake
    assert codes(rule(sql.format(", b.kwh AS at_stake_kwh"), severity=severity)) == []


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("b.kwh AS breach", "breach is a number, but must be true or false"),
        ("b.kwh > 0 AS breach, b.kwh AS period", "period is a number, but must be a date"),
        ("b.kwh > 0 AS breach, b.meter_code AS at_stake_kwh", "at_stake_kwh is a text, but must be a number"),
        ("b.kwh > 0 AS breach, b.read_on AS at_stake_money", "at_stake_money is a date, but must be a number"),
    ],
)
def test_the_columns_of_a_verdict_have_their_types(column: str, message: str) -> None:
    assert the_fault(rule(f"SELECT b.bill_id AS subject_id, {column} FROM bill AS b"), "wrong-type").message == message


def test_the_subject_id_is_the_key_of_the_subject() -> None:
    page = rule("SELECT b.customer_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b")
    assert the_fault(page, "wrong-subject").message == "subject_id is bill.customer_id, but the subject is bill.bill_id"


def test_a_column_name_is_plain() -> None:
    assert "bad-column-name" in codes(
        rule('SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach, b.kwh AS "电量" FROM bill AS b')
    )


def test_a_fact_yields_the_columns_it_declares_and_no_other() -> None:
    page = fact("energy", _DECLARED, "SELECT customer_id, sum(kwh) AS kwhs FROM bill GROUP BY customer_id")
    assert the_fault(page, "undeclared-column").remedy == "Did you mean kwh?"
    assert the_fault(page, "missing-column").at.strip().startswith("kwh: [")


def test_a_fact_yields_the_types_it_declares() -> None:
    page = fact("energy", _DECLARED, "SELECT customer_id, max(month) AS kwh FROM bill GROUP BY customer_id")
    assert the_fault(page, "wrong-type").message == "kwh is a date, but `columns` declares decimal(18,3)"


def test_a_fact_yields_the_codes_it_declares() -> None:
    columns = ["customer_id: [text, '', Customer, 客户]", "class: [code(price_class), '', Class, 类别]"]
    page = fact("classes", columns, "SELECT customer_id, CASE WHEN sum(kwh) > 0 THEN 'residental' END AS class\n"
                "FROM bill GROUP BY customer_id")  # fmt: skip
    assert the_fault(page, "unknown-code").remedy == "Did you mean residential?"
    other = fact("classes", columns, "SELECT customer_id, max(customer_class) AS class FROM bill GROUP BY customer_id")
    assert "different-codes" in codes(other)


def test_a_fact_may_be_a_union_all() -> None:
    page = fact("energy", _DECLARED, "SELECT customer_id, sum(kwh) AS kwh FROM bill GROUP BY customer_id\n"
                "UNION ALL\nSELECT customer_id, 0 FROM customer")  # fmt: skip
    assert codes(page) == []


def test_the_select_of_a_kernel_is_only_its_input() -> None:
    page = fact("energy", _DECLARED, "SELECT b.customer_id, b.month, b.kwh FROM bill AS b",
                front="partition_by: [customer_id]")  # fmt: skip
    assert codes(page) == []
    assert "unknown-column" in codes(fact("energy", _DECLARED, "SELECT b.kwhh FROM bill AS b",
                                          front="partition_by: [customer_id]"))  # fmt: skip


def test_the_clean_page_gives_no_fault() -> None:
    assert codes(judging("b.kwh > 0")) == []
