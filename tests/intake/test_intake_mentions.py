"""Objects that are only mentioned."""

from collections.abc import Callable
from typing import Any

import pytest

from jicha.intake.load import load_files
from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text
from jicha.intake.report import IntakeReport

Deliver = Callable[..., IntakeReport]
Stored = Callable[..., list[dict[str, Any]]]
BILLS = "no,customer,day,kwh,status\n"
CUSTOMERS = "customer,name\n"


@pytest.fixture
def profile(bills_yaml: str) -> Profile:
    text = bills_yaml.replace(
        "      - table: bill\n",
        "      - table: customer\n        kind: mentions\n        columns: {customer_id: {identifier: [customer]}}\n"
        "      - table: bill\n",
    )
    text += (
        "  - file: customers\n    header: [customer, name]\n    tables:\n      - table: customer\n"
        "        corrections: yes\n        columns: {customer_id: {identifier: [customer]}, name: name}\n"
    )
    return read_text(text, "p.yaml")


def test_an_object_is_made_once_however_often_it_is_mentioned(
    deliver: Deliver, stored: Stored, profile: Profile
) -> None:
    report = deliver(BILLS + "1,a,2026-01-01,5,0\n2,a,2026-01-01,6,0\n3,b,2026-01-01,6,0\n", "b.csv", profile)
    assert stored("customer", "customer_id, source_row") == [
        {"customer_id": "t:a", "source_row": 1}, {"customer_id": "t:b", "source_row": 3}
    ]  # fmt: skip
    assert [(one.table, one.rows, one.accepted) for one in report.tables] == [("bill", 3, 3), ("customer", 2, 2)]


@pytest.mark.parametrize("order", [["b", "c"], ["c", "b"]])
def test_either_order_of_deliveries_gives_the_same_object(
    deliver: Deliver, stored: Stored, profile: Profile, order: list[str]
) -> None:
    files = {"b": BILLS + "1,a,2026-01-01,5,0\n2,x,2026-01-01,5,0\n", "c": CUSTOMERS + "a,Li\n"}
    for name in order:
        assert deliver(files[name], f"{name}.csv", profile).quarantined == 0
    assert stored("customer", "customer_id, name") == [
        {"customer_id": "t:a", "name": "Li"}, {"customer_id": "t:x", "name": None}
    ]  # fmt: skip


def test_a_mention_yields_to_a_row_of_the_same_delivery(
    deliver: Deliver, stored: Stored, profile: Profile, store: Any, write: Callable[..., Any]
) -> None:
    paths = [write(BILLS + "1,a,2026-01-01,5,0\n", "b.csv"), write(CUSTOMERS + "a,Li\n", "c.csv")]
    report = load_files(store, paths, profile=profile)
    assert stored("customer", "customer_id, name") == [{"customer_id": "t:a", "name": "Li"}]
    assert [(one.table, one.rows, one.accepted, one.duplicate) for one in report.tables] == [
        ("bill", 1, 1, 0), ("customer", 2, 1, 1)
    ]  # fmt: skip


def test_a_mention_stands_when_the_row_that_says_more_is_kept_out(
    stored: Stored, profile: Profile, store: Any, write: Callable[..., Any]
) -> None:
    paths = [write(BILLS + "1,a,2026-01-01,5,0\n", "b.csv"), write(CUSTOMERS + "a,Li\na,Wang\n", "c.csv")]
    assert load_files(store, paths, profile=profile).quarantined == 2
    assert stored("customer", "customer_id, name") == [{"customer_id": "t:a", "name": None}]
