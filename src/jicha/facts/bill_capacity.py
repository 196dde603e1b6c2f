"""---
fact: bill_capacity
title: Capacity to be charged in the period of a two-part bill
title_zh: 两部制账单期间应计的容量
scope: customer
history: 13 months
key: [bill_id]
partition_by: [bill_id]
equivalent:
  "max: MAX(r.least_idle_days) -> MIN(r.least_idle_days)": one rule of a region holds on a day, the validator of price books sees to it
columns:
  bill_id: [text, '', Bill, 账单, bill.bill_id]
  transformers: [integer, count, Transformers and high-voltage motors with a history in the period, 期间有运行记录的变压器（含高压电动机）台数]
  unknown: [integer, count, Those whose history leaves a day of the period open, 运行记录不完整的台数]
  whole_kva: ["decimal(18,3)", kVA, What counts of the machines that count the same on every day of the period; blank where one is unknown, 期间未变动设备的应计容量]
  part_kva_days: ["decimal(18,3)", kVA*day, What counts of the others times its days; blank where one is unknown, 期间有变动设备的应计容量×天数]
  short_stops: [integer, count, Stops too short to reduce the charge, 不足最短天数的停用次数]
---
## English
What of a customer's transformers and of its high-voltage motors counts on each day of the bill: in operation, kept hot as a
reserve, or stopped for fewer days than the region's rule asks of a stop (fifteen where there is no rule); a machine that is
stopped and then sealed stops once. A change counts from its own day. A transformer that begins within the period must say so
(new, exchanged, its first day of operation); another whose history leaves days of the period open, tells them twice, or is
not there at all (and it was not removed before) is unknown, and the bill is then unsure. Machine by machine: one that counts
the same on every day is charged for the month whatever its days, another for its days. Where the sum is the same on every
day, as after an exchange for one of the same size, the whole counts as unchanged.

## 中文
按日统计账单期间客户变压器及不经变压器接用的高压电动机应计的容量：运行的、热备用的，以及停用不足规定最短天数的（区域无规定的按十五天）。
先停用后封存的按一次停用计。变动自当日起计。期间内起始的记录须为新装、更换或首次投运日；其他运行记录不能覆盖期间各日的、同日有两条记录的，
或完全没有运行记录（且非期前已拆除）的，视为未知，该账单判为存疑。逐台统计：期间未变动的设备按整月计，有变动的按其天数计；
各日合计容量不变的（如等容量更换），整体按未变动计。

```sql
WITH rule AS (
  SELECT b.bill_id, MAX(r.least_idle_days) AS least_idle_days
  FROM bill AS b
  INNER JOIN customer AS c ON c.customer_id = b.customer_id
  INNER JOIN org_region AS o ON o.org_id = c.org_id
  INNER JOIN capacity_rule AS r ON r.region = o.region AND r.valid_from <= b.period_start
    AND (r.valid_to IS NULL OR r.valid_to > b.period_start)
  GROUP BY b.bill_id
)
SELECT b.bill_id, b.period_start, b.period_end, t.transformer_id, t.standby, t.first_run_on, t.removed_on, h.valid_from, h.valid_to,
       h.run_status, h.capacity, h.change_kind, r.least_idle_days
FROM bill AS b
INNER JOIN transformer AS t ON t.customer_id = b.customer_id
LEFT JOIN transformer_history AS h ON h.transformer_id = t.transformer_id
LEFT JOIN rule AS r ON r.bill_id = b.bill_id
WHERE (b.price_strategy = 'two_part' OR b.capacity_charge_mode = 'capacity') AND b.period_start < b.period_end
GROUP BY b.bill_id, b.period_start, b.period_end, t.transformer_id, t.standby, t.first_run_on, t.removed_on, h.valid_from,
         h.valid_to, h.run_status, h.capacity, h.change_kind, r.least_idle_days
```

| case     | bill.price_strategy | bill.period_start | bill.period_end | transformer.standby | transformer.first_run_on | transformer_history.valid_from | transformer_history.valid_to | transformer_history.run_status | transformer_history.capacity | transformer_history.change_kind | bill.capacity_charge_mode | transformer.removed_on |
|----------|---------------------|-------------------|-----------------|---------------------|--------------------------|--------------------------------|------------------------------|--------------------------------|-----------------------------:|---------------------------------|---------------------------|------------------------|
| steady   | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2020-01-01                     |                              | running                        |                          400 | new                             | none                      |                        |
| single   | single_part         | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2020-01-01                     |                              | running                        |                          400 | new                             | none                      |                        |
| no_days  | two_part            | 2026-01-01        | 2026-01-01      | main                | 2020-01-01               | 2020-01-01                     |                              | running                        |                          400 | new                             | none                      |                        |
| ended    | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2020-01-01                     | 2026-01-01                   | running                        |                          400 | new                             | none                      |                        |
| to_come  | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2026-02-01                     |                              | running                        |                          400 | new                             | none                      |                        |
| hot      | two_part            | 2026-01-01        | 2026-02-01      | hot_standby         | 2020-01-01               | 2020-01-01                     |                              | stopped                        |                          100 | stop                            | none                      |                        |
| cold     | two_part            | 2026-01-01        | 2026-02-01      | cold_standby        | 2020-01-01               | 2020-01-01                     |                              | stopped                        |                          100 | stop                            | none                      |                        |
| sealed   | two_part            | 2026-01-01        | 2026-02-01      | hot_standby         | 2020-01-01               | 2020-01-01                     |                              | sealed                         |                          100 | stop                            | none                      |                        |
| begun    | two_part            | 2026-01-01        | 2026-02-01      | main                | 2026-01-11               | 2026-01-11                     |                              | running                        |                          100 | start                           | none                      |                        |
| anew     | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2026-01-11                     |                              | running                        |                          100 | new                             | none                      |                        |
| swapped  | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2026-01-11                     |                              | running                        |                          100 | exchange                        | none                      |                        |
| late     | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2026-01-11                     |                              | running                        |                          100 | start                           | none                      |                        |
| cut      | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2020-01-01                     | 2026-01-31                   | running                        |                          100 | new                             | none                      |                        |
| removed  | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2020-01-01                     |                              | removed                        |                          100 | remove                          | none                      |                        |
| blank    | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2020-01-01                     |                              |                                |                          100 | new                             | none                      |                        |
| stripped | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | -                              | -                            | -                              |                            - | -                               | none                      |                        |
| billed_c | single_part         | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2020-01-01                     |                              | running                        |                          100 | new                             | capacity                  |                        |
| no_kva   | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | 2020-01-01                     |                              | running                        |                              | new                             | none                      |                        |
| taken_dn | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | -                              | -                            | -                              |                            - | -                               | none                      | 2026-01-01             |
| later_dn | two_part            | 2026-01-01        | 2026-02-01      | main                | 2020-01-01               | -                              | -                            | -                              |                            - | -                               | none                      | 2026-01-02             |

| case   | bill_capacity.bill_id | bill_capacity.transformers | bill_capacity.unknown | bill_capacity.whole_kva | bill_capacity.part_kva_days | bill_capacity.short_stops |
|--------|-----------------------|---------------------------:|----------------------:|------------------------:|----------------------------:|--------------------------:|
| r1     | steady                |                          1 |                     0 |                     400 |                           0 |                         0 |
| r2     | hot                   |                          1 |                     0 |                     100 |                           0 |                         0 |
| r3     | cold                  |                          1 |                     0 |                       0 |                           0 |                         0 |
| r4     | sealed                |                          1 |                     0 |                       0 |                           0 |                         0 |
| r5     | begun                 |                          1 |                     0 |                       0 |                        2100 |                         0 |
| r6     | anew                  |                          1 |                     0 |                       0 |                        2100 |                         0 |
| r7     | swapped               |                          1 |                     0 |                       0 |                        2100 |                         0 |
| r8     | late                  |                          1 |                     1 |                         |                             |                         0 |
| r9     | cut                   |                          1 |                     1 |                         |                             |                         0 |
| r10    | removed               |                          1 |                     0 |                       0 |                           0 |                         0 |
| r11    | blank                 |                          1 |                     1 |                         |                             |                         0 |
| r13    | stripped              |                          1 |                     1 |                         |                             |                         0 |
| r15    | later_dn              |                          1 |                     1 |                         |                             |                         0 |
| r14    | billed_c              |                          1 |                     0 |                     100 |                           0 |                         0 |
| r12    | no_kva                |                          1 |                     1 |                         |                             |                         0 |

### Examples: stops of fourteen and of fifteen days, and of the region's own length

| case        | bill.price_strategy | bill.period_start | bill.period_end | customer.customer_class | org_region.region | transformer.transformer_id | transformer_history.valid_from | transformer_history.valid_to | transformer_history.run_status | transformer_history.capacity |
|-------------|---------------------|-------------------|-----------------|-------------------------|-------------------|----------------------------|--------------------------------|------------------------------|--------------------------------|-----------------------------:|
| fourteen    | two_part            | 2026-01-01        | 2026-02-01      | high_voltage            | 36                | fourteen                   | 2020-01-01                     | 2026-01-11                   | running                        |                          100 |
| fifteen     | two_part            | 2026-01-01        | 2026-02-01      | high_voltage            | 36                | fifteen                    | 2020-01-01                     | 2026-01-11                   | running                        |                          100 |
| own_fifteen | two_part            | 2026-01-01        | 2026-02-01      | high_voltage            | 33                | own_fifteen                | 2020-01-01                     | 2026-01-11                   | running                        |                          100 |
| own_twelve  | two_part            | 2026-01-01        | 2026-02-01      | high_voltage            | 33                | own_twelve                 | 2020-01-01                     | 2026-01-11                   | running                        |                          100 |
| own_long    | two_part            | 2026-01-01        | 2026-02-01      | high_voltage            | 44                | own_long                   | 2020-01-01                     | 2026-01-11                   | running                        |                          100 |
| lost_region | two_part            | 2026-01-01        | 2026-02-01      | high_voltage            | -                 | lost_region                | 2020-01-01                     | 2026-01-11                   | running                        |                          100 |
| lost_file   | two_part            | 2026-01-01        | 2026-02-01      | -                       | -                 | lost_file                  | 2020-01-01                     | 2026-01-11                   | running                        |                          100 |

| case | transformer_history.transformer_id | transformer_history.valid_from | transformer_history.valid_to | transformer_history.run_status | transformer_history.capacity |
|------|------------------------------------|--------------------------------|------------------------------|--------------------------------|-----------------------------:|
| h1   | fourteen                           | 2026-01-11                     | 2026-01-25                   | sealed                         |                          100 |
| h2   | fourteen                           | 2026-01-25                     |                              | running                        |                          100 |
| h3   | fifteen                            | 2026-01-11                     | 2026-01-26                   | sealed                         |                          100 |
| h4   | fifteen                            | 2026-01-26                     |                              | running                        |                          100 |
| h5   | own_fifteen                        | 2026-01-11                     | 2026-01-26                   | stopped                        |                          100 |
| h6   | own_fifteen                        | 2026-01-26                     |                              | running                        |                          100 |
| h13  | own_twelve                         | 2026-01-11                     | 2026-01-23                   | sealed                         |                          100 |
| h14  | own_twelve                         | 2026-01-23                     |                              | running                        |                          100 |
| h11  | own_long                           | 2026-01-11                     | 2026-01-26                   | sealed                         |                          100 |
| h12  | own_long                           | 2026-01-26                     |                              | running                        |                          100 |
| h7   | lost_region                        | 2026-01-11                     | 2026-01-26                   | sealed                         |                          100 |
| h8   | lost_region                        | 2026-01-26                     |                              | running                        |                          100 |
| h9   | lost_file                          | 2026-01-11                     | 2026-01-25                   | sealed                         |                          100 |
| h10  | lost_file                          | 2026-01-25                     |                              | running                        |                          100 |

| case | capacity_rule.region | capacity_rule.valid_from | capacity_rule.valid_to | capacity_rule.least_idle_days |
|------|----------------------|--------------------------|------------------------|------------------------------:|
| k1   | 33                   | 2026-01-01               | 2026-01-02             |                            10 |
| k2   | 33                   | 2026-01-02               |                        |                            90 |
| k3   | 33                   | 2020-01-01               | 2026-01-01             |                            90 |
| k4   | 36                   | 2020-01-01               |                        |                               |
| k5   | 44                   | 2026-01-01               |                        |                            90 |

| case | bill_capacity.bill_id | bill_capacity.transformers | bill_capacity.unknown | bill_capacity.whole_kva | bill_capacity.part_kva_days | bill_capacity.short_stops |
|------|-----------------------|---------------------------:|----------------------:|------------------------:|----------------------------:|--------------------------:|
| r1   | fourteen              |                          1 |                     0 |                     100 |                           0 |                         1 |
| r2   | fifteen               |                          1 |                     0 |                       0 |                        1600 |                         0 |
| r3   | own_fifteen           |                          1 |                     0 |                       0 |                        1600 |                         0 |
| r7   | own_twelve            |                          1 |                     0 |                       0 |                        1900 |                         0 |
| r6   | own_long              |                          1 |                     0 |                     100 |                           0 |                         1 |
| r4   | lost_region           |                          1 |                     0 |                       0 |                        1600 |                         0 |
| r5   | lost_file             |                          1 |                     0 |                     100 |                           0 |                         1 |

### Examples: several machines of one customer, of which some change

| case   | bill.price_strategy | bill.period_start | bill.period_end | bill.customer_id |
|--------|---------------------|-------------------|-----------------|------------------|
| mixed  | two_part            | 2026-01-01        | 2026-02-01      | mixed            |
| gap    | two_part            | 2026-01-01        | 2026-02-01      | gap              |

| case | transformer.transformer_id | transformer.customer_id | transformer.standby | transformer.first_run_on | transformer.removed_on | transformer_history.valid_from | transformer_history.valid_to | transformer_history.run_status | transformer_history.capacity |
|------|----------------------------|-------------------------|---------------------|--------------------------|------------------------|--------------------------------|------------------------------|--------------------------------|-----------------------------:|
| m1   | m1                         | mixed                   | main                | 2020-01-01               |                        | 2020-01-01                     |                              | running                        |                          630 |
| m2   | m2                         | mixed                   | main                | 2020-01-01               |                        | 2020-01-01                     |                              | running                        |                          100 |
| m3   | m3                         | mixed                   | main                | 2026-01-03               |                        | 2026-01-03                     |                              | running                        |                         1000 |
| m4   | m4                         | mixed                   | main                | 2020-01-01               |                        | 2020-01-01                     | 2026-01-11                   | running                        |                          200 |
| m5   | m5                         | gap                     | main                | 2020-01-01               |                        | 2020-01-01                     |                              | running                        |                          630 |
| m6   | m6                         | gap                     | main                | 2020-01-01               |                        | 2020-01-01                     | 2026-01-31                   | running                        |                          100 |

| case | transformer_history.transformer_id | transformer_history.valid_from | transformer_history.run_status | transformer_history.capacity |
|------|------------------------------------|--------------------------------|--------------------------------|-----------------------------:|
| h1   | m4                                 | 2026-01-11                     | removed                        |                          200 |

| case | bill_capacity.bill_id | bill_capacity.transformers | bill_capacity.unknown | bill_capacity.whole_kva | bill_capacity.part_kva_days | bill_capacity.short_stops |
|------|-----------------------|---------------------------:|----------------------:|------------------------:|----------------------------:|--------------------------:|
| r1   | mixed                 |                          4 |                     0 |                     730 |                       31000 |                         0 |
| r2   | gap                   |                          2 |                     1 |                         |                             |                         0 |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

import pyarrow as pa

LEAST_IDLE_DAYS = 15  # rules of 1996 Art. 24 and the notice of 2016, where the region's rule says nothing
_SCHEMA = pa.schema(
    [
        ("bill_id", pa.string()),
        ("transformers", pa.int64()),
        ("unknown", pa.int64()),
        ("whole_kva", pa.decimal128(18, 3)),
        ("part_kva_days", pa.decimal128(18, 3)),
        ("short_stops", pa.int64()),
    ]
)
_IDLE = ("stopped", "sealed")
_Row = Mapping[str, Any]


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each bill. Two-part bills are few, so plain Python."""
    found = [
        _bill(bill_id, list(group)) for bill_id, group in groupby(rows.to_pylist(), key=lambda row: row["bill_id"])
    ]
    return pa.Table.from_pylist([row for row in found if row is not None], schema=_SCHEMA)


def _bill(bill_id: str, rows: Sequence[_Row]) -> dict[str, Any] | None:
    start, end = rows[0]["period_start"], rows[0]["period_end"]
    machines: dict[str, list[_Row]] = {}
    for row in rows:
        machines.setdefault(row["transformer_id"], []).append(row)
    seen = [_in_order(held) for held in machines.values() if not _is_elsewhere(held)]
    if not seen:
        return None
    found: dict[str, Any] = {"bill_id": bill_id, "transformers": len(seen)}
    days = [start + timedelta(number) for number in range((end - start).days)]
    daily = [_daily(held, days) for held in seen]
    found["unknown"] = sum(one is None for one in daily)
    found["short_stops"] = sum(_is_short(held, row) for held in seen for row in held if _touches(row))
    if not found["unknown"]:
        whole = part = Decimal(0)
        # One exchanged for another of its size changes nothing: then the sum is looked at, else each by itself.
        sums = [sum(day) for day in zip(*daily, strict=True)]
        for one in [sums] if sums and min(sums) == max(sums) else daily:
            if one and min(one) == max(one):
                whole += one[0]
            elif one:
                part += sum(one)
        found |= {"whole_kva": whole, "part_kva_days": part}
    return found


def _is_elsewhere(rows: Sequence[_Row]) -> bool:
    """Whether a machine has a history and none of it lies within the bill, or was removed before without any."""
    held, removed_on = _in_order(rows), rows[0]["removed_on"]
    if held:
        return not any(_touches(row) for row in held)
    return removed_on is not None and bool(removed_on <= rows[0]["period_start"])


def _in_order(rows: Sequence[_Row]) -> list[_Row]:
    """The history of a machine; empty where it has none."""
    return sorted((row for row in rows if row["valid_from"] is not None), key=lambda row: row["valid_from"])


def _touches(row: _Row) -> bool:
    """Whether a stretch of the history lies within the bill."""
    after = row["valid_to"]
    return bool(row["valid_from"] < row["period_end"] and (after is None or after > row["period_start"]))


def _daily(held: Sequence[_Row], days: Sequence[date]) -> list[Decimal] | None:
    """The capacity of one machine that counts on each day; None where its history does not say."""
    first = next((row for row in held if _touches(row)), None)
    if first is None:
        return None
    kva = []
    for day in days:
        today = [row for row in held if row["valid_from"] <= day and (row["valid_to"] is None or day < row["valid_to"])]
        if not today:
            begins = first["change_kind"] in ("new", "exchange") or first["valid_from"] == first["first_run_on"]
            if not begins or day > first["valid_from"]:
                return None
            kva.append(Decimal(0))
        elif len(today) > 1 or today[0]["run_status"] is None or today[0]["capacity"] is None:
            return None
        else:
            kva.append(today[0]["capacity"] if _counts(held, today[0]) else Decimal(0))
    return kva


def _counts(held: Sequence[_Row], row: _Row) -> bool:
    hot = row["run_status"] == "stopped" and row["standby"] == "hot_standby"
    return row["run_status"] == "running" or hot or _is_short(held, row)


def _is_short(held: Sequence[_Row], row: _Row) -> bool:
    """Whether it is of a stop that has ended after fewer days than reduce the charge."""
    if row["run_status"] not in _IDLE:
        return False
    idle = [one for one in held if one["run_status"] in _IDLE]
    place = idle.index(row)
    first, after = row["valid_from"], row["valid_to"]
    for one in reversed(idle[:place]):
        first = one["valid_from"] if one["valid_to"] == first else first
    for one in idle[place + 1 :]:
        after = one["valid_to"] if one["valid_from"] == after else after
    return after is not None and bool((after - first).days < (row["least_idle_days"] or LEAST_IDLE_DAYS))
