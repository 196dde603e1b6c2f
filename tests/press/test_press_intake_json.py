"""What became of a delivery, for other programs."""

import json
from datetime import date
from pathlib import Path

from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.press.intake_json import feeds_json, intake_json
from jicha.store.store import Store

YAML = """
profile: trial
source: t
description: Bills for tests
description_zh: 测试账单
confidence: documented
confidence_from: made for the test
files:
  - file: bills
    header: [户号, 电量]
    tables:
      - table: bill
        columns:
          bill_id: {identifier: [户号]}
          customer_id: {identifier: [户号]}
          kwh: 电量
"""


def test_the_counts_of_a_delivery_add_up_in_json(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("户号,电量\n1,5.5\n2,坏\n合计,5.5\n", encoding="utf-8")
    report = load_files(Store.create(tmp_path / "store"), [path], profile=read_text(YAML, "p.yaml"))
    read = json.loads(intake_json(report))
    assert read["format"] == "jicha.intake/1"
    assert read["batch_id"] == report.batch_id
    for one in (read, *read["files"], *read["tables"]):
        assert one["rows"] == one["accepted"] + one["duplicate"] + one["quarantined"] == 2
    assert read["quarantined_by_reason"] == {"not_a_number": 1}
    assert [(one["column"], one["stated"], one["agrees"]) for one in read["totals"]] == [("电量", 5.5, True)]


def test_feeds_are_a_list_of_days() -> None:
    feed = {"record": "bill", "org_id": "t:1", "complete_from": date(2026, 1, 1), "complete_to": date(2026, 2, 1)}
    [told] = json.loads(feeds_json([feed]))["feeds"]
    assert told == {"record": "bill", "org_id": "t:1", "complete_from": "2026-01-01", "complete_to": "2026-02-01"}
