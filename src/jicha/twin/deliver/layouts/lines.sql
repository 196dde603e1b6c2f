-- title: 线路档案
-- system: customer_file
-- form: csv
-- tables: line
-- driven by: line
-- key: 线路编号
SELECT
  t.line_id AS "线路编号",
  t.name AS "线路名称",
  t.org_id AS "供电单位",
  t.line_kind AS "线路性质",
  t.line_status AS "线路状态",
  t.supply_voltage AS "供电电压",
  t.length_km AS "线路长度",
  t.technical_loss_percent AS "理论线损率",
  t.manager_id AS "线路责任人"
FROM new_line AS t
ORDER BY t.line_id
