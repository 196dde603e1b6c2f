"""A row that is kept out leaves every table; what it alone duplicated then stands."""

from collections.abc import Callable
from typing import Any

import pytest

from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text
from jicha.intake.report import IntakeReport

HEADER = "no,customer,day,kwh,status\n"


@pytest.fixture
def two_tables(bills_yaml: str) -> Profile:
    text = bills_yaml.replace(
        "      - table: bill\n",
        "      - table: customer\n        columns: {customer_id: {identifier: [customer]}, district: status}\n"
        "      - table: bill\n",
    )
    return read_text(text, "p.yaml")


def test_a_conflict_in_one_table_keeps_the_row_out_of_the_other(
    deliver: Callable[..., IntakeReport], stored: Callable[..., list[dict[str, Any]]], two_tables: Profile
) -> None:
    report = deliver(HEADER + "1,a,2026-01-01,5,0\n2,a,2026-01-01,6,1\n3,b,2026-01-01,7,0\n", "bills.csv", two_tables)
    assert (report.accepted, report.quarantined) == (1, 2)
    assert stored("bill", "bill_id") == [{"bill_id": "t:3"}]
    assert stored("customer", "customer_id") == [{"customer_id": "t:b"}]


def test_the_second_of_two_equal_rows_stands_when_the_first_is_kept_out(
    deliver: Callable[..., IntakeReport], stored: Callable[..., list[dict[str, Any]]], two_tables: Profile
) -> None:
    # Bill 1 says two things, so rows 1 and 3 are kept out; row 2 then is the first to name customer a.
    body = "1,a,2026-01-01,5,0\n2,a,2026-01-01,6,0\n1,b,2026-01-01,9,0\n"
    report = deliver(HEADER + body, "bills.csv", two_tables)
    assert (report.accepted, report.duplicate, report.quarantined) == (1, 0, 2)
    assert stored("customer", "customer_id, source_row") == [{"customer_id": "t:a", "source_row": 2}]


def test_counts_of_every_table_add_up(deliver: Callable[..., IntakeReport], two_tables: Profile) -> None:
    body = "1,a,2026-01-01,5,0\n2,a,2026-01-01,6,0\n2,a,2026-01-01,6,0\nx\n4,b,never,1,0\n"
    report = deliver(HEADER + body, "bills.csv", two_tables)
    assert [(one.table, one.rows, one.accepted, one.duplicate, one.quarantined) for one in report.tables] == [
        ("bill", 4, 2, 1, 1), ("customer", 4, 1, 2, 1)
    ]  # fmt: skip
    assert dict(report.quarantined_by_reason) == {"not_a_date": 1, "torn_row": 1}
