"""---
fact: price_in_period
title: What each price is over the days of the bills that carry it
title_zh: 各电价在账单期间的单价
scope: all
history: all
key: [region, price_code, period_start, period_end, month]
partition_by: [region, price_code, period_start, period_end, month]
equivalent:
  "lt: e.valid_from < k.period_end -> e.valid_from <= k.period_end": the kernel takes the lines that hold on a day, an edition that begins on the day after is none
  "gt: e.valid_to > k.period_start -> e.valid_to >= k.period_start": the same
  "drop condition: e.region = k.region AND e.valid_from < k.period_end -> e.region = k.region": the same, and it spares the kernel rows
  "drop condition: e.region = k.region AND e.valid_from < k.period_end AND (e.valid_to IS NULL OR e.valid_to > k.period_start) -> e.region = k.region AND e.valid_from < k.period_end": the same
columns:
  region: [text, '', Region by its administrative code, 电价区域]
  price_code: [text, '', Price as bills state it, 执行电价码]
  period_start: [date, '', First day billed, 计费起日]
  period_end: [date, '', First day after the period billed, 计费止日(不含)]
  month: [month, '', Month of the bill, 电费年月]
  days: [integer, day, Days of the period, 计费天数]
  days_without_price: [integer, day, "Days on which no edition in force has the price, or more than one, or one with a blank", 无唯一有效电价的天数]
  changes: [boolean, '', "Whether a price, a rate or the kind of price changes within the period", 期间内电价是否调整]
  unsettled: [boolean, '', "Whether a price of energy or the kind changes and no reading of `price_change` is settled; all prices are then blank", 期间调价且分摊口径未确认]
  capacity_unsettled: [boolean, '', The same of the price of capacity, 容量电价调整且分摊口径未确认]
  demand_unsettled: [boolean, '', The same of the price of demand, 需量电价调整且分摊口径未确认]
  funds_unsettled: [text, '', "The funds and surcharges whose rate changes while no reading of `price_change` is settled, divided by blanks; blank where there is none", 标准调整且分摊口径未确认的代征项目（以空格分隔）]
  price_class: [code(price_class), '', Class of use of the price, 电价用电类别]
  price_strategy: [code(price_strategy), '', Single-part or two-part, 定价策略]
  tiered: [boolean, '', Whether it has tiers, 是否阶梯]
  surcharges_included: [boolean, '', Whether the price contains the funds and surcharges, 电价是否含基金附加]
  energy_total_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy in whole day hours times days", 电度电费总单价×天数]
  energy_sharp_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy in sharp hours times days", 电度电费尖峰单价×天数]
  energy_peak_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy in peak hours times days", 电度电费高峰单价×天数]
  energy_flat_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy in flat hours times days", 电度电费平段单价×天数]
  energy_valley_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy in valley hours times days", 电度电费低谷单价×天数]
  energy_deep_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy in deep valley hours times days", 电度电费深谷单价×天数]
  market_energy_total_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy bought in the market or through the agency in whole day hours times days", 市场化（代理购电）电费总单价×天数]
  market_energy_sharp_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy bought in the market or through the agency in sharp hours times days", 市场化（代理购电）电费尖峰单价×天数]
  market_energy_peak_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy bought in the market or through the agency in peak hours times days", 市场化（代理购电）电费高峰单价×天数]
  market_energy_flat_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy bought in the market or through the agency in flat hours times days", 市场化（代理购电）电费平段单价×天数]
  market_energy_valley_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy bought in the market or through the agency in valley hours times days", 市场化（代理购电）电费低谷单价×天数]
  market_energy_deep_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of energy bought in the market or through the agency in deep valley hours times days", 市场化（代理购电）电费深谷单价×天数]
  transport_total_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of transmission and distribution in whole day hours times days", 输配电费总单价×天数]
  transport_sharp_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of transmission and distribution in sharp hours times days", 输配电费尖峰单价×天数]
  transport_peak_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of transmission and distribution in peak hours times days", 输配电费高峰单价×天数]
  transport_flat_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of transmission and distribution in flat hours times days", 输配电费平段单价×天数]
  transport_valley_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of transmission and distribution in valley hours times days", 输配电费低谷单价×天数]
  transport_deep_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of transmission and distribution in deep valley hours times days", 输配电费深谷单价×天数]
  grid_loss_total_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of losses up to the grid in whole day hours times days", 上网环节线损费用总单价×天数]
  grid_loss_sharp_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of losses up to the grid in sharp hours times days", 上网环节线损费用尖峰单价×天数]
  grid_loss_peak_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of losses up to the grid in peak hours times days", 上网环节线损费用高峰单价×天数]
  grid_loss_flat_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of losses up to the grid in flat hours times days", 上网环节线损费用平段单价×天数]
  grid_loss_valley_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of losses up to the grid in valley hours times days", 上网环节线损费用低谷单价×天数]
  grid_loss_deep_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of losses up to the grid in deep valley hours times days", 上网环节线损费用深谷单价×天数]
  system_operation_total_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of running the system in whole day hours times days", 系统运行费用总单价×天数]
  system_operation_sharp_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of running the system in sharp hours times days", 系统运行费用尖峰单价×天数]
  system_operation_peak_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of running the system in peak hours times days", 系统运行费用高峰单价×天数]
  system_operation_flat_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of running the system in flat hours times days", 系统运行费用平段单价×天数]
  system_operation_valley_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of running the system in valley hours times days", 系统运行费用低谷单价×天数]
  system_operation_deep_price_days: ["decimal(26,8)", CNY*day/kWh, "Price of running the system in deep valley hours times days", 系统运行费用深谷单价×天数]
  energy_in_base: [boolean, '', "Whether the power factor adjustment applies to energy", 电度电费是否参与力调]
  market_energy_in_base: [boolean, '', "Whether the power factor adjustment applies to energy bought in the market or through the agency", 市场化（代理购电）电费是否参与力调]
  transport_in_base: [boolean, '', "Whether the power factor adjustment applies to transmission and distribution", 输配电费是否参与力调]
  grid_loss_in_base: [boolean, '', "Whether the power factor adjustment applies to losses up to the grid", 上网环节线损费用是否参与力调]
  system_operation_in_base: [boolean, '', "Whether the power factor adjustment applies to running the system", 系统运行费用是否参与力调]
  capacity_in_base: [boolean, '', "Whether the power factor adjustment applies to capacity", 容量电费是否参与力调]
  demand_in_base: [boolean, '', "Whether the power factor adjustment applies to demand", 需量电费是否参与力调]
  capacity_price_days: ["decimal(26,8)", CNY*day/kVA/month, Price of a kVA times days, 容量单价×天数]
  demand_price_days: ["decimal(26,8)", CNY*day/kW/month, Price of a kW times days, 需量单价×天数]
  surcharge_three_gorges_fund_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the three gorges fund times days", 三峡工程建设基金标准×天数]
  surcharge_power_construction_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the power construction fund times days", 电力建设基金标准×天数]
  surcharge_city_utility_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the city utility surcharge times days", 城市公用事业附加标准×天数]
  surcharge_rural_grid_loan_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the rural grid loan fund times days", 农网还贷资金标准×天数]
  surcharge_reservoir_migrants_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the reservoir migrants fund times days", 大中型水库移民后期扶持基金标准×天数]
  surcharge_renewables_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the renewable energy surcharge times days", 可再生能源电价附加标准×天数]
  surcharge_rural_lv_maintenance_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the rural low-voltage maintenance fee times days", 农村低压电网维护费标准×天数]
  surcharge_rural_power_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the rural power fund times days", 农电基金标准×天数]
  surcharge_meter_rebuilding_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the one household one meter rebuilding times days", 户表改造标准×天数]
  surcharge_water_projects_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the major water projects fund times days", 国家重大水利工程建设基金标准×天数]
  surcharge_power_sources_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the power source construction times days", 电源建设标准×天数]
  surcharge_small_reservoir_migrants_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the small reservoir migrants fund times days", 小型水库移民扶助基金标准×天数]
  surcharge_electric_railway_loan_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the electric railway loan times days", 电铁还贷标准×天数]
  surcharge_restructuring_fund_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the industrial restructuring fund times days", 工业企业结构调整专项资金标准×天数]
  surcharge_other_price_days: ["decimal(26,8)", CNY*day/kWh, "Rate of the other times days", 其他标准×天数]
---
## English
For each region, price code and period that bills carry, the editions of the price book in force on its days, the lines of the
price in them, and the funds and surcharges of its class of use. A price is given as the sum of price times days, so that the
money of a line is `kwh * price_days / days`. Within a change of price the settled reading of `price_change` says what holds:
each price for its days, that of the first day for all, or that of the bill's month for all; where none is settled nothing is
said. Draft and withdrawn editions are not read. A component that an edition does not have costs nothing on its days, hours
that it does not have count for no days; a day without any edition, or with two, or with a blank, leaves the period without
prices. A kind of price (single or two parts, tiers, funds, hours) that changes within the period is not divided by days.

## 中文
按账单所载的区域、电价码和计费期间，取期间各日有效的电价本版本、该电价的分项单价及其用电类别应征收的基金附加。
单价以「单价×天数」之和给出，分项金额为「电量×该值÷天数」。期间内遇调价的，按已确认的 `price_change` 口径执行：按天数分摊、按起日电价或按账单月电价；
口径未确认的不给出单价。编制中和已失效的版本不采用。某版本未列的分项在其有效天数内按零计，未列的时段不计入天数；存在无有效版本、版本重叠或有空值的日期时，
整个期间不给出单价。期间内电价类型（单一制或两部制、阶梯、基金附加、分时）变动的，不按天数分摊。

```sql
WITH billed AS (
  SELECT o.region, b.price_code, b.period_start, b.period_end, b.month
  FROM bill AS b
  INNER JOIN customer AS c ON c.customer_id = b.customer_id
  INNER JOIN org_region AS o ON o.org_id = c.org_id
  WHERE b.month IS NOT NULL AND b.period_start < b.period_end
  GROUP BY o.region, b.price_code, b.period_start, b.period_end, b.month
), priced AS (
  SELECT k.region, k.price_code, k.period_start, k.period_end, k.month, e.book_id, e.valid_from, e.valid_to,
         i.price_class, i.price_strategy, i.tiered, i.surcharges_included
  FROM billed AS k
  INNER JOIN price_book AS e ON e.region = k.region AND e.valid_from < k.period_end
    AND (e.valid_to IS NULL OR e.valid_to > k.period_start)
  INNER JOIN price_item AS i ON i.book_id = e.book_id AND i.price_code = k.price_code
  WHERE e.book_status = 'in_force'
  GROUP BY k.region, k.price_code, k.period_start, k.period_end, k.month, e.book_id, e.valid_from, e.valid_to,
           i.price_class, i.price_strategy, i.tiered, i.surcharges_included
), lines AS (
  SELECT p.region, p.price_code, p.period_start, p.period_end, p.month, p.valid_from, p.valid_to,
         p.price_class, p.price_strategy, p.tiered, p.surcharges_included,
         c.component, c.period_of_day, c.tier, CAST(NULL AS VARCHAR) AS surcharge_item,
         c.unit_price, c.capacity_price, c.demand_price, c.in_power_factor_base
  FROM priced AS p
  INNER JOIN price_component AS c ON c.book_id = p.book_id AND c.price_code = p.price_code
  GROUP BY p.region, p.price_code, p.period_start, p.period_end, p.month, p.valid_from, p.valid_to,
           p.price_class, p.price_strategy, p.tiered, p.surcharges_included,
           c.component, c.period_of_day, c.tier, c.unit_price, c.capacity_price, c.demand_price, c.in_power_factor_base
  UNION ALL
  SELECT p.region, p.price_code, p.period_start, p.period_end, p.month, s.valid_from, s.valid_to,
         p.price_class, CAST(NULL AS VARCHAR), CAST(NULL AS BOOLEAN), CAST(NULL AS BOOLEAN),
         'surcharge', 'total', CAST(NULL AS BIGINT), s.item,
         CASE WHEN s.allowed THEN s.rate WHEN NOT s.allowed THEN CAST(0 AS DECIMAL(18, 8)) END,
         CAST(NULL AS DECIMAL(18, 8)), CAST(NULL AS DECIMAL(18, 8)), FALSE
  FROM priced AS p
  INNER JOIN surcharge_rate AS s ON s.region = p.region AND s.price_class = p.price_class
  GROUP BY p.region, p.price_code, p.period_start, p.period_end, p.month, p.price_class, s.valid_from, s.valid_to, s.item, s.allowed, s.rate
)
SELECT n.region, n.price_code, n.period_start, n.period_end, n.month, n.valid_from, n.valid_to, n.price_class,
       n.price_strategy, n.tiered, n.surcharges_included, n.component, n.period_of_day, n.tier, n.surcharge_item,
       n.unit_price, n.capacity_price, n.demand_price, n.in_power_factor_base, s.choice AS reading
FROM lines AS n
LEFT JOIN settled_choice AS s ON s.region = n.region AND s.convention = 'price_change'
```

| case       | customer.customer_class | org_region.region | bill.price_code | bill.period_start | bill.period_end | bill.month |
|------------|-------------------------|-------------------|-----------------|-------------------|-----------------|------------|
| jan        | lv_resident             | 36                | P               | 2026-01-01        | 2026-02-01      | 2026-01    |
| jan_again  | lv_resident             | 36                | P               | 2026-01-01        | 2026-02-01      | 2026-01    |
| over_jan   | lv_resident             | 36                | P               | 2026-01-11        | 2026-02-11      | 2026-02    |
| late_month | lv_resident             | 36                | P               | 2026-01-11        | 2026-02-11      | 2026-01    |
| mar        | lv_resident             | 36                | P               | 2026-03-01        | 2026-04-01      | 2026-03    |
| one_day    | lv_resident             | 36                | P               | 2026-01-31        | 2026-02-01      | 2026-01    |
| first_day  | lv_resident             | 36                | P               | 2026-02-01        | 2026-02-02      | 2026-02    |
| other      | lv_resident             | 33                | P               | 2026-01-01        | 2026-02-01      | 2026-01    |
| unknown    | lv_resident             | 36                | Q               | 2026-01-01        | 2026-02-01      | 2026-01    |
| no_code    | lv_resident             | 36                |                 | 2026-01-01        | 2026-02-01      | 2026-01    |
| no_month   | lv_resident             | 36                | P               | 2026-02-05        | 2026-02-06      |            |
| no_days    | lv_resident             | 36                | P               | 2026-02-05        | 2026-02-05      | 2026-02    |
| no_region  | lv_resident             | -                 | P               | 2026-02-01        | 2026-03-01      | 2026-02    |

| case | price_book.book_id | price_book.region | price_book.valid_from | price_book.valid_to | price_book.book_status | price_item.book_id | price_item.price_code | price_item.price_class | price_item.price_strategy | price_item.tiered | price_item.surcharges_included |
|------|--------------------|-------------------|-----------------------|---------------------|------------------------|--------------------|-----------------------|------------------------|---------------------------|-------------------|--------------------------------|
| b1   | b1                 | 36                | 2026-01-01            | 2026-02-01          | in_force               | b1                 | P                     | large_industry         | two_part                  | false             | false                          |
| b2   | b2                 | 36                | 2026-02-01            | 2026-03-01          | in_force               | b2                 | P                     | large_industry         | two_part                  | false             | false                          |
| b3   | b3                 | 36                | 2026-02-01            |                     | draft                  | b3                 | P                     | large_industry         | two_part                  | false             | false                          |
| b4   | b4                 | 36                | 2026-03-01            |                     | in_force               | b4                 | P                     | residential            | single_part               | true              | true                           |
| b5   | b5                 | 33                | 2026-01-01            |                     | in_force               | b5                 | P                     | large_industry         | two_part                  | false             | false                          |

| case | price_component.book_id | price_component.price_code | price_component.component | price_component.period_of_day | price_component.tier | price_component.unit_price | price_component.capacity_price | price_component.demand_price | price_component.in_power_factor_base |
|------|-------------------------|----------------------------|---------------------------|-------------------------------|---------------------:|---------------------------:|-------------------------------:|-----------------------------:|--------------------------------------|
| c1   | b1                      | P                          | market_energy             | peak                          |                    1 |                        0.6 |                                |                              | true                                 |
| c2   | b1                      | P                          | market_energy             | flat                          |                    1 |                        0.4 |                                |                              | true                                 |
| c3   | b1                      | P                          | transport                 | total                         |                    1 |                        0.1 |                                |                              | false                                |
| c4   | b1                      | P                          | capacity                  | total                         |                    1 |                            |                             28 |                              | true                                 |
| c5   | b1                      | P                          | demand                    | total                         |                    1 |                            |                                |                           40 | true                                 |
| d1   | b2                      | P                          | market_energy             | peak                          |                    1 |                        0.7 |                                |                              | true                                 |
| d2   | b2                      | P                          | market_energy             | flat                          |                    1 |                        0.5 |                                |                              | true                                 |
| d3   | b2                      | P                          | transport                 | total                         |                    1 |                        0.1 |                                |                              | false                                |
| d4   | b2                      | P                          | capacity                  | total                         |                    1 |                            |                             29 |                              | true                                 |
| d5   | b2                      | P                          | demand                    | total                         |                    1 |                            |                                |                           40 | true                                 |
| e1   | b3                      | P                          | energy                    | total                         |                    1 |                          9 |                                |                              | true                                 |
| f1   | b4                      | P                          | energy                    | total                         |                    1 |                        0.6 |                                |                              | true                                 |
| f2   | b4                      | P                          | energy                    | total                         |                    2 |                        9.9 |                                |                              | true                                 |
| g1   | b5                      | P                          | energy                    | total                         |                    1 |                        0.2 |                                |                              | true                                 |
| g2   | b5                      | R                          | transport                 | total                         |                    1 |                        0.3 |                                |                              | true                                 |

| case | surcharge_rate.region | surcharge_rate.item | surcharge_rate.price_class | surcharge_rate.valid_from | surcharge_rate.valid_to | surcharge_rate.rate | surcharge_rate.allowed |
|------|-----------------------|---------------------|----------------------------|---------------------------|-------------------------|--------------------:|------------------------|
| s1   | 36                    | renewables          | large_industry             | 2020-01-01                |                         |               0.019 | true                   |
| s2   | 36                    | renewables          | residential                | 2020-01-01                |                         |               0.001 | true                   |
| s3   | 36                    | city_utility        | large_industry             | 2020-01-01                |                         |               0.015 | false                  |
| s4   | 36                    | water_projects      | large_industry             | 2020-01-01                | 2026-01-01              |               0.003 | true                   |
| s5   | 36                    | rural_power         | large_industry             | 2026-02-01                |                         |               0.002 | true                   |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|------|-----------------------|---------------------------|-----------------------|
| t1   | 36                    | price_change              | by_days               |
| t2   | 36                    | day_divisor               | divisor_thirty        |
| t3   | 33                    | price_change              | from_next_bill        |

| case | price_in_period.region | price_in_period.price_code | price_in_period.period_start | price_in_period.period_end | price_in_period.month | price_in_period.days | price_in_period.days_without_price | price_in_period.changes | price_in_period.unsettled | price_in_period.price_class | price_in_period.price_strategy | price_in_period.tiered | price_in_period.surcharges_included | price_in_period.market_energy_peak_price_days | price_in_period.market_energy_flat_price_days | price_in_period.transport_total_price_days | price_in_period.energy_total_price_days | price_in_period.capacity_price_days | price_in_period.demand_price_days | price_in_period.surcharge_renewables_price_days | price_in_period.surcharge_city_utility_price_days | price_in_period.surcharge_water_projects_price_days | price_in_period.surcharge_rural_power_price_days | price_in_period.market_energy_in_base | price_in_period.transport_in_base | price_in_period.capacity_in_base |
|------|------------------------|----------------------------|------------------------------|----------------------------|-----------------------|---------------------:|-----------------------------------:|-------------------------|---------------------------|-----------------------------|--------------------------------|------------------------|-------------------------------------|----------------------------------------------:|----------------------------------------------:|-------------------------------------------:|----------------------------------------:|------------------------------------:|----------------------------------:|------------------------------------------------:|--------------------------------------------------:|----------------------------------------------------:|-------------------------------------------------:|---------------------------------------|-----------------------------------|----------------------------------|
| r1   | 36                     | P                          | 2026-01-01                   | 2026-02-01                 | 2026-01               |                   31 |                                  0 | false                   | false                     | large_industry              | two_part                       | false                  | false                               |                                          18.6 |                                          12.4 |                                        3.1 |                                         |                                 868 |                              1240 |                                           0.589 |                                                 0 |                                                     |                                                  | true                                  | false                             | true                             |
| r2   | 36                     | P                          | 2026-01-11                   | 2026-02-11                 | 2026-02               |                   31 |                                  0 | true                    | false                     | large_industry              | two_part                       | false                  | false                               |                                          19.6 |                                          13.4 |                                        3.1 |                                         |                                 878 |                              1240 |                                           0.589 |                                                 0 |                                                     |                                             0.02 | true                                  | false                             | true                             |
| r3   | 36                     | P                          | 2026-01-11                   | 2026-02-11                 | 2026-01               |                   31 |                                  0 | true                    | false                     | large_industry              | two_part                       | false                  | false                               |                                          19.6 |                                          13.4 |                                        3.1 |                                         |                                 878 |                              1240 |                                           0.589 |                                                 0 |                                                     |                                             0.02 | true                                  | false                             | true                             |
| r4   | 36                     | P                          | 2026-03-01                   | 2026-04-01                 | 2026-03               |                   31 |                                  0 | false                   | false                     | residential                 | single_part                    | true                   | true                                |                                               |                                               |                                            |                                    18.6 |                                     |                                   |                                                 |                                                   |                                                     |                                                  |                                       |                                   |                                  |
| r5   | 36                     | P                          | 2026-01-31                   | 2026-02-01                 | 2026-01               |                    1 |                                  0 | false                   | false                     | large_industry              | two_part                       | false                  | false                               |                                           0.6 |                                           0.4 |                                        0.1 |                                         |                                  28 |                                40 |                                           0.019 |                                                 0 |                                                     |                                                  | true                                  | false                             | true                             |
| r6   | 36                     | P                          | 2026-02-01                   | 2026-02-02                 | 2026-02               |                    1 |                                  0 | false                   | false                     | large_industry              | two_part                       | false                  | false                               |                                           0.7 |                                           0.5 |                                        0.1 |                                         |                                  29 |                                40 |                                           0.019 |                                                 0 |                                                     |                                            0.002 | true                                  | false                             | true                             |
| r7   | 33                     | P                          | 2026-01-01                   | 2026-02-01                 | 2026-01               |                   31 |                                  0 | false                   | false                     | large_industry              | two_part                       | false                  | false                               |                                               |                                               |                                            |                                     6.2 |                                     |                                   |                                                 |                                                   |                                                     |                                                  |                                       |                                   |                                  |

### Examples: the readings of a change of price, and days without one price

| case      | customer.customer_class | org_region.region | bill.price_code | bill.period_start | bill.period_end | bill.month |
|-----------|-------------------------|-------------------|-----------------|-------------------|-----------------|------------|
| first     | lv_resident             | 1                 | P               | 2026-01-11        | 2026-02-11      | 2026-02    |
| month     | lv_resident             | 2                 | P               | 2026-01-11        | 2026-02-11      | 2026-02    |
| month_old | lv_resident             | 2                 | P               | 2026-01-11        | 2026-02-11      | 2026-01    |
| month_new | lv_resident             | 2                 | P               | 2026-01-11        | 2026-02-11      | 2026-03    |
| nobody    | lv_resident             | 3                 | P               | 2026-01-11        | 2026-02-11      | 2026-02    |
| same      | lv_resident             | 3                 | P               | 2026-03-11        | 2026-04-11      | 2026-04    |
| gap       | lv_resident             | 4                 | P               | 2026-01-30        | 2026-02-02      | 2026-02    |
| twice     | lv_resident             | 5                 | P               | 2026-01-30        | 2026-02-02      | 2026-02    |
| blank     | lv_resident             | 6                 | P               | 2026-01-30        | 2026-02-02      | 2026-02    |
| two_kinds | lv_resident             | 7                 | P               | 2026-01-30        | 2026-02-02      | 2026-02    |
| old_kind  | lv_resident             | 8                 | P               | 2026-01-30        | 2026-02-02      | 2026-02    |
| new_kind  | lv_resident             | 9                 | P               | 2026-01-30        | 2026-02-02      | 2026-02    |

| case | price_book.book_id | price_book.region | price_book.valid_from | price_book.valid_to | price_item.book_id | price_item.price_code | price_item.price_class | price_item.price_strategy | price_component.book_id | price_component.price_code | price_component.component | price_component.unit_price |
|------|--------------------|-------------------|-----------------------|---------------------|--------------------|-----------------------|------------------------|---------------------------|-------------------------|----------------------------|---------------------------|---------------------------:|
| a1   | a1                 | 1                 | 2026-01-01            | 2026-02-01          | a1                 | P                     | residential            | single_part               | a1                      | P                          | energy                    |                        0.6 |
| a2   | a2                 | 1                 | 2026-02-01            |                     | a2                 | P                     | residential            | single_part               | a2                      | P                          | energy                    |                        0.7 |
| b1   | b1                 | 2                 | 2026-01-01            | 2026-02-01          | b1                 | P                     | residential            | single_part               | b1                      | P                          | energy                    |                        0.6 |
| b2   | b2                 | 2                 | 2026-02-01            |                     | b2                 | P                     | residential            | single_part               | b2                      | P                          | energy                    |                        0.7 |
| c1   | c1                 | 3                 | 2026-01-01            | 2026-02-01          | c1                 | P                     | residential            | single_part               | c1                      | P                          | energy                    |                        0.6 |
| c2   | c2                 | 3                 | 2026-02-01            | 2026-04-01          | c2                 | P                     | residential            | single_part               | c2                      | P                          | energy                    |                        0.7 |
| c3   | c3                 | 3                 | 2026-04-01            |                     | c3                 | P                     | residential            | single_part               | c3                      | P                          | energy                    |                        0.7 |
| d1   | d1                 | 4                 | 2026-01-01            | 2026-01-31          | d1                 | P                     | residential            | single_part               | d1                      | P                          | energy                    |                        0.6 |
| d2   | d2                 | 4                 | 2026-02-01            |                     | d2                 | P                     | residential            | single_part               | d2                      | P                          | energy                    |                        0.6 |
| e1   | e1                 | 5                 | 2026-01-01            | 2026-02-01          | e1                 | P                     | residential            | single_part               | e1                      | P                          | energy                    |                        0.6 |
| e2   | e2                 | 5                 | 2026-01-31            |                     | e2                 | P                     | residential            | single_part               | e2                      | P                          | energy                    |                        0.6 |
| f1   | f1                 | 6                 | 2026-01-01            |                     | f1                 | P                     | residential            | single_part               | f1                      | P                          | energy                    |                            |
| g1   | g1                 | 7                 | 2026-01-01            | 2026-02-01          | g1                 | P                     | residential            | single_part               | g1                      | P                          | energy                    |                        0.6 |
| g2   | g2                 | 7                 | 2026-02-01            |                     | g2                 | P                     | residential            | two_part                  | g2                      | P                          | energy                    |                        0.6 |
| h1   | h1                 | 8                 | 2026-01-01            | 2026-02-01          | h1                 | P                     | residential            | single_part               | h1                      | P                          | energy                    |                        0.5 |
| h2   | h2                 | 8                 | 2026-02-01            |                     | h2                 | P                     | residential            | two_part                  | h2                      | P                          | energy                    |                        0.6 |
| i1   | i1                 | 9                 | 2026-01-01            | 2026-02-01          | i1                 | P                     | residential            | single_part               | i1                      | P                          | energy                    |                        0.5 |
| i2   | i2                 | 9                 | 2026-02-01            |                     | i2                 | P                     | residential            | two_part                  | i2                      | P                          | energy                    |                        0.6 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|------|-----------------------|---------------------------|-----------------------|
| t1   | 1                     | price_change              | from_next_bill        |
| t2   | 2                     | price_change              | from_bill_month       |
| t4   | 4                     | price_change              | by_days               |
| t5   | 5                     | price_change              | by_days               |
| t6   | 6                     | price_change              | by_days               |
| t7   | 7                     | price_change              | by_days               |
| t8   | 8                     | price_change              | from_next_bill        |
| t9   | 9                     | price_change              | from_bill_month       |

| case | price_in_period.region | price_in_period.price_code | price_in_period.period_start | price_in_period.period_end | price_in_period.month | price_in_period.days | price_in_period.days_without_price | price_in_period.changes | price_in_period.unsettled | price_in_period.price_strategy | price_in_period.energy_total_price_days |
|------|------------------------|----------------------------|------------------------------|----------------------------|-----------------------|---------------------:|-----------------------------------:|-------------------------|---------------------------|--------------------------------|----------------------------------------:|
| r1   | 1                      | P                          | 2026-01-11                   | 2026-02-11                 | 2026-02               |                   31 |                                  0 | true                    | false                     | single_part                    |                                    18.6 |
| r2   | 2                      | P                          | 2026-01-11                   | 2026-02-11                 | 2026-02               |                   31 |                                  0 | true                    | false                     | single_part                    |                                    21.7 |
| r3   | 2                      | P                          | 2026-01-11                   | 2026-02-11                 | 2026-01               |                   31 |                                  0 | true                    | false                     | single_part                    |                                    18.6 |
| r4   | 2                      | P                          | 2026-01-11                   | 2026-02-11                 | 2026-03               |                   31 |                                  0 | true                    | false                     | single_part                    |                                    21.7 |
| r5   | 3                      | P                          | 2026-01-11                   | 2026-02-11                 | 2026-02               |                   31 |                                  0 | true                    | true                      |                                |                                         |
| r6   | 3                      | P                          | 2026-03-11                   | 2026-04-11                 | 2026-04               |                   31 |                                  0 | false                   | false                     | single_part                    |                                    21.7 |
| r7   | 4                      | P                          | 2026-01-30                   | 2026-02-02                 | 2026-02               |                    3 |                                  1 | true                    | false                     |                                |                                         |
| r8   | 5                      | P                          | 2026-01-30                   | 2026-02-02                 | 2026-02               |                    3 |                                  1 | true                    | false                     |                                |                                         |
| r9   | 6                      | P                          | 2026-01-30                   | 2026-02-02                 | 2026-02               |                    3 |                                  3 | false                   | false                     |                                |                                         |
| r10  | 7                      | P                          | 2026-01-30                   | 2026-02-02                 | 2026-02               |                    3 |                                  0 | true                    | true                      |                                |                                         |
| r11  | 8                      | P                          | 2026-01-30                   | 2026-02-02                 | 2026-02               |                    3 |                                  0 | true                    | false                     | single_part                    |                                     1.5 |
| r12  | 9                      | P                          | 2026-01-30                   | 2026-02-02                 | 2026-02               |                    3 |                                  0 | true                    | false                     | two_part                       |                                     1.8 |

### Examples: hours, capacity and blanks that only some days have

| case | customer.customer_class | org_region.region | bill.price_code | bill.period_start | bill.period_end | bill.month |
|------|-------------------------|-------------------|-----------------|-------------------|-----------------|------------|
| jan  | high_voltage            | 36                | P               | 2026-01-30        | 2026-02-02      | 2026-02    |
| fund | high_voltage            | 37                | P               | 2026-01-30        | 2026-02-02      | 2026-02    |
| kind | high_voltage            | 38                | P               | 2026-01-30        | 2026-02-02      | 2026-02    |

| case | price_book.book_id | price_book.region | price_book.valid_from | price_book.valid_to | price_item.book_id | price_item.price_code | price_item.price_class | price_item.price_strategy | price_item.tiered | price_item.surcharges_included |
|------|--------------------|-------------------|-----------------------|---------------------|--------------------|-----------------------|------------------------|---------------------------|-------------------|--------------------------------|
| a    | a                  | 36                | 2026-01-01            | 2026-02-01          | a                  | P                     | large_industry         | two_part                  | false             | false                          |
| b    | b                  | 36                | 2026-02-01            |                     | b                  | P                     | large_industry         | two_part                  | false             | false                          |
| c    | c                  | 37                | 2026-01-01            |                     | c                  | P                     | large_industry         | two_part                  | false             | false                          |
| d    | d                  | 38                | 2026-01-01            |                     | d                  | P                     | large_industry         | two_part                  | false             |                                |

| case | price_component.book_id | price_component.price_code | price_component.component | price_component.period_of_day | price_component.unit_price | price_component.capacity_price |
|------|-------------------------|----------------------------|---------------------------|-------------------------------|---------------------------:|-------------------------------:|
| a1   | a                       | P                          | energy                    | peak                          |                        0.6 |                                |
| a2   | a                       | P                          | energy                    | valley                        |                        0.3 |                                |
| b1   | b                       | P                          | energy                    | peak                          |                        0.7 |                                |
| b2   | b                       | P                          | energy                    | valley                        |                        0.3 |                                |
| b3   | b                       | P                          | energy                    | sharp                         |                        0.9 |                                |
| b4   | b                       | P                          | capacity                  | total                         |                            |                             28 |
| b5   | b                       | P                          | transport                 | total                         |                        0.2 |                                |
| c1   | c                       | P                          | energy                    | total                         |                        0.6 |                                |
| d1   | d                       | P                          | energy                    | total                         |                        0.6 |                                |

| case | surcharge_rate.region | surcharge_rate.price_class | surcharge_rate.item | surcharge_rate.valid_from | surcharge_rate.rate | surcharge_rate.allowed |
|------|-----------------------|----------------------------|---------------------|---------------------------|--------------------:|------------------------|
| s1   | 37                    | large_industry             | renewables          | 2026-01-01                |                0.02 |                        |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|------|-----------------------|---------------------------|-----------------------|
| t1   | 36                    | price_change              | by_days               |

| case | price_in_period.region | price_in_period.price_code | price_in_period.period_start | price_in_period.period_end | price_in_period.month | price_in_period.days_without_price | price_in_period.energy_peak_price_days | price_in_period.energy_valley_price_days | price_in_period.energy_sharp_price_days | price_in_period.transport_total_price_days | price_in_period.capacity_price_days |
|------|------------------------|----------------------------|------------------------------|----------------------------|-----------------------|-----------------------------------:|---------------------------------------:|-----------------------------------------:|----------------------------------------:|-------------------------------------------:|------------------------------------:|
| r1   | 36                     | P                          | 2026-01-30                   | 2026-02-02                 | 2026-02               |                                  0 |                                    1.9 |                                      0.9 |                                     2.7 |                                        0.2 |                                     |
| r2   | 37                     | P                          | 2026-01-30                   | 2026-02-02                 | 2026-02               |                                  3 |                                        |                                          |                                         |                                            |                                     |
| r3   | 38                     | P                          | 2026-01-30                   | 2026-02-02                 | 2026-02               |                                  3 |                                        |                                          |                                         |                                            |                                     |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from jicha.tariffs.rating import ENERGY_COMPONENTS, PERIODS, SURCHARGE_ITEMS

_KEY = ("region", "price_code", "period_start", "period_end", "month")
_KIND = ("price_class", "price_strategy", "tiered", "surcharges_included")
_PRICE = pa.decimal128(26, 8)
_CAPACITY = ("capacity", "demand")
_OF_CAPACITY = tuple(f"{component}_price_days" for component in _CAPACITY)
_PRICES = (
    *(f"{component}_{period}_price_days" for component in ENERGY_COMPONENTS for period in PERIODS),
    *(f"{component}_price_days" for component in _CAPACITY),
    *(f"surcharge_{item}_price_days" for item in SURCHARGE_ITEMS),
)
_INCLUDED = _KIND.index("surcharges_included")
_TOGETHER = {
    "unsettled": frozenset(name for name in _PRICES if name.startswith(ENERGY_COMPONENTS)),
    "capacity_unsettled": frozenset({"capacity_price_days"}),
    "demand_unsettled": frozenset({"demand_price_days"}),
}
_IN_BASE = tuple(f"{component}_in_base" for component in (*ENERGY_COMPONENTS, *_CAPACITY))
_SCHEMA = pa.schema(
    [
        ("region", pa.string()),
        ("price_code", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("month", pa.date32()),
        ("days", pa.int64()),
        ("days_without_price", pa.int64()),
        ("changes", pa.bool_()),
        ("unsettled", pa.bool_()),
        ("capacity_unsettled", pa.bool_()),
        ("demand_unsettled", pa.bool_()),
        ("funds_unsettled", pa.string()),
        ("price_class", pa.string()),
        ("price_strategy", pa.string()),
        ("tiered", pa.bool_()),
        ("surcharges_included", pa.bool_()),
        *((name, _PRICE) for name in _PRICES),
        *((name, pa.bool_()) for name in _IN_BASE),
    ]
)
_Row = Mapping[str, Any]


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each price and period of bills in ``rows``: as few as prices times months, so plain Python."""
    found: dict[tuple[Any, ...], list[_Row]] = {}
    for row in rows.to_pylist():
        found.setdefault(tuple(row[name] for name in _KEY), []).append(row)
    return pa.Table.from_pylist([_over_period(key, lines) for key, lines in found.items()], schema=_SCHEMA)


def _over_period(key: tuple[Any, ...], lines: Sequence[_Row]) -> dict[str, Any]:
    start, end = key[2], key[3]
    days = [start + timedelta(number) for number in range((end - start).days)]
    own = [line for line in lines if line["component"] != "surcharge"]
    funds = [line for line in lines if line["component"] == "surcharge"]
    of_day = [[line for line in own if _holds(line, day)] for day in days]
    kinds = [_kinds(held) for held in of_day]
    # of a price that contains the funds their rates do not matter
    classes = [{kind[0] for kind in found if kind[_INCLUDED] is not True} for found in kinds]
    funds_of_day = [
        [line for line in funds if line["price_class"] in held and _holds(line, day)]
        for day, held in zip(days, classes, strict=True)
    ]
    found: dict[str, Any] = dict(zip(_KEY, key, strict=True)) | {"days": len(days)}
    priced_days = [_of_one_day([*held, *funds]) for held, funds in zip(of_day, funds_of_day, strict=True)]
    unknown = [
        not held or one is None or None in next(iter(kind))
        for held, one, kind in zip(of_day, priced_days, kinds, strict=True)
    ]
    found["days_without_price"] = sum(unknown)
    new_kind = len({kind for found in kinds for kind in found}) > 1
    found["changes"] = new_kind or any(one != priced_days[0] for one in priced_days)
    reading = lines[0]["reading"]
    found["unsettled"] = new_kind and reading in (None, "by_days")
    for column, names in _TOGETHER.items():
        parts = [{name: price for name, price in (one or {}).items() if name in names} for one in priced_days]
        found[column] = found.get(column, False) or (reading is None and any(one != parts[0] for one in parts))
    open_funds = [item for item in SURCHARGE_ITEMS if reading is None and _changes(item, priced_days)]
    found["funds_unsettled"] = " ".join(open_funds) or None
    if not days or found["days_without_price"] or found["unsettled"] or any(len(one) != 1 for one in kinds):
        return found
    counts = _day_that_counts(key, reading, len(days))
    place = counts if found["changes"] and counts is not None else 0
    found |= dict(zip((*_KIND, "by_hours"), next(iter(kinds[place])), strict=True))
    daily = [priced_days[place]] * len(days) if new_kind else priced_days
    for name in _PRICES:
        found[name] = _price_days(name, [one or {} for one in daily], reading, counts)
    for line in of_day[place] if new_kind else [line for held in of_day for line in held]:
        if f"{line['component']}_in_base" in _IN_BASE:
            found[f"{line['component']}_in_base"] = line["in_power_factor_base"]
    return found


def _changes(fund: str, priced_days: Sequence[Mapping[str, Decimal] | None]) -> bool:
    """Whether the rate of a fund is not the same on all days; one that a day does not have is nothing on it."""
    name = f"surcharge_{fund}_price_days"
    return len({(one or {}).get(name, Decimal(0)) for one in priced_days}) > 1


def _kinds(held: Sequence[_Row]) -> set[tuple[Any, ...]]:
    """The kinds of price of a day: what cannot be divided by days, and whether hours have prices of their own."""
    by_hours = any(line["period_of_day"] != "total" for line in held if line["component"] in ENERGY_COMPONENTS)
    return {(*(line[name] for name in _KIND), by_hours) for line in held}


def _price_days(
    name: str, daily: Sequence[Mapping[str, Decimal]], reading: str | None, counts: int | None
) -> Decimal | None:
    """The sum of a price over the days, by the day that counts for all where there is one; None where it has none.

    Of hours that only some days have, the days without them count for nothing, so that the mean is that of the others;
    several prices of such hours cannot be told apart, nor a charge by the month that some days do not have.
    """
    quotes = [_quote(name, one) for one in daily]
    known = [one for one in quotes if one is not None]
    if not any(name in one for one in daily):
        return None
    is_monthly = name in _OF_CAPACITY
    if is_monthly and len(known) < len(quotes):
        return None
    if len(set(known)) == 1:
        return known[0] * len(quotes)
    if reading is None:
        return None
    if counts is None:
        return sum(known, Decimal(0)) if len(known) == len(quotes) else None
    if reading == "from_next_bill":
        return known[0] * len(quotes)
    chosen = quotes[counts]
    return (known[-1] if chosen is None else chosen) * len(quotes)


def _quote(name: str, prices: Mapping[str, Decimal]) -> Decimal | None:
    """A price on a day: zero where its component is not charged on it, None where it is, but has no such hours."""
    if name in prices or name in _OF_CAPACITY:
        return prices.get(name)
    component = next((one for one in ENERGY_COMPONENTS if name.startswith(f"{one}_")), name)
    return None if any(other.startswith(f"{component}_") for other in prices) else Decimal(0)


def _day_that_counts(key: tuple[Any, ...], reading: str | None, days: int) -> int | None:
    """The number of the day whose prices all days have; None where each has its own."""
    if reading == "from_next_bill":
        return 0
    if reading == "from_bill_month":
        return int(min(max((key[4] - key[2]).days, 0), days - 1))
    return None


def _holds(line: _Row, day: date) -> bool:
    return bool(line["valid_from"] <= day and (line["valid_to"] is None or day < line["valid_to"]))


def _of_one_day(lines: Sequence[_Row]) -> dict[str, Decimal] | None:
    """The prices of a day by output column; None where one stands twice or is blank."""
    found: dict[str, Decimal] = {}
    for name, price in _prices(lines):
        if name in found or price is None:
            return None
        found[name] = price
    return found


def _prices(lines: Sequence[_Row]) -> Iterator[tuple[str, Decimal | None]]:
    """The names of the output columns with their prices on one day."""
    for line in lines:
        component = line["component"]
        if component == "surcharge":
            yield f"surcharge_{line['surcharge_item']}_price_days", line["unit_price"]
        elif component in _CAPACITY:
            yield f"{component}_price_days", line[f"{component}_price"]
        elif component in ENERGY_COMPONENTS and line["tier"] == 1:
            yield f"{component}_{line['period_of_day']}_price_days", line["unit_price"]
