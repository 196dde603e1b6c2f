"""`jicha frames show` from outside: files, hex, JSON, languages, and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jicha.cli.commands import app
from jicha.intake.errors import UnreadableFile

VOLTAGE = "6843100011340068910633343435CA55EE16"
BAD = VOLTAGE[:-4] + "0016"
RUN = CliRunner()


def test_hex_is_told_in_a_table() -> None:
    done = RUN.invoke(app, ["frames", "show", "FEFE" + VOLTAGE, "-l", "en"])
    assert done.exit_code == 0
    assert "line 1: DL/T 645-2007 | 003411001043 | from the meter | read | reply" in done.stdout
    assert "229.7 V" in done.stdout


def test_the_words_follow_the_language() -> None:
    assert "A相电压" in RUN.invoke(app, ["frames", "show", VOLTAGE, "-l", "zh"]).stdout


def test_a_bad_frame_is_complained_of_and_the_good_ones_are_told() -> None:
    done = RUN.invoke(app, ["frames", "show", BAD, VOLTAGE, "-l", "en"])
    assert done.exit_code == 1
    assert "229.7 V" in done.stdout
    assert "line 1: byte 16: the checksum of the frame is EE; the frame says 00" in done.stderr
    assert "checksum" not in done.stdout


def test_json_has_good_and_bad_in_order(tmp_path: Path) -> None:
    path = tmp_path / "frames.txt"
    path.write_text(f"{VOLTAGE}\n{BAD}\n", encoding="utf-8")
    done = RUN.invoke(app, ["frames", "show", str(path), "--json"])
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [one["line"] for one in told] == [1, 2]
    assert (told[0]["items"][0]["value"], told[1]["error"]["reason"]) == ("229.7", "bad_checksum")


def test_binary_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "frames.bin"
    path.write_bytes(bytes.fromhex(VOLTAGE) * 2)
    done = RUN.invoke(app, ["frames", "show", str(path), "-l", "en"])
    assert done.exit_code == 0
    assert "byte 18:" in done.stdout


def test_a_file_that_is_not_there_is_our_error() -> None:
    done = RUN.invoke(app, ["frames", "show", "no-such-file.txt"])
    assert isinstance(done.exception, UnreadableFile)


def test_brackets_in_a_bad_line_do_not_disturb_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "frames.jsonl"
    path.write_text('{"frame": "[/red]"}\n', encoding="utf-8")
    done = RUN.invoke(app, ["frames", "show", str(path), "-l", "en"])
    assert done.exit_code == 1
    assert "found [" in done.stderr


@pytest.mark.parametrize("arguments", [["frames", "show"], ["frames", "show", VOLTAGE, "-l", "xx"]])
def test_wrong_use_is_no_success(arguments: list[str]) -> None:
    assert RUN.invoke(app, arguments).exit_code != 0


def test_a_frame_longer_than_a_file_name_is_still_a_frame() -> None:
    done = RUN.invoke(app, ["frames", "show", "68" * 400, "-l", "en"])
    assert (done.exit_code, done.exception.__class__) == (1, SystemExit)
    assert "line 1: byte" in done.stderr


def test_frames_given_one_after_another_hear_each_other() -> None:
    asked = "7EA0190321107FDAE6E600C0018100030100010800FF020037A57E"
    answer = "7EA01521033049CAE6E700C40181000600014A1FC7D67E"
    done = RUN.invoke(app, ["frames", "show", asked, answer, "--json"])
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told[1]["items"][0]["identifier"] == "1.0.1.8.0.255"
