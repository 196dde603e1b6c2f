"""---
fact: bill_power_factor
title: Power factor of a bill, computed again
title_zh: 账单功率因数（重算）
scope: org
history: 1 month
key: [bill_id]
partition_by: ["*"]
columns:
  bill_id: [text, '', Bill, 账单, bill.bill_id]
  power_factor: ["decimal(3,2)", 1, "P / root(P² + Q²), the third decimal rounded half up", 功率因数（第三位小数四舍五入）]
---
## English
By the active energy charged, losses with it, what sub-meters took of it added back (the reactive energy is that of all), and
the reactive energy of the bill. Decided on whole numbers, so that no float can put a factor on the wrong side of half a
hundredth. A month without active energy has none, nor has a master one of whose sub-meters has no bill.

## 中文
按账单计费有功电量（含损耗，并加回已扣减的分表电量，因无功电量含分表部分）与无功电量重算，以整数比较定值，不受浮点误差影响。
无有功电量的月份、分表缺账单的总表不计算功率因数。

```sql
SELECT b.bill_id, b.kwh + q.sub_kwh AS kwh, b.reactive_kvarh
FROM bill AS b
INNER JOIN bill_quantity AS q ON q.bill_id = b.bill_id
WHERE b.kwh + q.sub_kwh > 0 AND b.reactive_kvarh IS NOT NULL
```

| bill.bill_id | bill.kwh | bill.reactive_kvarh | bill_quantity.sub_kwh |
|--------------|---------:|--------------------:|----------------------:|
| usual        |   100000 |               60000 |                     0 |
| one          |      100 |                   0 |                     0 |
| reversed     |   100000 |              -60000 |                     0 |
| half_above   |   100000 |           60658.245 |                     0 |
| half_below   |   100000 |           60658.246 |                     0 |
| small        |    0.001 |                9999 |                     0 |
| none         |        0 |                  10 |                     0 |
| credit       |     -100 |                  10 |                     0 |
| no_kwh       |          |                  10 |                     0 |
| no_kvarh     |      100 |                     |                     0 |
| master       |    60000 |               60000 |                 40000 |
| sub_open     |    60000 |               60000 |                       |
| sub_lost     |    60000 |               60000 |                     - |
| only_subs    |        0 |               60000 |                100000 |

| case | bill_power_factor.bill_id | bill_power_factor.power_factor |
|------|---------------------------|-------------------------------:|
| r1   | usual                     |                           0.86 |
| r2   | one                       |                           1.00 |
| r3   | reversed                  |                           0.86 |
| r4   | half_above                |                           0.86 |
| r5   | half_below                |                           0.85 |
| r6   | small                     |                           0.00 |
| r7   | master                    |                           0.86 |
| r8   | only_subs                      |                           0.86 |
"""  # noqa: E501

from __future__ import annotations

from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jicha.tariffs.power_factor import hundredths

_SCHEMA = pa.schema([("bill_id", pa.string()), ("power_factor", pa.decimal128(3, 2))])
_NEAR = 1e-7  # of a hundredth: far more than a double is off, far less than two bills differ


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each bill, by floats, and exactly where those are near half a hundredth."""
    active, reactive = (rows[name].combine_chunks() for name in ("kwh", "reactive_kvarh"))
    scaled = _floating(active.cast(pa.float64()).to_numpy(), reactive.cast(pa.float64()).to_numpy())
    factor = np.floor(scaled + 0.5)
    near = np.abs(scaled + 0.5 - np.round(scaled + 0.5)) < _NEAR
    for place in np.flatnonzero(near):
        factor[place] = hundredths(active[int(place)].as_py(), reactive[int(place)].as_py())
    held = pa.array(factor.astype(np.int8)).cast(pa.decimal128(5, 2))
    hundredth = pa.scalar(Decimal("0.01"), pa.decimal128(3, 2))
    return pa.table([rows["bill_id"], pc.multiply(held, hundredth).cast(_SCHEMA[1].type)], schema=_SCHEMA)


def _floating(active: npt.NDArray[np.float64], reactive: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    result: npt.NDArray[np.float64] = 100 * active / np.hypot(active, reactive)
    return result
