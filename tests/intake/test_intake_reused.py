"""A number given to somebody else; the histories stand in tests/nasty/histories/39-number-given-again.yaml."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.store.store import Store

YAML = """
profile: trial
source: t
description: Customers
description_zh: 客户
confidence: observed
confidence_from: made for tests
files:
  - file: customers
    header: [no, name, opened]
    optional: [closed]
    tables:
      - table: customer
        corrections: yes
        columns:
          customer_id: {identifier: [no]}
          name: name
          opened_on: opened
          closed_on: closed
"""


def test_only_lives_that_do_not_touch_are_two_persons(
    store: Store, write: Callable[..., Path], quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    profile = read_text(YAML, "p.yaml")
    first = "1,a,2001-01-01,2014-06-30\n2,b,2001-01-01,2014-06-30\n3,c,,2014-06-30\n4,d,2001-01-01,\n"
    load_files(store, [write("no,name,opened,closed\n" + first, "one.csv")], profile=profile)
    second = "no,name,opened\n1,x,2014-07-01\n2,b,2014-06-30\n3,c,2013-01-01\n4,d,2020-01-01\n"
    report = load_files(store, [write(second, "two.csv")], profile=profile)
    assert dict(report.quarantined_by_reason) == {"number_reused": 1}
    (row,) = quarantined()
    assert (row["line"], row["raw_value"]) == (2, "t:1")
    assert "2001-01-01..2014-06-30" in row["remedy"]
    assert "立户日期" in row["remedy_zh"]
