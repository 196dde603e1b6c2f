"""Twins, conflicts, corrections: decided by content, seen from the outside."""

from collections.abc import Callable
from typing import Any

from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text
from jicha.intake.report import IntakeReport

Deliver = Callable[..., IntakeReport]
Stored = Callable[..., list[dict[str, Any]]]

HEADER = "no,customer,day,kwh,status\n"


def with_corrections(text: str) -> Profile:
    return read_text(text.replace("- table: bill\n", "- table: bill\n        corrections: yes\n"), "c.yaml")


def counts(report: IntakeReport) -> tuple[int, int, int]:
    return report.accepted, report.duplicate, report.quarantined


def test_the_same_row_twice_is_one_row_and_its_duplicate(deliver: Deliver, stored: Stored) -> None:
    report = deliver(HEADER + "1,a,2026-01-01,5,0\n2,a,2026-01-01,6,0\n1,a,2026-01-01,5.000,0\n")
    assert counts(report) == (2, 1, 0)
    assert stored("bill", "bill_id, source_row") == [
        {"bill_id": "t:1", "source_row": 1}, {"bill_id": "t:2", "source_row": 2}
    ]  # fmt: skip


def test_rows_of_one_key_that_differ_are_all_kept_out_and_say_where(
    deliver: Deliver, stored: Stored, quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    report = deliver(HEADER + "1,a,2026-01-01,5,0\n1,a,2026-01-01,5,0\n2,a,2026-01-01,6,0\n1,a,2026-01-02,7,0\n")
    assert counts(report) == (1, 0, 3)
    assert stored("bill", "bill_id") == [{"bill_id": "t:2"}]
    assert [(one["line"], one["reason"], one["column_name"], one["raw_value"]) for one in quarantined()] == [
        (2, "conflict", "no", "t:1"), (3, "conflict", "no", "t:1"), (5, "conflict", "no", "t:1")
    ]  # fmt: skip
    assert quarantined()[0]["remedy"].startswith("The lines of t:1 say different things (lines 2, 3, 5: day, kwh).")


def test_a_stored_row_that_comes_again_is_a_duplicate(deliver: Deliver, stored: Stored) -> None:
    deliver(HEADER + "1,a,2026-01-01,5,0\n")
    report = deliver(HEADER + "1,a,2026-01-01,5,0\n2,a,2026-01-01,6,0\n", "more.csv")
    assert counts(report) == (1, 1, 0)
    assert len(stored("bill", "bill_id")) == 2


def test_other_content_under_a_stored_key_is_kept_out_without_leave_to_correct(
    deliver: Deliver, stored: Stored, quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    deliver(HEADER + "1,a,2026-01-01,5,0\n")
    assert counts(deliver(HEADER + "1,a,2026-01-01,9,1\n", "more.csv")) == (0, 0, 1)
    (one,) = quarantined()
    assert (one["reason"], one["line"], one["raw_value"]) == ("conflict_with_store", 2, "t:1")
    assert "other content in kwh, status" in one["remedy"]
    assert str(stored("bill", "kwh")[0]["kwh"]) == "5.000"


def test_with_leave_to_correct_it_replaces_the_stored_row(deliver: Deliver, stored: Stored, bills_yaml: str) -> None:
    profile = with_corrections(bills_yaml)
    deliver(HEADER + "1,a,2026-01-01,5,0\n2,a,2026-01-01,6,0\n", profile=profile)
    report = deliver(HEADER + "1,a,2026-01-01,9,0\n2,a,2026-01-01,6,0\n1,a,2026-01-01,9,0\n", "more.csv", profile)
    assert counts(report) == (1, 2, 0)
    assert [(one.table, one.accepted, one.corrected, one.duplicate) for one in report.tables] == [("bill", 1, 1, 2)]
    assert [str(one["kwh"]) for one in stored("bill", "bill_id, kwh")] == ["9.000", "6.000"]


def test_a_correction_leaves_alone_what_its_profile_does_not_speak_of(
    deliver: Deliver, stored: Stored, bills_yaml: str
) -> None:
    deliver(HEADER + "1,a,2026-01-01,5,1\n")
    silent = bills_yaml.replace(
        '          meter_status: {code: status, codes: {"0": running, "1": abnormal}}\n', ""
    ).replace("    nulls:", "    ignore: [{column: status, because: x, because_zh: 不读}]\n    nulls:")
    deliver(HEADER + "1,a,2026-01-01,9,0\n", "more.csv", with_corrections(silent))
    assert [(str(one["kwh"]), one["meter_status"]) for one in stored("bill", "kwh, meter_status")] == [
        ("9.000", "abnormal")
    ]
