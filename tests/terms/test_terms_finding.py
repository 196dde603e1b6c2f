"""The identity of a finding."""

from datetime import date

from jicha.terms.finding import finding_id
from jicha.terms.subject import Subject

BILL = Subject("bill", "b1")


def test_identity_follows_from_code_subject_and_period_alone() -> None:
    assert finding_id("BIL-016", BILL, date(2026, 1, 1)) == finding_id("BIL-016", BILL, date(2026, 1, 1))


def test_another_code_subject_kind_or_period_is_another_finding() -> None:
    ids = {
        finding_id("BIL-016", BILL, date(2026, 1, 1)),
        finding_id("BIL-017", BILL, date(2026, 1, 1)),
        finding_id("BIL-016", Subject("point", "b1"), date(2026, 1, 1)),
        finding_id("BIL-016", BILL, date(2026, 2, 1)),
        finding_id("BIL-016", BILL, None),
    }
    assert len(ids) == 5
