-- title: 线路日线损
-- system: loss_integrated
-- form: csv
-- tables: line_loss_daily
-- driven by: line_loss_daily
-- key: 线路编号, 数据日期
-- disturbed: yes
-- breaks: 供电量 number; 数据日期 date; 线路编号 key
-- corrects: 公变电量
SELECT
  t.line_id AS "线路编号",
  t.day AS "数据日期",
  t.supply_kwh AS "供电量",
  t.public_kwh + t.private_kwh AS "售电量",
  t.public_kwh AS "公变电量",
  t.private_kwh AS "专变电量",
  t.generation_kwh AS "发电量",
  t.loss_kwh AS "损失电量",
  t.loss_percent AS "线损率",
  t.computable AS "是否可算"
FROM new_line_loss_daily AS t
ORDER BY t.line_id, t.day
