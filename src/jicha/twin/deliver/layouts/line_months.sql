-- title: 线路月线损
-- system: loss_integrated
-- form: xlsx
-- tables: line_loss_monthly
-- driven by: line_loss_monthly
-- key: 线路编号, 月份
-- disturbed: yes
-- breaks: 供电量 number; 线路编号 key
-- corrects: 售电量
SELECT
  t.line_id AS "线路编号",
  t.month AS "月份",
  t.supply_kwh AS "供电量",
  t.sales_kwh AS "售电量",
  t.generation_kwh AS "发电量",
  t.loss_kwh AS "损失电量",
  t.loss_percent AS "线损率",
  t.loss_billed_kwh AS "计收线损电量"
FROM new_line_loss_monthly AS t
ORDER BY t.line_id, t.month
