-- title: 台区日线损
-- system: loss_integrated
-- form: csv
-- tables: area_loss_daily
-- driven by: area_loss_daily
-- key: 台区编号, 数据日期
-- disturbed: yes
-- breaks: 供电量 number; 数据日期 date; 台区编号 key
-- corrects: 售电量
SELECT
  t.area_id AS "台区编号",
  t.day AS "数据日期",
  t.supply_kwh AS "供电量",
  t.sales_kwh AS "售电量",
  t.generation_kwh AS "发电量",
  t.loss_kwh AS "损失电量",
  t.loss_percent AS "线损率",
  t.points_due AS "应采户数",
  t.points_read AS "实采户数",
  t.computable AS "是否可算",
  t.adjusted_supply_kwh AS "调整供电量",
  t.adjusted_sales_kwh AS "调整售电量",
  t.adjustment_reason AS "调整原因",
  t.adjuster_id AS "调整人"
FROM new_area_loss_daily AS t
ORDER BY t.area_id, t.day
