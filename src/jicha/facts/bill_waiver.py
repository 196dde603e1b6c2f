"""---
fact: bill_waiver
title: What part of the capacity or demand charge of a bill is kept
title_zh: 账单容（需）量电费减免后的应收比例
scope: customer
history: 1 month
key: [bill_id]
partition_by: [bill_id]
columns:
  bill_id: [text, '', Bill, 账单, bill.bill_id]
  unknown: [boolean, '', "Whether a waiver does not say how much, or changes within the bill and no reading of `price_change` is settled", 减免比例缺失或期间变动而口径未确认]
  days: [integer, day, Days of the bill, 计费天数]
  kept_percent_days: ["decimal(18,3)", "%*day", Part of the charge that is kept times the days, 应收比例×天数]
---
## English
For bills of customers who have, on the first day, a preference that a waiver of the region speaks of: the part of the charge
that is left on each day, by the greatest of the waivers of that day. Where a waiver begins or ends within the bill, the
settled reading of `price_change` says what follows, as with prices. A bill without a row keeps the whole charge.

## 中文
客户在账单起日享有区域减免规则所列优惠的账单，按日取当日最大减免比例后的应收比例。减免在账期内起止的，与电价变动一样按已确认的
`price_change` 口径执行。没有记录的账单不减免。

```sql
SELECT b.bill_id, b.period_start, b.period_end, b.month, w.preference_kind, w.valid_from, w.valid_to, w.waived_percent, s.choice AS reading
FROM bill AS b
INNER JOIN customer AS c ON c.customer_id = b.customer_id
INNER JOIN org_region AS o ON o.org_id = c.org_id
INNER JOIN preference AS p ON p.customer_id = b.customer_id AND p.valid_from <= b.period_start
  AND (p.valid_to IS NULL OR p.valid_to > b.period_start)
INNER JOIN component_waiver AS w ON w.region = o.region AND w.preference_kind = p.preference_kind
  AND w.component = CASE WHEN b.capacity_charge_mode = 'capacity' THEN 'capacity' ELSE 'demand' END
  AND w.valid_from < b.period_end AND (w.valid_to IS NULL OR w.valid_to > b.period_start)
LEFT JOIN settled_choice AS s ON s.region = o.region AND s.convention = 'price_change'
WHERE b.period_start < b.period_end
GROUP BY b.bill_id, b.period_start, b.period_end, b.month, w.preference_kind, w.valid_from, w.valid_to, w.waived_percent, s.choice
```

| case      | customer.customer_class | org_region.region | bill.period_start | bill.period_end | bill.month | bill.capacity_charge_mode | preference.preference_kind | preference.valid_from | preference.valid_to |
|-----------|-------------------------|-------------------|-------------------|-----------------|------------|---------------------------|----------------------------|-----------------------|---------------------|
| held      | high_voltage            | 36                | 2026-01-01        | 2026-02-01      | 2026-01    | capacity                  | charging                   | 2026-01-01            | 2026-01-02          |
| demand    | high_voltage            | 36                | 2026-01-01        | 2026-02-01      | 2026-01    | demand_actual             | charging                   | 2020-01-01            |                     |
| ended     | high_voltage            | 36                | 2026-01-01        | 2026-02-01      | 2026-01    | capacity                  | charging                   | 2020-01-01            | 2026-01-01          |
| to_come   | high_voltage            | 36                | 2026-01-01        | 2026-02-01      | 2026-01    | capacity                  | charging                   | 2026-01-02            |                     |
| other     | high_voltage            | 36                | 2026-01-01        | 2026-02-01      | 2026-01    | capacity                  | fertiliser                 | 2020-01-01            |                     |
| old       | high_voltage            | 36                | 2025-01-01        | 2026-01-01      | 2025-12    | capacity                  | charging                   | 2020-01-01            |                     |
| within    | high_voltage            | 36                | 2026-02-20        | 2026-03-02      | 2026-03    | capacity                  | charging                   | 2020-01-01            |                     |
| over      | high_voltage            | 36                | 2026-03-01        | 2026-04-01      | 2026-03    | capacity                  | charging                   | 2020-01-01            |                     |
| first     | high_voltage            | 33                | 2026-02-20        | 2026-03-02      | 2026-03    | capacity                  | charging                   | 2020-01-01            |                     |
| month     | high_voltage            | 31                | 2026-02-20        | 2026-03-02      | 2026-03    | capacity                  | charging                   | 2020-01-01            |                     |
| month_old | high_voltage            | 31                | 2026-02-20        | 2026-03-02      | 2026-02    | capacity                  | charging                   | 2020-01-01            |                     |
| nobody    | high_voltage            | 45                | 2026-02-20        | 2026-03-02      | 2026-03    | capacity                  | charging                   | 2020-01-01            |                     |
| nobody_1  | high_voltage            | 45                | 2026-02-20        | 2026-02-22      | 2026-02    | capacity                  | charging                   | 2020-01-01            |                     |
| blank     | high_voltage            | 44                | 2026-02-20        | 2026-02-22      | 2026-02    | capacity                  | charging                   | 2020-01-01            |                     |
| two       | high_voltage            | 36                | 2026-01-01        | 2026-02-01      | 2026-01    | capacity                  | charging                   | 2020-01-01            |                     |
| no_days   | high_voltage            | 36                | 2026-01-05        | 2026-01-05      | 2026-01    | capacity                  | charging                   | 2020-01-01            |                     |

| case | preference.customer_id | preference.preference_kind | preference.valid_from |
|------|------------------------|----------------------------|-----------------------|
| more | two                    | institution                | 2020-01-01            |

| case | component_waiver.region | component_waiver.component | component_waiver.preference_kind | component_waiver.valid_from | component_waiver.valid_to | component_waiver.waived_percent |
|------|-------------------------|----------------------------|----------------------------------|-----------------------------|---------------------------|--------------------------------:|
| w1   | 36                      | capacity                   | charging                         | 2026-01-01                  | 2026-03-01                |                              60 |
| w2   | 36                      | demand                     | charging                         | 2026-01-01                  |                           |                          70.125 |
| w3   | 36                      | capacity                   | institution                      | 2026-01-01                  |                           |                              80 |
| w4   | 33                      | capacity                   | charging                         | 2026-01-01                  | 2026-03-01                |                              60 |
| w5   | 31                      | capacity                   | charging                         | 2026-01-01                  | 2026-03-01                |                              60 |
| w6   | 45                      | capacity                   | charging                         | 2026-01-01                  | 2026-03-01                |                              60 |
| w7   | 44                      | capacity                   | charging                         | 2026-01-01                  |                           |                                 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|------|-----------------------|---------------------------|-----------------------|
| s1   | 36                    | price_change              | by_days               |
| s2   | 33                    | price_change              | from_next_bill        |
| s3   | 31                    | price_change              | from_bill_month       |
| s4   | 45                    | day_divisor               | by_days               |

| case | bill_waiver.bill_id | bill_waiver.unknown | bill_waiver.days | bill_waiver.kept_percent_days |
|------|---------------------|---------------------|-----------------:|------------------------------:|
| r1   | held                | false               |               31 |                          1240 |
| r2   | demand              | false               |               31 |                       926.125 |
| r3   | within              | false               |               10 |                           460 |
| r4   | first               | false               |               10 |                           400 |
| r5   | month               | false               |               10 |                          1000 |
| r6   | month_old           | false               |               10 |                           400 |
| r7   | nobody              | true                |               10 |                               |
| r8   | nobody_1            | false               |                2 |                            80 |
| r9   | blank               | true                |                2 |                               |
| r10  | two                 | false               |               31 |                           620 |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

import pyarrow as pa

_SCHEMA = pa.schema(
    [
        ("bill_id", pa.string()),
        ("unknown", pa.bool_()),
        ("days", pa.int64()),
        ("kept_percent_days", pa.decimal128(18, 3)),
    ]
)
_WHOLE = Decimal(100)
_Row = Mapping[str, Any]


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each bill. Few customers have a waiver, so plain Python."""
    bills = groupby(rows.to_pylist(), key=lambda row: row["bill_id"])
    return pa.Table.from_pylist([_bill(bill_id, list(held)) for bill_id, held in bills], schema=_SCHEMA)


def _bill(bill_id: str, held: Sequence[_Row]) -> dict[str, Any]:
    first = held[0]
    start, days = first["period_start"], (first["period_end"] - first["period_start"]).days
    found: dict[str, Any] = {"bill_id": bill_id, "days": days, "unknown": True}
    if any(row["waived_percent"] is None for row in held):
        return found
    kept = [_kept(held, start + timedelta(number)) for number in range(days)]
    reading = first["reading"]
    if len(set(kept)) > 1:
        if reading == "from_next_bill":
            kept = kept[:1] * days
        elif reading == "from_bill_month" and first["month"] is not None:
            kept = [kept[min(max((first["month"] - start).days, 0), days - 1)]] * days
        elif reading != "by_days":
            return found
    return found | {"unknown": False, "kept_percent_days": sum(kept, Decimal(0))}


def _kept(held: Sequence[_Row], day: date) -> Decimal:
    """What is left of the charge on a day."""
    today = [row for row in held if row["valid_from"] <= day and (row["valid_to"] is None or day < row["valid_to"])]
    return _WHOLE - max((row["waived_percent"] for row in today), default=Decimal(0))
