"""A page parsed, bound and typed."""

from planted import fact, judging

from jicha.pages.check import Catalogue
from jicha.pages.check.check import draft
from jicha.pages.check.draft import Draft


def test_a_rule_judges_and_a_fact_declares_its_columns() -> None:
    rule = draft(judging("b.kwh > 0"), Catalogue.of())
    assert isinstance(rule, Draft)
    assert (rule.is_rule, rule.has_declared_columns) == (True, False)
    columns = ["bill_id: [text, '', Bill, 账单]"]
    plain = draft(fact("some", columns, "SELECT bill_id FROM bill", key="bill_id"), Catalogue.of())
    kernel = draft(fact("some", columns, "SELECT bill_id FROM bill", key="bill_id", front="partition_by: [bill_id]"),
                   Catalogue.of())  # fmt: skip
    assert isinstance(plain, Draft)
    assert isinstance(kernel, Draft)
    assert (plain.has_declared_columns, kernel.has_declared_columns) == (True, False)


def test_sql_that_cannot_be_read_gives_its_faults_instead() -> None:
    faults = draft(judging("b.kwh >"), Catalogue.of())
    assert isinstance(faults, list)
    assert faults[0].code == "parse-error"
