"""One stage, one world after another: each is judged as if it were the first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.library import Library
from jicha.pages.read import read_text
from jicha.pages.stage import Stage

FACT = """---
fact: used
title: Energy used
title_zh: 电量
key: [customer_id]
columns:
  customer_id: [text, '', Customer, 客户]
  kwh: ["decimal(18,3)", kWh, Energy, 电量]
---
```sql
SELECT b.customer_id, CAST(SUM(b.kwh) AS DECIMAL(18, 3)) AS kwh FROM bill AS b GROUP BY b.customer_id
```
"""
NOBODY = """---
fact: not_judged
title: Who is not judged
title_zh: 不参与判定
key: [subject_kind, subject_id, reason]
columns:
  subject_kind: [text, '', Kind, 类别]
  subject_id: [text, '', Subject, 对象]
  reason: [text, '', Reason, 原因]
  valid_from: [date, '', From, 起]
  valid_to: [date, '', To, 止]
---
```sql
SELECT 'customer' AS subject_kind, c.customer_id AS subject_id, 'closed' AS reason, c.closed_on AS valid_from,
       CAST(NULL AS DATE) AS valid_to
FROM customer AS c WHERE c.closed_on IS NOT NULL
```
"""
RULE = """---
code: BIL-900
title: Too much
title_zh: 过多
subject: {customer: customer_id}
severity: check
impact: quantity
grain: state
---
```sql
SELECT c.customer_id AS subject_id, u.kwh > 10 AS breach FROM customer AS c
LEFT JOIN used AS u ON u.customer_id = c.customer_id
```
"""


@pytest.fixture
def stage() -> Iterator[Stage]:
    page = read_text(RULE, "BIL-900.md")
    with DuckDbEngine() as engine:
        yield Stage(engine, page, Library.of([page, read_text(FACT, "used.md"), read_text(NOBODY, "not_judged.md")]))


def world(kwh: int, **given: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    customer = {"customer_id": "c", "org_id": "o"}
    return {"customer": [customer], "bill": [{"bill_id": "b", "customer_id": "c", "kwh": kwh}], **given}


def verdicts(stage: Stage, rows: dict[str, list[dict[str, Any]]]) -> str:
    stage.set_up(rows)
    return ", ".join(str(row["verdict"]) for row in stage.verdicts())


def test_a_world_that_changes_nothing_and_one_that_changes_a_bill_are_both_judged_right(stage: Stage) -> None:
    assert [verdicts(stage, world(kwh)) for kwh in (20, 20, 5, 20)] == ["find", "find", "spare", "find"]


def test_a_fact_given_by_hand_stands_for_that_world_alone(stage: Stage) -> None:
    by_hand = {"used": [{"customer_id": "c", "kwh": 5}]}
    assert [verdicts(stage, world(20, **given)) for given in ({}, by_hand, {}, by_hand)] == [
        "find",
        "spare",
        "find",
        "spare",
    ]


def test_a_table_that_a_world_does_not_name_is_empty(stage: Stage) -> None:
    assert verdicts(stage, world(20)) == "find"
    assert verdicts(stage, {"customer": [{"customer_id": "c", "org_id": "o"}]}) == "unsure"


def test_exclusions_given_by_hand_hold_for_that_world_alone(stage: Stage) -> None:
    columns = ("subject_kind", "subject_id", "reason", "valid_from", "valid_to")
    excluded = dict(zip(columns, ("customer", "c", "closed", None, None), strict=True))
    worlds = [world(20), world(20, not_judged=[excluded]), world(20), world(20, not_judged=[excluded])]
    assert [verdicts(stage, one) for one in worlds] == ["find", "excluded", "find", "excluded"]
