-- title: 台区档案
-- system: customer_file
-- form: csv
-- tables: area
-- driven by: area
-- key: 台区编号
SELECT
  t.area_id AS "台区编号",
  t.name AS "台区名称",
  t.org_id AS "供电单位",
  t.area_kind AS "公变专变标志",
  t.area_status AS "台区状态",
  t.capacity AS "台区容量",
  t.manager_id AS "台区经理",
  t.urban AS "城乡类别",
  t.line_id AS "线路编号",
  t.has_generation AS "是否含分布式电源",
  t.technical_loss_percent AS "理论线损率",
  t.loss_limit_percent AS "线损合格上限",
  t.opened_on AS "投运日期",
  t.closed_on AS "停运日期"
FROM new_area AS t
ORDER BY t.area_id
