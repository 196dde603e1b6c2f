"""The commands from outside: help, lists, proofs, the demo, and what becomes of an error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import jicha

DELIVERIES = Path(jicha.__file__).parent / "demo" / "deliveries"


def jicha_says(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from jicha.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_demo_finds_every_planted_error_and_writes_the_report(tmp_path: Path) -> None:
    done = jicha_says("demo", "--small", "--out", "out", "-l", "en", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "planted 5, found of them 5" in done.stdout
    assert {"report.html", "findings.xlsx", "findings.json", "findings.csv"} <= {
        path.name for path in (tmp_path / "out").iterdir()
    }


def test_a_store_is_loaded_audited_shown_again_and_examined(tmp_path: Path) -> None:
    for name, code in (("customers.csv", 0), ("points.csv", 0), ("bills.csv", 1)):  # one bill is kept out
        done = jicha_says("intake", "load", str(DELIVERIES / name), "--store", "s", folder=tmp_path)
        assert done.returncode == code, done.stderr
    window = ("--from", "2026-02-01", "--to", "2026-03-01")
    audited = jicha_says("audit", "--store", "s", *window, "--rule", "BIL-016", "-l", "en", folder=tmp_path)
    assert "demo:B1040-202602" in audited.stdout
    assert "demo:B1041-202601" not in audited.stdout
    again = jicha_says("findings", "--store", "s", "-l", "en", folder=tmp_path)
    assert "demo:B1040-202602" in again.stdout
    assert jicha_says("doctor", "--store", "s", "--deep", folder=tmp_path).stdout == "the store is whole\n"


def test_the_files_of_a_run_are_written_even_if_nobody_reads_the_summary(tmp_path: Path) -> None:
    files = (str(DELIVERIES / name) for name in ("customers.csv", "points.csv", "bills.csv"))
    jicha_says("intake", "load", *files, "--store", "s", folder=tmp_path)
    reading, writing = os.pipe()
    os.close(reading)  # what `| head` does, only sooner
    code = "from jicha.cli import main; main()"
    window = ("--from", "2026-02-01", "--to", "2026-03-01", "--rule", "BIL-016")
    command = [sys.executable, "-c", code, "audit", "--store", "s", *window, "--out", "out"]
    subprocess.run(command, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert {"report.html", "findings.csv"} <= {path.name for path in (tmp_path / "out").iterdir()}


def test_a_flipped_byte_is_found_by_the_doctor(tmp_path: Path) -> None:
    jicha_says("intake", "load", str(DELIVERIES / "points.csv"), "--store", "s", folder=tmp_path)
    file = next((tmp_path / "s").rglob("*.parquet"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    done = jicha_says("doctor", "--store", "s", "--deep", folder=tmp_path)
    assert done.returncode == 1
    assert file.name in done.stderr


def test_an_error_says_what_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = jicha_says("intake", "load", "odd.csv", "--store", "s", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")  # a delivery that is refused needs a person
    assert "odd.csv" in done.stderr
    unknown = jicha_says("rules", "show", "BIL-999", folder=tmp_path)
    assert unknown.returncode == 2
    assert "no page is called BIL-999" in unknown.stderr
    assert "Traceback" not in done.stderr + unknown.stderr


# What runs when something is about to happen: a real signal to the process itself, as Ctrl-C sends it.
INTERRUPTED_WHILE_LOADING = """
import os, signal, sys
from jicha.cli import main
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "jicha.facade":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
main()
"""
INTERRUPTED_AT_WORK = """
import os, signal, sys, time
from jicha import facade
from jicha.cli import main
def slow(*words, **more):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
    except KeyboardInterrupt as error:
        {then}
facade.load_delivery = slow
main()
"""
WAYS = {
    "while modules load": INTERRUPTED_WHILE_LOADING,
    "at work": INTERRUPTED_AT_WORK.format(then="raise"),
    "where a library makes another error of it": INTERRUPTED_AT_WORK.format(
        then="raise RuntimeError('query') from error"
    ),
}


@pytest.mark.parametrize("way", list(WAYS))
@pytest.mark.parametrize(
    ("language", "words"), [("zh_CN.UTF-8", "正在导入的数据未入库"), ("C.UTF-8", "Nothing of the delivery")]
)
def test_an_interruption_is_answered_in_words_and_exits_with_130(
    way: str, language: str, words: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", WAYS[way], "intake", "load", str(DELIVERIES / "points.csv"), "--store", "s"]
    environment = dict(os.environ, LC_ALL=language)
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, env=environment)
    assert done.returncode == 130, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_without_chinese_signs_gets_them_written_out(tmp_path: Path) -> None:
    environment = dict(os.environ, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    command = [sys.executable, "-c", "from jicha.cli import main; main()", "intake", "profiles", "-l", "zh"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert "\\u8425\\u9500" in done.stdout


def test_rules_are_listed_shown_and_a_new_one_proves_as_it_stands(tmp_path: Path) -> None:
    listed = json.loads(jicha_says("rules", "list", "--kind", "rule", "--json", folder=tmp_path).stdout)
    assert {"BIL-016", "MET-121"} <= {one["code"] for one in listed}
    assert "高供高计" in jicha_says("rules", "show", "BIL-016", folder=tmp_path).stdout
    made = jicha_says("rules", "new", "BIL-900", "--title", "t", "--title-zh", "题", "--into", "mine", folder=tmp_path)
    assert made.stdout.strip() == "mine/billing/BIL-900.md"
    proved = jicha_says("rules", "prove", "BIL-016", "--json", folder=tmp_path)
    assert json.loads(proved.stdout)[0]["holds"] is True


def test_a_page_that_does_not_hold_exits_with_one(tmp_path: Path) -> None:
    text = (Path(jicha.__file__).parent / "rules" / "billing" / "BIL-016.md").read_text(encoding="utf-8")
    (tmp_path / "BIL-016.md").write_text(text.replace("> :tolerance", ">= :tolerance"), encoding="utf-8")
    done = jicha_says("rules", "prove", "BIL-016.md", folder=tmp_path)
    assert done.returncode == 1
    assert "rounding should be spare" in done.stdout


def test_two_libraries_are_compared(tmp_path: Path) -> None:
    text = (Path(jicha.__file__).parent / "rules" / "billing" / "BIL-016.md").read_text(encoding="utf-8")
    for folder, page in (("old", text), ("new", text.replace("> :tolerance", ">= :tolerance"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "BIL-016.md").write_text(page, encoding="utf-8")
    changes = json.loads(jicha_says("rules", "diff", "old", "new", "--json", folder=tmp_path).stdout)
    assert [(one["code"], one["what"]) for one in changes] == [("BIL-016", "logic")]


def test_a_path_that_cannot_be_written_is_told_before_the_work_in_the_language_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    bring_in = ("intake", "load", str(DELIVERIES / "points.csv"))
    assert jicha_says(*bring_in, "--store", "s", folder=tmp_path).returncode == 0
    refused = {
        (*bring_in, "--store", "file"): "file：这是文件，不是文件夹。",
        ("find", "P1001", "--store", "s", "--xlsx", "s"): "s：这是文件夹，不是文件。",
        ("find", "P1001", "--store", "s", "--csv", "file"): "file：该处已有同名文件。",
        ("audit", "--store", "s", "--out", "file/below"): "file/below：这是文件，不是文件夹。",
    }
    for command, said in refused.items():
        done = jicha_says(*command, "-l", "zh", folder=tmp_path)
        assert (done.returncode in (1, 2), done.stdout) == (True, "")
        assert done.stderr.strip() == f"{said}请检查路径，或改用其他路径。"
    assert not (tmp_path / "s" / "runs").exists()
