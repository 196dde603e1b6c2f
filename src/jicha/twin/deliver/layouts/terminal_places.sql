-- title: 采集测量点档案
-- system: acquisition_file
-- form: csv
-- tables: acquisition_point
-- driven by: acquisition_point
-- key: 终端地址, 测量点号
SELECT
  t.terminal_id AS "终端地址",
  REPLACE(t.acquisition_point_id, t.terminal_id || ':', '') AS "测量点号",
  t.customer_no AS "户号",
  t.org_id AS "供电单位",
  t.area_no AS "台区编号",
  t.point_no AS "计量点编号",
  t.meter_no AS "资产编号",
  t.ratio AS "综合倍率",
  t.updated_on AS "档案日期"
FROM new_acquisition_point AS t
ORDER BY t.acquisition_point_id
