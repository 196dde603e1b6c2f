"""What a line of text may carry, and what is wrong with one that carries no frame."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.lines import carried


@pytest.mark.parametrize("text", ["6899aB", " 68 99 ab ", "\ufeff6899AB", "68\t99\tAB", '{"frame": "68 99 AB"}'])
def test_hex_may_be_written_in_several_ways(text: str) -> None:
    found = carried(text)
    assert found is not None
    assert (found.frame, found.received_at) == (bytes.fromhex("6899AB"), None)


@pytest.mark.parametrize("text", ["", "   ", "\ufeff"])
def test_a_blank_line_carries_nothing(text: str) -> None:
    assert carried(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-15 00:05:00 6899", datetime(2026, 1, 15, 0, 5)),
        ("2026-01-15T00:05, 6899", datetime(2026, 1, 15, 0, 5)),
        ("2026-01-15T00:05:00+08:00\t6899", datetime(2026, 1, 15, 0, 5, tzinfo=timezone(timedelta(hours=8)))),
        ('{"frame": "6899", "received_at": "2026-01-15T00:05:00", "other": 1}', datetime(2026, 1, 15, 0, 5)),
    ],
)
def test_a_time_may_stand_beside_the_frame(text: str, moment: datetime) -> None:
    found = carried(text)
    assert found is not None
    assert (found.frame, found.received_at) == (bytes.fromhex("6899"), moment)


@pytest.mark.parametrize(
    ("text", "offset", "found"),
    [
        ("68 9G", 4, "G"),
        ("689", 3, "3"),
        ("0x6899", 1, "x"),
        ("2026-01-15 00:05:00 68 9G", 24, "G"),
        ("{broken", 0, "{broken"),
        ('{"no": "6899"}', 0, '{"no": "6899"}'),
        ('{"frame": 6899}', 0, '{"frame": 6899}'),
        ('{"frame": "6899", "received_at": 5}', 0, "5"),
        ('{"frame": "6899", "received_at": "yesterday"}', 0, "yesterday"),
        ("2026-13-15 00:05:00 6899", 0, "2026-13-15 00:05:00"),
    ],
)
def test_a_line_without_a_frame_says_what_is_wrong(text: str, offset: int, found: str) -> None:
    with pytest.raises(BadFrame) as caught:
        carried(text)
    assert (caught.value.reason, caught.value.offset, caught.value.found) == ("not_hex", offset, found)


@given(st.text(max_size=60))
def test_any_line_carries_bytes_or_is_refused_by_our_error(text: str) -> None:
    found = bytes_or_reason(text)
    assert found is None or found == "not_hex" or isinstance(found, bytes)


def bytes_or_reason(text: str) -> bytes | str | None:
    try:
        found = carried(text)
    except BadFrame as fault:
        return fault.reason
    return found.frame if found else None


@given(st.text(max_size=60))
def test_any_json_carries_bytes_or_is_refused_by_our_error(text: str) -> None:
    with pytest.raises(BadFrame):
        carried("{" + text.replace("}", ""))
