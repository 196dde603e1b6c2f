"""What only the text of a book shows: confidences left out and keys given twice."""

from __future__ import annotations

from region_book import REGION, changed

from jicha.tariffs.checks.written import written_faults


def test_a_sound_text_and_an_empty_one_have_no_fault() -> None:
    assert list(written_faults(REGION, "hill.yaml")) == []
    assert list(written_faults("", "hill.yaml")) == []


def test_a_confidence_that_nobody_wrote_is_seen_with_line_and_column() -> None:
    text = changed(("    least_idle_days: 15\n    source: old\n    confidence: B\n", "    source: old\n"))
    (fault,) = written_faults(text, "hill.yaml")
    line = text.splitlines().index("capacity_rules:") + 2
    assert (fault.message, fault.place) == ("its confidence is missing", f"hill.yaml:{line}:5")
    assert fault.message_zh == "缺少可信度 confidence"


def test_a_key_given_twice_is_seen_where_it_is_given_again() -> None:
    text = changed(("    tiered: true\n", "    tiered: true\n    tiered: false\n"))
    (fault,) = written_faults(text, "hill.yaml")
    assert fault.message == "tiered is given twice"
    assert text.splitlines()[fault.line - 1] == "    tiered: false"
