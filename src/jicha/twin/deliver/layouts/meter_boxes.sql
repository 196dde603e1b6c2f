-- title: 计量箱台账
-- system: asset
-- form: xlsx
-- tables: meter_box
-- driven by: meter_box
-- key: 计量箱编号
SELECT
  t.box_id AS "计量箱编号",
  t.meter_places AS "表位数",
  t.org_id AS "供电单位",
  t.area_id AS "台区编号",
  t.meters_mounted AS "在装表数",
  t.checked_on AS "最近检查日期",
  t.longitude AS "经度",
  t.latitude AS "纬度"
FROM new_meter_box AS t
ORDER BY t.box_id
