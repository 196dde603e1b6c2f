"""`jicha intake` from outside: exit codes, what was kept out in files, JSON, completeness."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from jicha.cli.commands import app

HEAD = "户号,户名,供电单位,电费年月,发行日期,计费电量,应收电费"
GOOD = "0000000001,张三,城东供电所,202601,2026-01-28,291,174.60"
BAD = "0000000002,李四,城东供电所,202601,2026-01-28,约一百,78.00"
TORN = "0000000003,王五,城东供电所"


def intake(*words: str | Path) -> Result:
    """One command within this process."""
    return CliRunner().invoke(app, ["intake", *map(str, words)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two deliveries, and a store ``s`` that has both: one whole, one with two rows kept out."""
    made = Path(tmp_path_factory.mktemp("intake"))
    (made / "whole.csv").write_text("\n".join([HEAD, GOOD]), encoding="utf-8")
    (made / "part.csv").write_text("\n".join([HEAD, BAD, TORN]), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def loaded(folder: Path) -> tuple[Result, Result]:
    """What both loads said."""
    whole = intake("load", folder / "whole.csv", "--store", folder / "s", "-l", "zh")
    return whole, intake("load", folder / "part.csv", "--store", folder / "s", "--json")


def test_a_load_exits_with_one_when_rows_are_kept_out_or_all_is_refused(
    folder: Path, loaded: tuple[Result, Result]
) -> None:
    assert [one.exit_code for one in loaded] == [0, 1]
    again = intake("load", folder / "whole.csv", "--store", folder / "s", "-l", "en")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "already" in again.stderr


def test_what_the_command_names_wrong_is_no_refusal(folder: Path) -> None:
    wrong = intake("load", folder / "whole.csv", "--store", folder / "other", "--profile", "nobody")
    assert type(wrong.exception).__name__ == "UnknownProfile"  # main makes exit code 2 of it
    assert intake("load", folder / "missing.csv", "--store", folder / "other").exit_code == 2


def test_json_is_alone_on_standard_output(folder: Path, loaded: tuple[Result, Result]) -> None:
    read = json.loads(loaded[1].stdout)
    assert (read["rows"], read["quarantined"]) == (2, 2)
    assert json.loads(intake("feeds", "--store", folder / "s", "--json").stdout) == {
        "format": "jicha.feeds/1", "feeds": []}  # fmt: skip
    kept = json.loads(intake("quarantine", "--store", folder / "s", "--json").stdout)
    assert [one["reason"] for one in kept["rows"]] == ["not_a_number", "torn_row"]


def test_every_row_that_was_kept_out_is_written_whole(folder: Path, loaded: tuple[Result, Result]) -> None:
    files = ["--csv", folder / "new" / "kept.csv", "--xlsx", folder / "new" / "kept.xlsx"]
    done = intake("quarantine", "--store", folder / "s", "-l", "zh", *files)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == ["未入库 2 行", *(str(one) for one in files[1::2])]
    assert "未脱敏" in done.stderr
    text = (folder / "new" / "kept.csv").read_text(encoding="utf-8-sig")
    assert json.loads(loaded[1].stdout)["batch_id"] in text
    assert "李四" in text
    assert TORN in text
    rows = CalamineWorkbook.from_path(folder / "new" / "kept.xlsx").get_sheet_by_index(0).to_python()
    assert len(rows) == 3


@pytest.mark.parametrize("option", ["--csv", "--xlsx"])
def test_a_path_that_cannot_be_written_is_told(folder: Path, loaded: tuple[Result, Result], option: str) -> None:
    under_a_file = folder / "whole.csv" / "list"
    for path in (under_a_file, folder):
        failed = intake("quarantine", "--store", folder / "s", option, path)
        assert type(failed.exception).__name__ in ("WrongPath", "NotAllowed")


def test_counts_of_what_is_shown_are_honest(folder: Path, loaded: tuple[Result, Result]) -> None:
    for wrong in ("0", "-1"):
        assert intake("quarantine", "--store", folder / "s", "--most", wrong).exit_code == 2
    told = intake("quarantine", "--store", folder / "s", "--most", "1", "-l", "zh").stdout.splitlines()
    assert told[0] == "未入库 2 行，显示前 1 行"
    assert told[-1].startswith("另有 1 行：")


def test_the_profiles_are_listed_in_the_language_asked_for() -> None:
    told = intake("profiles", "-l", "zh").stdout
    assert "营销系统电费发行清单及抄表数据" in told
    assert "Bills issued" not in told


def test_every_ledger_is_listed_and_its_template_written_and_loaded_again(tmp_path: Path) -> None:
    listed = intake("template", "-l", "zh").stdout
    assert "preference" in listed
    assert "优惠电价(减免)名单" in listed
    path = tmp_path / "preference.csv"
    assert intake("template", "preference", "--out", path, "-l", "zh").stdout == f"{path}\n"
    filled = path.read_text(encoding="utf-8-sig") + "0200000011,电采暖,2026-01-01,,甲1,王芳,,\r\n"
    path.write_bytes(filled.encode("gb18030"))
    done = intake("load", path, "--store", tmp_path / "s", "--json")
    assert done.exit_code == 0
    read = json.loads(done.stdout)
    assert (read["profile"], read["accepted"]) == ("cn_ledger", 1)


def test_a_template_on_the_screen_is_the_csv_in_the_language_of_the_command() -> None:
    assert intake("template", "staff_relation", "-l", "zh").stdout.splitlines() == [
        "员工及亲属用电户", "工号,户号,关系,申报日期"]  # fmt: skip
    assert intake("template", "staff_relation", "-l", "en").stdout.splitlines() == [
        "Accounts of staff and their relatives", "staff_id,customer_id,relation,declared_on"]  # fmt: skip


def test_a_template_overwrites_nothing_and_a_table_without_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"mine")
    again = intake("template", "staff", "--out", path)
    assert "there already" in str(again.exception)
    assert path.read_bytes() == b"mine"
    assert type(intake("template", "bill").exception).__name__ == "NoLedger"
    assert intake("template", "staff", "--out", tmp_path / "staff.doc").exit_code != 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["mine.xlsx"]
