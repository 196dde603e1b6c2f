"""---
fact: expected_bill
title: What a bill comes to by the price book, component by component
title_zh: 按电价本重算的应收电费及分项差异
scope: customer
history: 13 months
key: [bill_id]
partition_by: ["*"]
equivalent:
  "gt: f.percent > 0 -> f.percent >= 0": nothing is made of nothing
  "lt: f.percent < 0 -> f.percent <= 0": nothing is made of nothing
params:
  thirty: 30 day            # a month of the rules of 1996
columns:
  bill_id: [text, '', Bill, 账单, bill.bill_id]
  unsure: [text, '', Why the bill could not be computed, 无法重算的原因]
  quantity_known: [boolean, '', "Whether the energy itself could be computed again, and not only its price", 电量是否可重算]
  expected_kwh: ["decimal(18,3)", kWh, Energy to be charged, 应计电量]
  tier_2_kwh: ["decimal(18,3)", kWh, Energy in the second tier, 应计第二档电量]
  tier_3_kwh: ["decimal(18,3)", kWh, Energy in the third tier, 应计第三档电量]
  capacity_billed_kva: ["decimal(12,3)", kVA, "Capacity to be charged, part months by their days", 应计容量]
  demand_billed_kw: ["decimal(12,3)", kW, Demand to be charged, 应计需量]
  power_factor: ["decimal(3,2)", 1, Power factor, 功率因数]
  power_factor_percent: ["decimal(5,2)", "%", Adjustment by the table, 力调系数]
  energy_money: ["decimal(18,2)", CNY, Energy at all its component prices, 应收电度电费]
  market_money: ["decimal(18,2)", CNY, Part of it for energy bought in the market or through the agency, 其中应收市场化（代理购电）电费]
  transport_money: ["decimal(18,2)", CNY, Part of it for transmission and distribution, 其中应收输配电费]
  grid_loss_money: ["decimal(18,2)", CNY, Part of it for losses up to the grid, 其中应收上网环节线损费用]
  system_money: ["decimal(18,2)", CNY, Part of it for running the system, 其中应收系统运行费用]
  tier_money: ["decimal(18,2)", CNY, Extra money of the higher tiers, 应收阶梯加价电费]
  capacity_money: ["decimal(18,2)", CNY, Money for capacity or demand, 应收容（需）量电费]
  power_factor_base_money: ["decimal(18,2)", CNY, Money the adjustment is computed on, 应参与力调金额]
  power_factor_money: ["decimal(18,2)", CNY, Adjustment for the power factor, 应收功率因数调整电费]
  surcharge_money: ["decimal(18,2)", CNY, Funds and surcharges, 应收基金附加]
  difference_money: ["decimal(18,2)", CNY, Differential or punitive price, 应收差别（惩罚性）电费]
  relief_money: ["decimal(18,2)", CNY, "Relief, negative", 应减免电费]
  adjustment_money: ["decimal(18,2)", CNY, Adjustments as the bill has them, 账单退补电费]
  total_money: ["decimal(18,2)", CNY, Money to be paid, 应收电费合计]
  energy_difference: ["decimal(18,2)", CNY, "Billed less expected, energy", 电度电费差额（账单减重算）]
  tier_difference: ["decimal(18,2)", CNY, "Billed less expected, tiers", 阶梯加价差额]
  capacity_difference: ["decimal(18,2)", CNY, "Billed less expected, capacity or demand", 容（需）量电费差额]
  power_factor_difference: ["decimal(18,2)", CNY, "Billed less expected, power factor", 功率因数调整电费差额]
  surcharge_difference: ["decimal(18,2)", CNY, "Billed less expected, funds and surcharges", 基金附加差额]
  difference_difference: ["decimal(18,2)", CNY, "Billed less expected, differential price", 差别电费差额]
  relief_difference: ["decimal(18,2)", CNY, "Billed less expected, relief", 优惠减免差额]
  total_difference: ["decimal(18,2)", CNY, "Billed less expected, the whole", 应收合计差额]
  first_difference: [text, '', "First component that differs by more than a cent, in the order of computing", 首个不一致的分项]
---
## English
Every bill computed again from the price book of its region, the energy, capacity, demand and power factor computed again from
the records, and the readings that a person confirmed: each component, the difference from what was billed, and the first
component that differs in the order of computing (energy, prices of energy, tiers, capacity or demand, power factor, lists,
funds). Where the energy cannot be computed again the billed energy is priced, and `quantity_known` says so. Whatever is
missing is named in `unsure`, and nothing is said then, nor of the capacity or demand of more than a month in one bill.
Adjustments are taken as billed: other rules judge them. The set-based biller of the room of tariffs does the sums, to the fen
as the exact one.

## 中文
按区域电价本、重算的电量、容量、需量和功率因数以及经确认的计费口径，重算每张账单：给出各分项应收、与账单的差额，并按计算顺序
（电量、电度电费、阶梯、容需量、力调、名单政策、基金附加）指出首个不一致的分项。电量无法重算的，按账单电量计价，并在 `quantity_known` 注明。
缺少依据的账单，以及账期超过一个月的容（需）量电费账单，在 `unsure` 中说明原因，不给出结果。退补按账单所列计入，由其他规则判定。

```sql
SELECT b.bill_id,
       CASE WHEN o.region IS NULL THEN 'region_unknown'
            WHEN n.days IS NULL OR n.days_without_price > 0 THEN 'price_unknown'
            WHEN n.unsettled THEN 'price_change_unsettled'
            WHEN r.choice IS NULL THEN 'rounding_unsettled'
            WHEN b.kwh IS NULL AND q.expected_kwh IS NULL THEN 'energy_unknown'
            WHEN m.unknown IS NOT NULL THEN m.unknown
            WHEN z.unclear AND NOT n.surcharges_included THEN 'exemption_unclear'
            WHEN n.tiered AND t.unsettled IS NOT NULL THEN 'tiers_unsettled'
            WHEN n.tiered AND (t.used_before_kwh IS NULL OR t.tier_2_above_kwh IS NULL) THEN 'tiers_unknown'
            WHEN n.price_strategy = 'two_part' AND b.capacity_charge_mode IS NULL THEN 'capacity_unknown'
            WHEN n.price_strategy = 'two_part' AND b.capacity_charge_mode = 'capacity'
              AND (c.whole_kva IS NULL OR n.capacity_price_days IS NULL) THEN 'capacity_unknown'
            WHEN n.price_strategy = 'two_part' AND b.capacity_charge_mode = 'capacity' AND c.part_kva_days > 0
              AND v.choice IS NULL THEN 'day_divisor_unsettled'
            WHEN n.price_strategy = 'two_part' AND b.capacity_charge_mode IN ('demand_contract', 'demand_actual')
              AND (b.demand_actual IS NULL OR n.demand_price_days IS NULL OR m.discount_percent IS NULL) THEN 'demand_unknown'
            WHEN n.price_strategy = 'two_part' AND b.capacity_charge_mode = 'demand_contract'
              AND (b.demand_contract IS NULL OR m.demand_limit_percent IS NULL OR m.over_factor IS NULL) THEN 'demand_unknown'
            WHEN n.price_strategy = 'two_part' AND b.capacity_charge_mode = 'demand_contract' AND w.choice IS NULL
              AND 100 * b.demand_actual > m.demand_limit_percent * b.demand_contract THEN 'demand_over_limit_unsettled'
            WHEN n.price_strategy = 'two_part' AND b.capacity_charge_mode IN ('compare', 'both', 'special') THEN 'agreement_special'
            WHEN b.power_factor_standard IS NULL OR b.power_factor_mode IS NULL THEN 'power_factor_unknown'
            WHEN b.power_factor_standard <> 'not_assessed' AND b.power_factor_mode <> 'not_assessed' AND f.percent IS NULL
              THEN 'power_factor_unknown'
            WHEN b.power_factor_standard <> 'not_assessed' AND b.power_factor_mode <> 'not_assessed' AND k.choice IS NULL
              THEN 'power_factor_base_unsettled' END AS unsure,
       q.expected_kwh IS NOT NULL AS quantity_known, COALESCE(q.expected_kwh, b.kwh) AS main_kwh, b.kwh AS billed_kwh,
       b.sharp_kwh AS main_sharp_kwh, b.peak_kwh AS main_peak_kwh, b.valley_kwh AS main_valley_kwh, b.deep_kwh AS main_deep_kwh,
       n.days,
       n.energy_total_price_days, n.energy_sharp_price_days, n.energy_peak_price_days, n.energy_flat_price_days, n.energy_valley_price_days, n.energy_deep_price_days,
       n.market_energy_total_price_days, n.market_energy_sharp_price_days, n.market_energy_peak_price_days, n.market_energy_flat_price_days, n.market_energy_valley_price_days, n.market_energy_deep_price_days,
       n.transport_total_price_days, n.transport_sharp_price_days, n.transport_peak_price_days, n.transport_flat_price_days, n.transport_valley_price_days, n.transport_deep_price_days,
       n.grid_loss_total_price_days, n.grid_loss_sharp_price_days, n.grid_loss_peak_price_days, n.grid_loss_flat_price_days, n.grid_loss_valley_price_days, n.grid_loss_deep_price_days,
       n.system_operation_total_price_days, n.system_operation_sharp_price_days, n.system_operation_peak_price_days, n.system_operation_flat_price_days, n.system_operation_valley_price_days, n.system_operation_deep_price_days,
       n.energy_in_base, n.market_energy_in_base, n.transport_in_base, n.grid_loss_in_base, n.system_operation_in_base,
       CASE WHEN b.capacity_charge_mode = 'capacity' THEN n.capacity_in_base ELSE n.demand_in_base END AS capacity_in_base,
       n.surcharge_three_gorges_fund_price_days, n.surcharge_power_construction_price_days, n.surcharge_city_utility_price_days,
       n.surcharge_rural_grid_loan_price_days, n.surcharge_reservoir_migrants_price_days, n.surcharge_renewables_price_days,
       n.surcharge_rural_lv_maintenance_price_days, n.surcharge_rural_power_price_days, n.surcharge_meter_rebuilding_price_days,
       n.surcharge_water_projects_price_days, n.surcharge_power_sources_price_days, n.surcharge_small_reservoir_migrants_price_days,
       n.surcharge_electric_railway_loan_price_days, n.surcharge_restructuring_fund_price_days, n.surcharge_other_price_days,
       n.surcharges_included, z.freed, n.tiered,
       t.used_before_kwh, t.tier_2_above_kwh, t.tier_3_above_kwh, t.tier_2_extra, t.tier_3_extra,
       n.price_strategy, b.capacity_charge_mode AS capacity_mode, c.whole_kva, c.part_kva_days,
       b.month, n.capacity_unsettled, n.demand_unsettled, n.funds_unsettled, y.unknown AS waiver_unknown,
       v.choice AS day_divisor, b.adjusted_kwh,
       v.choice = 'divisor_calendar' OR (v.choice = 'divisor_by_edition' AND b.period_start >= CAST('2024-06-01' AS DATE)) AS calendar_days,
       :thirty AS thirty_days, y.days AS waiver_days, y.kept_percent_days,
       n.capacity_price_days, n.demand_price_days, b.demand_contract, b.demand_actual, m.demand_limit_percent, m.over_factor,
       w.choice = 'over_from_limit' AS over_from_limit, m.discount_percent,
       b.power_factor_standard <> 'not_assessed' AND b.power_factor_mode <> 'not_assessed' AS power_factor_assessed,
       x.power_factor,
       CASE WHEN b.power_factor_mode = 'reward_only' AND f.percent > 0 THEN 0
            WHEN b.power_factor_mode = 'penalty_only' AND f.percent < 0 THEN 0 ELSE f.percent END AS power_factor_percent,
       k.choice AS power_factor_base, r.choice = 'cut_off' AS cut_off,
       m.difference_price, COALESCE(b.price_ratio, 1) AS purchase_ratio, m.relief_kwh,
       b.energy_charge, b.tier_charge, b.capacity_charge, b.power_factor_charge, b.surcharge, b.difference_charge,
       b.relief_charge, b.adjustment_charge, b.total_charge
FROM bill AS b
LEFT JOIN customer AS u ON u.customer_id = b.customer_id
LEFT JOIN org_region AS o ON o.org_id = u.org_id
LEFT JOIN price_in_period AS n ON n.region = o.region AND n.price_code = b.price_code AND n.period_start = b.period_start
  AND n.period_end = b.period_end AND n.month = b.month
LEFT JOIN bill_quantity AS q ON q.bill_id = b.bill_id
LEFT JOIN bill_tier AS t ON t.bill_id = b.bill_id
LEFT JOIN bill_capacity AS c ON c.bill_id = b.bill_id
LEFT JOIN bill_terms AS m ON m.bill_id = b.bill_id
LEFT JOIN bill_waiver AS y ON y.bill_id = b.bill_id
LEFT JOIN bill_exemption AS z ON z.bill_id = b.bill_id
LEFT JOIN bill_power_factor AS x ON x.bill_id = b.bill_id
LEFT JOIN power_factor_step AS f ON f.power_factor_standard = b.power_factor_standard AND f.power_factor = x.power_factor
LEFT JOIN settled_choice AS r ON r.region = o.region AND r.convention = 'money_rounding'
LEFT JOIN settled_choice AS k ON k.region = o.region AND k.convention = 'power_factor_base'
LEFT JOIN settled_choice AS v ON v.region = o.region AND v.convention = 'day_divisor'
LEFT JOIN settled_choice AS w ON w.region = o.region AND w.convention = 'demand_over_limit'
WHERE b.bill_kind = 'ordinary'
```

| case | customer.customer_class | org_region.region | bill.price_code | bill.period_start | bill.period_end | bill.month | bill.bill_kind | bill.kwh | bill_quantity.expected_kwh | bill_exemption.unclear | bill.energy_charge | bill.tier_charge | bill.surcharge | bill.adjustment_charge | bill.total_charge | bill_terms.difference_price | bill_terms.relief_kwh | bill.price_ratio | bill.difference_charge | bill.relief_charge | bill_terms.unknown |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| right | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| dear | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 11 | 0 | 2 | 0 | 13 |  |  | 1 | 0 | 0 |  |
| twice | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 4 | 0 | 14 |  |  | 1 | 0 | 0 |  |
| more | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 120 | 100 | false | 12 | 0 | 2.40 | 0 | 14.40 |  |  | 1 | 0 | 0 |  |
| unmeasured | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 |  | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| lost_quant | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | - | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| no_kwh | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary |  |  | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| unbilled | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary |  | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| no_region | high_voltage | - | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| no_file | - | - | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| no_price | high_voltage | 36 | X | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| gap | high_voltage | 36 | G | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| change | high_voltage | 36 | C | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| no_rounding | high_voltage | 33 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| cut | high_voltage | 31 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 10.06 | 10.06 | false | 1.00 | 0 | 0.20 | 0 | 1.20 |  |  | 1 | 0 | 0 |  |
| half | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 10.06 | 10.06 | false | 1.00 | 0 | 0.20 | 0 | 1.20 |  |  | 1 | 0 | 0 |  |
| unclear | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | true | 10 | 0 | 0 | 0 | 10 |  |  | 1 | 0 | 0 |  |
| unclear_i | high_voltage | 36 | I | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | true | 60 | 0 | 0 | 0 | 60 |  |  | 1 | 0 | 0 |  |
| included | high_voltage | 36 | I | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 58 | 0 | 2 | 0 | 60 |  |  | 1 | 0 | 0 |  |
| adjusted | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 5 | 17 |  |  | 1 | 0 | 0 |  |
| adjusted_no | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 |  | 12 |  |  | 1 | 0 | 0 |  |
| list_open | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 62 | 0.5 |  | 1 | 50 | 0 | difference_unknown |
| listed | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 62 | 0.5 |  | 1 | 50 | 0 |  |
| relief | high_voltage | 36 | I | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 60 | 0 | 0 | 0 | 51 |  | 15 | 1 | 0 | -9 |  |
| leaver | high_voltage | 36 | M | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 30 | 0 | 0 | 0 | 30 |  |  | 1.5 | 0 | 0 |  |
| stayer | high_voltage | 36 | M | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 30 | 0 | 0 | 0 | 30 |  |  |  | 0 | 0 |  |
| no_charge | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false |  | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| temporary | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | temporary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| other_day | high_voltage | 36 | S | 2026-01-02 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| other_end | high_voltage | 36 | S | 2026-01-01 | 2026-02-02 | 2026-01 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| other_month | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-02 | ordinary | 100 | 100 | false | 10 | 0 | 2 | 0 | 12 |  |  | 1 | 0 | 0 |  |
| no_terms | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | - | 10 | 0 | 2 | 0 | 12 | - | - | 1 | 0 | 0 |  |

| case | price_in_period.days | price_in_period.days_without_price | price_in_period.month | price_in_period.period_end | price_in_period.period_start | price_in_period.price_code | price_in_period.region | price_in_period.unsettled | price_in_period.energy_total_price_days | price_in_period.market_energy_total_price_days | price_in_period.price_class | price_in_period.price_strategy | price_in_period.surcharge_renewables_price_days | price_in_period.surcharges_included | price_in_period.tiered | price_in_period.transport_total_price_days |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| p_S_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | S | 36 | false |  |  | commercial_industrial | single_part | 0.62 | false | false | 3.1 |
| p_S_31 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | S | 31 | false |  |  | commercial_industrial | single_part | 0.62 | false | false | 3.1 |
| p_S_33 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | S | 33 | false |  |  | commercial_industrial | single_part |  | false | false | 3.1 |
| p_G_36 | 31 | 1 | 2026-01 | 2026-02-01 | 2026-01-01 | G | 36 | false |  |  | commercial_industrial | single_part |  | false | false | 3.1 |
| p_C_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | C | 36 | true |  |  | commercial_industrial | single_part |  | false | false |  |
| p_I_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | I | 36 | false | 18.6 |  | commercial_industrial | single_part | 0.62 | true | false |  |
| p_M_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | M | 36 | false |  | 6.2 | commercial_industrial | single_part |  | false | false |  |
| p_other_end | 31 | 0 | 2026-01 | 2026-02-05 | 2026-01-01 | S | 36 | false |  |  | commercial_industrial | single_part |  | false | false | 9 |
| p_other_start | 31 | 0 | 2026-01 | 2026-02-01 | 2025-12-30 | S | 36 | false |  |  | commercial_industrial | single_part |  | false | false | 9 |
| p_other_month | 31 | 0 | 2026-03 | 2026-02-01 | 2026-01-01 | S | 36 | false |  |  | commercial_industrial | single_part |  | false | false | 9 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|---|---|---|---|
| s1 | 36 | money_rounding | half_up |
| s2 | 31 | money_rounding | cut_off |
| s3 | 31 | price_change | by_days |
| s4 | 33 | price_change | by_days |

| case | expected_bill.bill_id | expected_bill.unsure | expected_bill.quantity_known | expected_bill.expected_kwh | expected_bill.energy_money | expected_bill.market_money | expected_bill.surcharge_money | expected_bill.difference_money | expected_bill.relief_money | expected_bill.adjustment_money | expected_bill.total_money | expected_bill.energy_difference | expected_bill.surcharge_difference | expected_bill.difference_difference | expected_bill.relief_difference | expected_bill.total_difference | expected_bill.first_difference |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| r1 | right |  | true | 100 | 10 | 0 | 2 | 0 | 0 | 0 | 12 | 0 | 0 | 0 | 0 | 0 |  |
| r2 | dear |  | true | 100 | 10 | 0 | 2 | 0 | 0 | 0 | 12 | 1 | 0 | 0 | 0 | 1 | energy |
| r3 | twice |  | true | 100 | 10 | 0 | 2 | 0 | 0 | 0 | 12 | 0 | 2 | 0 | 0 | 2 | surcharge |
| r4 | more |  | true | 100 | 10 | 0 | 2 | 0 | 0 | 0 | 12 | 2 | 0.4 | 0 | 0 | 2.4 | quantity |
| r5 | unmeasured |  | false | 100 | 10 | 0 | 2 | 0 | 0 | 0 | 12 | 0 | 0 | 0 | 0 | 0 |  |
| r6 | lost_quant |  | false | 100 | 10 | 0 | 2 | 0 | 0 | 0 | 12 | 0 | 0 | 0 | 0 | 0 |  |
| r7 | no_kwh | energy_unknown |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r8 | unbilled |  | true | 100 | 10 | 0 | 2 | 0 | 0 | 0 | 12 | 0 | 0 | 0 | 0 | 0 |  |
| r9 | no_region | region_unknown |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r10 | no_file | region_unknown |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r11 | no_price | price_unknown |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r12 | gap | price_unknown |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r13 | change | price_change_unsettled |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r14 | no_rounding | rounding_unsettled |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r15 | cut |  | true | 10.06 | 1 | 0 | 0.2 | 0 | 0 | 0 | 1.2 | 0 | 0 | 0 | 0 | 0 |  |
| r16 | half |  | true | 10.06 | 1.01 | 0 | 0.2 | 0 | 0 | 0 | 1.21 | -0.01 | 0 | 0 | 0 | -0.01 | energy |
| r17 | unclear | exemption_unclear |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r17a | unclear_i |  | true | 100 | 60 | 0 | 0 | 0 | 0 | 0 | 60 | 0 | 0 | 0 | 0 | 0 |  |
| r18 | included |  | true | 100 | 60 | 0 | 0 | 0 | 0 | 0 | 60 | 0 | 0 | 0 | 0 | 0 |  |
| r19 | adjusted |  | true | 100 | 10 | 0 | 2 | 0 | 0 | 5 | 17 | 0 | 0 | 0 | 0 | 0 |  |
| r20 | adjusted_no |  | true | 100 | 10 | 0 | 2 | 0 | 0 | 0 | 12 | 0 | 0 | 0 | 0 | 0 |  |
| r21a | list_open | difference_unknown |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r21 | listed |  | true | 100 | 10 | 0 | 2 | 50 | 0 | 0 | 62 | 0 | 0 | 0 | 0 | 0 |  |
| r22 | relief |  | true | 100 | 60 | 0 | 0 | 0 | -9 | 0 | 51 | 0 | 0 | 0 | 0 | 0 |  |
| r23 | leaver |  | true | 100 | 30 | 30 | 0 | 0 | 0 | 0 | 30 | 0 | 0 | 0 | 0 | 0 |  |
| r24 | stayer |  | true | 100 | 20 | 20 | 0 | 0 | 0 | 0 | 20 | 10 | 0 | 0 | 0 | 10 | energy |
| r25 | no_charge |  | true | 100 | 10 | 0 | 2 | 0 | 0 | 0 | 12 |  | 0 | 0 | 0 | 0 |  |
| r26 | other_day | price_unknown |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r27 | other_end | price_unknown |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r28 | other_month | price_unknown |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
| r29 | no_terms |  | true | 100 | 10 | 0 | 2 | 0 | 0 | 0 | 12 | 0 | 0 | 0 | 0 | 0 |  |

### Examples: a customer who need not pay one of two funds

| case | customer.customer_class | org_region.region | bill.price_code | bill.period_start | bill.period_end | bill.month | bill.bill_kind | bill.kwh | bill_exemption.unclear | bill_exemption.freed | bill.energy_charge | bill.surcharge | bill.total_charge |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| both | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | - | - | 10 | 3 | 13 |
| one | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | false | renewables | 10 | 1 | 11 |
| small | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | false | small_reservoir_migrants | 10 | 3 | 13 |
| none | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | false | renewables reservoir_migrants | 10 | 0 | 10 |
| open | high_voltage | 33 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | false | reservoir_migrants | 10 | 0 | 10 |
| settled | high_voltage | 33 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | false | renewables | 10 | 1 | 11 |

| case | price_in_period.days | price_in_period.days_without_price | price_in_period.month | price_in_period.period_end | price_in_period.period_start | price_in_period.price_code | price_in_period.region | price_in_period.unsettled | price_in_period.funds_unsettled | price_in_period.price_class | price_in_period.price_strategy | price_in_period.surcharge_renewables_price_days | price_in_period.surcharge_reservoir_migrants_price_days | price_in_period.surcharges_included | price_in_period.tiered | price_in_period.transport_total_price_days |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| p_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | S | 36 | false |  | commercial_industrial | single_part | 0.62 | 0.31 | false | false | 3.1 |
| p_33 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | S | 33 | false | renewables | commercial_industrial | single_part |  | 0.31 | false | false | 3.1 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|---|---|---|---|
| s1 | 36 | money_rounding | half_up |
| s2 | 33 | money_rounding | half_up |

| case | expected_bill.bill_id | expected_bill.unsure | expected_bill.surcharge_money | expected_bill.total_money | expected_bill.surcharge_difference |
|---|---|---|---|---|---|
| r1 | both |  | 3 | 13 | 0 |
| r2 | one |  | 1 | 11 | 0 |
| r3 | small |  | 3 | 13 | 0 |
| r4 | none |  | 0 | 10 | 0 |
| r5 | open | price_change_unsettled |  |  |  |
| r6 | settled |  | 1 | 11 | 0 |

### Examples: tiers, and hours of the day

| case | customer.customer_class | org_region.region | bill.price_code | bill.period_start | bill.period_end | bill.month | bill.bill_kind | bill.kwh | bill_quantity.expected_kwh | bill_exemption.unclear | bill.energy_charge | bill.tier_charge | bill.surcharge | bill.total_charge | bill_tier.used_before_kwh | bill_tier.tier_2_above_kwh | bill_tier.tier_3_above_kwh | bill_tier.tier_2_extra | bill_tier.tier_3_extra | bill_tier.unsettled | bill.sharp_kwh | bill.peak_kwh | bill.flat_kwh | bill.valley_kwh | bill.deep_kwh |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| second | high_voltage | 36 | T | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 60 | 2.50 | 0 | 62.50 | 2110 | 2160 | 4200 | 0.05 | 0.3 |  | 0 | 40 | 30 | 30 | 0 |
| third | high_voltage | 36 | T | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 60 | 17.50 | 0 | 77.50 | 4150 | 2160 | 4200 | 0.05 | 0.3 |  | 0 | 40 | 30 | 30 | 0 |
| wrong | high_voltage | 36 | T | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 60 | 0 | 0 | 60 | 2110 | 2160 | 4200 | 0.05 | 0.3 |  | 0 | 40 | 30 | 30 | 0 |
| within | high_voltage | 36 | T | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 62.50 |  | 0 | 62.50 | 2110 | 2160 | 4200 | 0.05 | 0.3 |  | 0 | 40 | 30 | 30 | 0 |
| unsettled | high_voltage | 36 | T | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 60 | 2.50 | 0 | 62.50 | 2110 | 2160 | 4200 | 0.05 | 0.3 | tier_clearing | 0 | 40 | 30 | 30 | 0 |
| no_before | high_voltage | 36 | T | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 60 | 2.50 | 0 | 62.50 |  | 2160 | 4200 | 0.05 | 0.3 |  | 0 | 40 | 30 | 30 | 0 |
| no_edge | high_voltage | 36 | T | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 60 | 2.50 | 0 | 62.50 | 2110 |  | 4200 | 0.05 | 0.3 |  | 0 | 40 | 30 | 30 | 0 |
| no_tiers | high_voltage | 36 | T | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 60 | 2.50 | 0 | 62.50 | - | - | - | - | - | - | 0 | 40 | 30 | 30 | 0 |
| flat | high_voltage | 36 | F | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 60 | 0 | 0 | 60 | 2110 | 2160 | 4200 | 0.05 | 0.3 |  | 0 | 40 | 30 | 30 | 0 |
| flat_open | high_voltage | 36 | F | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 60 | 0 | 0 | 60 |  |  | 4200 | 0.05 | 0.3 | tier_clearing | 0 | 40 | 30 | 30 | 0 |
| hours | high_voltage | 36 | H | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 39 | 0 | 0 | 39 | 2110 | 2160 | 4200 | 0.05 | 0.3 |  | 0 | 40 | 30 | 30 | 0 |
| more_flat | high_voltage | 36 | H | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 110 | false | 39 | 0 | 0 | 39 | 2110 | 2160 | 4200 | 0.05 | 0.3 |  | 0 | 40 | 30 | 30 | 0 |
| too_much | high_voltage | 36 | H | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 39 | 0 | 0 | 39 | 2110 | 2160 | 4200 | 0.05 | 0.3 |  | 0 | 90 | 30 | 30 | 0 |
| no_peak | high_voltage | 36 | H | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 39 | 0 | 0 | 39 | 2110 | 2160 | 4200 | 0.05 | 0.3 |  | 0 |  | 30 | 30 | 0 |
| all_hours | high_voltage | 36 | H | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 41.00 | 0 | 0 | 41.00 | 2110 | 2160 | 4200 | 0.05 | 0.3 |  | 10 | 20 | 30 | 10 | 10 |

| case | price_in_period.days | price_in_period.days_without_price | price_in_period.month | price_in_period.period_end | price_in_period.period_start | price_in_period.price_code | price_in_period.region | price_in_period.unsettled | price_in_period.energy_total_price_days | price_in_period.market_energy_deep_price_days | price_in_period.market_energy_flat_price_days | price_in_period.market_energy_peak_price_days | price_in_period.market_energy_sharp_price_days | price_in_period.market_energy_valley_price_days | price_in_period.price_class | price_in_period.price_strategy | price_in_period.surcharges_included | price_in_period.tiered |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| p_T_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | T | 36 | false | 18.6 |  |  |  |  |  | commercial_industrial | single_part | true | true |
| p_F_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | F | 36 | false | 18.6 |  |  |  |  |  | commercial_industrial | single_part | true | false |
| p_H_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | H | 36 | false |  | 1.55 | 12.4 | 18.6 | 24.8 | 3.1 | commercial_industrial | single_part | false | false |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|---|---|---|---|
| s1 | 36 | money_rounding | half_up |

| case | expected_bill.bill_id | expected_bill.unsure | expected_bill.energy_money | expected_bill.tier_2_kwh | expected_bill.tier_3_kwh | expected_bill.tier_money | expected_bill.total_money | expected_bill.energy_difference | expected_bill.tier_difference | expected_bill.total_difference | expected_bill.first_difference |
|---|---|---|---|---|---|---|---|---|---|---|---|
| r1 | second |  | 60 | 50 | 0 | 2.5 | 62.5 | 0 | 0 | 0 |  |
| r2 | third |  | 60 | 50 | 50 | 17.5 | 77.5 | 0 | 0 | 0 |  |
| r3 | wrong |  | 60 | 50 | 0 | 2.5 | 62.5 | 0 | -2.5 | -2.5 | tier |
| r4 | within |  | 60 | 50 | 0 | 2.5 | 62.5 | 0 | 0 | 0 |  |
| r5 | unsettled | tiers_unsettled |  |  |  |  |  |  |  |  |  |
| r6 | no_before | tiers_unknown |  |  |  |  |  |  |  |  |  |
| r7 | no_edge | tiers_unknown |  |  |  |  |  |  |  |  |  |
| r8 | no_tiers | tiers_unknown |  |  |  |  |  |  |  |  |  |
| r9 | flat |  | 60 | 0 | 0 | 0 | 60 | 0 | 0 | 0 |  |
| r10 | flat_open |  | 60 | 0 | 0 | 0 | 60 | 0 | 0 | 0 |  |
| r11 | hours |  | 39 | 0 | 0 | 0 | 39 | 0 | 0 | 0 |  |
| r12 | more_flat |  | 43 | 0 | 0 | 0 | 43 | -4 | 0 | -4 | quantity |
| r13 | too_much | periods_unknown |  |  |  |  |  |  |  |  |  |
| r14 | no_peak | periods_unknown |  |  |  |  |  |  |  |  |  |
| r15 | all_hours |  | 41.5 | 0 | 0 | 0 | 41.5 | -0.5 | 0 | -0.5 | energy |

### Examples: capacity and demand

| case | customer.customer_class | org_region.region | bill.price_code | bill.period_start | bill.period_end | bill.month | bill.bill_kind | bill.kwh | bill_quantity.expected_kwh | bill_exemption.unclear | bill_waiver.kept_percent_days | bill_waiver.unknown | bill_waiver.days | bill.energy_charge | bill.surcharge | bill.total_charge | bill.capacity_charge | bill.capacity_charge_mode | bill_capacity.whole_kva | bill_capacity.part_kva_days | bill.demand_contract | bill.demand_actual | bill_terms.demand_limit_percent | bill_terms.over_factor | bill_terms.discount_percent |
|---|---|---|---|---|---|---|---|---|---|---|---:|---|---:|---|---|---|---|---|---|---|---|---|---|---|---|
| whole | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| two_months | high_voltage | 36 | P | 2026-01-01 | 2026-02-02 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| changed | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 0 | 3100 | 1000 | 900 | 105 | 2 | 100 |
| changed_33 | high_voltage | 33 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 0 | 3100 | 1000 | 900 | 105 | 2 | 100 |
| changed_44 | high_voltage | 44 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 0 | 3100 | 1000 | 900 | 105 | 2 | 100 |
| changed_45 | high_voltage | 45 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 0 | 3100 | 1000 | 900 | 105 | 2 | 100 |
| whole_45 | high_voltage | 45 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| half_off | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 1550 | false | 31 | 10 | 0 | 1510 | 1500 | capacity | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| no_kva | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity |  |  | 1000 | 900 | 105 | 2 | 100 |
| lost_kva | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | - | - | 1000 | 900 | 105 | 2 | 100 |
| no_price | high_voltage | 36 | Q | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| no_mode | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 |  | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| none | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 10 | 0 | none | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| waived | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 10 | 0 | waived | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| compare | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | compare | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| both | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | both | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| special | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | special | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| one_part | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 10 | 0 |  |  |  | 1000 | 900 | 105 | 2 | 100 |
| one_part_s | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 10 | 0 | special | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| one_part_c | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 10 | 0 | capacity |  |  | 1000 | 900 | 105 | 2 | 100 |
| one_part_d | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 10 | 0 | demand_contract | 100 | 0 |  |  | 105 | 2 | 100 |
| one_part_o | high_voltage | 45 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 10 | 0 | demand_contract | 100 | 0 | 1000 | 2000 | 105 | 2 | 100 |
| one_part_v | high_voltage | 45 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 10 | 0 | capacity | 0 | 3100 | 1000 | 900 | 105 | 2 | 100 |
| agreed | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| no_factor | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 | 900 | 105 |  | 100 |
| at_limit | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 | 1050 | 105 | 2 | 100 |
| over | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 44010 | 44000 | demand_contract | 100 | 0 | 1000 | 1100 | 105 | 2 | 100 |
| over_33 | high_voltage | 33 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 | 1100 | 105 | 2 | 100 |
| over_45 | high_voltage | 45 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 | 1100 | 105 | 2 | 100 |
| limit_45 | high_voltage | 45 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 | 1050 | 105 | 2 | 100 |
| reduced | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 36010 | 36000 | demand_contract | 100 | 0 | 1000 | 900 | 105 | 2 | 90 |
| reduced_off | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | 1550 | false | 31 | 10 | 0 | 18010 | 18000 | demand_contract | 100 | 0 | 1000 | 900 | 105 | 2 | 90 |
| measured | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 36010 | 36000 | demand_actual | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| measured_no | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 36010 | 36000 | demand_actual | 100 | 0 |  | 900 | 105 | 2 | 100 |
| measured_45 | high_voltage | 45 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 44010 | 44000 | demand_actual | 100 | 0 | 1000 | 1100 | 105 | 2 | 100 |
| no_actual | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 |  | 105 | 2 | 100 |
| no_actual_m | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_actual | 100 | 0 | 1000 |  | 105 | 2 | 100 |
| no_contract | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 |  | 900 | 105 | 2 | 100 |
| no_limit | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 | 900 |  | 2 | 100 |
| no_limit_m | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 36010 | 36000 | demand_actual | 100 | 0 | 1000 | 900 |  | 2 | 100 |
| no_discount | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 | 900 | 105 | 2 |  |
| no_demand_p | high_voltage | 36 | Q | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 | 900 | 105 | 2 | 100 |
| may | high_voltage | 44 | P | 2024-05-01 | 2024-06-01 | 2024-05 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 0 | 3100 | 1000 | 900 | 105 | 2 | 100 |
| just_45 | high_voltage | 45 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 100 | 0 | 1000 | 1050.001 | 105 | 2 | 100 |
| limit_45_v | high_voltage | 45 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 40010 | 40000 | demand_contract | 0 | 3100 | 1000 | 1050 | 105 | 2 | 100 |
| cap_no_dem | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 100 | 0 | 1000 |  | 105 | 2 | 100 |
| june | high_voltage | 44 | P | 2024-06-01 | 2024-07-01 | 2024-06 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 3010 | 3000 | capacity | 0 | 3100 | 1000 | 900 | 105 | 2 | 100 |
| mixed | high_voltage | 36 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 5910 | 5900 | capacity | 100 | 2900 | 1000 | 900 | 105 | 2 | 100 |
| mixed_33 | high_voltage | 33 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 5910 | 5900 | capacity | 100 | 2900 | 1000 | 900 | 105 | 2 | 100 |
| mixed_45 | high_voltage | 45 | P | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 5910 | 5900 | capacity | 100 | 1 | 1000 | 900 | 105 | 2 | 100 |
| ten_days | high_voltage | 36 | P | 2026-01-01 | 2026-01-11 | 2026-01 | ordinary | 100 | 100 | false | - | - | - | 10 | 0 | 1510 | 1500 | capacity | 100 | 500 | 1000 | 900 | 105 | 2 | 100 |

| case | price_in_period.days | price_in_period.days_without_price | price_in_period.month | price_in_period.period_end | price_in_period.period_start | price_in_period.price_code | price_in_period.region | price_in_period.unsettled | price_in_period.capacity_price_days | price_in_period.demand_price_days | price_in_period.price_class | price_in_period.price_strategy | price_in_period.surcharges_included | price_in_period.tiered | price_in_period.transport_total_price_days |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| p_P_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | P | 36 | false | 930 | 1240 | commercial_industrial | two_part | false | false | 3.1 |
| p_P_long | 32 | 0 | 2026-01 | 2026-02-02 | 2026-01-01 | P | 36 | false | 960 | 1280 | commercial_industrial | two_part | false | false | 3.2 |
| p_P_33 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | P | 33 | false | 930 | 1240 | commercial_industrial | two_part | false | false | 3.1 |
| p_P_44 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | P | 44 | false | 930 | 1240 | commercial_industrial | two_part | false | false | 3.1 |
| p_P_45 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | P | 45 | false | 930 | 1240 | commercial_industrial | two_part | false | false | 3.1 |
| p_Q_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | Q | 36 | false |  |  | commercial_industrial | two_part | false | false | 3.1 |
| p_S_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | S | 36 | false | 930 | 1240 | commercial_industrial | single_part | false | false | 3.1 |
| p_S_45 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | S | 45 | false | 930 | 1240 | commercial_industrial | single_part | false | false | 3.1 |
| p_may | 31 | 0 | 2024-05 | 2024-06-01 | 2024-05-01 | P | 44 | false | 930 | 1240 | commercial_industrial | two_part | false | false | 3.1 |
| p_june | 30 | 0 | 2024-06 | 2024-07-01 | 2024-06-01 | P | 44 | false | 900 | 1200 | commercial_industrial | two_part | false | false | 3 |
| p_ten | 10 | 0 | 2026-01 | 2026-01-11 | 2026-01-01 | P | 36 | false | 300 | 400 | commercial_industrial | two_part | false | false | 1 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|---|---|---|---|
| s1 | 36 | money_rounding | half_up |
| s2 | 36 | day_divisor | divisor_thirty |
| s3 | 36 | demand_over_limit | over_from_contract |
| s4 | 33 | money_rounding | half_up |
| s5 | 33 | day_divisor | divisor_calendar |
| s6 | 33 | demand_over_limit | over_from_limit |
| s7 | 44 | money_rounding | half_up |
| s8 | 44 | day_divisor | divisor_by_edition |
| s9 | 44 | demand_over_limit | over_from_contract |
| s10 | 45 | money_rounding | half_up |
| s11 | 45 | price_change | by_days |

| case | expected_bill.bill_id | expected_bill.unsure | expected_bill.capacity_billed_kva | expected_bill.demand_billed_kw | expected_bill.capacity_money | expected_bill.total_money | expected_bill.capacity_difference | expected_bill.total_difference | expected_bill.first_difference |
|---|---|---|---|---|---|---|---|---|---|
| r1 | whole |  | 100 | 1000 | 3000 | 3010 | 0 | 0 |  |
| r1b | two_months | capacity_of_many_months |  |  |  |  |  |  |  |
| r2 | changed |  | 103.333 | 1000 | 3100 | 3110 | -100 | -100 | capacity |
| r3 | changed_33 |  | 100 | 1000 | 3000 | 3010 | 0 | 0 |  |
| r4 | changed_44 |  | 100 | 1000 | 3000 | 3010 | 0 | 0 |  |
| r5 | changed_45 | day_divisor_unsettled |  |  |  |  |  |  |  |
| r6 | whole_45 |  | 100 | 1000 | 3000 | 3010 | 0 | 0 |  |
| r7 | half_off |  | 100 | 1000 | 1500 | 1510 | 0 | 0 |  |
| r8 | no_kva | capacity_unknown |  |  |  |  |  |  |  |
| r9 | lost_kva | capacity_unknown |  |  |  |  |  |  |  |
| r10 | no_price | capacity_unknown |  |  |  |  |  |  |  |
| r11 | no_mode | capacity_unknown |  |  |  |  |  |  |  |
| r12 | none |  | 100 | 1000 | 0 | 10 | 0 | 0 |  |
| r13 | waived |  | 100 | 1000 | 0 | 10 | 0 | 0 |  |
| r14 | compare | agreement_special |  |  |  |  |  |  |  |
| r15 | both | agreement_special |  |  |  |  |  |  |  |
| r16 | special | agreement_special |  |  |  |  |  |  |  |
| r17 | one_part |  |  |  | 0 | 10 | 0 | 0 |  |
| r18 | one_part_s |  | 100 | 1000 | 0 | 10 | 0 | 0 |  |
| r19 | one_part_c |  |  | 1000 | 0 | 10 | 0 | 0 |  |
| r20 | one_part_d |  | 100 |  | 0 | 10 | 0 | 0 |  |
| r21 | one_part_o |  | 100 | 2900 | 0 | 10 | 0 | 0 |  |
| r22 | one_part_v |  | 103.333 | 1000 | 0 | 10 | 0 | 0 |  |
| r23x | no_factor | demand_unknown |  |  |  |  |  |  |  |
| r23 | agreed |  | 100 | 1000 | 40000 | 40010 | 0 | 0 |  |
| r24 | at_limit |  | 100 | 1000 | 40000 | 40010 | 0 | 0 |  |
| r25 | over |  | 100 | 1100 | 44000 | 44010 | 0 | 0 |  |
| r26 | over_33 |  | 100 | 1150 | 46000 | 46010 | -6000 | -6000 | capacity |
| r27 | over_45 | demand_over_limit_unsettled |  |  |  |  |  |  |  |
| r28 | limit_45 |  | 100 | 1000 | 40000 | 40010 | 0 | 0 |  |
| r29 | reduced |  | 100 | 1000 | 36000 | 36010 | 0 | 0 |  |
| r30 | reduced_off |  | 100 | 1000 | 18000 | 18010 | 0 | 0 |  |
| r31 | measured |  | 100 | 900 | 36000 | 36010 | 0 | 0 |  |
| r32 | measured_no |  | 100 | 900 | 36000 | 36010 | 0 | 0 |  |
| r33 | measured_45 |  | 100 | 1100 | 44000 | 44010 | 0 | 0 |  |
| r34 | no_actual | demand_unknown |  |  |  |  |  |  |  |
| r35 | no_actual_m | demand_unknown |  |  |  |  |  |  |  |
| r36 | no_contract | demand_unknown |  |  |  |  |  |  |  |
| r37 | no_limit | demand_unknown |  |  |  |  |  |  |  |
| r38 | no_limit_m |  | 100 | 900 | 36000 | 36010 | 0 | 0 |  |
| r39 | no_discount | demand_unknown |  |  |  |  |  |  |  |
| r40 | no_demand_p | demand_unknown |  |  |  |  |  |  |  |
| r41 | may |  | 103.333 | 1000 | 3100 | 3110 | -100 | -100 | capacity |
| r42 | just_45 | demand_over_limit_unsettled |  |  |  |  |  |  |  |
| r43 | limit_45_v |  | 103.333 | 1000 | 40000 | 40010 | 0 | 0 |  |
| r44 | cap_no_dem |  | 100 |  | 3000 | 3010 | 0 | 0 |  |
| r45 | june |  | 103.333 | 1000 | 3100 | 3110 | -100 | -100 | capacity |
| r46 | mixed |  | 196.667 | 1000 | 5900 | 5910 | 0 | 0 |  |
| r47 | mixed_33 |  | 193.548 | 1000 | 5806.45 | 5816.45 | 93.55 | 93.55 | capacity |
| r48 | mixed_45 | day_divisor_unsettled |  |  |  |  |  |  |  |
| r49 | ten_days |  | 50 | 1000 | 1500 | 1510 | 0 | 0 |  |

### Examples: power factor

| case | customer.customer_class | org_region.region | bill.price_code | bill.period_start | bill.period_end | bill.month | bill.bill_kind | bill.kwh | bill_quantity.expected_kwh | bill_exemption.unclear | bill.energy_charge | bill.surcharge | bill.total_charge | bill.power_factor_standard | bill.power_factor_mode | bill_power_factor.power_factor | bill.power_factor_charge |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| penalty | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 122.50 | std_085 | standard | 0.80 | 2.50 |
| reward | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 118.90 | std_085 | standard | 0.97 | -1.10 |
| wrong | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 119.00 | std_085 | standard | 0.97 | -1.00 |
| reward_only | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | std_085 | reward_only | 0.80 | 0 |
| reward_kept | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 118.90 | std_085 | reward_only | 0.97 | -1.10 |
| penalty_only | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | std_085 | penalty_only | 0.97 | 0 |
| penalty_kept | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 122.50 | std_085 | penalty_only | 0.80 | 2.50 |
| at_standard | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | std_085 | penalty_only | 0.85 | 0 |
| not_standard | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | not_assessed | standard | 0.80 | 0 |
| not_mode | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | std_085 | not_assessed | 0.80 | 0 |
| no_standard | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 122.50 |  | standard | 0.80 | 2.50 |
| no_mode | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 122.50 | std_085 |  | 0.80 | 2.50 |
| no_factor | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 122.50 | std_085 | standard | - | 2.50 |
| no_step | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 122.50 | std_085 | standard | 0.50 | 2.50 |
| not_factor | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | not_assessed | standard | - | 0 |
| not_factor_m | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | std_085 | not_assessed | - | 0 |
| with_funds | high_voltage | 33 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 123 | std_085 | standard | 0.80 | 3.00 |
| no_base | high_voltage | 45 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 122.50 | std_085 | standard | 0.80 | 2.50 |
| no_base_s | high_voltage | 45 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | not_assessed | standard | 0.80 | 0 |
| no_base_m | high_voltage | 45 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | std_085 | not_assessed | 0.80 | 0 |
| small_bad_r | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | std_085 | reward_only | 0.84 | 0 |
| small_bad_p | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120.50 | std_085 | penalty_only | 0.84 | 0.50 |
| small_good_r | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 119.50 | std_085 | reward_only | 0.90 | -0.50 |
| small_good_p | high_voltage | 36 | S | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | std_085 | penalty_only | 0.90 | 0 |
| apart | high_voltage | 36 | A | 2026-01-01 | 2026-02-01 | 2026-01 | ordinary | 1000 | 1000 | false | 100 | 20 | 120 | std_085 | standard | 0.80 | 0 |

| case | price_in_period.days | price_in_period.days_without_price | price_in_period.month | price_in_period.period_end | price_in_period.period_start | price_in_period.price_code | price_in_period.region | price_in_period.unsettled | price_in_period.price_class | price_in_period.price_strategy | price_in_period.surcharge_renewables_price_days | price_in_period.surcharges_included | price_in_period.tiered | price_in_period.transport_in_base | price_in_period.transport_total_price_days |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| p_S_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | S | 36 | false | commercial_industrial | single_part | 0.62 | false | false | true | 3.1 |
| p_S_33 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | S | 33 | false | commercial_industrial | single_part | 0.62 | false | false | true | 3.1 |
| p_S_45 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | S | 45 | false | commercial_industrial | single_part | 0.62 | false | false | true | 3.1 |
| p_A_36 | 31 | 0 | 2026-01 | 2026-02-01 | 2026-01-01 | A | 36 | false | commercial_industrial | single_part | 0.62 | false | false | false | 3.1 |

| case | power_factor_step.power_factor_standard | power_factor_step.power_factor | power_factor_step.percent |
|---|---|---|---|
| f1 | std_085 | 0.80 | 2.5 |
| f2 | std_085 | 0.97 | -1.10 |
| f3 | std_090 | 0.80 | 5 |
| f5 | std_085 | 0.84 | 0.5 |
| f6 | std_085 | 0.90 | -0.5 |
| f4 | std_085 | 0.85 | 0 |

| case | settled_choice.region | settled_choice.convention | settled_choice.choice |
|---|---|---|---|
| s1 | 36 | money_rounding | half_up |
| s2 | 36 | power_factor_base | base_without_funds |
| s3 | 33 | money_rounding | half_up |
| s4 | 33 | power_factor_base | base_with_funds |
| s5 | 45 | money_rounding | half_up |
| s6 | 45 | price_change | by_days |

| case | expected_bill.bill_id | expected_bill.unsure | expected_bill.power_factor | expected_bill.power_factor_percent | expected_bill.power_factor_base_money | expected_bill.power_factor_money | expected_bill.total_money | expected_bill.power_factor_difference | expected_bill.total_difference | expected_bill.first_difference |
|---|---|---|---|---|---|---|---|---|---|---|
| r1 | penalty |  | 0.80 | 2.5 | 100 | 2.5 | 122.5 | 0 | 0 |  |
| r2 | reward |  | 0.97 | -1.1 | 100 | -1.1 | 118.9 | 0 | 0 |  |
| r3 | wrong |  | 0.97 | -1.1 | 100 | -1.1 | 118.9 | 0.1 | 0.1 | power_factor |
| r4 | reward_only |  | 0.80 | 0 | 100 | 0 | 120 | 0 | 0 |  |
| r5 | reward_kept |  | 0.97 | -1.1 | 100 | -1.1 | 118.9 | 0 | 0 |  |
| r6 | penalty_only |  | 0.97 | 0 | 100 | 0 | 120 | 0 | 0 |  |
| r7 | penalty_kept |  | 0.80 | 2.5 | 100 | 2.5 | 122.5 | 0 | 0 |  |
| r8 | at_standard |  | 0.85 | 0 | 100 | 0 | 120 | 0 | 0 |  |
| r9 | not_standard |  | 0.80 |  | 0 | 0 | 120 | 0 | 0 |  |
| r10 | not_mode |  | 0.80 |  | 0 | 0 | 120 | 0 | 0 |  |
| r11 | no_standard | power_factor_unknown |  |  |  |  |  |  |  |  |
| r12 | no_mode | power_factor_unknown |  |  |  |  |  |  |  |  |
| r13 | no_factor | power_factor_unknown |  |  |  |  |  |  |  |  |
| r14 | no_step | power_factor_unknown |  |  |  |  |  |  |  |  |
| r15 | not_factor |  |  |  | 0 | 0 | 120 | 0 | 0 |  |
| r16 | not_factor_m |  |  |  | 0 | 0 | 120 | 0 | 0 |  |
| r17 | with_funds |  | 0.80 | 2.5 | 120 | 3 | 123 | 0 | 0 |  |
| r18 | no_base | power_factor_base_unsettled |  |  |  |  |  |  |  |  |
| r19 | no_base_s |  | 0.80 |  | 0 | 0 | 120 | 0 | 0 |  |
| r20 | no_base_m |  | 0.80 |  | 0 | 0 | 120 | 0 | 0 |  |
| r21 | small_bad_r |  | 0.84 | 0 | 100 | 0 | 120 | 0 | 0 |  |
| r22 | small_bad_p |  | 0.84 | 0.5 | 100 | 0.5 | 120.5 | 0 | 0 |  |
| r23 | small_good_r |  | 0.90 | -0.5 | 100 | -0.5 | 119.5 | 0 | 0 |  |
| r24 | small_good_p |  | 0.90 | 0 | 100 | 0 | 120 | 0 | 0 |  |
| r25 | apart |  | 0.80 | 2.5 | 0 | 0 | 120 | 0 | 0 |  |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.tariffs.rating import ENERGY_COMPONENTS, SURCHARGE_ITEMS, TIERS, rate_rows

_MONEY, _KWH, _KVA_DAYS = pa.decimal128(18, 2), pa.decimal128(18, 3), pa.decimal128(18, 3)
_OTHER_HOURS = ("sharp", "peak", "valley", "deep")
_WHOLE = pa.scalar(Decimal(100), pa.decimal128(9, 3))
_BY_DEMAND = pa.array(["demand_contract", "demand_actual"])
_REASONS = (
    "price_change_unsettled",
    "energy_unknown",
    "periods_unknown",
    "price_unknown",
    "relief_unknown",
    "price_ratio_unknown",
    "capacity_of_many_months",
    "day_divisor_unsettled",
    "waiver_unknown",
)
_ORDER = ("quantity", "energy", "tier", "capacity", "power_factor", "difference", "relief", "surcharge", "total")
_Column = Any  # pyarrow ships no types


def kernel(rows: pa.Table) -> pa.Table:
    """The bills computed again; a bill that is unsure has nothing but its reason."""
    rows = rows.combine_chunks()
    held = {name: _whole(rows[name]) for name in rows.column_names}
    held["unsure"] = _also_unsure(held)
    rated = {name: _whole(column) for name, column in _rated(held).items()}
    found: dict[str, _Column] = {
        "bill_id": held["bill_id"],
        "unsure": held["unsure"],
        "quantity_known": held["quantity_known"],
        "expected_kwh": held["main_kwh"].cast(_KWH),
        "tier_2_kwh": rated["tier_2_kwh"],
        "tier_3_kwh": rated["tier_3_kwh"],
        "capacity_billed_kva": rated["capacity_billed_kva"],
        "demand_billed_kw": rated["demand_billed_kw"],
        "power_factor": held["power_factor"],
        "power_factor_percent": pc.if_else(held["power_factor_assessed"], held["power_factor_percent"], None),
        "energy_money": _sum(rated[f"{component}_money"] for component in ENERGY_COMPONENTS),
        "market_money": rated["market_energy_money"],
        "transport_money": rated["transport_money"],
        "grid_loss_money": rated["grid_loss_money"],
        "system_money": rated["system_operation_money"],
        **{
            f"{name}_money": rated[f"{name}_money"]
            for name in ("tier", "capacity", "power_factor_base", "power_factor")
        },
        **{f"{name}_money": rated[f"{name}_money"] for name in ("surcharge", "difference", "relief")},
        "adjustment_money": _or_zero(held["adjustment_charge"]),
    }
    found["total_money"] = _sum([rated["total_money"], found["adjustment_money"]])
    found |= _differences(held, found)
    found["first_difference"] = _first(held, found)
    sure = pc.is_null(held["unsure"])
    kept = ("bill_id", "unsure")
    return pa.table(
        {name: column if name in kept else pc.if_else(sure, column, None) for name, column in found.items()}
    )


def _rated(held: Mapping[str, _Column]) -> dict[str, _Column]:
    """The money by the set-based biller, on columns as it wants them."""
    given = dict(held)
    given["main_flat_kwh"] = _flat(held)
    included = pc.fill_null(held["surcharges_included"], False)
    for item in SURCHARGE_ITEMS:
        name = f"surcharge_{item}_price_days"
        given[name] = _without(pc.or_(included, _names(held["freed"], item)), held[name])
    two_part = pc.fill_null(pc.equal(held["price_strategy"], "two_part"), False)
    mode = pc.if_else(two_part, held["capacity_mode"], "none")
    by_capacity = pc.equal(mode, "capacity")
    by_calendar = pc.fill_null(held["calendar_days"], False)
    whole = _is_whole_month(held)
    in_month = pc.if_else(whole, held["days"], _days_of_month(held["month"]))
    divisor = pc.if_else(by_calendar, in_month, held["thirty_days"])
    given["capacity_divisor_days"] = pc.fill_null(divisor, 1)
    # A machine that does not change in a month counts for as many days as divide the month: that is one month.
    counted = pc.if_else(whole, given["capacity_divisor_days"], held["days"])
    unchanged = pc.multiply(held["whole_kva"], counted).cast(_KVA_DAYS)
    given["capacity_kva_days"] = pc.add(unchanged, held["part_kva_days"])
    given["demand_divisor_days"] = pc.fill_null(pc.if_else(whole, held["days"], divisor), 1)
    given["capacity_keep_days"] = pc.fill_null(held["waiver_days"], 1)
    by_demand = pc.is_in(mode, _BY_DEMAND)
    given["capacity_price_days"] = _without(pc.invert(by_capacity), held["capacity_price_days"])
    given["demand_price_days"] = _without(pc.invert(by_demand), held["demand_price_days"])
    discount = pc.if_else(by_demand, held["discount_percent"], _WHOLE).cast(pa.decimal128(6, 3))
    waived = pc.and_(pc.is_valid(held["waiver_days"]), pc.is_valid(held["kept_percent_days"]))
    kept = pc.if_else(waived, held["kept_percent_days"], _WHOLE).cast(pa.decimal128(9, 3))
    given["capacity_keep_percent"] = pc.multiply(pc.multiply(kept, discount), pa.scalar(Decimal("0.01")))
    given["base_with_funds"] = pc.fill_null(pc.equal(held["power_factor_base"], "base_with_funds"), False)
    given["cut_off"] = pc.fill_null(held["cut_off"], False)
    given["over_from_limit"] = pc.fill_null(held["over_from_limit"], False)
    taken_back = pc.fill_null(pc.less(held["main_kwh"].cast(_KWH), pa.scalar(Decimal(0), _KWH)), False)
    no_relief = pc.or_(pc.is_null(held["relief_kwh"]), taken_back)  # of energy that is taken back none is free
    given["relief_price_days"] = _without(no_relief, held["energy_total_price_days"])
    for tier in TIERS:
        for name in (f"tier_{tier}_above_kwh", f"tier_{tier}_extra"):
            column = held.get(name, pa.nulls(len(held["bill_id"]), pa.decimal128(18, 8)))
            given[name] = _without(pc.invert(pc.fill_null(held["tiered"], False)), column)
    # The days of an unsure bill may be blank; its money is dropped in the end.
    given["days"] = pc.fill_null(held["days"], 1)
    rated = rate_rows(pa.table(given))
    return {name: rated[name] for name in rated.column_names}


def _without(dropped: _Column, column: _Column) -> _Column:
    """A column, blank where ``dropped``; most prices are blank on every bill and stay as they are."""
    return column if column.null_count == len(column) else pc.if_else(dropped, None, column)


def _names(lists: _Column, word: str) -> _Column:
    """Whether each list of words divided by blanks has a word; a blank list has none."""
    if lists.null_count == len(lists):  # hardly any customer is exempt
        return pa.repeat(pa.scalar(False), len(lists))
    padded = pc.binary_join_element_wise("", lists, "", " ")
    return pc.fill_null(pc.match_substring(padded, f" {word} "), False)


def _also_unsure(held: Mapping[str, _Column]) -> _Column:
    """The reason of the SQL, or else what several of a bill's facts show together, as hours without energy or price."""
    energy = {period: held[f"main_{period}_kwh"] for period in _OTHER_HOURS} | {"flat": _flat(held)}
    whole_day = {name: pc.is_valid(held[f"{name}_total_price_days"]) for name in ENERGY_COMPONENTS}
    nothing = pa.scalar(Decimal(0), _KWH)
    decided = pc.fill_null(pc.not_equal(held["adjusted_kwh"].cast(_KWH), nothing), False)
    unknown = unpriced = pc.is_null(held["bill_id"])
    for period, kwh in energy.items():
        used = pc.fill_null(pc.not_equal(kwh, pa.scalar(Decimal(0), _KWH)), False)
        for component in ENERGY_COMPONENTS:
            priced = pc.is_valid(held[f"{component}_{period}_price_days"])
            unknown = pc.or_(unknown, pc.and_(priced, pc.is_null(kwh)))
            backwards = pc.and_(pc.fill_null(pc.less(kwh, nothing), False), pc.invert(decided))
            unknown = pc.or_(unknown, pc.and_(backwards, _has_hours(held, component)))
            others = pc.and_(pc.invert(priced), pc.and_(_has_hours(held, component), pc.invert(whole_day[component])))
            unpriced = pc.or_(unpriced, pc.and_(others, used))
    two_part = pc.fill_null(pc.equal(held["price_strategy"], "two_part"), False)
    by_capacity = pc.and_(two_part, pc.fill_null(pc.equal(held["capacity_mode"], "capacity"), False))
    by_demand = pc.and_(two_part, pc.is_in(held["capacity_mode"], _BY_DEMAND))
    is_charged = pc.or_(by_capacity, by_demand)
    is_open = pc.and_(pc.is_null(held["day_divisor"]), pc.invert(_is_whole_month(held)))
    changes = pc.or_(
        _owes_an_open_fund(held),
        pc.or_(
            pc.and_(_is_true(held, "capacity_unsettled"), by_capacity),
            pc.and_(_is_true(held, "demand_unsettled"), by_demand),
        ),
    )
    negative = pc.fill_null(pc.less(held["main_kwh"].cast(_KWH), nothing), False)
    relieved = pc.fill_null(pc.not_equal(held["relief_kwh"].cast(_KWH), pa.scalar(Decimal(0), _KWH)), False)
    by_hand = pc.and_(relieved, pc.invert(whole_day["energy"]))
    reason = pc.case_when(
        pc.make_struct(
            changes,
            pc.and_(negative, pc.invert(decided)),
            unknown,
            unpriced,
            by_hand,
            _has_no_ratio(held),
            pc.and_(is_charged, pc.fill_null(pc.greater(held["days"].cast(pa.int64()), 31), False)),
            pc.and_(is_charged, is_open),
            pc.and_(is_charged, _is_true(held, "waiver_unknown")),
        ),
        *(pa.scalar(word, pa.string()) for word in _REASONS),
        pa.scalar(None, pa.string()),
    )
    return pc.coalesce(held["unsure"], reason)


def _has_no_ratio(held: Mapping[str, _Column]) -> _Column:
    """Whether the price of purchase is multiplied by nothing or less: a blank that came as a zero."""
    found = pc.is_null(held["bill_id"])
    for period in (*_OTHER_HOURS, "flat", "total"):
        found = pc.or_(found, pc.is_valid(held[f"market_energy_{period}_price_days"]))
    ratio = held["purchase_ratio"]
    return pc.and_(found, pc.fill_null(pc.less_equal(ratio, pa.scalar(Decimal(0), ratio.type)), False))


def _owes_an_open_fund(held: Mapping[str, _Column]) -> _Column:
    """Whether the rate of a fund that the customer pays changes, and nobody has settled how."""
    found = pc.is_null(held["bill_id"])
    for item in SURCHARGE_ITEMS if held["funds_unsettled"].null_count < len(found) else ():
        owed = pc.and_(_names(held["funds_unsettled"], item), pc.invert(_names(held["freed"], item)))
        found = pc.or_(found, owed)
    return found


def _is_whole_month(held: Mapping[str, _Column]) -> _Column:
    """Whether a bill has the days of a month, wherever in it it begins; one of a part of a month is charged by days."""
    days = held["days"].cast(pa.int64())
    return pc.fill_null(pc.and_(pc.greater_equal(days, 28), pc.less_equal(days, 31)), False)


def _days_of_month(months: _Column) -> _Column:
    """The days of the month of each bill."""
    first = np.array(months.fill_null(date(2000, 1, 1)).to_numpy(zero_copy_only=False), "datetime64[M]")
    last = (first + 1).astype("datetime64[D]")
    return pa.array((last - first.astype("datetime64[D]")).astype(np.int64))


def _is_true(held: Mapping[str, _Column], name: str) -> _Column:
    return pc.fill_null(held[name], False)


def _has_hours(held: Mapping[str, _Column], component: str) -> _Column:
    """Whether a component has a price for a part of the day."""
    found = pc.is_null(held["bill_id"])
    for period in (*_OTHER_HOURS, "flat"):
        found = pc.or_(found, pc.is_valid(held[f"{component}_{period}_price_days"]))
    return found


def _flat(held: Mapping[str, _Column]) -> _Column:
    """What the other periods leave of the energy; blank where they hold more than there is."""
    flat = held["main_kwh"].cast(_KWH)
    for period in _OTHER_HOURS:
        flat = pc.subtract(flat, pc.fill_null(held[f"main_{period}_kwh"], Decimal(0))).cast(_KWH)
    return pc.if_else(pc.greater_equal(flat, pa.scalar(Decimal(0), _KWH)), flat, None)


def _differences(held: Mapping[str, _Column], found: Mapping[str, _Column]) -> dict[str, _Column]:
    """Billed less expected. A bill that shows no tiers of its own has them, and one whose price contains the funds may
    have those, within the money for energy."""
    own_tiers = pc.is_valid(held["tier_charge"])
    zero = pa.scalar(Decimal(0), _MONEY)
    energy = _sum([found["energy_money"], pc.if_else(own_tiers, zero, found["tier_money"])])
    included = pc.fill_null(held["surcharges_included"], False)
    billed = _sum([held["energy_charge"], pc.if_else(included, _or_zero(held["surcharge"]), zero)])
    surcharge = pc.if_else(included, zero, held["surcharge"])
    return {
        "energy_difference": _less(billed, energy),
        "tier_difference": pc.if_else(own_tiers, _less(held["tier_charge"], found["tier_money"]), zero),
        "capacity_difference": _less(held["capacity_charge"], found["capacity_money"]),
        "power_factor_difference": _less(held["power_factor_charge"], found["power_factor_money"]),
        "surcharge_difference": _less(surcharge, found["surcharge_money"]),
        "difference_difference": _less(held["difference_charge"], found["difference_money"]),
        "relief_difference": _less(held["relief_charge"], found["relief_money"]),
        "total_difference": _less(held["total_charge"], found["total_money"]),
    }


def _first(held: Mapping[str, _Column], found: Mapping[str, _Column]) -> _Column:
    """The first component, in the order of computing, that is a fen or more away from what was billed."""
    differs = {"quantity": pc.not_equal(held["billed_kwh"].cast(_KWH), found["expected_kwh"])}
    for name in _ORDER[1:]:
        differs[name] = pc.not_equal(found[f"{name}_difference"], pa.scalar(Decimal(0), _MONEY))
    chosen = np.full(len(held["bill_id"]), None, object)
    for name in reversed(_ORDER):
        chosen[pc.fill_null(differs[name], False).to_numpy(zero_copy_only=False)] = name
    return pa.array(chosen, pa.string())


def _less(billed: _Column, expected: _Column) -> _Column:
    return pc.subtract(billed.cast(_MONEY), expected.cast(_MONEY)).cast(_MONEY)


def _sum(columns: Any) -> _Column:
    total = None
    for column in columns:
        total = column.cast(_MONEY) if total is None else pc.add(total, column).cast(_MONEY)
    return total


def _or_zero(column: _Column) -> _Column:
    return pc.fill_null(column, Decimal(0)).cast(_MONEY)


def _whole(column: _Column) -> _Column:
    """One array, whatever the chunks."""
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
