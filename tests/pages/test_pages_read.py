"""Reading a page: what it says, and where it goes wrong."""

from decimal import Decimal

import pytest

from jicha.pages.front import BadPage
from jicha.pages.page import PageKind
from jicha.pages.read import read_text
from jicha.terms.units import Quantity, parse_unit
from jicha.terms.verdict import Grain, Scope, Severity, Verdict


def test_the_page_of_the_design_is_read_whole(loss_page: str) -> None:
    page = read_text(loss_page, "rules/billing/BIL-016.md")
    assert (page.kind, page.code, page.subject) == (PageKind.RULE, "BIL-016", ("bill", "bill_id"))
    assert (page.severity, page.scope, page.grain, page.history_months) == (
        Severity.BREACH,
        Scope.POINT,
        Grain.PERIOD,
        1,
    )
    assert page.catalogue == ("T16",)
    assert page.params[0].default == Quantity(Decimal("0.01"), parse_unit("kWh"))
    assert page.params[0].why == "below this the loss line is rounding"
    assert page.chinese.startswith("为什么")
    assert page.text.splitlines()[page.sql_line - 1].startswith("SELECT")


def test_a_blank_cell_is_null_and_a_dash_is_no_row(loss_page: str) -> None:
    rows = {row.label: row for row in read_text(loss_page, "p.md").worlds[0].tables[0].rows}
    assert [cell.text for cell in rows["blank"].cells if cell.column == "metering_side"] == [None]
    assert rows["no_point"].absent == {("point", "")}
    assert rows["wrong"].expect[0][1].money == Quantity(Decimal("78.60"), parse_unit("CNY"))
    assert rows["wrong"].expect[0][1].verdict is Verdict.FIND


def test_a_series_is_read_from_heads_that_only_name_the_place(loss_page: str) -> None:
    text = loss_page.split("| bill.bill_id")[0] + (
        "| customer.customer_id | bill.kwh@2025-12 | @2026-01 | expect |\n|---|---|---|---|\n| a | 10 | - | spare |\n"
    )
    row = read_text(text, "p.md").worlds[0].tables[0].rows[0]
    assert [(cell.column, cell.at, cell.text) for cell in row.cells[1:]] == [("kwh", "2025-12", "10")]
    assert row.absent == {("bill", "2026-01")}


def test_each_named_world_holds_its_own_tables(loss_page: str) -> None:
    table = loss_page[loss_page.index("| bill.bill_id") :]
    page = read_text(loss_page + "\n### Examples: another\n\n" + table, "p.md")
    assert [world.name for world in page.worlds] == ["", "another"]


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("severity: breach", "severity: grave", 7, "unknown severity 'grave'"),
        ("severity: breach", "severty: breach", 7, "unknown key 'severty'"),
        ("0.01 kWh ", "0.01 kwh ", 17, "unknown unit 'kwh'"),
        ("history: 1 month", "history: a while", 13, "history 'a while'"),
        ("find 78.60 CNY", "find 78.60 EUR", 35, "unknown unit 'EUR'"),
        ("| unsure         |\n| no_point", "| unsur          |\n| no_point", 39, "'unsur'"),
        ("| no_loss      |", "| wrong        |", 41, "stands twice"),
        ("| bill.loss_kwh |", "| loss_kwh      |", 33, "'loss_kwh'"),
        ("needs: []", "needs: [", 16, "cannot be read"),
        ("code: BIL-016\n", "", 1, "what this page is"),
    ],
)
def test_a_fault_is_named_with_its_line(loss_page: str, before: str, after: str, line: int, words: str) -> None:
    assert before in loss_page
    with pytest.raises(BadPage) as caught:
        read_text(loss_page.replace(before, after, 1), "p.md")
    fault = caught.value.faults[0]
    assert words in fault.message
    assert fault.remedy
    assert abs(fault.line - line) <= 1, str(fault)


def test_needs_may_be_bare_conditions_or_named() -> None:
    head = "---\ncode: BIL-001\ntitle: t\ntitle_zh: 题\nseverity: check\nimpact: price\nneeds:\n"
    tail = "---\n```sql\nSELECT 1\n```\n"
    bare = read_text(f"{head}  - months_before = 3\n{tail}", "p.md").needs[0]
    named = read_text(f"{head}  short_history: months_before = 3\n{tail}", "p.md").needs[0]
    assert (bare.reason, bare.condition) == ("months_before", "months_before = 3")
    assert (named.reason, named.line) == ("short_history", 8)


def test_a_page_without_sql_is_refused() -> None:
    with pytest.raises(BadPage, match="no SQL"):
        read_text("---\ncode: BIL-001\ntitle: t\ntitle_zh: 题\nseverity: check\nimpact: price\n---\n", "p.md")
