-- title: 功率因数曲线
-- system: curve_96
-- form: csv
-- tables: curve
-- driven by: curve
-- key: 计量点编号, 数据日期, 数据类型
-- disturbed: yes
-- breaks: 计量点编号 key; P1 number; 数据日期 date
-- corrects: P48
SELECT
  t.point_id AS "计量点编号",
  t.day AS "数据日期",
  t.quantity AS "数据类型",
  CASE WHEN t.secondary THEN '二次' WHEN NOT t.secondary THEN '一次' END AS "数据侧",
  t.p1 AS "P1", t.p2 AS "P2", t.p3 AS "P3", t.p4 AS "P4", t.p5 AS "P5", t.p6 AS "P6",
  t.p7 AS "P7", t.p8 AS "P8", t.p9 AS "P9", t.p10 AS "P10", t.p11 AS "P11", t.p12 AS "P12",
  t.p13 AS "P13", t.p14 AS "P14", t.p15 AS "P15", t.p16 AS "P16", t.p17 AS "P17", t.p18 AS "P18",
  t.p19 AS "P19", t.p20 AS "P20", t.p21 AS "P21", t.p22 AS "P22", t.p23 AS "P23", t.p24 AS "P24",
  t.p25 AS "P25", t.p26 AS "P26", t.p27 AS "P27", t.p28 AS "P28", t.p29 AS "P29", t.p30 AS "P30",
  t.p31 AS "P31", t.p32 AS "P32", t.p33 AS "P33", t.p34 AS "P34", t.p35 AS "P35", t.p36 AS "P36",
  t.p37 AS "P37", t.p38 AS "P38", t.p39 AS "P39", t.p40 AS "P40", t.p41 AS "P41", t.p42 AS "P42",
  t.p43 AS "P43", t.p44 AS "P44", t.p45 AS "P45", t.p46 AS "P46", t.p47 AS "P47", t.p48 AS "P48",
  t.p49 AS "P49", t.p50 AS "P50", t.p51 AS "P51", t.p52 AS "P52", t.p53 AS "P53", t.p54 AS "P54",
  t.p55 AS "P55", t.p56 AS "P56", t.p57 AS "P57", t.p58 AS "P58", t.p59 AS "P59", t.p60 AS "P60",
  t.p61 AS "P61", t.p62 AS "P62", t.p63 AS "P63", t.p64 AS "P64", t.p65 AS "P65", t.p66 AS "P66",
  t.p67 AS "P67", t.p68 AS "P68", t.p69 AS "P69", t.p70 AS "P70", t.p71 AS "P71", t.p72 AS "P72",
  t.p73 AS "P73", t.p74 AS "P74", t.p75 AS "P75", t.p76 AS "P76", t.p77 AS "P77", t.p78 AS "P78",
  t.p79 AS "P79", t.p80 AS "P80", t.p81 AS "P81", t.p82 AS "P82", t.p83 AS "P83", t.p84 AS "P84",
  t.p85 AS "P85", t.p86 AS "P86", t.p87 AS "P87", t.p88 AS "P88", t.p89 AS "P89", t.p90 AS "P90",
  t.p91 AS "P91", t.p92 AS "P92", t.p93 AS "P93", t.p94 AS "P94", t.p95 AS "P95", t.p96 AS "P96"
FROM new_curve_row AS t
WHERE t.quantity IN ('总功率因数', 'A相功率因数', 'B相功率因数', 'C相功率因数')
ORDER BY t.point_id, t.quantity, t.day
