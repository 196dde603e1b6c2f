"""One engine for all page tests, and the page of the design that everybody knows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jicha.engine.duckdb import DuckDbEngine

LOSS_PAGE = """---
code: BIL-016
title: Transformer loss charged to a customer metered on the high side
title_zh: 高供高计客户计收变损
topic: 电价执行/变损电量异常
subject: {bill: bill_id}
catalogue: T16
severity: breach
impact: price
source: metering at the supply side (supply rules)
since: 0.1.0
scope: point
history: 1 month
grain: period
needs: []
params:
  tolerance: 0.01 kWh       # below this the loss line is rounding
---
## English
Why, innocent causes, field or desk check.

## 中文
为什么, 正常情况, 核查要点.

```sql
SELECT b.bill_id AS subject_id, b.month AS period, b.loss_charge AS at_stake_money,
       p.metering_side = 'hv_metered_hv_supplied' AND b.loss_kwh > :tolerance AS breach,
       p.metering_side, b.loss_kwh
FROM bill AS b LEFT JOIN point AS p ON p.point_id = b.point_id
```

| bill.bill_id | point.metering_side    | bill.loss_kwh | bill.loss_charge | expect         |
|--------------|------------------------|--------------:|-----------------:|----------------|
| wrong        | hv_metered_hv_supplied |         120.0 |            78.60 | find 78.60 CNY |
| rounding     | hv_metered_hv_supplied |          0.01 |             0.00 | spare          |
| just_over    | hv_metered_hv_supplied |          0.02 |             0.01 | find 0.01 CNY  |
| proper       | lv_metered_hv_supplied |         120.0 |            78.60 | spare          |
| blank        |                        |         120.0 |            78.60 | unsure         |
| no_point     | -                      |         120.0 |            78.60 | unsure         |
| no_loss      |                        |             0 |             0.00 | spare          |
"""


@pytest.fixture(scope="session")
def engine() -> Iterator[DuckDbEngine]:
    with DuckDbEngine() as opened:
        yield opened


@pytest.fixture
def loss_page() -> str:
    return LOSS_PAGE
