"""---
fact: tier_in_period
title: The tiers of a region over the days of the household bills that carry them
title_zh: 各区域阶梯档位在居民账单期间的标准
scope: all
history: all
key: [region, household_size, period_start, period_end, month]
partition_by: [region, household_size, period_start, period_end, month]
equivalent:
  "lt: t.valid_from < b.period_end -> t.valid_from <= b.period_end": the kernel takes the tiers that hold on a day, one that begins on the day after is none
  "gt: t.valid_to > b.period_start -> t.valid_to >= b.period_start": the same
  "drop condition: t.region = o.region AND t.valid_from < b.period_end -> t.region = o.region": the same, and it spares the kernel rows
  "drop condition: t.region = o.region AND t.valid_from < b.period_end AND (t.valid_to IS NULL OR t.valid_to > b.period_start) -> t.region = o.region AND t.valid_from < b.period_end": the same
columns:
  region: [text, '', Region by its administrative code, 电价区域]
  household_size: [code(household_size), '', Size of the household, 户籍人口类型]
  period_start: [date, '', First day billed, 计费起日]
  period_end: [date, '', First day after the period billed, 计费止日(不含)]
  month: [month, '', Month of the bill, 电费年月]
  unsettled: [boolean, '', "Whether the tiers change within the period and nothing settled says which hold", 期间内档位调整且口径未确认或按天数分摊]
  cycle: [code(tier_cycle), '', Whether blocks are counted a month or a year, 清算周期]
  tier_2_above_kwh: ["decimal(18,3)", kWh, Energy of the cycle above which the second tier applies, 第二档起始电量]
  tier_3_above_kwh: ["decimal(18,3)", kWh, Energy of the cycle above which the third tier applies, 第三档起始电量]
  tier_2_extra: ["decimal(18,8)", CNY/kWh, Extra price of the second tier, 第二档加价]
  tier_3_extra: ["decimal(18,8)", CNY/kWh, Extra price of the third tier, 第三档加价]
---
## English
The tiers that hold on the days of household bills. Where figures change within a bill, the settled reading of `price_change`
says what follows: those of its first day, or of its month's day; by days nothing is said, for that the register of the day of
the change would have to be known. A tier with a blank, twice on a day, beyond the third, or a third without a second leaves
all of them blank.

## 中文
居民账单期间各日有效的阶梯档位。档位标准在账期内调整的，按已确认的 `price_change` 口径取起日或账单月的标准；按天数分摊的需当日示数，不给出标准。
档位有空值、同日重复、超过三档或有第三档而无第二档的，不给出标准。

```sql
SELECT o.region, t.household_size, b.period_start, b.period_end, b.month, t.valid_from, t.valid_to, t.tier, t.cycle, t.kwh_above,
       t.extra_price, s.choice AS reading
FROM bill AS b
INNER JOIN customer AS c ON c.customer_id = b.customer_id
INNER JOIN org_region AS o ON o.org_id = c.org_id
INNER JOIN tier_rule AS t ON t.region = o.region AND t.valid_from < b.period_end
  AND (t.valid_to IS NULL OR t.valid_to > b.period_start)
LEFT JOIN settled_choice AS s ON s.region = o.region AND s.convention = 'price_change'
WHERE b.price_class = 'residential' AND b.period_start < b.period_end AND b.month IS NOT NULL
GROUP BY o.region, t.household_size, b.period_start, b.period_end, b.month, t.valid_from, t.valid_to, t.tier, t.cycle,
         t.kwh_above, t.extra_price, s.choice
```

| case      | customer.customer_class | org_region.region | bill.price_class | bill.period_start | bill.period_end | bill.month |
|-----------|-------------------------|-------------------|------------------|-------------------|-----------------|------------|
| jan       | lv_resident             | 36                | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |
| jan_again | lv_resident             | 36                | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |
| old       | lv_resident             | 36                | residential      | 2025-12-01        | 2026-01-01      | 2025-12    |
| shop      | lv_non_resident         | 36                | commercial_industrial | 2026-03-01   | 2026-04-01      | 2026-03    |
| no_days   | lv_resident             | 36                | residential      | 2026-02-05        | 2026-02-05      | 2026-02    |
| no_month  | lv_resident             | 36                | residential      | 2026-03-01        | 2026-04-01      |            |
| no_region | lv_resident             | -                 | residential      | 2026-03-01        | 2026-04-01      | 2026-03    |
| by_days   | lv_resident             | 36                | residential      | 2025-12-11        | 2026-01-11      | 2026-01    |
| first     | lv_resident             | 33                | residential      | 2025-12-11        | 2026-01-11      | 2026-01    |
| month     | lv_resident             | 31                | residential      | 2025-12-11        | 2026-01-11      | 2026-01    |
| month_old | lv_resident             | 31                | residential      | 2025-12-11        | 2026-01-11      | 2025-12    |
| month_new | lv_resident             | 31                | residential      | 2025-12-11        | 2026-01-11      | 2026-02    |
| nobody    | lv_resident             | 45                | residential      | 2025-12-11        | 2026-01-11      | 2026-01    |
| renewed   | lv_resident             | 44                | residential      | 2025-12-11        | 2026-01-11      | 2026-01    |
| blank     | lv_resident             | 46                | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |
| twice     | lv_resident             | 47                | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |
| no_second | lv_resident             | 48                | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |
| fourth    | lv_resident             | 49                | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |

| case | tier_rule.region | tier_rule.valid_from | tier_rule.valid_to | tier_rule.household_size | tier_rule.tier | tier_rule.cycle | tier_rule.kwh_above | tier_rule.extra_price |
|------|------------------|----------------------|--------------------|--------------------------|---------------:|-----------------|--------------------:|----------------------:|
| a1   | 36               | 2026-01-01           | 2026-02-01         | ordinary                 |              1 | year            |                     |                       |
| a2   | 36               | 2026-01-01           | 2026-02-01         | ordinary                 |              2 | year            |                2160 |                  0.05 |
| a3   | 36               | 2026-01-01           |                    | ordinary                 |              3 | year            |                4200 |                   0.3 |
| a4   | 36               | 2020-01-01           | 2026-01-01         | ordinary                 |              2 | month           |                 180 |                  0.06 |
| b2   | 33               | 2026-01-01           |                    | ordinary                 |              2 | year            |                2160 |                  0.05 |
| b4   | 33               | 2020-01-01           | 2026-01-01         | ordinary                 |              2 | month           |                 180 |                  0.06 |
| c2   | 31               | 2026-01-01           |                    | ordinary                 |              2 | year            |                2160 |                  0.05 |
| c4   | 31               | 2020-01-01           | 2026-01-01         | ordinary                 |              2 | month           |                 180 |                  0.06 |
| d2   | 45               | 2026-01-01           |                    | ordinary                 |              2 | year            |                2160 |                  0.05 |
| d4   | 45               | 2020-01-01           | 2026-01-01         | ordinary                 |              2 | year            |                2000 |                  0.05 |
| e2   | 44               | 2026-01-01           |                    | ordinary                 |              2 | year            |                2160 |                  0.05 |
| e4   | 44               | 2020-01-01           | 2026-01-01         | ordinary                 |              2 | year            |                2160 |                  0.05 |
| f2   | 46               | 2020-01-01           |                    | ordinary                 |              2 | year            |                2160 |                  0.05 |
| f3   | 46               | 2020-01-01           |                    | ordinary                 |              3 | year            |                     |                  0.05 |
| g2   | 47               | 2020-01-01           |                    | ordinary                 |              2 | year            |                2160 |                  0.05 |
| g3   | 47               | 2021-01-01           |                    | ordinary                 |              2 | year            |                2160 |                  0.05 |
| h2   | 48               | 2020-01-01           |                    | ordinary                 |              3 | year            |                2160 |                  0.05 |
| i2   | 49               | 2020-01-01           |                    | ordinary                 |              2 | year            |                2160 |                  0.05 |
| i4   | 49               | 2020-01-01           |                    | ordinary                 |              4 | year            |                2160 |                  0.05 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|------|-----------------------|---------------------------|-----------------------|
| s1   | 36                    | price_change              | by_days               |
| s2   | 33                    | price_change              | from_next_bill        |
| s3   | 31                    | price_change              | from_bill_month       |
| s4   | 45                    | day_divisor               | from_next_bill        |

| case | tier_in_period.region | tier_in_period.household_size | tier_in_period.period_start | tier_in_period.period_end | tier_in_period.month | tier_in_period.unsettled | tier_in_period.cycle | tier_in_period.tier_2_above_kwh | tier_in_period.tier_3_above_kwh | tier_in_period.tier_2_extra | tier_in_period.tier_3_extra |
|------|-----------------------|-------------------------------|-----------------------------|---------------------------|----------------------|--------------------------|----------------------|--------------------------------:|--------------------------------:|----------------------------:|----------------------------:|
| r1   | 36                    | ordinary                      | 2026-01-01                  | 2026-02-01                | 2026-01              | false                    | year                 |                            2160 |                            4200 |                        0.05 |                         0.3 |
| r2   | 36                    | ordinary                      | 2025-12-01                  | 2026-01-01                | 2025-12              | false                    | month                |                             180 |                                 |                        0.06 |                             |
| r3   | 36                    | ordinary                      | 2025-12-11                  | 2026-01-11                | 2026-01              | true                     |                      |                                 |                                 |                             |                             |
| r4   | 33                    | ordinary                      | 2025-12-11                  | 2026-01-11                | 2026-01              | false                    | month                |                             180 |                                 |                        0.06 |                             |
| r5   | 31                    | ordinary                      | 2025-12-11                  | 2026-01-11                | 2026-01              | false                    | year                 |                            2160 |                                 |                        0.05 |                             |
| r6   | 31                    | ordinary                      | 2025-12-11                  | 2026-01-11                | 2025-12              | false                    | month                |                             180 |                                 |                        0.06 |                             |
| r7   | 31                    | ordinary                      | 2025-12-11                  | 2026-01-11                | 2026-02              | false                    | year                 |                            2160 |                                 |                        0.05 |                             |
| r8   | 45                    | ordinary                      | 2025-12-11                  | 2026-01-11                | 2026-01              | true                     |                      |                                 |                                 |                             |                             |
| r9   | 44                    | ordinary                      | 2025-12-11                  | 2026-01-11                | 2026-01              | false                    | year                 |                            2160 |                                 |                        0.05 |                             |
| r10  | 46                    | ordinary                      | 2026-01-01                  | 2026-02-01                | 2026-01              | false                    |                      |                                 |                                 |                             |                             |
| r11  | 47                    | ordinary                      | 2026-01-01                  | 2026-02-01                | 2026-01              | false                    |                      |                                 |                                 |                             |                             |
| r12  | 48                    | ordinary                      | 2026-01-01                  | 2026-02-01                | 2026-01              | false                    |                      |                                 |                                 |                             |                             |
| r13  | 49                    | ordinary                      | 2026-01-01                  | 2026-02-01                | 2026-01              | false                    |                      |                                 |                                 |                             |                             |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

_KEY = ("region", "household_size", "period_start", "period_end", "month")
_TIERS = ((2,), (2, 3))  # a third without a second is no tier
_KWH, _PRICE = pa.decimal128(18, 3), pa.decimal128(18, 8)
_SCHEMA = pa.schema(
    [
        ("region", pa.string()),
        ("household_size", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("month", pa.date32()),
        ("unsettled", pa.bool_()),
        ("cycle", pa.string()),
        ("tier_2_above_kwh", _KWH),
        ("tier_3_above_kwh", _KWH),
        ("tier_2_extra", _PRICE),
        ("tier_3_extra", _PRICE),
    ]
)
_Row = Mapping[str, Any]


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each region, size and period of bills in ``rows``: as few as months, so plain Python."""
    found: dict[tuple[Any, ...], list[_Row]] = {}
    for row in rows.to_pylist():
        found.setdefault(tuple(row[name] for name in _KEY), []).append(row)
    return pa.Table.from_pylist([_over_period(key, held) for key, held in found.items()], schema=_SCHEMA)


def _over_period(key: tuple[Any, ...], held: Sequence[_Row]) -> dict[str, Any]:
    start, end, month = key[2:]
    found: dict[str, Any] = dict(zip(_KEY, key, strict=True)) | {"unsettled": False}
    edges = {day for row in held for day in (row["valid_from"], row["valid_to"]) if day is not None}
    days = [start, *sorted(day for day in edges if start < day < end)]
    reading = held[0]["reading"]
    if len({tuple(sorted(_figures(held, day).items())) for day in days}) == 1 or reading == "from_next_bill":
        return found | _figures(held, start)
    if reading == "from_bill_month":
        return found | _figures(held, min(max(month, start), end - timedelta(1)))
    return found | {"unsettled": True}


def _figures(held: Sequence[_Row], day: date) -> dict[str, Any]:
    """The tiers of a day by output column; none where they contradict one another or one has a blank."""
    today = [row for row in held if row["tier"] > 1 and row["valid_from"] <= day]
    today = [row for row in today if row["valid_to"] is None or day < row["valid_to"]]
    blank = any(row[name] is None for row in today for name in ("cycle", "kwh_above", "extra_price"))
    if blank or tuple(sorted(row["tier"] for row in today)) not in _TIERS or len({row["cycle"] for row in today}) > 1:
        return {}
    found: dict[str, Any] = {"cycle": today[0]["cycle"]}
    for row in today:
        found |= {f"tier_{row['tier']}_above_kwh": row["kwh_above"], f"tier_{row['tier']}_extra": row["extra_price"]}
    return found
