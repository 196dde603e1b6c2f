"""---
fact: energy_day
version: 2
title: Energy of each register and day, how surely it is known, and why not
title_zh: 各示数逐日电量及其可信程度
scope: customer
history: 3 months
key: [point_id, register, day, method]
partition_by: [point_id]
equivalent:
  "floor: FLOOR(p.capacity * 1000) -> CEIL(p.capacity * 1000)": a capacity has three decimals, so this is whole
  "parameter up: margin 62 day -> 63 day": it saves reading; no example can lie outside of all time
  "parameter down: margin 62 day -> 61 day": it saves reading; no example can lie outside of all time
columns:
  point_id: [text, '', Point, 计量点, point.point_id]
  register: [code(register), '', Register, 示数类型]
  day: [date, '', Day on which it was used, 用电日期]
  method: [code(energy_method), '', How it was found; each way of estimating is a row of its own, 得出方法(每种估算方法单独成行)]
  quality: [code(energy_quality), '', How surely it is known, 可信程度]
  kwh: ["decimal(18,6)", kWh, "Energy after the ratio, to the last digit; a reactive register counts kvarh", 乘倍率后的电量]
  span_from: [date, '', Day of the believed reading before, 前一可信示数日期]
  span_to: [date, '', Day of the next believed reading, 后一可信示数日期]
  candidate_1_kwh: ["decimal(18,6)", kWh, "Of an unknown span, the smaller energy that the records allow", 未知区间的可能电量(较小)]
  candidate_2_kwh: ["decimal(18,6)", kWh, The larger one, 未知区间的可能电量(较大)]
  flag: [code(reading_flag), '', What the register did over the span, 区间内示数状况]
  reading_flag: [code(reading_flag), '', Why the reading at the start of the day is not believed, 当日示数不可信原因]
  use_flag: [code(reading_flag), '', What stands out in the use, 用电特征]
params:
  margin: 62 day              # readings of two months around the run, for spans and profiles that reach into it
---
## English
A reading is frozen at the start of its day, so the energy of a day is the next day's reading less its own, times the ratio
in force. Between two believed readings that lie further apart only the sum is measured: its days are estimated, evenly and
by the same weekdays around, each as rows of their own that add up to the sum exactly. What the records leave open stays
unknown, with what they would allow as candidates; nothing is chosen. No reading is changed: those that are not believed
are left out here and named.

* A lower reading is a rollover if the digits of the meter are known and it makes less than a tenth of the register's range
  and no more than the connection can carry; with unknown digits it is ambiguous; while generation is connected it ran backward;
  else it was reset (near zero) or ran backward.
* A few readings (up to seven in a row) that stand off a register which goes on as before are not believed; of two equally
  short rows neither is. A fill value (65535, 9999.99 and the like) is believed only if the register passes through it.
* The connection carries what the point's capacity says, or a larger contract of its customer on these days (customer_history).
* Over an exchange the old meter's last stretch and the new one's first are added, with any meter between them; the readings
  of an exchange are known for the active total alone.
* The ratio is that of the meter, unless `parameter_change` states when it changed while the meter was in place, or a change
  was recorded after an exchange whose entry still has the ratio from before. Of two changes for one day the one recorded
  last counts.

## 中文
示值于当日零点冻结, 故当日电量为次日示值减当日示值再乘当时倍率。两个可信示数相隔多日时, 仅总量为实测, 逐日电量按均摊和同一星期几两种
方法分别估算, 各自成行且合计精确等于总量。记录不足以判断的保持未知, 列出可能值, 不作选择。不修改任何示数, 不可信示数仅在此排除并注明原因。

示数下降: 表计位数已知且翻转电量小于量程十分之一并不超接入能力的为翻转; 位数未知的为疑似翻转; 有电源并网期间为反送倒退;
其余为清零或倒走。连续不超过七个偏离前后走势的示数不采信。换表区间按旧表末段、新表首段及中间表计相加(仅正向有功总有换表示数)。接入能力按计量点容量; 客户档案历史中当时合同容量更大的日期按其计算, 减容不追溯。

```sql
SELECT r.point_id, 'reading' AS line, r.register, r.day, CAST(NULL AS DATE) AS other_day, r.installation_id,
       CASE WHEN r.success THEN r.reading END AS reading, CAST(NULL AS DECIMAL(18, 3)) AS other_reading,
       r.rollover AS flag, f.fault, CAST(NULL AS DECIMAL(12, 3)) AS ratio, CAST(NULL AS BIGINT) AS digits,
       CAST(NULL AS BIGINT) AS meter_w, CAST(NULL AS BIGINT) AS capacity_va,
       CAST(NULL AS VARCHAR) AS old_value, CAST(NULL AS VARCHAR) AS new_value
FROM register_daily AS r
LEFT JOIN register_fault AS f ON f.point_id = r.point_id AND f.register = r.register AND f.day = r.day
WHERE r.register <> 'max_demand' AND add_days(r.day, :margin) >= :run_from AND add_days(r.day, -:margin) < :run_to
UNION ALL
SELECT i.point_id, 'meter', CAST(NULL AS VARCHAR), i.installed_on, i.removed_on, i.installation_id, i.installed_reading,
       i.removed_reading, CAST(NULL AS BOOLEAN), CAST(NULL AS VARCHAR), i.ratio, m.digits,
       floor(m.rated_voltage * m.max_current) * CASE WHEN m.wiring = 'single_phase' THEN 1 ELSE 3 END,
       floor(p.capacity * 1000), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR)
FROM meter_installation AS i
LEFT JOIN meter AS m ON m.meter_id = i.meter_id
LEFT JOIN point AS p ON p.point_id = i.point_id
UNION ALL
SELECT x.point_id, 'ratio', CAST(NULL AS VARCHAR), x.effective_on, local_date(x.changed_at), CAST(NULL AS VARCHAR),
       CAST(NULL AS DECIMAL(18, 3)), CAST(NULL AS DECIMAL(18, 3)), CAST(NULL AS BOOLEAN), CAST(NULL AS VARCHAR),
       CAST(NULL AS DECIMAL(12, 3)), row_number() OVER (ORDER BY x.changed_at, x.change_id),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), x.old_value, x.new_value
FROM parameter_change AS x
WHERE x.parameter = 'ratio'
UNION ALL
SELECT p.point_id, 'generator', CAST(NULL AS VARCHAR), g.connected_on, g.disconnected_on, CAST(NULL AS VARCHAR),
       CAST(NULL AS DECIMAL(18, 3)), CAST(NULL AS DECIMAL(18, 3)), CAST(NULL AS BOOLEAN), CAST(NULL AS VARCHAR),
       CAST(NULL AS DECIMAL(12, 3)), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR)
FROM generator AS g INNER JOIN point AS p ON p.customer_id = g.customer_id
GROUP BY p.point_id, g.connected_on, g.disconnected_on
UNION ALL
SELECT p.point_id, 'capacity', CAST(NULL AS VARCHAR), h.valid_from, h.valid_to, CAST(NULL AS VARCHAR),
       CAST(NULL AS DECIMAL(18, 3)), CAST(NULL AS DECIMAL(18, 3)), CAST(NULL AS BOOLEAN), CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(12, 3)),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), floor(h.contract_capacity * 1000), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR)
FROM customer_history AS h INNER JOIN point AS p ON p.customer_id = h.customer_id
GROUP BY p.point_id, h.valid_from, h.valid_to, h.contract_capacity
```

### Examples: a register that goes on, a failed and a missing reading, a register that is no energy

| case | register_daily.point_id | register_daily.installation_id | register_daily.register | meter_installation.installation_id | meter_installation.point_id | meter_installation.ratio | register_daily.reading@2026-01-01 | @2026-01-02 | @2026-01-03 | @2026-01-04 | @2026-01-05 | @2026-01-06 |
|------|-------------------------|--------------------------------|-------------------------|------------------------------------|-----------------------------|-------------------------:|----------------------------------:|------------:|------------:|------------:|------------:|------------:|
| a    | p                       | p                              | active_total            | p                                  | p                           |                       80 |                               100 |         101 |           - |         104 |         104 |           - |
| b    | q                       | q                              | active_peak             | q                                  | q                           |                      1.5 |                               100 |     100.001 |           - |     100.002 |           - |             |
| c    | q                       | q                              | max_demand              | q                                  | q                           |                      1.5 |                                 5 |           6 |           7 |           8 |           9 |          10 |
| d    | r                       | r                              | active_total            | r                                  | r                           |                        1 |                                 - |           1 |           - |           - |           5 |           - |

| case   | register_daily.point_id | register_daily.installation_id | register_daily.day | register_daily.reading | register_daily.success |
|--------|-------------------------|--------------------------------|--------------------|-----------------------:|------------------------|
| failed | r                       | r                              | 2026-01-03         |                      2 | false                  |

| case | energy_day.point_id | energy_day.register | energy_day.day | energy_day.method | energy_day.quality | energy_day.kwh | energy_day.span_from | energy_day.span_to | energy_day.reading_flag | energy_day.flag |
|------|---------------------|---------------------|----------------|-------------------|--------------------|---------------:|----------------------|--------------------|-------------------------|-----------------|
| a1   | p                   | active_total        | 2026-01-01     | register          | measured           |             80 | 2026-01-01           | 2026-01-02         |                         |                 |
| a2   | p                   | active_total        | 2026-01-02     | linear            | estimated          |            120 | 2026-01-02           | 2026-01-04         |                         |                 |
| a3   | p                   | active_total        | 2026-01-03     | linear            | estimated          |            120 | 2026-01-02           | 2026-01-04         | gap                     |                 |
| a4   | p                   | active_total        | 2026-01-04     | register          | measured           |              0 | 2026-01-04           | 2026-01-05         |                         |                 |
| b1   | q                   | active_peak         | 2026-01-01     | register          | measured           |         0.0015 | 2026-01-01           | 2026-01-02         |                         |                 |
| b2   | q                   | active_peak         | 2026-01-02     | linear            | estimated          |        0.00075 | 2026-01-02           | 2026-01-04         |                         |                 |
| b3   | q                   | active_peak         | 2026-01-03     | linear            | estimated          |        0.00075 | 2026-01-02           | 2026-01-04         | gap                     |                 |
| d2   | r                   | active_total        | 2026-01-02     | linear            | estimated          |       1.333333 | 2026-01-02           | 2026-01-05         |                         |                 |
| d3   | r                   | active_total        | 2026-01-03     | linear            | estimated          |       1.333333 | 2026-01-02           | 2026-01-05         | gap                     |                 |
| d4   | r                   | active_total        | 2026-01-04     | linear            | estimated          |       1.333334 | 2026-01-02           | 2026-01-05         | gap                     |                 |

### Examples: a register that reads less than before

| case    | register_daily.point_id | register_daily.installation_id | meter_installation.installation_id | meter_installation.point_id | meter_installation.meter_id | meter_installation.ratio | meter.meter_id | meter.digits | meter.max_current | meter.rated_voltage | meter.wiring          | register_daily.rollover | register_daily.reading@2026-01-04 | @2026-01-05 |
|---------|-------------------------|--------------------------------|------------------------------------|-----------------------------|-----------------------------|-------------------------:|----------------|-------------:|------------------:|--------------------:|-----------------------|-------------------------|----------------------------------:|------------:|
| turned  | turned                  | turned                         | turned                             | turned                      | turned                      |                       80 | turned         |            5 |                60 |                 220 | single_phase          | false                   |                             99998 |          12 |
| open    | open                    | open                           | open                               | open                        | open                        |                       80 | open           |              |                   |                     | single_phase          | false                   |                             99998 |          12 |
| stated  | stated                  | stated                         | stated                             | stated                      | stated                      |                        1 | stated         |              |                   |                     | single_phase          | true                    |                             60000 |          12 |
| reset   | reset                   | reset                          | reset                              | reset                       | reset                       |                        1 | reset          |            5 |                60 |                 220 | single_phase          | false                   |                             52000 |           3 |
| back    | back                    | back                           | back                               | back                        | back                        |                        1 | back           |            5 |                60 |                 220 | single_phase          | false                   |                             52000 |       51000 |
| sun     | sun                     | sun                            | sun                                | sun                         | sun                         |                        1 | sun            |            5 |                60 |                 220 | single_phase          | false                   |                             52000 |       51990 |
| too_far | too_far                 | too_far                        | too_far                            | too_far                     | too_far                     |                        1 | too_far        |            5 |                60 |                 220 | single_phase          | false                   |                             99998 |         400 |
| far     | far                     | far                            | far                                | far                         | far                         |                        1 | far            |            5 |                60 |                 220 | three_phase_four_wire | false                   |                             99998 |        1098 |
| farther | farther                 | farther                        | farther                            | farther                     | farther                     |                        1 | farther        |            5 |                60 |                 220 | three_phase_four_wire | false                   |                             99998 |        1139 |

| case     | generator.generator_id | generator.customer_id | generator.connected_on | generator.disconnected_on | point.point_id | point.customer_id | point.capacity |
|----------|------------------------|-----------------------|------------------------|---------------------------|----------------|-------------------|---------------:|
| roof     | roof                   | solar                 | 2024-01-01             |                           | sun            | solar             |                |
| gone     | gone                   | plain                 | 2024-01-01             | 2026-01-04                | back           | plain             |                |
| not_yet  | not_yet                | plain                 | 2026-01-05             |                           | back           | plain             |                |

| case    | energy_day.point_id | energy_day.register | energy_day.day | energy_day.method | energy_day.quality       | energy_day.kwh | energy_day.candidate_1_kwh | energy_day.candidate_2_kwh | energy_day.flag    |
|---------|---------------------|---------------------|----------------|-------------------|--------------------------|---------------:|---------------------------:|---------------------------:|--------------------|
| turned  | turned              | active_total        | 2026-01-04     | register          | measured_across_rollover |           1120 |                            |                            | rollover           |
| open    | open                | active_total        | 2026-01-04     | none              | unknown                  |                |                       1120 |                   72001120 | rollover_ambiguous |
| stated  | stated              | active_total        | 2026-01-04     | none              | unknown                  |                |                      40012 |                     940012 | rollover_ambiguous |
| reset   | reset               | active_total        | 2026-01-04     | none              | unknown                  |                |                            |                            | register_reset     |
| back    | back                | active_total        | 2026-01-04     | none              | unknown                  |                |                            |                            | register_backward  |
| sun     | sun                 | active_total        | 2026-01-04     | none              | unknown                  |                |                            |                            | export_backward    |
| too_far | too_far             | active_total        | 2026-01-04     | none              | unknown                  |                |                            |                            | register_reset     |
| far     | far                 | active_total        | 2026-01-04     | register          | measured_across_rollover |           1100 |                            |                            | rollover           |
| farther | farther             | active_total        | 2026-01-04     | none              | unknown                  |                |                            |                            | register_backward  |

### Examples: more than the connection can carry

| case       | register_daily.point_id | register_daily.installation_id | meter_installation.installation_id | meter_installation.point_id | meter_installation.meter_id | meter_installation.ratio | meter.meter_id | meter.max_current | meter.rated_voltage | point.point_id | point.capacity | customer_history.valid_from | customer_history.valid_to | customer_history.contract_capacity | register_daily.reading@2026-01-04 | @2026-01-05 |
|------------|-------------------------|--------------------------------|------------------------------------|-----------------------------|-----------------------------|-------------------------:|----------------|------------------:|--------------------:|----------------|---------------:|-----------------------------|---------------------------|-----------------------------------:|----------------------------------:|------------:|
| by_meter   | by_meter                | by_meter                       | by_meter                           | by_meter                    | by_meter                    |                        1 | by_meter       |                60 |                 220 | -              |              - | -                           | -                         |                                  - |                               100 |      480.16 |
| over_meter | over_meter              | over_meter                     | over_meter                         | over_meter                  | over_meter                  |                        1 | over_meter     |                60 |             220.001 | -              |              - | -                           | -                         |                                  - |                               100 |     480.161 |
| by_point   | by_point                | by_point                       | by_point                           | by_point                    | by_point                    |                        2 | by_point       |                60 |                 220 | by_point       |           1.25 | -                           | -                         |                                  - |                               100 |         145 |
| over_point | over_point              | over_point                     | over_point                         | over_point                  | over_point                  |                        2 | over_point     |                60 |                 220 | over_point     |           1.25 | -                           | -                         |                                  - |                               100 |     145.001 |
| nothing    | nothing                 | nothing                        | nothing                            | nothing                     | nowhere                     |                        2 | -              |                 - |                   - | nothing        |                | -                           | -                         |                                  - |                               100 |        9000 |
| reduced    | reduced                 | reduced                        | reduced                            | reduced                     | reduced                     |                        2 | reduced        |                60 |                 220 | reduced        |           1.25 | 2020-01-01                  | 2026-01-05                |                              1.251 |                               100 |     145.001 |
| enlarged   | enlarged                | enlarged                       | enlarged                           | enlarged                    | enlarged                    |                        2 | enlarged       |                60 |                 220 | enlarged       |           1.25 | 2026-01-05                  | 2026-01-09                |                              1.251 |                               100 |     145.001 |

| case       | energy_day.point_id | energy_day.register | energy_day.day | energy_day.method | energy_day.quality | energy_day.kwh | energy_day.candidate_1_kwh | energy_day.flag |
|------------|---------------------|---------------------|----------------|-------------------|--------------------|---------------:|---------------------------:|-----------------|
| by_meter   | by_meter            | active_total        | 2026-01-04     | register          | measured           |         380.16 |                            |                 |
| over_meter | over_meter          | active_total        | 2026-01-04     | none              | unknown            |                |                    380.161 | beyond_capacity |
| by_point   | by_point            | active_total        | 2026-01-04     | register          | measured           |             90 |                            |                 |
| over_point | over_point          | active_total        | 2026-01-04     | none              | unknown            |                |                     90.002 | beyond_capacity |
| enlarged   | enlarged            | active_total        | 2026-01-04     | none              | unknown            |                |                     90.002 | beyond_capacity |
| reduced    | reduced             | active_total        | 2026-01-04     | register          | measured           |         90.002 |                            |                 |
| nothing    | nothing             | active_total        | 2026-01-04     | register          | measured           |          17800 |                            |                 |

### Examples: meters exchanged

| meter_installation.installation_id | meter_installation.point_id | meter_installation.installed_on | meter_installation.removed_on | meter_installation.installed_reading | meter_installation.removed_reading | meter_installation.ratio |
|------------------------------------|-----------------------------|---------------------------------|-------------------------------|-------------------------------------:|-----------------------------------:|-------------------------:|
| old                                | p                           | 2020-01-01                      | 2026-01-04                    |                                    0 |                               1003 |                       10 |
| one_day                            | p                           | 2026-01-04                      | 2026-01-04                    |                                    0 |                                0.5 |                        1 |
| new                                | p                           | 2026-01-04                      |                               |                                    7 |                                    |                       20 |
| q_old                              | q                           | 2020-01-01                      | 2026-01-04                    |                                    0 |                                    |                        1 |
| q_new                              | q                           | 2026-01-04                      |                               |                                    0 |                                    |                        1 |
| h_old                              | h                           | 2020-01-01                      | 2026-01-04                    |                                    0 |                               1003 |                        1 |
| h_new                              | h                           | 2026-01-05                      |                               |                                    0 |                                    |                        1 |
| o_old                              | o                           | 2020-01-01                      | 2026-01-06                    |                                    0 |                               1003 |                        1 |
| o_new                              | o                           | 2026-01-04                      |                               |                                    0 |                                    |                        1 |

| case | register_daily.point_id | register_daily.installation_id | register_daily.register | register_daily.reading@2026-01-03 | @2026-01-04 |
|------|-------------------------|--------------------------------|-------------------------|----------------------------------:|------------:|
| p    | p                       | old                            | active_total            |                               999 |        1001 |
| peak | p                       | old                            | active_peak             |                               499 |         501 |
| q    | q                       | q_old                          | active_total            |                                 - |        1001 |
| h    | h                       | h_old                          | active_total            |                                 - |        1001 |
| o    | o                       | o_old                          | active_total            |                                 - |        1001 |

| case | register_daily.point_id | register_daily.installation_id | register_daily.register | register_daily.reading@2026-01-05 | @2026-01-06 |
|------|-------------------------|--------------------------------|-------------------------|----------------------------------:|------------:|
| p    | p                       | new                            | active_total            |                                 9 |          10 |
| peak | p                       | new                            | active_peak             |                                 4 |           5 |
| q    | q                       | q_new                          | active_total            |                                 4 |           - |
| h    | h                       | h_new                          | active_total            |                                 - |           4 |
| o    | o                       | o_new                          | active_total            |                                 4 |           - |

| case | energy_day.point_id | energy_day.register | energy_day.day | energy_day.method | energy_day.quality   | energy_day.kwh | energy_day.candidate_1_kwh | energy_day.candidate_2_kwh | energy_day.flag |
|------|---------------------|---------------------|----------------|-------------------|----------------------|---------------:|---------------------------:|---------------------------:|-----------------|
| p3   | p                   | active_total        | 2026-01-03     | register          | measured             |             20 |                            |                            |                 |
| p4   | p                   | active_total        | 2026-01-04     | register          | measured_across_swap |           60.5 |                            |                            | meter_swap      |
| p5   | p                   | active_total        | 2026-01-05     | register          | measured             |             20 |                            |                            |                 |
| k3   | p                   | active_peak         | 2026-01-03     | register          | measured             |             20 |                            |                            |                 |
| k4   | p                   | active_peak         | 2026-01-04     | none              | unknown              |                |                            |                            | swap_incomplete |
| k5   | p                   | active_peak         | 2026-01-05     | register          | measured             |             20 |                            |                            |                 |
| q4   | q                   | active_total        | 2026-01-04     | none              | unknown              |                |                            |                            | swap_incomplete |
| h4   | h                   | active_total        | 2026-01-04     | none              | unknown              |                |                          6 |                            | swap_hole       |
| h5   | h                   | active_total        | 2026-01-05     | none              | unknown              |                |                          6 |                            | swap_hole       |
| o4   | o                   | active_total        | 2026-01-04     | none              | unknown              |                |                          4 |                          6 | swap_overlap    |

### Examples: the ratio changed while the meter stayed

| parameter_change.change_id | parameter_change.point_id | parameter_change.parameter | parameter_change.old_value | parameter_change.new_value | parameter_change.effective_on | parameter_change.changed_at |
|----------------------------|---------------------------|----------------------------|----------------------------|----------------------------|-------------------------------|-----------------------------|
| z_first                    | p                         | ratio                      | 15                         | 20                         | 2026-01-05                    | 2026-01-05 16:00            |
| late                       | p                         | ratio                      | 20                         | 25                         | 2026-01-05                    | 2026-01-05 17:00            |
| late_2                     | p                         | ratio                      | 25                         | 30                         | 2026-01-05                    | 2026-01-05 17:00            |
| other                      | p                         | contract_capacity          | 40                         | 50                         | 2026-01-04                    | 2026-01-04 01:00            |
| nowhere                    |                           | ratio                      | 40                         | 50                         | 2026-01-04                    | 2026-01-04 01:00            |
| within                     | q                         | ratio                      | 15                         | 30                         | 2026-01-05                    | 2026-01-05 01:00            |
| unread                     | r                         | ratio                      | 75/5                       | 150/5                      | 2026-01-05                    | 2026-01-05 01:00            |

| case | register_daily.point_id | register_daily.installation_id | meter_installation.installation_id | meter_installation.point_id | meter_installation.ratio | register_daily.reading@2026-01-04 | @2026-01-05 | @2026-01-06 | @2026-01-07 |
|------|-------------------------|--------------------------------|------------------------------------|-----------------------------|-------------------------:|----------------------------------:|------------:|------------:|------------:|
| p    | p                       | p                              | p                                  | p                           |                       15 |                               100 |         102 |         103 |         104 |
| q    | q                       | q                              | q                                  | q                           |                       15 |                               100 |           - |         104 |           - |
| r    | r                       | r                              | r                                  | r                           |                       15 |                               100 |         104 |           - |           - |
| none | none                    | none                           | none                               | none                        |                          |                               100 |         104 |           - |           - |

| case | energy_day.point_id | energy_day.register | energy_day.day | energy_day.method | energy_day.quality | energy_day.kwh | energy_day.candidate_1_kwh | energy_day.candidate_2_kwh | energy_day.flag |
|------|---------------------|---------------------|----------------|-------------------|--------------------|---------------:|---------------------------:|---------------------------:|-----------------|
| p4   | p                   | active_total        | 2026-01-04     | register          | measured           |             30 |                            |                            |                 |
| p5   | p                   | active_total        | 2026-01-05     | register          | restated_ratio     |             30 |                            |                            |                 |
| p6   | p                   | active_total        | 2026-01-06     | register          | measured           |             30 |                            |                            |                 |
| q4   | q                   | active_total        | 2026-01-04     | none              | unknown            |                |                         60 |                        120 | ratio_within    |
| q5   | q                   | active_total        | 2026-01-05     | none              | unknown            |                |                         60 |                        120 | ratio_within    |
| r4   | r                   | active_total        | 2026-01-04     | none              | unknown            |                |                            |                            | ratio_unknown   |
| none | none                | active_total        | 2026-01-04     | none              | unknown            |                |                            |                            | ratio_unknown   |

### Examples: readings that are not believed

| case  | register_daily.point_id | register_daily.installation_id | register_daily.register | meter_installation.installation_id | meter_installation.point_id | meter_installation.ratio | register_daily.reading@2026-01-01 | @2026-01-02 | @2026-01-03 | @2026-01-04 |
|-------|-------------------------|--------------------------------|-------------------------|------------------------------------|-----------------------------|-------------------------:|----------------------------------:|------------:|------------:|------------:|
| spike | p                       | p                              | active_total            | p                                  | p                           |                        1 |                               100 |        1010 |         102 |       65535 |
| twin  | p                       | p                              | active_peak             | p                                  | p                           |                        1 |                               100 |         101 |         102 |         103 |
| minus | q                       | q                              | active_total            | q                                  | q                           |                        1 |                               100 |          -1 |         102 |         103 |

| register_fault.point_id | register_fault.register | register_fault.day | register_fault.fault |
|-------------------------|-------------------------|--------------------|----------------------|
| q                       | active_total            | 2026-01-02         | negative_register    |
| p                       | reactive_total          | 2026-01-03         | day_outside_life     |

| case | energy_day.point_id | energy_day.register | energy_day.day | energy_day.method | energy_day.quality | energy_day.kwh | energy_day.reading_flag |
|------|---------------------|---------------------|----------------|-------------------|--------------------|---------------:|-------------------------|
| p1   | p                   | active_total        | 2026-01-01     | linear            | estimated          |              1 |                         |
| p2   | p                   | active_total        | 2026-01-02     | linear            | estimated          |              1 | off_neighbours          |
| p4   | p                   | active_total        | 2026-01-04     | none              | unknown            |                | sentinel                |
| k1   | p                   | active_peak         | 2026-01-01     | register          | measured           |              1 |                         |
| k2   | p                   | active_peak         | 2026-01-02     | register          | measured           |              1 |                         |
| k3   | p                   | active_peak         | 2026-01-03     | register          | measured           |              1 |                         |
| q1   | q                   | active_total        | 2026-01-01     | linear            | estimated          |              1 |                         |
| q2   | q                   | active_total        | 2026-01-02     | linear            | estimated          |              1 | negative_register       |
| q3   | q                   | active_total        | 2026-01-03     | register          | measured           |              1 |                         |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from jicha.facts.registers.belief import Belief, believe
from jicha.facts.registers.estimate import METHODS, NONE, QUALITIES, REGISTER, UNKNOWN, Days, days_of
from jicha.facts.registers.exact import Known, Whole, dates, decimals
from jicha.facts.registers.lines import lines_of
from jicha.facts.registers.spans import Move, Spans, spans_of
from jicha.facts.registers.use import Use, use_of

GAP = "gap"
_ENERGY = pa.decimal128(18, 6)


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each point, register, day and method."""
    belief = believe(lines_of(rows))
    spans = spans_of(belief)
    return pa.concat_tables([_within(belief, spans), _outside(belief, spans)])


def _within(belief: Belief, spans: Spans) -> pa.Table:
    """The days between two believed readings."""
    lines, days = belief.lines, days_of(belief.lines, spans)
    first, last = spans.first[days.span], spans.last[days.span]
    return _table(
        belief,
        first,
        days.day,
        method=days.method,
        quality=days.quality,
        energy=days.energy,
        span_to=lines.day[last],
        candidates=[_where(one, days) for one in spans.candidates],
        move=spans.move[days.span],
        why=_why(belief, spans, days),
        use=use_of(lines, spans)[days.span],
    )


def _outside(belief: Belief, spans: Spans) -> pa.Table:
    """Readings that are not believed, before the first or after the last that is: their day stays open."""
    odd = np.flatnonzero(belief.why >= 0)
    covered = np.searchsorted(spans.first, odd, "left") - 1
    is_open = np.ones(len(odd), bool)
    if len(spans.first):
        is_open = (covered < 0) | (odd >= spans.last[covered])
    odd = odd[is_open]
    nothing = Known(np.zeros(len(odd), np.int64), np.zeros(len(odd), bool))
    day = belief.lines.day[odd]
    return _table(
        belief,
        odd,
        day,
        method=np.full(len(odd), NONE),
        quality=np.full(len(odd), UNKNOWN),
        energy=nothing,
        span_to=day + 1,
        candidates=[nothing, nothing],
        move=np.full(len(odd), int(Move.ADVANCE)),
        why=belief.why[odd],
        use=np.full(len(odd), int(Use.ORDINARY)),
    )


def _where(numbers: Known, days: Days) -> Known:
    return Known(numbers.values[days.span], numbers.known[days.span])


def _why(belief: Belief, spans: Spans, days: Days) -> Whole:
    """Why the reading at the start of each day is not believed: a place in the words, their number (a gap), or -1."""
    lines = belief.lines
    why = np.full(len(days.day), -1)
    inner = np.flatnonzero(days.method != REGISTER)
    inner = inner[days.day[inner] > lines.day[spans.first[days.span[inner]]]]
    if len(inner):
        low, width = int(lines.day.min()), int(lines.day.max() - lines.day.min()) + 1
        keys = lines.sequence * width + lines.day - low
        wanted = lines.sequence[spans.first[days.span[inner]]] * width + days.day[inner] - low
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        is_there = (keys[place] == wanted) & (belief.why[place] >= 0)
        why[inner] = np.where(is_there, belief.why[place], len(belief.words))
    return why


def _table(
    belief: Belief,
    at: Whole,
    day: Whole,
    *,
    method: Whole,
    quality: Whole,
    energy: Known,
    span_to: Whole,
    candidates: list[Known],
    move: Whole,
    why: Whole,
    use: Whole,
) -> pa.Table:
    lines = belief.lines
    return pa.table(
        {
            "point_id": lines.points.take(pa.array(lines.point[at])),
            "register": lines.registers.take(pa.array(lines.register[at])),
            "day": dates(day),
            "method": _words(METHODS, method),
            "quality": _words(QUALITIES, quality),
            "kwh": decimals(energy, _ENERGY),
            "span_from": dates(lines.day[at]),
            "span_to": dates(span_to),
            "candidate_1_kwh": decimals(candidates[0], _ENERGY),
            "candidate_2_kwh": decimals(candidates[1], _ENERGY),
            "flag": _words([one.flag for one in Move], move),
            "reading_flag": _words([*belief.words, GAP], why),
            "use_flag": _words([one.flag for one in Use], use),
        }
    )


def _words(words: Sequence[str | None], places: Whole) -> pa.Array:
    indices = pa.array(places.astype(np.int8), mask=places < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string())).cast(pa.string())
