"""---
fact: bill_tier
title: Tiers of a household bill, and the energy of the tier year before it
title_zh: 居民阶梯各档起始电量及本期前累计电量
scope: customer
history: 13 months
key: [bill_id]
partition_by: [point_id]
equivalent:
  "max: MAX(o.region) -> MIN(o.region)": a bill has one customer and so one region
params:
  five: 5 person            # households of five persons or more may register for larger blocks
  seven: 7 person           # some regions have blocks of their own from seven persons on
columns:
  bill_id: [text, '', Bill, 账单, bill.bill_id]
  household_size: [code(household_size), '', Size of the household that its registration proves, 登记的户籍人口类型]
  cycle: [code(tier_cycle), '', Whether blocks are counted a month or a year, 清算周期]
  used_before_kwh: ["decimal(18,3)", kWh, Energy of the cycle before this bill, 本期前累计电量]
  used_before_known: [boolean, '', "Whether that was added up from bills; otherwise it is what the bill states", 累计电量是否由历史账单累加]
  tier_2_above_kwh: ["decimal(18,3)", kWh, Energy of the cycle above which the second tier applies, 第二档起始电量]
  tier_3_above_kwh: ["decimal(18,3)", kWh, Energy of the cycle above which the third tier applies, 第三档起始电量]
  tier_2_extra: ["decimal(18,8)", CNY/kWh, Extra price of the second tier, 第二档加价]
  tier_3_extra: ["decimal(18,8)", CNY/kWh, Extra price of the third tier, 第三档加价]
  unsettled: [text, '', Convention that is not settled and matters here, 未确认的口径]
---
## English
The year's energy is added up from the bills of the point since the tier year began, or since the account was opened; where
their days leave a gap the figure that the bill states is taken, and `used_before_known` says so. When the tier year begins
(1 January by consumption, or with the bill of January) and how blocks are cut for an account that was opened within it are
readings that a person confirms. A bill that lies over 1 January belongs to neither year by consumption: nothing is said.
A registration of five persons or more gives the larger blocks while it lasts.

## 中文
阶梯年度累计电量由该计量点自阶梯年度起始日（年内开户的自开户日）以来的账单累加；账期有缺口的取账单所载累计数，并在 `used_before_known` 注明。
阶梯年度起始口径（按用电自1月1日，或按电费年月自1月账单）和年内开户的档位折算口径须经确认。按用电清算且账期跨1月1日的账单不作判定。
登记为五人及以上的家庭在登记有效期内执行增加后的档位。
```sql
WITH homes AS (
  SELECT b.bill_id, MAX(o.region) AS region, MAX(h.person_count) AS persons
  FROM bill AS b
  LEFT JOIN customer AS c ON c.customer_id = b.customer_id
  LEFT JOIN org_region AS o ON o.org_id = c.org_id
  LEFT JOIN many_person_household AS h ON h.customer_id = b.customer_id AND h.benefit = 'extra_block'
    AND h.registered_on <= b.period_start AND (h.valid_to IS NULL OR h.valid_to > b.period_start)
    AND (h.ended_on IS NULL OR h.ended_on > b.period_start)
  WHERE b.price_class = 'residential' AND b.period_start < b.period_end
  GROUP BY b.bill_id
), sized AS (
  SELECT h.bill_id, h.region,
         CASE WHEN h.persons >= :seven THEN 'seven_or_more' WHEN h.persons >= :five THEN 'five_or_more' ELSE 'ordinary' END AS size
  FROM homes AS h
)
SELECT b.point_id, b.bill_id, b.period_start, b.period_end, b.month, b.months_stated, b.kwh, b.year_kwh_before, b.bill_status,
       c.opened_on, s.size AS household_size, t.cycle, t.tier_2_above_kwh AS tier_2_above, t.tier_3_above_kwh AS tier_3_above,
       t.tier_2_extra, t.tier_3_extra, v.choice AS clearing, w.choice AS pro_rata, t.unsettled AS tiers_unsettled
FROM bill AS b
INNER JOIN sized AS s ON s.bill_id = b.bill_id
LEFT JOIN customer AS c ON c.customer_id = b.customer_id
LEFT JOIN tier_in_period AS t ON t.region = s.region AND t.household_size = s.size AND t.period_start = b.period_start
  AND t.period_end = b.period_end AND t.month = b.month
LEFT JOIN settled_choice AS v ON v.region = s.region AND v.convention = 'tier_clearing'
LEFT JOIN settled_choice AS w ON w.region = s.region AND w.convention = 'tier_pro_rata'
```

| case       | customer.opened_on | org_region.region | bill.price_class | bill.period_start | bill.period_end | bill.month | bill.months_stated | bill.kwh | bill.year_kwh_before | bill.bill_status |
|------------|--------------------|-------------------|------------------|-------------------|-----------------|------------|-------------------:|---------:|---------------------:|------------------|
| jan        | 2020-05-05         | 36                | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |                  1 |      300 |                    7 | issued           |
| alone      | 2020-05-05         | 36                | residential      | 2026-03-01        | 2026-04-01      | 2026-03    |                  1 |      300 |                  700 | issued           |
| unstated   | 2020-05-05         | 36                | residential      | 2026-03-01        | 2026-04-01      | 2026-03    |                  1 |      300 |                      | issued           |
| over_year  | 2020-05-05         | 36                | residential      | 2025-12-11        | 2026-01-11      | 2026-01    |                  1 |      300 |                    7 | issued           |
| opened     | 2026-03-01         | 36                | residential      | 2026-03-01        | 2026-04-01      | 2026-03    |                  1 |      300 |                    7 | issued           |
| opened_mid | 2026-03-16         | 36                | residential      | 2026-03-16        | 2026-04-01      | 2026-03    |                  1 |      300 |                    7 | issued           |
| by_bill    | 2020-05-05         | 33                | residential      | 2025-12-11        | 2026-01-11      | 2026-01    |                  1 |      300 |                    7 | issued           |
| by_bill_op | 2026-03-16         | 33                | residential      | 2026-03-16        | 2026-04-11      | 2026-04    |                  1 |      300 |                    7 | issued           |
| monthly    | 2020-05-05         | 31                | residential      | 2026-03-01        | 2026-05-01      | 2026-04    |                  2 |      300 |                    7 | issued           |
| unsettled  | 2026-03-01         | 44                | residential      | 2026-03-01        | 2026-04-01      | 2026-03    |                  1 |      300 |                    7 | issued           |
| no_tiers   | 2020-05-05         | 99                | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |                  1 |      300 |                    7 | issued           |
| no_region  | 2020-05-05         | -                 | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |                  1 |      300 |                    7 | issued           |
| no_file    | -                  | -                 | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |                  1 |      300 |                    7 | issued           |
| shop       | 2020-05-05         | 36                | commercial_industrial | 2026-01-01   | 2026-02-01      | 2026-01    |                  1 |      300 |                    7 | issued           |
| no_days    | 2020-05-05         | 36                | residential      | 2026-02-01        | 2026-02-01      | 2026-01    |                  1 |      300 |                    7 | issued           |

| case | tier_rule.region | tier_rule.valid_from | tier_rule.valid_to | tier_rule.household_size | tier_rule.tier | tier_rule.cycle | tier_rule.kwh_above | tier_rule.extra_price |
|------|------------------|----------------------|--------------------|--------------------------|---------------:|-----------------|--------------------:|----------------------:|
| a1   | 36               | 2020-01-01           |                    | ordinary                 |              1 | year            |                   0 |                     0 |
| a2   | 36               | 2020-01-01           |                    | ordinary                 |              2 | year            |                2160 |                  0.05 |
| a3   | 36               | 2020-01-01           |                    | ordinary                 |              3 | year            |                4200 |                   0.3 |
| b2   | 33               | 2020-01-01           |                    | ordinary                 |              2 | year            |                2760 |                  0.05 |
| b3   | 33               | 2020-01-01           |                    | ordinary                 |              3 | year            |                4800 |                   0.3 |
| c2   | 31               | 2020-01-01           |                    | ordinary                 |              2 | month           |                 180 |                  0.05 |
| c3   | 31               | 2020-01-01           |                    | ordinary                 |              3 | month           |                 350 |                   0.3 |
| d2   | 44               | 2020-01-01           |                    | ordinary                 |              2 | year            |                2160 |                  0.05 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|------|-----------------------|---------------------------|-----------------------|
| s1   | 36                    | tier_clearing             | calendar_year         |
| s2   | 36                    | tier_pro_rata             | by_months_begun       |
| s3   | 33                    | tier_clearing             | bill_month            |
| s4   | 33                    | tier_pro_rata             | not_cut               |
| s5   | 44                    | tier_clearing             | calendar_year         |

| case | bill_tier.bill_id | bill_tier.household_size | bill_tier.cycle | bill_tier.used_before_kwh | bill_tier.used_before_known | bill_tier.tier_2_above_kwh | bill_tier.tier_3_above_kwh | bill_tier.tier_2_extra | bill_tier.tier_3_extra | bill_tier.unsettled |
|------|-------------------|--------------------------|-----------------|--------------------------:|-----------------------------|---------------------------:|---------------------------:|-----------------------:|-----------------------:|---------------------|
| r1   | jan               | ordinary                 | year            |                         0 | true                        |                       2160 |                       4200 |                   0.05 |                    0.3 |                     |
| r2   | alone             | ordinary                 | year            |                       700 | false                       |                       2160 |                       4200 |                   0.05 |                    0.3 |                     |
| r3   | unstated          | ordinary                 | year            |                           | false                       |                       2160 |                       4200 |                   0.05 |                    0.3 |                     |
| r4   | over_year         | ordinary                 | year            |                           | false                       |                       2160 |                       4200 |                   0.05 |                    0.3 |                     |
| r5   | opened            | ordinary                 | year            |                         0 | true                        |                       1800 |                       3500 |                   0.05 |                    0.3 |                     |
| r6   | opened_mid        | ordinary                 | year            |                         0 | true                        |                       1800 |                       3500 |                   0.05 |                    0.3 |                     |
| r7   | by_bill           | ordinary                 | year            |                         0 | true                        |                       2760 |                       4800 |                   0.05 |                    0.3 |                     |
| r8   | by_bill_op        | ordinary                 | year            |                         0 | true                        |                       2760 |                       4800 |                   0.05 |                    0.3 |                     |
| r9   | monthly           | ordinary                 | month           |                         0 | true                        |                        360 |                        700 |                   0.05 |                    0.3 |                     |
| r10  | unsettled         | ordinary                 | year            |                         0 | true                        |                            |                            |                   0.05 |                        | tier_pro_rata       |
| r11  | no_tiers          | ordinary                 |                 |                           | false                       |                            |                            |                        |                        | tier_clearing       |
| r12  | no_region         | ordinary                 |                 |                           | false                       |                            |                            |                        |                        | tier_clearing       |
| r13  | no_file           | ordinary                 |                 |                           | false                       |                            |                            |                        |                        | tier_clearing       |

### Examples: a tier year of bills, with one reversed, one unknown, and a change of the tiers

| case | customer.customer_id | customer.opened_on | customer.org_id | org_region.org_id | org_region.region | bill.bill_id | bill.customer_id | bill.point_id | bill.price_class | bill.period_start | bill.period_end | bill.month | bill.kwh | bill.year_kwh_before | bill.bill_status |
|------|----------------------|--------------------|-----------------|-------------------|-------------------|--------------|------------------|---------------|------------------|-------------------|-----------------|------------|---------:|---------------------:|------------------|
| jan  | ann                  | 2020-05-05         | o               | o                 | 36                | a01          | ann              | ann           | residential      | 2026-01-01        | 2026-02-01      | 2026-01    |      100 |                      | issued           |

| case | bill.bill_id | bill.customer_id | bill.point_id | bill.price_class | bill.period_start | bill.period_end | bill.month | bill.kwh | bill.year_kwh_before | bill.bill_status |
|------|--------------|------------------|---------------|------------------|-------------------|-----------------|------------|---------:|---------------------:|------------------|
| dec  | a00          | ann              | ann           | residential      | 2025-12-01        | 2026-01-01      | 2025-12    |     9000 |                   50 | issued           |
| feb  | a02          | ann              | ann           | residential      | 2026-02-01        | 2026-03-01      | 2026-02    |      200 |                      | issued           |
| rev  | a02r         | ann              | ann           | residential      | 2026-02-01        | 2026-03-01      | 2026-02    |      999 |                      | reversed         |
| mar  | a03          | ann              | ann           | residential      | 2026-03-01        | 2026-04-01      | 2026-03    |          |                      | issued           |
| apr  | a04          | ann              | ann           | residential      | 2026-04-01        | 2026-05-01      | 2026-04    |      400 |                  777 | issued           |
| else | b02          | ann              | other         | residential      | 2026-02-01        | 2026-03-01      | 2026-02    |      500 |                      | issued           |

| case | tier_rule.region | tier_rule.valid_from | tier_rule.valid_to | tier_rule.household_size | tier_rule.tier | tier_rule.cycle | tier_rule.kwh_above | tier_rule.extra_price |
|------|------------------|----------------------|--------------------|--------------------------|---------------:|-----------------|--------------------:|----------------------:|
| a2   | 36               | 2026-01-01           | 2026-03-01         | ordinary                 |              2 | year            |                2160 |                  0.05 |
| a3   | 36               | 2026-01-01           | 2026-03-01         | ordinary                 |              3 | year            |                4200 |                   0.3 |
| b2   | 36               | 2026-03-01           |                    | ordinary                 |              2 | year            |                2000 |                  0.06 |
| b3   | 36               | 2026-03-01           |                    | ordinary                 |              3 | year            |                4000 |                   0.2 |
| c2   | 36               | 2020-01-01           |                    | five_or_more             |              2 | year            |                9999 |                  0.01 |
| c3   | 33               | 2020-01-01           |                    | ordinary                 |              2 | year            |                9999 |                  0.01 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|------|-----------------------|---------------------------|-----------------------|
| s1   | 36                    | tier_clearing             | calendar_year         |
| s2   | 36                    | tier_pro_rata             | by_months_begun       |
| s3   | 33                    | tier_clearing             | bill_month            |
| s4   | 33                    | tier_pro_rata             | not_cut               |

| case | bill_tier.bill_id | bill_tier.household_size | bill_tier.cycle | bill_tier.used_before_kwh | bill_tier.used_before_known | bill_tier.tier_2_above_kwh | bill_tier.tier_3_above_kwh | bill_tier.tier_2_extra | bill_tier.tier_3_extra | bill_tier.unsettled |
|------|-------------------|--------------------------|-----------------|--------------------------:|-----------------------------|---------------------------:|---------------------------:|-----------------------:|-----------------------:|---------------------|
| r0   | a00               | ordinary                 |                 |                        50 | false                       |                            |                            |                        |                        |                     |
| r1   | a01               | ordinary                 | year            |                         0 | true                        |                       2160 |                       4200 |                   0.05 |                    0.3 |                     |
| r2   | a02               | ordinary                 | year            |                       100 | true                        |                       2160 |                       4200 |                   0.05 |                    0.3 |                     |
| r3   | a02r              | ordinary                 | year            |                           | false                       |                       2160 |                       4200 |                   0.05 |                    0.3 |                     |
| r4   | a03               | ordinary                 | year            |                       300 | true                        |                       2000 |                       4000 |                   0.06 |                    0.2 |                     |
| r5   | a04               | ordinary                 | year            |                       777 | false                       |                       2000 |                       4000 |                   0.06 |                    0.2 |                     |
| r6   | b02               | ordinary                 | year            |                           | false                       |                       2160 |                       4200 |                   0.05 |                    0.3 |                     |

### Examples: households of many persons

| case      | customer.opened_on | org_region.region | bill.price_class | bill.period_start | bill.period_end | many_person_household.person_count | many_person_household.registered_on | many_person_household.valid_to | many_person_household.ended_on | many_person_household.benefit |
|-----------|--------------------|-------------------|------------------|-------------------|-----------------|-----------------------------------:|-------------------------------------|--------------------------------|--------------------------------|-------------------------------|
| four      | 2020-05-05         | 36                | residential      | 2026-01-01        | 2026-02-01      |                                  4 | 2026-01-01                          |                                |                                | extra_block                   |
| five      | 2020-05-05         | 36                | residential      | 2026-01-01        | 2026-02-01      |                                  5 | 2026-01-01                          |                                |                                | extra_block                   |
| six       | 2020-05-05         | 36                | residential      | 2026-01-01        | 2026-02-01      |                                  6 | 2025-01-01                          | 2026-01-02                     | 2026-01-02                     | extra_block                   |
| seven     | 2020-05-05         | 36                | residential      | 2026-01-01        | 2026-02-01      |                                  7 | 2025-01-01                          |                                |                                | extra_block                   |
| too_late  | 2020-05-05         | 36                | residential      | 2026-01-01        | 2026-02-01      |                                  5 | 2026-01-02                          |                                |                                | extra_block                   |
| over      | 2020-05-05         | 36                | residential      | 2026-01-01        | 2026-02-01      |                                  5 | 2025-01-01                          | 2026-01-01                     |                                | extra_block                   |
| ended     | 2020-05-05         | 36                | residential      | 2026-01-01        | 2026-02-01      |                                  5 | 2025-01-01                          |                                | 2026-01-01                     | extra_block                   |
| flat      | 2020-05-05         | 36                | residential      | 2026-01-01        | 2026-02-01      |                                  5 | 2025-01-01                          |                                |                                | flat_price                    |
| twice     | 2020-05-05         | 36                | residential      | 2026-01-01        | 2026-02-01      |                                  5 | 2025-01-01                          |                                |                                | extra_block                   |

| case  | many_person_household.household_id | many_person_household.customer_id | many_person_household.person_count | many_person_household.registered_on | many_person_household.benefit |
|-------|------------------------------------|-----------------------------------|-----------------------------------:|-------------------------------------|-------------------------------|
| again | again                              | twice                             |                                  7 | 2025-01-01                          | extra_block                   |

| case | tier_rule.region | tier_rule.valid_from | tier_rule.household_size | tier_rule.tier | tier_rule.cycle | tier_rule.kwh_above | tier_rule.extra_price |
|------|------------------|----------------------|--------------------------|---------------:|-----------------|--------------------:|----------------------:|
| a2   | 36               | 2020-01-01           | ordinary                 |              2 | month           |                 180 |                  0.05 |
| b2   | 36               | 2020-01-01           | five_or_more             |              2 | month           |                 280 |                  0.05 |

| case | bill_tier.bill_id | bill_tier.household_size | bill_tier.tier_2_above_kwh |
|------|-------------------|--------------------------|---------------------------:|
| r1   | four              | ordinary                 |                        180 |
| r2   | five              | five_or_more             |                        280 |
| r3   | six               | five_or_more             |                        280 |
| r4   | seven             | seven_or_more            |                            |
| r5   | too_late          | ordinary                 |                        180 |
| r6   | over              | ordinary                 |                        180 |
| r7   | ended             | ordinary                 |                        180 |
| r8   | flat              | ordinary                 |                        180 |
| r9   | twice             | seven_or_more            |                            |

### Examples: tiers that change within the bill

| case      | customer.opened_on | org_region.region | bill.price_class | bill.period_start | bill.period_end | bill.month |
|-----------|--------------------|-------------------|------------------|-------------------|-----------------|------------|
| old_month | 2020-05-05         | 36                | residential      | 2026-01-11        | 2026-02-11      | 2026-01    |
| new_month | 2020-05-05         | 36                | residential      | 2026-01-11        | 2026-02-11      | 2026-02    |
| ended     | 2020-05-05         | 36                | residential      | 2026-01-11        | 2026-01-31      | 2026-02    |
| by_days   | 2020-05-05         | 33                | residential      | 2026-01-11        | 2026-02-11      | 2026-02    |

| case | tier_rule.region | tier_rule.valid_from | tier_rule.valid_to | tier_rule.household_size | tier_rule.tier | tier_rule.cycle | tier_rule.kwh_above | tier_rule.extra_price |
|------|------------------|----------------------|--------------------|--------------------------|---------------:|-----------------|--------------------:|----------------------:|
| a2   | 36               | 2020-01-01           | 2026-02-01         | ordinary                 |              2 | year            |                2160 |                  0.05 |
| b2   | 36               | 2026-02-01           |                    | ordinary                 |              2 | year            |                2400 |                  0.05 |
| c2   | 33               | 2020-01-01           | 2026-02-01         | ordinary                 |              2 | year            |                2160 |                  0.05 |
| d2   | 33               | 2026-02-01           |                    | ordinary                 |              2 | year            |                2400 |                  0.05 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|------|-----------------------|---------------------------|-----------------------|
| s1   | 36                    | price_change              | from_bill_month       |
| s2   | 36                    | tier_clearing             | calendar_year         |
| s3   | 33                    | price_change              | by_days               |
| s4   | 33                    | tier_clearing             | calendar_year         |

| case | bill_tier.bill_id | bill_tier.tier_2_above_kwh | bill_tier.unsettled |
|------|-------------------|---------------------------:|---------------------|
| r1   | old_month         |                       2160 |                     |
| r2   | new_month         |                       2400 |                     |
| r3   | ended             |                       2160 |                     |
| r4   | by_days           |                            | price_change        |
"""  # noqa: E501

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jicha.facts.registers.exact import NO_DAY, Known, Mask, Whole, days, decimals, whole

_MONTHS = 12
_NO_YEAR = -1
_KWH, _PRICE = pa.decimal128(18, 3), pa.decimal128(18, 8)
_SCHEMA = pa.schema(
    [
        ("bill_id", pa.string()),
        ("household_size", pa.string()),
        ("cycle", pa.string()),
        ("used_before_kwh", _KWH),
        ("used_before_known", pa.bool_()),
        ("tier_2_above_kwh", _KWH),
        ("tier_3_above_kwh", _KWH),
        ("tier_2_extra", _PRICE),
        ("tier_3_extra", _PRICE),
        ("unsettled", pa.string()),
    ]
)
_Words = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class _Bills:
    """Bills in the order of the input: days since 1970, ``year`` the tier year, energies in thousandths of a kWh."""

    point: Whole
    start: Whole
    end: Whole
    month: Whole  # 0 for January
    year: Whole
    opened: Whole
    kwh: Known
    counts: Mask  # not reversed
    monthly: Mask
    by_month: Mask  # the tier year follows the months of bills, and not consumption
    pro_rata: _Words


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each household bill, by running sums within point and tier year."""
    clearing = _words(rows["clearing"])
    bills = _bills(rows, clearing)
    added, complete = _added_up(bills)
    stated = whole(rows["year_kwh_before"])
    in_a_year = bills.year != _NO_YEAR
    at_a_point = rows["point_id"].combine_chunks().is_valid().to_numpy(zero_copy_only=False)
    complete &= in_a_year & at_a_point & bills.counts  # a reversed bill is no part of the year any more
    used = Known(np.where(complete, added, stated.values), complete | (stated.known & in_a_year))
    used.values[bills.monthly], used.known[bills.monthly] = 0, True
    months = _months_of_account(bills)
    unsettled = np.where((months < _MONTHS) & (bills.pro_rata == "") & ~bills.monthly, "tier_pro_rata", "")
    unsettled[(clearing == "") & ~bills.monthly] = "tier_clearing"
    unsettled[rows["tiers_unsettled"].combine_chunks().fill_null(False).to_numpy(zero_copy_only=False)] = "price_change"
    stated_months = whole(rows["months_stated"])
    times = np.where(bills.monthly, np.maximum(stated_months.values, 1), 1)
    edges = [decimals(_edge(whole(rows[f"tier_{tier}_above"]), bills, months, times), _KWH) for tier in (2, 3)]
    columns = [
        rows["bill_id"],
        rows["household_size"],
        rows["cycle"],
        decimals(used, _KWH),
        pa.array(complete | bills.monthly),
        *edges,
        rows["tier_2_extra"],
        rows["tier_3_extra"],
        pa.array(unsettled, pa.string(), mask=unsettled == ""),
    ]
    return pa.table(columns, schema=_SCHEMA)


def _bills(rows: pa.Table, clearing: _Words) -> _Bills:
    start, end, billed = days(rows["period_start"]), days(rows["period_end"]), days(rows["month"])
    by_month = clearing == "bill_month"
    own_year = np.where(_year(start) == _year(end - 1), _year(start), _NO_YEAR)
    year = np.where(by_month, np.where(billed == NO_DAY, _NO_YEAR, _year(billed)), own_year)
    return _Bills(
        point=rows["point_id"].combine_chunks().fill_null("").dictionary_encode().indices.to_numpy().astype(np.int64),
        start=start,
        end=end,
        month=_month(billed),
        year=np.where(clearing == "", _NO_YEAR, year),
        opened=days(rows["opened_on"]),
        kwh=whole(rows["kwh"]),
        counts=_words(rows["bill_status"]) != "reversed",
        monthly=_words(rows["cycle"]) == "month",
        by_month=by_month,
        pro_rata=_words(rows["pro_rata"]),
    )


def _added_up(bills: _Bills) -> tuple[Whole, Mask]:
    """The energy of the earlier bills of the tier year, and whether their days leave no gap and all is known."""
    order = np.lexsort((bills.end, bills.start, ~bills.counts, bills.year, bills.point))
    point, year, start = bills.point[order], bills.year[order], bills.start[order]
    counts, known = bills.counts[order], bills.kwh.known[order]
    first = np.ones(len(order), bool)
    first[1:] = (point[1:] != point[:-1]) | (year[1:] != year[:-1])
    head = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    kwh = np.where(counts & known, bills.kwh.values[order], 0)
    length = np.where(counts, bills.end[order] - start, 0)
    before, covered, unknown = (_before(values, head) for values in (kwh, length, (counts & ~known).astype(np.int64)))
    begins = start[head]
    by_consumption = np.maximum(_first_day(year), bills.opened[order])
    january = bills.month[order][head] == 0
    from_the_first = january | (bills.opened[order] >= begins)
    expected = np.where(bills.by_month[order], begins, by_consumption)
    complete = (covered == start - expected) & (unknown == 0) & (~bills.by_month[order] | from_the_first)
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return before[back], complete[back]


def _before(values: Whole, head: Whole) -> Whole:
    """The sum of the values before each within its group, whose first place is ``head``."""
    total = np.cumsum(values) - values
    found: Whole = total - total[head]
    return found


def _months_of_account(bills: _Bills) -> Whole:
    """Months of the tier year that the account exists, those begun counted whole."""
    opened_in_it = (bills.opened != NO_DAY) & (_year(bills.opened) == bills.year)
    return np.where(opened_in_it, _MONTHS - _month(bills.opened), _MONTHS)


def _edge(above: Known, bills: _Bills, months: Whole, times: Whole) -> Known:
    """Where a tier begins: for the part of a year as settled, and for the months that a monthly bill covers."""
    part = (months < _MONTHS) & ~bills.monthly
    cut = part & (bills.pro_rata == "by_months_begun")
    share = (2 * above.values * months + _MONTHS) // (2 * _MONTHS)
    settled = ~part | (bills.pro_rata != "")
    return Known(np.where(cut, share, above.values) * times, above.known & settled)


def _year(day: Whole) -> Whole:
    return day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _month(day: Whole) -> Whole:
    return day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % _MONTHS


def _first_day(year: Whole) -> Whole:
    return (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)


def _words(column: pa.ChunkedArray) -> _Words:
    """Words, blank ones empty: few different ones, each made once."""
    coded = column.combine_chunks().dictionary_encode()
    names = np.asarray([*coded.dictionary.to_pylist(), ""], object)  # the last stands for blank
    found: _Words = names[coded.indices.fill_null(len(names) - 1).to_numpy()]
    return found
