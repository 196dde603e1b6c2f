"""Frames as a table of values."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jicha.intake.sources.formats.frame_lines import recognise
from jicha.intake.sources.open import open_tables
from jicha.intake.sources.source import Source

# DL/T 645-2007: meter 000012345678 answers 00010000 (forward active total) with 001234.56 kWh.
REPLY = "68 78 56 34 12 00 00 68 91 08 33 33 34 33 89 67 45 33 {check:02X} 16"


def reply() -> str:
    body = bytes.fromhex(REPLY.split(" {")[0])
    return REPLY.format(check=sum(body) % 256)


@pytest.mark.parametrize(
    ("head", "is_frames"),
    [
        (b"68 78 56 34 12 00 00 68 11 04 33 33 34 33 00 16\n", True),
        (b'{"frame": "6878563412000068110433333433B516"}', True),
        (b"2026-01-15 00:05:00, FEFE6878563412000068110433333433B516", True),
        (b"no,kwh\n1,2\n", False),
        (b"6812\n", False),
        (b'{"a": 1}\n', False),
        (b"6811223344556677,5\n", False),
    ],
)
def test_a_text_of_frames_is_told_by_its_first_line(head: bytes, is_frames: bool) -> None:
    assert recognise(head, "x") is is_frames


def test_a_reply_is_a_row_for_each_value(write: Callable[..., Path], source_of: Callable[..., Source]) -> None:
    source = source_of(write(f"2026-01-15 00:05:00, {reply()}\n", "frames.txt"))
    (batch,) = source.batches(["表地址", "数据标识", "数值", "单位", "接收时间"])
    assert source.format == "frames"
    assert batch.rows.to_pylist() == [
        {"表地址": "000012345678", "数据标识": "00010000", "数值": "1234.56", "单位": "kWh",
         "接收时间": "2026-01-15 00:05:00"}
    ]  # fmt: skip


def test_a_damaged_frame_is_torn_with_its_reason_and_a_request_is_counted(write: Callable[..., Path]) -> None:
    good, request = reply(), "68785634120000681104333334337A16"
    damaged = good[:-5] + f"{(int(good[-5:-3], 16) + 1) % 256:02X} 16"
    body = bytes.fromhex(request)[:-2]
    request = (body + bytes([sum(body) % 256, 0x16])).hex()
    (table,) = open_tables(write(f"{good}\n{damaged}\n{request}\n", "frames.txt"))
    assert [one.note for one in table.head.notes] == ["frames_without_data"]
    (batch,) = table.source(next(table.headers())).batches()
    assert [(one.line, one.reason) for one in batch.torn] == [(2, "bad_frame")]
    assert len(batch.rows) == 1
