"""Files of frames: text, JSON Lines and binary, told apart by content."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from framing import answers, asks, dlt645, low_first

from jicha.intake.errors import UnreadableFile
from jicha.intake.frames import BadFrame, Frame
from jicha.intake.frames.conversation import Conversation
from jicha.intake.frames.read import Placed, read_file, read_line, read_lines

VOLTAGE = bytes.fromhex("6843100011340068910633343435CA55EE16")


def said(placed: list[Placed]) -> list[str]:
    return [one.said.reason if isinstance(one.said, BadFrame) else one.said.service for one in placed]


def test_lines_of_hex_have_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "frames.txt"
    path.write_text(f"{VOLTAGE.hex()}\n\n2026-01-15 00:05:00 {VOLTAGE.hex(' ')}\nno frame\n", encoding="utf-8")
    found = list(read_file(path))
    assert [one.line for one in found] == [1, 3, 4]
    assert said(found) == ["read", "read", "not_hex"]
    assert found[1].received_at == datetime(2026, 1, 15, 0, 5)
    assert found[2].text == "no frame"


def test_json_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "frames.jsonl"
    path.write_text(f'\ufeff{{"frame": "{VOLTAGE.hex()}", "meter": "x"}}\n', encoding="utf-8")
    (found,) = read_file(path)
    assert isinstance(found.said, Frame)


def test_binary_files_have_offsets(tmp_path: Path) -> None:
    path = tmp_path / "frames.bin"
    path.write_bytes(b"\xfe\xfe" + VOLTAGE + b"\x00" + VOLTAGE)
    found = list(read_file(path))
    assert [(one.line, one.offset) for one in found] == [(0, 2), (0, 20), (0, 21)]
    assert said(found) == ["read", "no_start", "read"]
    assert found[0].text == VOLTAGE.hex().upper()


def test_an_empty_file_has_no_frames(tmp_path: Path) -> None:
    path = tmp_path / "nothing"
    path.write_bytes(b"")
    assert list(read_file(path)) == []


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        list(read_file(tmp_path / "absent"))
    path = tmp_path / "odd.txt"
    path.write_bytes(b"68 \xff")
    with pytest.raises(UnreadableFile) as caught:
        list(read_file(path))
    assert "not UTF-8 at byte 3" in str(caught.value)


def test_lines_hear_each_other() -> None:
    lines = [asks("C001 81 0003 0100010800FF 02 00").hex(), answers("C401 81 00 0600014A1F").hex()]
    found = list(read_lines(enumerate(lines, start=1)))
    assert isinstance(found[1].said, Frame)
    assert found[1].said.items[0].identifier == "1.0.1.8.0.255"


def test_one_line_is_read_with_what_was_heard_before() -> None:
    talk = Conversation()
    first, last = (
        dlt645(0xB1, low_first("0001FF00", "00000300")),
        dlt645(0x92, low_first("0001FF00", "00000100") + "01"),
    )
    assert len(list(read_line(1, first.hex(), talk))) == 1
    (placed,) = read_line(2, last.hex(), talk)
    assert isinstance(placed.said, Frame)
    assert len(placed.said.items) == 2
    assert list(read_line(3, " ", talk)) == []


def test_a_file_without_an_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "frames.txt"
    path.symlink_to("/dev/zero")
    with pytest.raises(UnreadableFile, match="more than 64 MiB"):
        next(read_file(path))
