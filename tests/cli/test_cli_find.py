"""`jicha find` from outside: a paste through standard input, files, kinds, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from jicha.cli.commands import app
from jicha.cli.find import NothingToFind, NumberWithMinus
from jicha.find.kinds import UnknownKind
from jicha.find.paste import NoSuchColumn
from jicha.terms.errors import JichaError

sys.path.append(str(Path(__file__).resolve().parents[1] / "find"))

import find_world


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store of the small utility in ``s``."""
    made = Path(tmp_path_factory.mktemp("find"))
    find_world.audited_store(made / "s")
    return made


def from_outside(folder: Path, *arguments: str, pasted: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-c", "from jicha.cli import main; main()", "find", "--store", "s", *arguments]
    return subprocess.run(command, cwd=folder, input=pasted, capture_output=True, check=False)


def find(folder: Path, *arguments: str, pasted: bytes = b"") -> Result:
    """The command within this process, which saves most of the time."""
    return CliRunner().invoke(app, ["find", "--store", str(folder / "s"), *arguments], input=pasted)


def test_a_column_pasted_from_a_spreadsheet_gives_everything_known(folder: Path) -> None:
    pasted = "户号\r\n'0013\r\n００５５\r\n\r\n0013\r\n".encode("gb18030")
    done = from_outside(folder, "-l", "zh", pasted=pasted)
    assert done.returncode == 0, done.stderr.decode()
    text = done.stdout.decode()
    assert "查询 2 个编号，已知 2 个" in text
    assert "1 个重复编号只查一次：0013" in text
    assert "客户 ems:0013" in text
    assert "李**" in text
    assert "李四" not in text
    assert "未接入该客户的档案" in text


def test_what_is_no_text_ends_with_two_and_what_to_do(folder: Path) -> None:
    done = from_outside(folder, pasted=b"PK\x03\x04workbook")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Copy the column and paste it" in done.stderr
    assert b"Traceback" not in done.stderr


def test_one_unknown_number_exits_with_one_and_is_told_at_the_end(folder: Path) -> None:
    done = find(folder, "-l", "en", pasted=b"0013\n0014\n")
    assert done.exit_code == 1
    assert "0014  nearest known (one slip apart): 0012" in done.stdout[-600:]
    refused = find(folder, "-l", "en", pasted=b"0013\n1.2E+11\n")
    assert refused.exit_code == 1
    assert "its digits are lost" in " ".join(refused.stdout.split())


def test_the_workbook_and_the_lists_are_written(folder: Path) -> None:
    (folder / "column.csv").write_text("户名,户号\n张三,ems:0012\n李四,0013\n", encoding="utf-8-sig")
    files = ["--file", str(folder / "column.csv"), "--xlsx", str(folder / "known.xlsx"), "--csv", str(folder / "lists")]
    done = find(folder, *files, "-l", "zh")
    assert done.exit_code == 0, done.stderr
    head, *rows = CalamineWorkbook.from_path(folder / "known.xlsx").get_sheet_by_index(0).to_python()
    assert [row[head.index("查询编号")] for row in rows] == ["ems:0012", "0013"]
    assert (folder / "lists" / "overview.csv").read_text(encoding="utf-8-sig").count("\n") == 3
    assert "取“户号”列；未取：户名" in done.stdout


def test_json_is_alone_on_standard_output_and_remarks_are_beside(folder: Path) -> None:
    done = find(folder, "ems:0012", "'ems:0012", "--json", "-l", "en")
    assert done.exit_code == 0
    read = json.loads(done.stdout)
    assert read["files"][0]["records"]["customer"]["rows"][0]["name"] == "张**"
    assert "repeated" in done.stderr


def test_a_look_at_unmasked_data_is_said_to_need_a_reason(folder: Path) -> None:
    done = find(folder, "ems:0012", "--unmasked", "-l", "zh")
    assert "张三" in done.stdout
    assert "须有正当理由" in done.stderr
    assert "须有正当理由" not in find(folder, "ems:0012", "-l", "zh").stderr


def test_a_kind_narrows_and_a_wrong_one_is_refused(folder: Path) -> None:
    assert find(folder, "0012", "--kind", "meter").exit_code == 1
    assert isinstance(find(folder, "0012", "--kind", "custommer").exception, UnknownKind)


@pytest.mark.parametrize("pasted", [b"", "户号\n".encode()])
def test_nothing_to_look_up_is_an_error(folder: Path, pasted: bytes) -> None:
    assert isinstance(find(folder, pasted=pasted).exception, NothingToFind)


def test_numbers_and_a_file_together_are_refused(folder: Path) -> None:
    (folder / "one.txt").write_text("0012", encoding="utf-8")
    assert isinstance(find(folder, "0013", "--file", str(folder / "one.txt")).exception, JichaError)


def test_a_column_that_is_not_there_is_refused_with_the_name_of_the_file(folder: Path) -> None:
    (folder / "two.csv").write_text("序号,户号\n1,0012\n", encoding="utf-8")
    error = find(folder, "--file", str(folder / "two.csv"), "--column", "没有").exception
    assert isinstance(error, NoSuchColumn)
    assert error.faults[0].place == f"{folder / 'two.csv'}:1"
    pasted = find(folder, "--column", "没有", pasted="序号,户号\n1,0012\n".encode()).exception
    assert isinstance(pasted, NoSuchColumn)
    assert pasted.faults[0].place == "standard input:1"


def test_a_number_with_a_minus_is_refused_with_how_to_write_it(folder: Path) -> None:
    error = find(folder, "-5").exception
    assert isinstance(error, NumberWithMinus)
    assert "-- -5" in error.faults[0].remedy
    assert not isinstance(find(folder, "--", "-5").exception, NumberWithMinus)
    assert find(folder, "0012", "--rows", "-5").exit_code == 2
