"""Proving a page: examples, cuts, and the faults they must show."""

import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.library import Library
from jicha.pages.prove import prove
from jicha.pages.read import read_text

EMPTY = Library.of([])


def test_the_page_of_the_design_proves(engine: DuckDbEngine, loss_page: str) -> None:
    proof = prove(read_text(loss_page, "p.md"), EMPTY, engine)
    assert proof.faults == ()
    assert proof.checked == 7


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("> :tolerance", ">= :tolerance", "rounding should be spare, but is find"),
        ("LEFT JOIN", "INNER JOIN", "no_point should be unsure, but is out"),
        ("find 78.60 CNY", "find 78.61 CNY", "wrong should be find 78.61 CNY, but is find 78.60 CNY"),
        ("AND b.loss_kwh > :tolerance AS breach", "AND COALESCE(b.loss_kwh > :tolerance, TRUE) AS breach", ""),
    ],
)
def test_wrong_logic_or_a_wrong_expectation_is_found(
    engine: DuckDbEngine, loss_page: str, before: str, after: str, words: str
) -> None:
    proof = prove(read_text(loss_page.replace(before, after, 1), "p.md"), EMPTY, engine)
    assert [words in fault.message for fault in proof.faults][:1] == ([True] if words else [])


def test_sql_that_fails_is_a_fault_of_the_page(engine: DuckDbEngine, loss_page: str) -> None:
    proof = prove(read_text(loss_page.replace("b.loss_kwh >", "b.no_such >"), "p.md"), EMPTY, engine)
    assert proof.faults
    assert not proof.holds


PEER_PAGE = """---
code: BIL-900
title: More than twice the mean of the peers of the area
title_zh: 高于同台区均值两倍
subject: {bill: bill_id}
severity: check
impact: quantity
scope: SCOPE
history: HISTORY
needs:
  few_peers: peers >= 2
---
```sql
WITH peers AS (
  SELECT c.area_id, SUM(b.kwh) AS all_kwh, COUNT(b.kwh) AS bills
  FROM bill AS b LEFT JOIN customer AS c ON c.customer_id = b.customer_id GROUP BY c.area_id
)
SELECT b.bill_id AS subject_id, b.month AS period, b.kwh AS at_stake_kwh,
       b.kwh * (p.bills - 1) > 2 * (p.all_kwh - b.kwh) AS breach, p.bills - 1 AS peers
FROM bill AS b LEFT JOIN customer AS c ON c.customer_id = b.customer_id
LEFT JOIN peers AS p ON p.area_id = c.area_id
```

| bill.bill_id | customer.area_id | bill.kwh | expect       |
|--------------|------------------|---------:|--------------|
| high         | one              |      201 | find 201 kWh |
| peer         | one              |      100 | spare        |
| other        | one              |      100 | spare        |
| alone        | two              |      900 | unsure few_peers |
"""


def test_a_scope_too_small_is_caught_on_a_peer_rule(engine: DuckDbEngine) -> None:
    whole = prove(read_text(PEER_PAGE.replace("SCOPE", "area").replace("HISTORY", "1 month"), "p.md"), EMPTY, engine)
    small = prove(
        read_text(PEER_PAGE.replace("SCOPE", "customer").replace("HISTORY", "1 month"), "p.md"), EMPTY, engine
    )
    assert whole.faults == ()
    assert {fault.code for fault in small.faults} == {"scope-too-small"}


SERIES_PAGE = """---
code: BIL-901
title: Three zero months
title_zh: 连续三个月零电量
subject: {customer: customer_id}
severity: check
impact: quantity
scope: customer
history: HISTORY
needs:
  short_history: months = 3
---
```sql
WITH months AS (
  SELECT b.customer_id, b.month, b.kwh,
         SUM(b.kwh) OVER (PARTITION BY b.customer_id ORDER BY b.month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS kwh_3,
         COUNT(b.kwh) OVER (PARTITION BY b.customer_id ORDER BY b.month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS months
  FROM bill AS b
)
SELECT m.customer_id AS subject_id, m.month AS period, m.kwh AS at_stake_kwh, m.kwh_3 = 0 AS breach, m.months
FROM months AS m
```

| customer.customer_id | bill.kwh@2025-11 | @2025-12 | @2026-01 | expect               | expect@2025-12 |
|----------------------|-----------------:|---------:|---------:|----------------------|----------------|
| vacant               |                0 |        0 |        0 | find 0 kWh           | unsure         |
| lives                |                0 |        0 |        1 | spare                | unsure         |
| new                  |                - |        0 |        0 | unsure short_history | unsure         |
"""


def test_a_series_is_judged_at_its_last_period_and_at_named_ones(engine: DuckDbEngine) -> None:
    text = SERIES_PAGE.replace("HISTORY", "3 months").replace("customer.customer_id", "bill.customer_id")
    proof = prove(read_text(text, "p.md"), EMPTY, engine)
    assert proof.faults == ()
    assert proof.checked == 6


def test_a_history_too_short_is_caught(engine: DuckDbEngine) -> None:
    text = SERIES_PAGE.replace("HISTORY", "2 months").replace("customer.customer_id", "bill.customer_id")
    proof = prove(read_text(text, "p.md"), EMPTY, engine)
    assert {fault.code for fault in proof.faults} == {"history-too-small"}


def test_two_rows_for_one_subject_are_refused(engine: DuckDbEngine, loss_page: str) -> None:
    text = loss_page.replace("p.point_id = b.point_id", "p.metering_side = p.metering_side")
    proof = prove(read_text(text, "p.md"), EMPTY, engine)
    assert {fault.code for fault in proof.faults} == {"two-verdicts"}


FACT_PAGE = """---
fact: double_kwh
title: Twice the energy of a bill
title_zh: 电量两倍
key: [bill_id]
columns:
  bill_id: [text, '', Bill, 账单]
  twice: ["decimal(18,3)", kWh, Twice the energy, 两倍电量]
scope: row
---
```sql
SELECT b.bill_id, CAST(2 * b.kwh AS DECIMAL(18, 3)) AS twice FROM bill AS b
```

| bill.bill_id | bill.kwh | double_kwh.twice |
|--------------|---------:|-----------------:|
| a            |       10 |               20 |
| b            |          |                  |
"""


def test_a_fact_states_the_rows_it_must_produce(engine: DuckDbEngine) -> None:
    good = prove(read_text(FACT_PAGE, "p.md"), EMPTY, engine)
    bad = prove(read_text(FACT_PAGE.replace("2 * b.kwh", "3 * b.kwh"), "p.md"), EMPTY, engine)
    lost = prove(read_text(FACT_PAGE.replace("AS b\n", "AS b WHERE b.kwh > 0\n"), "p.md"), EMPTY, engine)
    assert (good.faults, good.checked) == ((), 2)
    assert [fault.code for fault in bad.faults] == ["fact-value"]
    assert [fault.code for fault in lost.faults] == ["fact-row"]


def test_exclusion_comes_before_any_verdict_and_keep_lifts_it(engine: DuckDbEngine, loss_page: str) -> None:
    guard = read_text(
        """---
fact: not_judged
title: Not judged
title_zh: 不判
key: [subject_kind, subject_id, reason]
columns:
  subject_kind: [text, '', Kind, 类别]
  subject_id: [text, '', Subject, 对象]
  reason: [text, '', Reason, 原因]
  valid_from: [date, '', From, 起]
  valid_to: [date, '', To, 止]
---
```sql
SELECT 'customer' AS subject_kind, c.customer_id AS subject_id, 'assessment' AS reason,
       CAST(NULL AS DATE) AS valid_from, CAST(NULL AS DATE) AS valid_to
FROM customer AS c WHERE c.customer_class = 'assessment'
```
""",
        "not_judged.md",
    )
    library = Library.of([guard])
    text = loss_page.split("| bill.bill_id")[0] + (
        "| bill.bill_id | customer.customer_class | point.metering_side | bill.loss_kwh | expect |\n"
        "|---|---|---|---|---|\n"
        "| own | assessment | hv_metered_hv_supplied | 5 | excluded assessment |\n"
        "| sold | lv_resident | hv_metered_hv_supplied | 5 | find |\n"
    )
    assert prove(read_text(text, "p.md"), library, engine).faults == ()
    kept = prove(read_text(text.replace("needs: []", "keep: [assessment]"), "p.md"), library, engine)
    assert ["own should be excluded assessment, but is find" in fault.message for fault in kept.faults] == [True]
