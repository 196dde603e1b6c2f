"""A kept-out row whose object was brought rightly since waits for nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.intake.replay import replay
from jicha.store.invariants import check_invariants
from jicha.store.store import Store

HEAD = "no,customer,day,kwh,status\n"
START = datetime(2026, 1, 31, tzinfo=UTC)


@pytest.fixture
def bring(store: Store, write: Callable[..., Path], bills_yaml: str) -> Callable[[int, str], None]:
    """Deliver bills on a day of February."""
    profile = read_text(bills_yaml.replace("- table: bill\n", "- table: bill\n        corrections: yes\n"), "p.yaml")

    def delivered(day: int, rows: str) -> None:
        path = write(HEAD + rows, f"{day}.csv")
        load_files(store, [path], profile=profile, received_at=START + timedelta(days=day))

    return delivered


def fixed(store: Store, bills_yaml: str) -> list[tuple[int, int, int] | None]:
    profile = read_text(bills_yaml.replace("- table: bill\n", "- table: bill\n        corrections: yes\n"), "p.yaml")
    done = replay(store, profile=profile, progress=lambda *_: None)
    return [one.report and (one.report.accepted, one.report.duplicate, one.report.quarantined) for one in done]


def kept_out(store: Store) -> list[int]:
    return sorted({one["line"] for one in store.snapshot().open_quarantine().to_pylist()})


def test_it_is_let_go_with_the_next_fix(
    store: Store, bring: Callable[[int, str], None], bills_yaml: str, stored: Callable[..., list[dict[str, Any]]]
) -> None:
    bring(1, "1,a,2026-13-05,5,0\n2,a,2026-13-05,6,0\n3,a\n")
    bring(2, "1,a,2026-01-05,5,0\n")
    assert kept_out(store) == [2, 3, 4]
    assert fixed(store, bills_yaml) == [(0, 1, 2)]
    assert kept_out(store) == [3, 4]  # the second bill was never brought, and a torn row has no key to tell
    assert [one["bill_id"] for one in stored("bill", "bill_id")] == ["t:1"]
    assert check_invariants(store) == []


def test_what_was_known_before_it_does_not_let_it_go(
    store: Store, bring: Callable[[int, str], None], bills_yaml: str
) -> None:
    bring(1, "1,a,2026-01-05,5,0\n")
    bring(2, "1,a,2026-13-05,9,0\n")  # a correction that is wrong itself
    assert fixed(store, bills_yaml) == [None]
    assert kept_out(store) == [2]


def test_rows_that_contradicted_each_other_are_let_go_too(
    store: Store, bring: Callable[[int, str], None], bills_yaml: str, stored: Callable[..., list[dict[str, Any]]]
) -> None:
    bring(1, "1,a,2026-01-05,5,0\n1,a,2026-01-05,6,0\n2,b,2026-01-05,6,0\n")
    assert kept_out(store) == [2, 3]
    bring(2, "1,a,2026-01-05,6,0\n")
    assert fixed(store, bills_yaml) == [(0, 2, 0)]
    assert kept_out(store) == []
    assert [(one["bill_id"], str(one["kwh"])) for one in stored("bill", "bill_id, kwh")] == [
        ("t:1", "6.000"), ("t:2", "6.000"),
    ]  # fmt: skip
    assert check_invariants(store) == []


def test_a_word_of_the_same_moment_lets_it_go(store: Store, bring: Callable[[int, str], None], bills_yaml: str) -> None:
    bring(1, "1,a,2026-13-05,5,0\n")
    bring(1, "1,a,2026-01-05,5,0\n")
    assert fixed(store, bills_yaml) == [(0, 1, 0)]


def test_a_row_whose_key_cannot_be_read_waits_on(
    store: Store, bring: Callable[[int, str], None], bills_yaml: str
) -> None:
    bring(1, "1.2E+05,a,2026-01-05,5,0\n")
    bring(2, "120000,a,2026-01-05,5,0\n")
    assert fixed(store, bills_yaml) == [None]


def test_rows_of_every_file_are_held_against_the_store(
    store: Store, write: Callable[..., Path], bring: Callable[[int, str], None], bills_yaml: str
) -> None:
    profile = read_text(bills_yaml, "p.yaml")
    files = [write(HEAD + f"{one},a,2026-13-05,5,0\n", f"part{one}.csv") for one in (1, 2)]
    load_files(store, files, profile=profile, received_at=START)
    bring(2, "2,a,2026-01-05,5,0\n")
    assert fixed(store, bills_yaml) == [(0, 1, 1)]
    assert {one["file"] for one in store.snapshot().open_quarantine().to_pylist()} == {"part1.csv"}


CURVES = """
profile: curves
source: t
description: Readings for tests
description_zh: 测试曲线
confidence: observed
confidence_from: made for tests
files:
  - file: readings
    header: [point, at, kw]
    tables:
      - table: curve
        kind: curve
        corrections: yes
        columns: {point_id: {identifier: [point]}}
        curve:
          start: at
          format: "YYYY-MM-DD HH:mm"
          slot_minutes: 60
          unit: W
          times: 1000
          quantities: {active_power: kw}
"""


def test_a_reading_is_not_let_go_for_another_of_its_point(store: Store, write: Callable[..., Path]) -> None:
    profile = read_text(CURVES, "curves.yaml")
    for day, text in ((1, "p,2026-01-05 07:00,1\np,2026-01-05 07:00,2\n"), (2, "p,2026-01-05 08:00,3\n")):
        path = write("point,at,kw\n" + text, f"{day}.csv")
        load_files(store, [path], profile=profile, received_at=START + timedelta(days=day))
    assert [one.report for one in replay(store, profile=profile, progress=lambda *_: None)] == [None]
    assert kept_out(store) == [2, 3]
