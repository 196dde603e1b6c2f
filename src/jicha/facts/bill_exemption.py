"""---
fact: bill_exemption
title: Which funds and surcharges the customer of a bill need not pay
title_zh: 账单客户免征的代征项目
scope: customer
history: 1 month
key: [bill_id]
partition_by: [bill_id]
columns:
  bill_id: [text, '', Bill, 账单, bill.bill_id]
  unclear: [boolean, '', "Whether an exemption names no fund, or holds on a part of the days of the bill", 免征记录未注明项目或仅覆盖部分计费期间]
  freed: [text, '', "The funds and surcharges that need not be paid on any day of the bill, one after the other, divided by blanks", 整个计费期间免征的代征项目（以空格分隔）]
---
## English
For bills of customers with an exemption (`preference`, kind `surcharge_exempt`) on any of their days: the funds that it names.
It frees from those and from no other. An exemption that names none, and one that begins or ends within the bill, leave open
what is owed: nobody knows what was used on the days before it. Exemptions of one fund that follow one another are one. A bill
without a row is exempt from nothing.

## 中文
计费期间内有免征记录（`preference`，类型为 `surcharge_exempt`）的客户，其账单免征的代征项目。只免记录所载项目，不及其他。
未注明项目的，以及在账期内起止的，应征金额无法确定（无法得知免征前后各用多少电）。同一项目前后相接的免征视为一次。没有记录的账单不免征。

```sql
SELECT b.bill_id, b.period_start, b.period_end, p.surcharge_item, p.valid_from, p.valid_to
FROM bill AS b
INNER JOIN preference AS p ON p.customer_id = b.customer_id AND p.valid_from < b.period_end
  AND (p.valid_to IS NULL OR p.valid_to > b.period_start)
WHERE p.preference_kind = 'surcharge_exempt' AND b.period_start < b.period_end
GROUP BY b.bill_id, b.period_start, b.period_end, p.surcharge_item, p.valid_from, p.valid_to
```

| case    | customer.customer_class | bill.period_start | bill.period_end | preference.preference_kind | preference.valid_from | preference.valid_to | preference.surcharge_item |
|---------|-------------------------|-------------------|-----------------|----------------------------|-----------------------|---------------------|---------------------------|
| held    | high_voltage            | 2026-01-01        | 2026-02-01      | surcharge_exempt           | 2026-01-01            | 2026-02-01          | renewables                |
| open    | high_voltage            | 2026-01-01        | 2026-02-01      | surcharge_exempt           | 2020-01-01            |                     | renewables                |
| late    | high_voltage            | 2026-01-01        | 2026-02-01      | surcharge_exempt           | 2026-01-02            |                     | renewables                |
| short   | high_voltage            | 2026-01-01        | 2026-02-01      | surcharge_exempt           | 2020-01-01            | 2026-01-31          | renewables                |
| ended   | high_voltage            | 2026-01-01        | 2026-02-01      | surcharge_exempt           | 2020-01-01            | 2026-01-01          | renewables                |
| to_come | high_voltage            | 2026-01-01        | 2026-02-01      | surcharge_exempt           | 2026-02-01            |                     | renewables                |
| no_item | high_voltage            | 2026-01-01        | 2026-02-01      | surcharge_exempt           | 2020-01-01            |                     |                           |
| other   | high_voltage            | 2026-01-01        | 2026-02-01      | charging                   | 2020-01-01            |                     | renewables                |
| no_days | high_voltage            | 2026-01-05        | 2026-01-05      | surcharge_exempt           | 2020-01-01            |                     | renewables                |
| two     | high_voltage            | 2026-01-01        | 2026-02-01      | surcharge_exempt           | 2020-01-01            |                     | water_projects            |
| renewed | high_voltage            | 2026-01-01        | 2026-02-01      | surcharge_exempt           | 2020-01-01            | 2026-01-16          | renewables                |

| case | preference.customer_id | preference.preference_kind | preference.valid_from | preference.valid_to | preference.surcharge_item |
|------|------------------------|----------------------------|-----------------------|---------------------|---------------------------|
| p1   | two                    | surcharge_exempt           | 2021-01-01            |                     | renewables                |
| p2   | renewed                | surcharge_exempt           | 2026-01-16            |                     | renewables                |

| case | bill_exemption.bill_id | bill_exemption.unclear | bill_exemption.freed      |
|------|------------------------|------------------------|---------------------------|
| r1   | held                   | false                  | renewables                |
| r2   | open                   | false                  | renewables                |
| r3   | late                   | true                   |                           |
| r4   | short                  | true                   |                           |
| r5   | no_item                | true                   |                           |
| r6   | two                    | false                  | renewables water_projects |
| r7   | renewed                | false                  | renewables                |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pyarrow as pa

_SCHEMA = pa.schema([("bill_id", pa.string()), ("unclear", pa.bool_()), ("freed", pa.string())])
_Row = Mapping[str, Any]


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each bill. Few customers are exempt, so plain Python."""
    held = sorted(rows.to_pylist(), key=lambda row: row["bill_id"])
    bills = groupby(held, key=lambda row: row["bill_id"])
    return pa.Table.from_pylist([_bill(bill_id, list(found)) for bill_id, found in bills], schema=_SCHEMA)


def _bill(bill_id: str, held: Sequence[_Row]) -> dict[str, Any]:
    start, end = held[0]["period_start"], held[0]["period_end"]
    days = {start + timedelta(number) for number in range((end - start).days)}
    freed: dict[str | None, set[date]] = {}
    for row in held:
        freed.setdefault(row["surcharge_item"], set()).update(day for day in days if _holds(row, day))
    if None in freed or any(found != days for found in freed.values()):
        return {"bill_id": bill_id, "unclear": True, "freed": None}
    return {"bill_id": bill_id, "unclear": False, "freed": " ".join(sorted(str(fund) for fund in freed))}


def _holds(row: _Row, day: date) -> bool:
    return bool(row["valid_from"] <= day and (row["valid_to"] is None or day < row["valid_to"]))
