"""---
fact: area_curve_balance
version: 2
title: Busbar against feeders of an area, slot by slot and phase by phase
title_zh: 台区母线与馈线逐时段逐相平衡
scope: area
history: 1 month
key: [area_id]
partition_by: [area_id]
equivalent:
  "drop condition: NOT COALESCE(c.secondary, FALSE) AND c.quantity IN ('active_power_a', 'active_power_b', 'active_power_c') -> NOT COALESCE(c.secondary, FALSE)": the kernel leaves other quantities, here they are not even carried to it
columns:
  area_id: [text, '', Area, 台区, area.area_id]
  check_point_id: [text, '', Check point or busbar, 总表或母线计量点, point.point_id]
  feeders: [integer, count, Feeders with three phase curves, 有三相曲线的馈线数]
  live_channels: [integer, count, Feeder phases whose power moves, 功率有变化的馈线相数]
  phase_slots: [integer, count, Slots of all phases in which everything is known, 三相全部有值的时段数]
  check_kwh: ["decimal(18,3)", kWh, Energy of the check point, 总表净电量]
  feeders_kwh: ["decimal(18,3)", kWh, Energy of the feeders together, 馈线净电量合计]
  check_gross_kwh: ["decimal(18,3)", kWh, Energy of the check point without its sign, 总表绝对电量]
  feeders_gross_kwh: ["decimal(18,3)", kWh, Energy of the feeders together without its sign, 馈线合计绝对电量]
  residual_kwh: ["decimal(18,3)", kWh, Check point less feeders, 总表减馈线]
  residual_gross_kwh: ["decimal(18,3)", kWh, Check point less feeders without the sign, 总表减馈线绝对值]
  rounding_slots: [integer, count, Phase slots whose difference is no more than rounding, 差值不超过舍入误差的相时段数]
  explanation: [text, '', What explains the difference, 差值的解释]
  fault_point_id: [text, '', The point at fault, 异常计量点, point.point_id]
  fault_phase: [text, '', Its phase, 异常相别]
  coefficient: ["decimal(12,2)", 1, How its power is found in the busbar (1 as it should be), 该通道在总表中的系数(正常为1)]
---
## English
Feeders switch loads at their own moments. So the changes from slot to slot of a busbar phase are the sum of the changes of
what it feeds: a regression of them on the changes of every feeder phase gives 1 for a phase that is in it, -1 for one that
is reversed, another factor for a wrong ratio, 1 at the wrong phase for phases exchanged, and 0 for what is not behind this
busbar. The energy itself shows what is missing. Explanations, by the first that fits:

balanced; busbar_dead (under a twentieth of the feeders); busbar_elsewhere (no feeder is in it); feeder_missing (all are in
it, and the busbar is always above them); reversed, ratio_wrong, phases_exchanged, feeder_elsewhere (all others are in it);
unexplained. Without a check point: busbar_unlabelled (one channel is the sum of all others), no_busbar. The equations are
solved in whole numbers, so no machine rounds them otherwise.

## 中文
各馈线负荷变化时刻不同, 因此总表某相逐时段变化量应为各馈线变化量之和。对每个馈线相作回归: 系数 1 为正常, -1 为极性反接, 其他倍数为
变比错误, 在他相出现 1 为相序接错, 0 为不在该总表之下。按顺序给出首个成立的解释: balanced 平衡; busbar_dead 总表无信号;
busbar_elsewhere 总表计量的不是这些馈线; feeder_missing 缺馈线; reversed 反接; ratio_wrong 变比错误; phases_exchanged 相别接错;
feeder_elsewhere 馈线不属于该总表; unexplained 无法解释。无总表时: busbar_unlabelled 某通道等于其余之和; no_busbar 无总表。方程以整数求解。

```sql
SELECT p.area_id, p.point_id, c.day, c.quantity, p.point_use, c.slot_minutes, c.slots
FROM curve AS c
INNER JOIN point AS p ON p.point_id = c.point_id
WHERE NOT coalesce(c.secondary, FALSE)
  AND c.quantity IN ('active_power_a', 'active_power_b', 'active_power_c')
  AND (p.point_use IN ('area_check', 'busbar', 'feeder') OR p.point_use IS NULL)
  AND c.day >= :run_from AND c.day < :run_to
```

| case | point.point_id | point.area_id | point.point_use | curve.point_id | curve.day  | curve.quantity | curve.secondary | curve.slot_minutes | curve.slots                                                                                  |
|------|----------------|---------------|-----------------|----------------|------------|----------------|-----------------|-------------------:|----------------------------------------------------------------------------------------------|
| c1   | reversed_bus   | reversed      | area_check      | reversed_bus   | 2026-01-01 | active_power_a | false           |                 90 | 5740 7060 6740 6460 5160 6990 5710 5650 6140 6020 6250 7020 5780 6280 4890 5940              |
| c2   | reversed_bus   | reversed      | area_check      | reversed_bus   | 2026-01-01 | active_power_b | false           |                 90 | -830 -1780 -920 -2640 -3700 -3450 -660 -1560 -2740 -2130 -3400 -3150 -2590 -3490 -2360 -1840 |
| c3   | reversed_bus   | reversed      | area_check      | reversed_bus   | 2026-01-01 | active_power_c | false           |                 90 | 4030 5890 4690 4280 5290 5440 6420 6540 5140 6170 6620 6440 5620 7500 6220 6010              |
| c4   | reversed_f1    | reversed      | feeder          | reversed_f1    | 2026-01-01 | active_power_a | false           |                 90 | 4150 4430 4990 4190 4150 4300 4500 3480 3470 4310 4210 4610 4570 3470 3240 4140              |
| c5   | reversed_f1    | reversed      | feeder          | reversed_f1    | 2026-01-01 | active_power_b | false           |                 90 | 3770 3360 3230 4370 4770 4620 3100 4520 4010 4150 4670 4890 4570 4660 3400 4590              |
| c6   | reversed_f1    | reversed      | feeder          | reversed_f1    | 2026-01-01 | active_power_c | false           |                 90 | 3030 4350 3160 3150 3090 3480 3610 4530 3070 4990 4180 3830 4120 4510 3500 4320              |
| c7   | reversed_f2    | reversed      | feeder          | reversed_f2    | 2026-01-01 | active_power_a | false           |                 90 | 1590 2630 1750 2270 1010 2690 1210 2170 2670 1710 2040 2410 1210 2810 1650 1800              |
| c8   | reversed_f2    | reversed      | feeder          | reversed_f2    | 2026-01-01 | active_power_b | false           |                 90 | 2940 1580 2310 1730 1070 1170 2440 2960 1270 2020 1270 1740 1980 1170 1040 2750              |
| c9   | reversed_f2    | reversed      | feeder          | reversed_f2    | 2026-01-01 | active_power_c | false           |                 90 | 1000 1540 1530 1130 2200 1960 2810 2010 2070 1180 2440 2610 1500 2990 2720 1690              |
| c10  | missing_bus    | missing       | area_check      | missing_bus    | 2026-01-01 | active_power_a | false           |                 90 | 8000 6890 6810 8900 7630 7910 8750 7320 6580 6910 8100 6820 7590 7790 7820 7290              |
| c11  | missing_bus    | missing       | area_check      | missing_bus    | 2026-01-01 | active_power_b | false           |                 90 | 8010 8750 8460 8160 8390 7630 8020 9130 9460 6670 8060 8140 8640 6750 7830 7650              |
| c12  | missing_bus    | missing       | area_check      | missing_bus    | 2026-01-01 | active_power_c | false           |                 90 | 8100 6650 8580 8040 7250 8030 8160 7890 7550 9310 8700 8750 7870 6390 7460 6750              |
| c13  | missing_f1     | missing       | feeder          | missing_f1     | 2026-01-01 | active_power_a | false           |                 90 | 3860 3220 3790 3850 3030 4040 4940 3300 3340 3630 4800 3250 3020 3150 4190 4240              |
| c14  | missing_f1     | missing       | feeder          | missing_f1     | 2026-01-01 | active_power_b | false           |                 90 | 3450 4740 4430 3480 4140 4300 3480 4870 4960 3330 4070 4640 3980 3290 4010 4070              |
| c15  | missing_f1     | missing       | feeder          | missing_f1     | 2026-01-01 | active_power_c | false           |                 90 | 3540 3000 3690 4510 3770 3050 3530 3470 4000 4540 4640 4470 3250 3100 3370 3540              |
| c16  | missing_f2     | missing       | feeder          | missing_f2     | 2026-01-01 | active_power_a | false           |                 90 | 2130 1660 1020 2970 2560 1840 1750 1980 1180 1190 1230 1530 2490 2620 1620 1030              |
| c17  | missing_f2     | missing       | feeder          | missing_f2     | 2026-01-01 | active_power_b | false           |                 90 | 2530 1940 1950 2590 2160 1320 2500 2230 2470 1340 1980 1460 2600 1390 1790 1580              |
| c18  | missing_f2     | missing       | feeder          | missing_f2     | 2026-01-01 | active_power_c | false           |                 90 | 2560 1630 2850 1480 1400 2890 2610 2410 1500 2750 1990 2230 2540 1200 2070 1120              |
| c19  | dead_bus       | dead          | busbar          | dead_bus       | 2026-01-01 | active_power_a | false           |                 90 | 16*10                                                                                        |
| c20  | dead_bus       | dead          | busbar          | dead_bus       | 2026-01-01 | active_power_b | false           |                 90 | 16*10                                                                                        |
| c21  | dead_bus       | dead          | busbar          | dead_bus       | 2026-01-01 | active_power_c | false           |                 90 | 16*10                                                                                        |
| c22  | dead_f1        | dead          | feeder          | dead_f1        | 2026-01-01 | active_power_a | false           |                 90 | 3080 3040 4210 3910 4790 3790 3080 3050 4530 4620 3190 4230 3170 4870 3790 3810              |
| c23  | dead_f1        | dead          | feeder          | dead_f1        | 2026-01-01 | active_power_b | false           |                 90 | 3340 3180 3190 4150 4390 3940 4880 3110 4880 4880 4800 3330 3870 3900 3210 4750              |
| c24  | dead_f1        | dead          | feeder          | dead_f1        | 2026-01-01 | active_power_c | false           |                 90 | 4210 3190 4060 3070 4270 4460 3030 4590 4690 3970 3970 4490 3030 4550 3180 3200              |
| c25  | dead_f2        | dead          | feeder          | dead_f2        | 2026-01-01 | active_power_a | false           |                 90 | 1230 2630 1290 1650 2060 2860 1840 1990 2880 2770 2480 2170 2120 2180 2380 1210              |
| c26  | dead_f2        | dead          | feeder          | dead_f2        | 2026-01-01 | active_power_b | false           |                 90 | 2320 2920 2310 1070 1790 2530 1220 2230 1050 1580 2780 1280 2270 2990 2570 2680              |
| c27  | dead_f2        | dead          | feeder          | dead_f2        | 2026-01-01 | active_power_c | false           |                 90 | 2240 1650 1020 1940 1770 1360 2730 2560 1510 2320 1430 2920 1870 2680 2130 2270              |
| c28  | unnamed_x      | unnamed       |                 | unnamed_x      | 2026-01-01 | active_power_a | false           |                 90 | 5320 6290 5930 6490 6300 5940 5660 6740 6270 5540 5700 5460 4620 7450 5490 5130              |
| c29  | unnamed_x      | unnamed       |                 | unnamed_x      | 2026-01-01 | active_power_b | false           |                 90 | 6330 4700 5390 6500 4390 6960 4430 6310 5800 5950 6780 6140 4890 6290 5550 5480              |
| c30  | unnamed_x      | unnamed       |                 | unnamed_x      | 2026-01-01 | active_power_c | false           |                 90 | 6810 5980 5710 7540 4820 7760 6790 6510 6640 4280 4530 5280 6240 6090 6610 7190              |
| c31  | unnamed_f1     | unnamed       | feeder          | unnamed_f1     | 2026-01-01 | active_power_a | false           |                 90 | 3610 3830 4030 4700 3640 3500 4620 4100 4930 3510 3540 3980 3560 4490 3810 3530              |
| c32  | unnamed_f1     | unnamed       | feeder          | unnamed_f1     | 2026-01-01 | active_power_b | false           |                 90 | 3340 3340 4270 3890 3100 4820 3160 3700 3430 3280 4150 4200 3700 3540 4050 3970              |
| c33  | unnamed_f1     | unnamed       | feeder          | unnamed_f1     | 2026-01-01 | active_power_c | false           |                 90 | 4600 4330 4260 4720 3800 4830 4590 4150 3820 3190 3080 3710 4550 3100 4730 4810              |
| c34  | unnamed_f2     | unnamed       | feeder          | unnamed_f2     | 2026-01-01 | active_power_a | false           |                 90 | 1710 2460 1900 1790 2660 2440 1040 2640 1340 2030 2160 1480 1060 2960 1680 1600              |
| c35  | unnamed_f2     | unnamed       | feeder          | unnamed_f2     | 2026-01-01 | active_power_b | false           |                 90 | 2990 1360 1120 2610 1290 2140 1270 2610 2370 2670 2630 1940 1190 2750 1500 1510              |
| c36  | unnamed_f2     | unnamed       | feeder          | unnamed_f2     | 2026-01-01 | active_power_c | false           |                 90 | 2210 1650 1450 2820 1020 2930 2200 2360 2820 1090 1450 1570 1690 2990 1880 2380              |
| c37  | other_bus      | other         | area_check      | other_bus      | 2026-01-01 | active_power_a | false           |                 90 | 6900 6200 6680 6640 7890 5100 6240 5860 5120 4380 6140 5920 5430 5690 6000 6910              |
| c38  | other_bus      | other         | area_check      | other_bus      | 2026-01-01 | active_power_b | false           |                 90 | 4850 6800 4390 6280 7250 6770 7400 7040 5990 6440 6310 7420 4740 6190 6400 6760              |
| c39  | other_bus      | other         | area_check      | other_bus      | 2026-01-01 | active_power_c | false           |                 90 | 7170 5740 5280 6480 6420 5850 5210 6700 6130 6100 6480 4830 6600 6260 5770 4620              |
| c40  | other_f1       | other         | feeder          | other_f1       | 2026-01-01 | active_power_a | false           |                 90 | 4780 4330 4280 4570 4930 3400 4000 4790 3570 3220 4050 4840 3990 3330 4150 4160              |
| c41  | other_f1       | other         | feeder          | other_f1       | 2026-01-01 | active_power_b | false           |                 90 | 3500 4600 3010 3960 4400 4450 4670 4280 3870 4180 3830 4660 3520 3250 4840 4640              |
| c42  | other_f1       | other         | feeder          | other_f1       | 2026-01-01 | active_power_c | false           |                 90 | 4830 3310 3540 3620 3990 3220 3790 4370 3820 3670 4830 3040 3890 4290 3210 3090              |
| c43  | other_f2       | other         | feeder          | other_f2       | 2026-01-01 | active_power_a | false           |                 90 | 2120 1870 2400 2070 2960 1700 2240 1070 1550 1160 2090 1080 1440 2360 1850 2750              |
| c44  | other_f2       | other         | feeder          | other_f2       | 2026-01-01 | active_power_b | false           |                 90 | 1350 2200 1380 2320 2850 2320 2730 2760 2120 2260 2480 2760 1220 2940 1560 2120              |
| c45  | other_f2       | other         | feeder          | other_f2       | 2026-01-01 | active_power_c | false           |                 90 | 2340 2430 1740 2860 2430 2630 1420 2330 2310 2430 1650 1790 2710 1970 2560 1530              |
| c46  | other_home     | other         | sale            | other_home     | 2026-01-01 | active_power_a | false           |                 90 | 16*9000                                                                                      |
| c47  | other_home     | other         | sale            | other_home     | 2026-01-01 | active_power_b | false           |                 90 | 16*9000                                                                                      |
| c48  | other_home     | other         | sale            | other_home     | 2026-01-01 | active_power_c | false           |                 90 | 16*9000                                                                                      |
| c49  | other_raw      | other         | feeder          | other_raw      | 2026-01-01 | active_power_a | true            |                 90 | 16*9000                                                                                      |
| c50  | other_raw      | other         | feeder          | other_raw      | 2026-01-01 | active_power_b | true            |                 90 | 16*9000                                                                                      |
| c51  | other_raw      | other         | feeder          | other_raw      | 2026-01-01 | active_power_c | true            |                 90 | 16*9000                                                                                      |
| c52  | other_f1       | other         | feeder          | other_f1       | 2126-01-01 | active_power_a | false           |                 90 | 16*9                                                                                         |
| c53  | other_f1       | other         | feeder          | other_f1       | 2126-01-01 | active_power_b | false           |                 90 | 16*9                                                                                         |
| c54  | other_f1       | other         | feeder          | other_f1       | 2126-01-01 | active_power_c | false           |                 90 | 16*9                                                                                         |
| c55  | other_bus      | other         | area_check      | other_bus      | 2126-01-01 | active_power_a | false           |                 90 | 16*1                                                                                         |
| c56  | other_bus      | other         | area_check      | other_bus      | 2126-01-01 | active_power_b | false           |                 90 | 16*1                                                                                         |
| c57  | other_bus      | other         | area_check      | other_bus      | 2126-01-01 | active_power_c | false           |                 90 | 16*1                                                                                         |
| c58  | other_f2       | other         | feeder          | other_f2       | 2126-01-01 | active_power_a | false           |                 90 | 16*9                                                                                         |
| c59  | other_f2       | other         | feeder          | other_f2       | 2126-01-01 | active_power_b | false           |                 90 | 16*9                                                                                         |
| c60  | other_f2       | other         | feeder          | other_f2       | 2126-01-01 | active_power_c | false           |                 90 | 16*9                                                                                         |
| c61  | other_f1       | other         | feeder          | other_f1       | 1899-12-31 | active_power_a | false           |                 90 | 16*9                                                                                         |
| c62  | other_f1       | other         | feeder          | other_f1       | 1899-12-31 | active_power_b | false           |                 90 | 16*9                                                                                         |
| c63  | other_f1       | other         | feeder          | other_f1       | 1899-12-31 | active_power_c | false           |                 90 | 16*9                                                                                         |
| c64  | other_bus      | other         | area_check      | other_bus      | 1899-12-31 | active_power_a | false           |                 90 | 16*1                                                                                         |
| c65  | other_bus      | other         | area_check      | other_bus      | 1899-12-31 | active_power_b | false           |                 90 | 16*1                                                                                         |
| c66  | other_bus      | other         | area_check      | other_bus      | 1899-12-31 | active_power_c | false           |                 90 | 16*1                                                                                         |
| c67  | other_f2       | other         | feeder          | other_f2       | 1899-12-31 | active_power_a | false           |                 90 | 16*9                                                                                         |
| c68  | other_f2       | other         | feeder          | other_f2       | 1899-12-31 | active_power_b | false           |                 90 | 16*9                                                                                         |
| c69  | other_f2       | other         | feeder          | other_f2       | 1899-12-31 | active_power_c | false           |                 90 | 16*9                                                                                         |
| c70  | edge_bus       | edge          | area_check      | edge_bus       | 1900-01-01 | active_power_a |                 |                 90 | 5100 6150 7380 5390 4780 5950 5660 5090 5080 7120 5010 6100 5860 6440 5580 5650              |
| c71  | edge_bus       | edge          | area_check      | edge_bus       | 1900-01-01 | active_power_b |                 |                 90 | 6640 4370 6590 6890 6880 5750 5610 6840 4870 7590 4920 5950 6720 6280 5100 5990              |
| c72  | edge_bus       | edge          | area_check      | edge_bus       | 1900-01-01 | active_power_c |                 |                 90 | 6300 5680 6560 6830 4720 6230 5630 6820 6700 6440 4820 5840 5620 6960 5630 6160              |
| c73  | edge_f1        | edge          | feeder          | edge_f1        | 1900-01-01 | active_power_a | false           |                 90 | 3770 3360 4390 4340 3690 4460 4270 3510 4050 4370 3290 4280 3010 4540 3960 3070              |
| c74  | edge_f1        | edge          | feeder          | edge_f1        | 1900-01-01 | active_power_b | false           |                 90 | 4370 3110 4320 4020 4390 4440 3310 4250 3230 4760 3420 3160 4370 4170 4050 4030              |
| c75  | edge_f1        | edge          | feeder          | edge_f1        | 1900-01-01 | active_power_c | false           |                 90 | 3680 3630 4210 4260 3320 3860 4110 4210 4340 3810 3270 3490 4070 4580 3070 3660              |
| c76  | edge_f2        | edge          | feeder          | edge_f2        | 1900-01-01 | active_power_a | false           |                 90 | 1330 2790 2990 1050 1090 1490 1390 1580 1030 2750 1720 1820 2850 1900 1620 2580              |
| c77  | edge_f2        | edge          | feeder          | edge_f2        | 1900-01-01 | active_power_b | false           |                 90 | 2270 1260 2270 2870 2490 1310 2300 2590 1640 2830 1500 2790 2350 2110 1050 1960              |
| c78  | edge_f2        | edge          | feeder          | edge_f2        | 1900-01-01 | active_power_c | false           |                 90 | 2620 2050 2350 2570 1400 2370 1520 2610 2360 2630 1550 2350 1550 2380 2560 2500              |
| c79  | edge_bus       | edge          | area_check      | edge_bus       | 2125-12-31 | active_power_a | false           |                 90 | 5570 4860 5950 5690 6830 5870 6370 6850 6250 5720 4920 6470 4960 4530 4860 5050              |
| c80  | edge_bus       | edge          | area_check      | edge_bus       | 2125-12-31 | active_power_b | false           |                 90 | 4730 6580 5940 4900 6470 4390 5450 6810 6570 5990 6270 4750 5860 6600 6940 5130              |
| c81  | edge_bus       | edge          | area_check      | edge_bus       | 2125-12-31 | active_power_c | false           |                 90 | 5550 5410 6550 6270 6440 5870 4320 7420 7080 5720 6450 5330 6320 6910 5400 6070              |
| c82  | edge_f1        | edge          | feeder          | edge_f1        | 2125-12-31 | active_power_a | false           |                 90 | 3340 3590 4890 4600 3880 3460 3800 4540 3800 3490 3550 4990 3490 3240 3340 3610              |
| c83  | edge_f1        | edge          | feeder          | edge_f1        | 2125-12-31 | active_power_b | false           |                 90 | 3330 4860 3220 3660 3990 3240 4110 4070 4390 4800 3320 3510 4030 4600 4750 3040              |
| c84  | edge_f1        | edge          | feeder          | edge_f1        | 2125-12-31 | active_power_c | false           |                 90 | 3240 3510 4450 4740 3910 3920 3290 4800 4290 4620 4940 3870 4280 4750 3480 3180              |
| c85  | edge_f2        | edge          | feeder          | edge_f2        | 2125-12-31 | active_power_a | false           |                 90 | 2230 1270 1060 1090 2950 2410 2570 2310 2450 2230 1370 1480 1470 1290 1520 1440              |
| c86  | edge_f2        | edge          | feeder          | edge_f2        | 2125-12-31 | active_power_b | false           |                 90 | 1400 1720 2720 1240 2480 1150 1340 2740 2180 1190 2950 1240 1830 2000 2190 2090              |
| c87  | edge_f2        | edge          | feeder          | edge_f2        | 2125-12-31 | active_power_c | false           |                 90 | 2310 1900 2100 1530 2530 1950 1030 2620 2790 1100 1510 1460 2040 2160 1920 2890              |
| c88  | other_f1       | other         | feeder          | other_f1       | 2026-01-01 | voltage_a      | false           |                 90 | 16*2200                                                                                      |

| area_curve_balance.area_id | area_curve_balance.explanation | area_curve_balance.check_point_id | area_curve_balance.feeders | area_curve_balance.live_channels | area_curve_balance.phase_slots | area_curve_balance.rounding_slots | area_curve_balance.fault_point_id | area_curve_balance.fault_phase | area_curve_balance.coefficient |
|----------------------------|--------------------------------|-----------------------------------|---------------------------:|---------------------------------:|-------------------------------:|----------------------------------:|-----------------------------------|--------------------------------|-------------------------------:|
| reversed                   | reversed                       | reversed_bus                      |                          2 |                                6 |                             48 |                                32 | reversed_f1                       | b                              |                             -1 |
| missing                    | feeder_missing                 | missing_bus                       |                          2 |                                6 |                             48 |                                 0 |                                   |                                |                                |
| dead                       | busbar_dead                    | dead_bus                          |                          2 |                                6 |                             48 |                                 0 |                                   |                                |                                |
| unnamed                    | busbar_unlabelled              |                                   |                          2 |                                6 |                             48 |                                48 | unnamed_x                         |                                |                                |
| other                      | balanced                       | other_bus                         |                          2 |                                6 |                             48 |                                48 |                                   |                                |                                |
| edge                       | balanced                       | edge_bus                          |                          2 |                                6 |                             96 |                                96 |                                   |                                |                                |
"""  # noqa: E501

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jicha.facts.channel_state import CHECK_USES, PHASES, Channels, areas_of, kwh

BALANCED_PART = 50  # a fiftieth: both meters of class 1 and their clocks stay within 2 %
DEAD_PART = 20  # a busbar with less than a twentieth of its feeders carries crosstalk
STILL_PART = 20  # a channel whose power moves by less than a twentieth of the largest is no witness
IN_IT = (Fraction(4, 5), Fraction(6, 5))  # coefficients that count as 1
OUT_OF_IT = Fraction(1, 5)  # coefficients that count as 0
MOST_UNKNOWNS = 90  # thirty feeders; more are not told apart by a month of slots
_ALWAYS = 20  # in all but a twentieth of the slots

Watts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Explanation:
    """What explains the difference, and the channel at fault with its coefficient if there is one."""

    kind: str
    point_id: str | None = None
    phase: str | None = None
    coefficient: Decimal | None = None


@dataclass(frozen=True)
class Balance:
    """One area on the slots in which all is known: ``check`` is (phase, slot), ``feeders`` (feeder, phase, slot).

    ``in_steps_of`` is the resolution of the values: the largest number that divides them all.
    """

    points: tuple[str, ...]
    check: Watts
    feeders: Watts
    in_steps_of: int

    @property
    def residual(self) -> Watts:
        """Check point less feeders, (phase, slot)."""
        difference: Watts = self.check - self.feeders.sum(axis=0)
        return difference

    @property
    def is_balanced(self) -> bool:
        """The difference is small beside what the feeders carry."""
        return bool(np.abs(self.residual).sum() * BALANCED_PART <= np.abs(self.feeders.sum(axis=0)).sum())


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each area in ``rows`` that has feeders with three phases."""
    found = [_row(area) for area in areas_of(rows)]
    return pa.Table.from_pylist([row for row in found if row], schema=_SCHEMA)


def _row(area: Channels) -> dict[str, Any] | None:
    whole = _whole_points(area)
    uses = {point: area.uses[channels[0]] for point, channels in whole.items()}
    checks = [point for point in whole if uses[point] in CHECK_USES]
    feeders = [point for point in whole if point not in checks]
    if not feeders:
        return None
    if len(checks) == 1:
        balance = _balance(area, whole, checks[0], feeders)
        return _told(area, checks[0], balance, explain(balance))
    if not checks:
        for point in feeders if len(feeders) > 2 else ():
            balance = _balance(area, whole, point, [other for other in feeders if other != point])
            if balance.check.any() and balance.is_balanced:
                return _told(area, None, balance, Explanation("busbar_unlabelled", point))
    nothing = replace(_balance(area, whole, feeders[0], feeders), check=np.zeros((3, 0), np.int64))
    kind = "no_busbar" if not checks else "several_busbars"
    return _told(area, None, replace(nothing, feeders=nothing.feeders[:, :, :0]), Explanation(kind))


def _whole_points(area: Channels) -> dict[str, tuple[int, ...]]:
    """The points that have all three phases, with the places of their channels."""
    place = {pair: number for number, pair in enumerate(zip(area.points, area.quantities, strict=True))}
    return {
        point: tuple(place[(point, phase)] for phase in PHASES)
        for point in dict.fromkeys(area.points)
        if all((point, phase) in place for phase in PHASES)
    }


def _balance(area: Channels, whole: dict[str, tuple[int, ...]], check: str, feeders: Sequence[str]) -> Balance:
    used = [channel for point in (check, *feeders) for channel in whole[point]]
    common = area.known[used].all(axis=0)
    watts = area.watts[:, common]
    step = math.gcd(*(int(part) for part in np.unique(np.abs(watts[used])))) if common.any() else 0
    return Balance(
        points=tuple(feeders),
        check=watts[list(whole[check])],
        feeders=watts[[list(whole[point]) for point in feeders]],
        in_steps_of=step,
    )


def explain(balance: Balance) -> Explanation:
    """The first explanation that fits."""
    if balance.check.shape[1] < 2:
        return Explanation("no_common_slots")
    if balance.is_balanced:
        return Explanation("balanced")
    if np.abs(balance.check).sum() * DEAD_PART < np.abs(balance.feeders.sum(axis=0)).sum():
        return Explanation("busbar_dead")
    live = live_channels(balance)
    found = coefficients(balance, live)
    if found is None:
        return Explanation("unexplained")
    return _by_coefficients(balance, live, found)


def live_channels(balance: Balance) -> list[tuple[int, int]]:
    """(feeder, phase) of the channels whose power moves."""
    spread = np.ptp(balance.feeders, axis=2) if balance.feeders.shape[2] else np.zeros(balance.feeders.shape[:2])
    largest = int(np.abs(balance.feeders).max(initial=0))
    return [(int(feeder), int(phase)) for feeder, phase in zip(*np.nonzero(spread * STILL_PART > largest), strict=True)]


def coefficients(balance: Balance, live: Sequence[tuple[int, int]]) -> list[list[Fraction]] | None:
    """For each busbar phase the exact least squares coefficient of each live channel's changes; None if not unique."""
    if not live or len(live) > MOST_UNKNOWNS:
        return None
    changes = np.diff(np.stack([balance.feeders[feeder, phase] for feeder, phase in live]), axis=1)
    of_check = np.diff(balance.check, axis=1)
    matrix = [[int(value) for value in row] for row in changes @ changes.T]
    wanted = [[int(value) for value in row] for row in changes @ of_check.T]
    return solve(matrix, wanted)


def solve(matrix: Sequence[Sequence[int]], wanted: Sequence[Sequence[int]]) -> list[list[Fraction]] | None:
    """Solve ``matrix`` x = ``wanted`` exactly, one solution for each column of ``wanted``; None if singular.

    Whole numbers all the way (Bareiss): each division leaves no remainder.
    """
    size, width = len(matrix), len(wanted[0])
    rows = [[*left, *right] for left, right in zip(matrix, wanted, strict=True)]
    before = 1
    for step in range(size):
        pivot = next((row for row in range(step, size) if rows[row][step]), None)
        if pivot is None:
            return None
        rows[step], rows[pivot] = rows[pivot], rows[step]
        for row in range(step + 1, size):
            rows[row] = [
                (rows[step][step] * value - rows[row][step] * above) // before
                for value, above in zip(rows[row], rows[step], strict=True)
            ]
        before = rows[step][step]
    found = [[Fraction(0)] * size for _ in range(width)]
    for column in range(width):
        for row in reversed(range(size)):
            known = sum((rows[row][later] * found[column][later] for later in range(row + 1, size)), Fraction(0))
            found[column][row] = (rows[row][size + column] - known) / rows[row][row]
    return found


def _by_coefficients(
    balance: Balance, live: Sequence[tuple[int, int]], found: Sequence[Sequence[Fraction]]
) -> Explanation:
    kinds: dict[str, list[tuple[int, int, Fraction]]] = {}
    for number, (feeder, phase) in enumerate(live):
        column = [found[check_phase][number] for check_phase in range(3)]
        kinds.setdefault(_kind(column, phase), []).append((feeder, phase, column[phase]))
    odd = [kind for kind in kinds if kind != "in"]
    if odd == ["feeder_elsewhere"] and len(kinds["feeder_elsewhere"]) == len(live):
        return Explanation("busbar_elsewhere")
    if not odd:
        residual = balance.residual
        is_above = int((residual > 0).sum()) * _ALWAYS >= residual.size * (_ALWAYS - 1)
        return Explanation("feeder_missing" if is_above else "unexplained")
    if len(odd) > 1:
        return Explanation("unexplained")
    feeder, phase, value = kinds[odd[0]][0]
    hundredths = math.floor(value * 100 + Fraction(1, 2))
    return Explanation(odd[0], balance.points[feeder], PHASES[phase][-1], Decimal(hundredths).scaleb(-2))


def _kind(column: Sequence[Fraction], phase: int) -> str:
    """What the coefficients of one feeder phase in the three busbar phases say."""
    own, others = column[phase], [column[other] for other in range(3) if other != phase]
    quiet = all(abs(value) < OUT_OF_IT for value in others)
    if quiet and IN_IT[0] <= own <= IN_IT[1]:
        return "in"
    if quiet and IN_IT[0] <= -own <= IN_IT[1]:
        return "reversed"
    if quiet:
        return "feeder_elsewhere" if abs(own) < OUT_OF_IT else "ratio_wrong"
    return "phases_exchanged" if abs(own) < OUT_OF_IT and max(abs(value) for value in others) >= IN_IT[0] else "mixed"


def _told(area: Channels, check: str | None, balance: Balance, explanation: Explanation) -> dict[str, Any]:
    together, residual = balance.feeders.sum(axis=0), balance.residual
    # Each of the n + 1 values may be off by half a step.
    rounding = np.abs(residual) * 2 <= (len(balance.points) + 1) * balance.in_steps_of
    return {
        "area_id": area.area_id,
        "check_point_id": check,
        "feeders": len(balance.points),
        "live_channels": len(live_channels(balance)),
        "phase_slots": residual.size,
        "check_kwh": kwh(balance.check, area.slot_minutes),
        "feeders_kwh": kwh(together, area.slot_minutes),
        "check_gross_kwh": kwh(np.abs(balance.check), area.slot_minutes),
        "feeders_gross_kwh": kwh(np.abs(together), area.slot_minutes),
        "residual_kwh": kwh(residual, area.slot_minutes),
        "residual_gross_kwh": kwh(np.abs(residual), area.slot_minutes),
        "rounding_slots": int(rounding.sum()),
        "explanation": explanation.kind,
        "fault_point_id": explanation.point_id,
        "fault_phase": explanation.phase,
        "coefficient": explanation.coefficient,
    }


_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("area_id", "check_point_id")),
        *((name, pa.int64()) for name in ("feeders", "live_channels", "phase_slots")),
        *((name, pa.decimal128(18, 3)) for name in ("check_kwh", "feeders_kwh", "check_gross_kwh")),
        *((name, pa.decimal128(18, 3)) for name in ("feeders_gross_kwh", "residual_kwh", "residual_gross_kwh")),
        ("rounding_slots", pa.int64()),
        *((name, pa.string()) for name in ("explanation", "fault_point_id", "fault_phase")),
        ("coefficient", pa.decimal128(12, 2)),
    ]
)
