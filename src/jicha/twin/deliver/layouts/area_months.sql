-- title: 台区月线损
-- system: loss_integrated
-- form: xlsx
-- tables: area_loss_monthly
-- driven by: area_loss_monthly
-- key: 台区编号, 月份
-- disturbed: yes
-- breaks: 供电量 number; 台区编号 key
-- corrects: 售电量
SELECT
  t.area_id AS "台区编号",
  t.month AS "月份",
  t.supply_kwh AS "供电量",
  t.sales_kwh AS "售电量",
  t.generation_kwh AS "发电量",
  t.loss_kwh AS "损失电量",
  t.loss_percent AS "线损率",
  t.loss_class AS "线损分类"
FROM new_area_loss_monthly AS t
ORDER BY t.area_id, t.month
