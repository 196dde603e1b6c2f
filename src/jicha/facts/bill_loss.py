"""---
fact: bill_loss
title: Transformer loss to be charged on a bill
title_zh: 账单应计变压器损耗
scope: org
history: 1 month
key: [bill_id]
partition_by: ["*"]
equivalent:
  "left to inner join: LEFT JOIN bill_read AS e ON e.bill_id = b.bill_id -> INNER JOIN bill_read AS e ON e.bill_id = b.bill_id": that fact has a row for every bill
columns:
  bill_id: [text, '', Bill, 账单, bill.bill_id]
  due: [boolean, '', "Whether loss is to be charged here: supplied at high voltage, metered on the low side, and not below a master that bears it", 是否应计变损（高供低计，且损耗不由总表承担）]
  loss_method: [code(loss_method), '', Method of the transformer or of the point, 变损计算方式]
  iron_kwh: ["decimal(18,3)", kWh, Loss without load over the hours of operation, 铁损电量]
  copper_kwh: ["decimal(18,3)", kWh, Loss by the load, 铜损电量]
  loss_kwh: ["decimal(18,3)", kWh, Loss to be charged; blank where a datum is missing or a reading of the rule is not settled, 应计变损电量]
params:
  copper: 2 %               # of the energy, by the iron and copper method; usual practice, to be confirmed by the province
---
## English
A meter on the low side of the customer's own transformer does not see what the transformer loses, so the loss is added by the
method agreed: iron loss over the hours of operation and a share for copper; the standard formula with the load-shape factor
K; an agreed quantity of each month, of a part of a month by thirtieths. Metered on the high side, or supplied at low voltage, nothing is added. Whether the result is rounded
to whole kWh is a reading that a person confirms.

A sub-meter stands behind a master that has the loss already: one on the high side sees it, and to one on the low side of the
same transformer it was added. So it is not due at the sub-meter a second time. Where the bill of a sub-meter states a loss all
the same, the loss may be shared among the points by agreement, and where the master has another transformer, is not in use or
is not known, nothing is said. A master that is only for checking bears nothing.

## 中文
高供低计客户的电能表不计变压器自身损耗，应按约定方式加计变损：铁损按运行小时、铜损按比例；或按含负荷系数 K 的标准公式；或按月协议电量（不足整月的按三十分之一日计）。
高供高计和低供低计客户不计变损。损耗电量是否取整到千瓦时属执行口径，须经确认。

分表位于总表之后：总表在高压侧的，损耗已被计量；总表在同一变压器低压侧的，损耗已在总表加计。分表不再重复计收。
分表账单载有损耗的，可能按约定分摊；总表所属变压器不同、未在用或情况不明的，均不作判断。仅供考核的上级计量点不承担损耗。

```sql
SELECT b.bill_id,
       CASE WHEN p.metering_side <> 'lv_metered_hv_supplied' THEN FALSE
            WHEN p.parent_point_id IS NULL OR m.point_nature = 'check' THEN TRUE
            WHEN m.point_status = 'in_use' AND b.loss_kwh = COALESCE(b.line_loss_kwh, 0)
              AND (m.metering_side = 'hv_metered_hv_supplied'
                OR m.metering_side = 'lv_metered_hv_supplied' AND m.transformer_id = p.transformer_id) THEN FALSE END AS due,
       COALESCE(t.loss_method, p.loss_method) AS loss_method, e.read_kwh, b.reactive_kvarh,
       days_between(b.period_start, b.period_end) AS days, b.months_stated, b.loss_hours, t.capacity, t.no_load_loss_w, t.load_loss_w,
       t.loss_k, t.active_loss_agreed, s.choice AS rounding, :copper AS copper_percent
FROM bill AS b
INNER JOIN point AS p ON p.point_id = b.point_id
LEFT JOIN point AS m ON m.point_id = p.parent_point_id
LEFT JOIN bill_read AS e ON e.bill_id = b.bill_id
LEFT JOIN transformer AS t ON t.transformer_id = p.transformer_id
LEFT JOIN customer AS c ON c.customer_id = b.customer_id
LEFT JOIN org_region AS o ON o.org_id = c.org_id
LEFT JOIN settled_choice AS s ON s.region = o.region AND s.convention = 'loss_rounding'
WHERE p.metering_side IS NOT NULL
```

| case       | customer.customer_class | org_region.region | point.metering_side    | point.loss_method | transformer.loss_method | transformer.capacity | transformer.no_load_loss_w | transformer.load_loss_w | transformer.loss_k | transformer.active_loss_agreed | bill.period_start | bill.period_end | bill.loss_hours | bill_read.read_kwh | bill.reactive_kvarh | bill.months_stated |
|------------|-------------------------|-------------------|------------------------|-------------------|-------------------------|---------------------:|---------------------------:|------------------------:|-------------------:|-------------------------------:|-------------------|-----------------|----------------:|-----------------:|--------------------:|-------------------:|
| simple     | high_voltage            | 36                | lv_metered_hv_supplied | none              | iron_copper             |                  400 |                        570 |                         |                    |                                | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| formula    | high_voltage            | 36                | lv_metered_hv_supplied | none              | formula                 |                  400 |                        570 |                    4300 |                1.5 |                                | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| whole      | high_voltage            | 33                | lv_metered_hv_supplied | none              | formula                 |                  400 |                        570 |                    4300 |                1.5 |                                | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| all_hours  | high_voltage            | 36                | lv_metered_hv_supplied | none              | iron_copper             |                  400 |                        570 |                         |                    |                                | 2026-01-01        | 2026-02-01      |                 |            60000 |               20000 |                  1 |
| agreed     | high_voltage            | 36                | lv_metered_hv_supplied | none              | fixed_quantity          |                  400 |                            |                         |                    |                            304 | 2026-01-01        | 2026-02-01      |                 |            60000 |                     |                  1 |
| ten_days   | high_voltage            | 36                | lv_metered_hv_supplied | none              | table                   |                  400 |                            |                         |                    |                            304 | 2026-01-01        | 2026-01-11      |                 |            60000 |                     |                  1 |
| two_months | high_voltage            | 36                | lv_metered_hv_supplied | none              | fixed_quantity          |                  400 |                            |                         |                    |                            304 | 2026-01-01        | 2026-03-01      |                 |            60000 |                     |                  2 |
| of_point   | high_voltage            | 36                | lv_metered_hv_supplied | iron_copper       |                         |                  400 |                        570 |                         |                    |                                | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| no_method  | high_voltage            | 36                | lv_metered_hv_supplied |                   |                         |                  400 |                        570 |                         |                    |                                | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| agreed_no  | high_voltage            | 36                | lv_metered_hv_supplied | none              | none                    |                  400 |                        570 |                         |                    |                                | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| no_machine | high_voltage            | 36                | lv_metered_hv_supplied | formula           | -                       |                    - |                          - |                       - |                  - |                              - | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| no_region  | high_voltage            | -                 | lv_metered_hv_supplied | none              | iron_copper             |                  400 |                        570 |                         |                    |                                | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| no_file    | -                       | -                 | lv_metered_hv_supplied | none              | iron_copper             |                  400 |                        570 |                         |                    |                                | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| high_side  | high_voltage            | 36                | hv_metered_hv_supplied | none              | iron_copper             |                  400 |                        570 |                         |                    |                                | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| low        | lv_resident             | 36                | lv_metered_lv_supplied | none              | -                       |                    - |                          - |                       - |                  - |                              - | 2026-01-01        | 2026-02-01      |                 |              100 |                     |                  1 |
| side_blank | high_voltage            | 36                |                        | none              | iron_copper             |                  400 |                        570 |                         |                    |                                | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |
| lost_point | high_voltage            | 36                | -                      | -                 | -                       |                    - |                          - |                       - |                  - |                              - | 2026-01-01        | 2026-02-01      |             720 |            60000 |               20000 |                  1 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|------|-----------------------|---------------------------|-----------------------|
| s1   | 36                    | loss_rounding             | exact                 |
| s2   | 33                    | loss_rounding             | to_kwh                |
| s3   | 36                    | money_rounding            | half_up               |

| case | bill_loss.bill_id | bill_loss.due | bill_loss.loss_method | bill_loss.iron_kwh | bill_loss.copper_kwh | bill_loss.loss_kwh |
|------|-------------------|---------------|-----------------------|-------------------:|---------------------:|-------------------:|
| r1   | simple            | true          | iron_copper           |              410.4 |                 1200 |             1610.4 |
| r2   | formula           | true          | formula               |              410.4 |              223.958 |            634.358 |
| r3   | whole             | true          | formula               |              410.4 |              223.958 |                634 |
| r4   | all_hours         | true          | iron_copper           |             424.08 |                 1200 |            1624.08 |
| r5   | agreed            | true          | fixed_quantity        |                    |                      |                304 |
| r14  | ten_days          | true          | table                 |                    |                      |            101.333 |
| r15  | two_months        | true          | fixed_quantity        |                    |                      |                608 |
| r6   | of_point          | true          | iron_copper           |              410.4 |                 1200 |             1610.4 |
| r7   | no_method         | true          |                       |                    |                      |                    |
| r8   | agreed_no         | true          | none                  |                    |                      |                    |
| r9   | no_machine        | true          | formula               |                    |                      |                    |
| r10  | no_region         | true          | iron_copper           |              410.4 |                 1200 |                    |
| r11  | no_file           | true          | iron_copper           |              410.4 |                 1200 |                    |
| r12  | high_side         | false         | iron_copper           |                    |                      |                  0 |
| r13  | low               | false         | none                  |                    |                      |                  0 |

### Examples: meters below a master

| case       | org_region.region | customer.customer_class | point.parent_point_id | point.metering_side    | point.transformer_id | bill.period_start | bill.period_end | bill.loss_hours | bill.loss_kwh | bill.line_loss_kwh | bill_read.read_kwh |
|------------|-------------------|-------------------------|-----------------------|------------------------|----------------------|-------------------|-----------------|----------------:|--------------:|-------------------:|-------------------:|
| below_high | 36                | high_voltage            | high                  | lv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |             0 |                  0 |               1000 |
| below_low  | 36                | high_voltage            | low                   | lv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |             0 |                  0 |               1000 |
| line_loss  | 36                | high_voltage            | low                   | lv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |            20 |                 20 |               1000 |
| line_blank | 36                | high_voltage            | low                   | lv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |             0 |                    |               1000 |
| shared     | 36                | high_voltage            | low                   | lv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |             5 |                  0 |               1000 |
| not_told   | 36                | high_voltage            | low                   | lv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |               |                  0 |               1000 |
| other_unit | 36                | high_voltage            | low                   | lv_metered_hv_supplied | u                    | 2026-01-01        | 2026-02-01      |             720 |             0 |                  0 |               1000 |
| of_street  | 36                | high_voltage            | street                | lv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |             0 |                  0 |               1000 |
| checked    | 36                | high_voltage            | checking              | lv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |             0 |                  0 |               1000 |
| gone       | 36                | high_voltage            | withdrawn             | lv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |             0 |                  0 |               1000 |
| lost       | 36                | high_voltage            | nobody                | lv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |             0 |                  0 |               1000 |
| own_high   | 36                | high_voltage            | lost                  | hv_metered_hv_supplied | t                    | 2026-01-01        | 2026-02-01      |             720 |             5 |                  0 |               1000 |

| case | point.point_id | point.metering_side    | point.transformer_id | point.point_status | point.point_nature |
|------|----------------|------------------------|----------------------|--------------------|--------------------|
| m1   | high           | hv_metered_hv_supplied |                      | in_use             | settlement         |
| m2   | low            | lv_metered_hv_supplied | t                    | in_use             |                    |
| m3   | street         | lv_metered_lv_supplied | t                    | in_use             | settlement         |
| m4   | checking       | hv_metered_hv_supplied | t                    | in_use             | check              |
| m5   | withdrawn      | hv_metered_hv_supplied | t                    | withdrawn          | settlement         |

| case | transformer.transformer_id | transformer.loss_method | transformer.capacity | transformer.no_load_loss_w |
|------|----------------------------|-------------------------|---------------------:|---------------------------:|
| t1   | t                          | iron_copper             |                  400 |                        570 |
| t2   | u                          | iron_copper             |                  400 |                        570 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|------|-----------------------|---------------------------|-----------------------|
| s1   | 36                    | loss_rounding             | exact                 |

| case | bill_loss.bill_id | bill_loss.due | bill_loss.iron_kwh | bill_loss.copper_kwh | bill_loss.loss_kwh |
|------|-------------------|---------------|-------------------:|---------------------:|-------------------:|
| r1   | below_high        | false         |                    |                      |                  0 |
| r2   | below_low         | false         |                    |                      |                  0 |
| r3   | line_loss         | false         |                    |                      |                  0 |
| r4   | line_blank        | false         |                    |                      |                  0 |
| r5   | shared            |               |                    |                      |                    |
| r6   | not_told          |               |                    |                      |                    |
| r7   | other_unit        |               |                    |                      |                    |
| r8   | of_street         |               |                    |                      |                    |
| r9   | checked           | true          |              410.4 |                   20 |              430.4 |
| r10  | gone              |               |                    |                      |                    |
| r11  | lost              |               |                    |                      |                    |
| r12  | own_high          | false         |                    |                      |                  0 |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from jicha.terms.formula import round_half_up

_KWH = pa.decimal128(18, 3)
_SCHEMA = pa.schema(
    [
        ("bill_id", pa.string()),
        ("due", pa.bool_()),
        ("loss_method", pa.string()),
        ("iron_kwh", _KWH),
        ("copper_kwh", _KWH),
        ("loss_kwh", _KWH),
    ]
)
_HOURS_A_DAY = 24
_WHOLE_MONTH, _AGREED_MONTH_DAYS = range(28, 32), 30
_Row = Mapping[str, Any]
_Parts = tuple[Fraction | None, Fraction | None, Fraction]  # iron, copper, and the whole


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each bill. Loss is due on few of them, so those are computed one by one, as fractions.

    Where it is not known whether it is due, the loss is blank too.
    """
    due = rows["due"]
    few = rows.filter(due)
    computed = pa.Table.from_pylist([_loss(row) for row in few.to_pylist()], schema=pa.schema(list(_SCHEMA)[3:]))
    nothing = {"loss_kwh": pa.repeat(pa.scalar(Decimal(0), _KWH), rows.num_rows)}
    mask = due.combine_chunks()
    parts = [
        pc.replace_with_mask(nothing.get(name, pa.nulls(rows.num_rows, _KWH)), mask, computed[name].combine_chunks())
        for name in computed.column_names
    ]
    return pa.table([rows["bill_id"], due, rows["loss_method"], *parts], schema=_SCHEMA)


def _loss(row: _Row) -> dict[str, Decimal | None]:
    method = _METHODS.get(row["loss_method"])
    parts = method(row) if method else None
    if parts is None:
        return {}
    iron, copper, whole = parts
    settled = {"exact": 3, "to_kwh": 0}.get(row["rounding"])
    return {
        "iron_kwh": _decimal(iron, 3),
        "copper_kwh": _decimal(copper, 3),
        "loss_kwh": _decimal(whole, settled) if settled is not None else None,
    }


def _iron_copper(row: _Row) -> _Parts | None:
    iron = _iron(row)
    if iron is None or row["read_kwh"] is None:
        return None
    copper = Fraction(row["read_kwh"]) * Fraction(row["copper_percent"]) / 100
    return iron, copper, iron + copper


def _formula(row: _Row) -> _Parts | None:
    """K Pk (Ap² + Aq²) / (S² T), with Pk in W, S in kVA, T in hours."""
    iron = _iron(row)
    needed = ("read_kwh", "reactive_kvarh", "capacity", "load_loss_w", "loss_k")
    if iron is None or any(row[name] is None for name in needed) or not row["capacity"]:
        return None
    active, reactive, kva, load_loss_w, k = (Fraction(row[name]) for name in needed)
    copper = k * load_loss_w / 1000 * (active * active + reactive * reactive) / (kva * kva * _hours(row))
    return iron, copper, iron + copper


def _agreed(row: _Row) -> _Parts | None:
    """The agreed loss of each month that the bill covers, or of its days where it is no whole month."""
    agreed, months, days = row["active_loss_agreed"], max(row["months_stated"] or 1, 1), row["days"]
    if agreed is None or days is None:
        return None
    whole = days in _WHOLE_MONTH or months > 1
    return None, None, Fraction(agreed) * (months if whole else Fraction(days, _AGREED_MONTH_DAYS))


def _iron(row: _Row) -> Fraction | None:
    watts, hours = row["no_load_loss_w"], _hours(row)
    return None if watts is None or not hours else Fraction(watts) * hours / 1000


def _hours(row: _Row) -> Fraction:
    """The hours that the bill states, or all of the period."""
    return Fraction(row["loss_hours"]) if row["loss_hours"] is not None else Fraction((row["days"] or 0) * _HOURS_A_DAY)


def _decimal(value: Fraction | None, digits: int) -> Decimal | None:
    if value is None:
        return None
    rounded = round_half_up(value, digits)
    return Decimal(rounded.numerator) / Decimal(rounded.denominator)


_METHODS: Mapping[str, Callable[[_Row], _Parts | None]] = {
    "iron_copper": _iron_copper,
    "formula": _formula,
    "fixed_quantity": _agreed,
    "table": _agreed,
}
