"""What became of a delivery, in both languages, from real deliveries."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jicha.intake.feeds import FeedChange, Move
from jicha.intake.load import load_files
from jicha.intake.profile import FeedRule
from jicha.intake.read_profile import read_text
from jicha.intake.replay import replay
from jicha.intake.report import IntakeReport
from jicha.press.intake import intake_lines, mended_lines, spoken_days
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
    told = "\n".join(intake_lines(report, Language.EN, Path("my st")))
    for words in (
        "4 records: 3 accepted, 0 there already, 1 kept out\n  The value is not a number: 1 records\n! ",
        "! Nobody has seen a real file of this profile",
        "! Parts of bills.csv are missing: 2",
        "! The total of line 6 does not agree: 电量 says 12, its records add up to 18 (1 without a number)",
        "bills, files: 2 (CSV GB18030): 4 records = 3 accepted + 0 duplicate + 1 kept out",
        "  bills_1.csv: 3 records = 2 accepted + 0 duplicate + 1 kept out",
        "Lines above the header: 5月电费",
        "Set aside as no records: total, line 6; signature, line 7",
        "Not read: 备注 (nobody needs it)",
        "Left out as you said: 新列",
        "jicha intake quarantine --store 'my st'",
    ):
        assert words in told, told


def test_the_same_is_said_in_chinese(report: IntakeReport) -> None:
    told = "\n".join(intake_lines(report, Language.ZH, Path("st")))
    for words in ("共 4 行：入库 3，重复 0，未入库 1", "！第 6 行合计不符", "表头上方：5月电费", "合计（第 6 行）",
                  "落款（第 7 行）", "备注（无需使用）", "不是数字：1 行", "！bills.csv 缺少分卷：2",
                  "！本模板列名未经实际文件验证", "电费账单，2 个文件（CSV GB18030）："):  # fmt: skip
        assert words in told, told
    told = told[: told.index("查看未入库明细")]  # what follows are commands
    words = re.sub(r"[\w./-]*(?:CSV|csv|trial|GB18030)[\w./-]*", "", told)
    assert not re.search(r"[A-Za-z]{3,}", words), words  # nothing is left in the other language
    assert not re.search(r"[\u4e00-\u9fff]\s?[,:;()]|[,:;()]\s?[\u4e00-\u9fff]", told), told  # nor in its punctuation


def test_three_hundred_files_stay_on_a_screen_and_drown_no_warning(report: IntakeReport) -> None:
    first = report.files[0]
    files = [replace(first, file=f"b_{number:03d}.csv", quarantined=0, accepted=3) for number in range(300)]
    files[250] = replace(first, file="b_250.csv")
    told = list(intake_lines(replace(report, files=tuple(files)), Language.ZH, Path("st")))
    assert len(told) < 30
    warnings = [number for number, line in enumerate(told) if line.startswith("！")]
    whole = next(number for number, line in enumerate(told) if line.startswith("电费账单，300 个文件"))
    assert warnings
    assert max(warnings) < whole
    assert told[whole + 1] == "  b_250.csv：3 行 = 入库 2 + 重复 0 + 未入库 1"  # those with rows kept out come first
    assert "  其余 292 个文件：876 行 = 入库 876 + 重复 0 + 未入库 0" in told
    assert sum("无需使用" in line for line in told) == 1
    assert "  非数据行（不计入）：合计 300 行；落款 300 行" in told


FEB, MARCH, APRIL = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("stretches", "words"),
    [
        ([(FEB, MARCH), (FEB, MARCH)], "电费账单：2 个单位数据均完整，2026-02 至 2026-03"),
        ([(FEB, FEB)], "电费账单：数据完整，2026-02 至 2026-02"),
        ([(FEB, MARCH), (MARCH, APRIL)], "电费账单：2 个单位起止不同，均完整的期间仅为 2026-03 至 2026-03，"),
        ([(FEB, FEB), (APRIL, APRIL)], "电费账单：2 个单位起止不同，没有均完整的期间，"),
    ],
)
def test_of_feeds_only_what_is_true_of_all_units_is_said(
    report: IntakeReport, stretches: list[tuple[date, date]], words: str
) -> None:
    feeds = tuple(FeedChange(f"t:{at}", "bill", *one, Move.BEGUN) for at, one in enumerate(stretches))
    monthly = replace(report.profile, feeds=(FeedRule("bill", "month", 31),))
    told = list(intake_lines(replace(report, profile=monthly, feeds=feeds), Language.ZH, Path("st")))
    assert any(line.startswith(words) for line in told), told


def test_months_are_said_as_months_only_where_the_record_is_dated_by_month() -> None:
    days = [date(2026, 2, 1), date(2026, 3, 1)]
    assert spoken_days("bill", "sg:a", days) == ["2026-02", "2026-03"]
    assert spoken_days("register_daily", "sg:a", days) == ["2026-02-01", "2026-03-01"]
    assert spoken_days("bill", "of nobody:a", days) == ["2026-02-01", "2026-03-01"]


def test_records_without_a_unit_come_with_what_to_do(report: IntakeReport) -> None:
    told = list(intake_lines(replace(report, unplaced={"bill": 57}), Language.ZH, Path("st")))
    assert any(line.startswith("！电费账单：57 行尚不知属于哪个供电单位") and "请导入" in line for line in told)


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
    assert list(mended_lines([], Language.ZH)) == ["没有需要重新读取的行"]
    (still,) = replay(store, profile=read_text(YAML, "p.yaml"), progress=lambda *_: None)
    assert "all 2 kept-out records are still wrong" in next(iter(mended_lines([still], Language.EN)))
    mended = YAML.replace("kwh: 电量", "kwh: {number: 电量, units: {度: 1}}")
    (done,) = replay(store, profile=read_text(mended, "p.yaml"), progress=lambda *_: None)
    assert "重新读取 2 行：入库 1，重复 0，仍未入库 1" in next(iter(mended_lines([done], Language.ZH)))
