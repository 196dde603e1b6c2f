"""What became of a delivery, in both languages, from real deliveries."""

import re
from pathlib import Path

import pytest

from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.intake.replay import replay
from jicha.intake.report import IntakeReport
from jicha.press.intake import intake_lines, mended_lines
from jicha.press.say import Language
from jicha.store.store import Store

YAML = """
profile: trial
source: t
description: Bills for tests
description_zh: 测试账单
confidence: own_guess
confidence_from: nobody has seen one
files:
  - file: bills
    header: [户号, 电量]
    optional: [备注]
    ignore: [{column: 备注, because: nobody needs it, because_zh: 无需使用}]
    tables:
      - table: bill
        columns:
          bill_id: {identifier: [户号]}
          customer_id: {identifier: [户号]}
          kwh: 电量
"""
TEXT = "5月电费\n户号,电量,备注,新列\n1,5,,x\n2,6,,x\n3,坏,,x\n合计,12,,\n制表人：李,,,\n"


@pytest.fixture
def report(tmp_path: Path) -> IntakeReport:
    path = tmp_path / "bills_1.csv"
    path.write_bytes(TEXT.encode("gb18030"))
    other = tmp_path / "bills_3.csv"
    other.write_bytes("户号,电量\n4,7\n".encode("gb18030"))
    store = Store.create(tmp_path / "store")
    return load_files(store, [path, other], profile=read_text(YAML, "p.yaml"), leave_out=["新列"])


def test_a_clerk_reads_the_sum_what_to_look_at_and_what_to_do(report: IntakeReport) -> None:
    told = "\n".join(intake_lines(report, Language.EN, Path("st")))
    for words in (
        "4 records: 3 accepted, 0 there already, 1 kept out",
        "! Nobody has seen a real file of this profile",
        "! Parts of bills.csv are missing: 2",
        "! The total of line 6 does not agree: 电量 says 12, its records add up to 18 (1 without a number)",
        "bills_1.csv (bills, csv, gb18030): 3 records = 2 accepted + 0 duplicate + 1 kept out",
        "Lines above the header: 5月电费",
        "Set aside as no records: total, line 6, signature, line 7",
        "Not read: 备注: nobody needs it",
        "Left out as you said: 新列",
        "The value is not a number: 1 records",
        "jicha intake quarantine --store st",
    ):
        assert words in told, told


def test_the_same_is_said_in_chinese(report: IntakeReport) -> None:
    told = "\n".join(intake_lines(report, Language.ZH, Path("st")))
    for words in ("共 4 行: 入库 3 行, 重复 0 行, 隔离 1 行", "! 第 6 行合计不符", "表头上方: 5月电费", "合计(第 6 行)",
                  "落款(第 7 行)", "无需使用", "不是数字: 1 行", "! bills.csv 缺少分卷: 2"):  # fmt: skip
        assert words in told, told
    told = told[: told.index("查看隔离明细")]  # what follows are commands
    words = re.sub(r"[\w./-]*(?:jicha|store|csv|trial|bill|gb18030|profile|own|nobody|has|seen|one)[\w./-]*", "", told)
    assert not re.search(r"[A-Za-z]{4,}", words), words  # nothing is left in the other language


def test_a_total_that_agrees_says_so(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("户号,电量\n1,5.5\n2,6\n合计,11.5\n", encoding="utf-8")
    report = load_files(Store.create(tmp_path / "store"), [path], profile=read_text(YAML, "p.yaml"))
    told = "\n".join(intake_lines(report, Language.EN, Path("st")))
    assert "The total of line 4 agrees: 电量 11.5" in told
    assert "quarantine" not in told


def test_rows_read_again_are_told(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("户号,电量\n1,5度\n2,x\n", encoding="utf-8")
    store = Store.create(tmp_path / "store")
    load_files(store, [path], profile=read_text(YAML, "p.yaml"))
    assert list(mended_lines([], Language.ZH)) == ["没有需要重新读取的隔离数据"]
    (still,) = replay(store, profile=read_text(YAML, "p.yaml"), progress=lambda *_: None)
    assert "all 2 kept-out records are still wrong" in next(iter(mended_lines([still], Language.EN)))
    mended = YAML.replace("kwh: 电量", "kwh: {number: 电量, units: {度: 1}}")
    (done,) = replay(store, profile=read_text(mended, "p.yaml"), progress=lambda *_: None)
    assert "重新读取隔离 2 行: 入库 1, 重复 0, 仍隔离 1" in next(iter(mended_lines([done], Language.ZH)))
