"""Who reads whom: no circle, no verdict, no KPI under a rule; a fact nobody reads is told."""

from planted import codes, fact, judging, rule, the_fault

from jicha.pages.check import Level, check_all
from jicha.pages.page import Page
from jicha.pages.read import read_text

_COLUMNS = ["customer_id: [text, '', Customer, 客户]", "kwh: ['decimal(18,3)', kWh, Energy, 电量]"]


def _energy(name: str, source: str) -> Page:
    return fact(name, _COLUMNS, f"SELECT s.customer_id, s.kwh\nFROM {source} AS s")


def test_a_fact_may_be_read_like_a_table_by_its_columns() -> None:
    page = rule("SELECT e.customer_id AS subject_id, e.kwh > 0 AS breach FROM energy AS e",
                subject="{customer: customer_id}")  # fmt: skip
    assert codes(page, _energy("energy", "bill")) == []
    wrong = rule("SELECT e.customer_id AS subject_id, e.kwhh > 0 AS breach FROM energy AS e",
                 subject="{customer: customer_id}")  # fmt: skip
    assert the_fault(wrong, "unknown-column", _energy("energy", "bill")).remedy == "Did you mean kwh?"


def test_a_fact_that_reads_itself_is_refused() -> None:
    assert the_fault(_energy("energy", "energy"), "reads-itself").at == "energy AS s"


def test_facts_that_need_each_other_are_refused_with_the_circle() -> None:
    one, two, three = _energy("one", "two"), _energy("two", "three"), _energy("three", "one")
    assert the_fault(one, "page-circle", two, three).message == "facts need each other: one -> two -> three -> one"


def test_a_rule_reads_no_kpi() -> None:
    kpi = read_text(_energy("share", "bill").text.replace("fact: share", "kpi: share\nsource: ours"), "kpis/share.md")
    page = rule("SELECT s.customer_id AS subject_id, s.kwh > 0 AS breach FROM share AS s",
                subject="{customer: customer_id}")  # fmt: skip
    assert "reads-kpi" in codes(page, kpi)


def test_a_fact_that_nobody_reads_is_a_warning() -> None:
    faults = check_all([_energy("energy", "bill"), judging("b.kwh > 0")])
    assert [(one.code, one.level) for one in faults if one.code == "fact-unread"] == [("fact-unread", Level.WARNING)]
    reader = rule("SELECT e.customer_id AS subject_id, e.kwh > 0 AS breach FROM energy AS e",
                  subject="{customer: customer_id}")  # fmt: skip
    assert "fact-unread" not in [one.code for one in check_all([_energy("energy", "bill"), reader])]
    assert "fact-unread" not in [
        one.code for one in check_all([_energy("energy", "bill")], read_elsewhere=frozenset({"energy"}))
    ]
