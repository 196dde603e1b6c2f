-- title: 关口表信息
-- system: customer_file
-- form: csv
-- tables: point, meter_installation
-- driven by: point, meter_installation
-- key: 计量点编号, 资产编号
SELECT
  p.point_id AS "计量点编号",
  p.point_use AS "计量点用途",
  p.org_id AS "供电单位",
  p.name AS "计量点名称",
  p.point_status AS "计量点状态",
  p.metering_side AS "计量方式",
  p.wiring AS "接线方式",
  p.supply_voltage AS "计量点电压",
  p.area_id AS "台区编号",
  p.line_id AS "线路编号",
  i.meter_id AS "资产编号",
  m.serial_no AS "出厂编号",
  i.ratio AS "综合倍率",
  i.ratio_ct AS "CT变比",
  i.ratio_pt AS "PT变比",
  i.installed_on AS "安装日期",
  i.removed_on AS "拆除日期"
FROM point AS p
LEFT JOIN meter_installation AS i ON i.point_id = p.point_id
LEFT JOIN meter AS m ON m.meter_id = i.meter_id
WHERE p.customer_id IS NULL
  AND p.point_id IN (
    SELECT point_id FROM new_point
    UNION SELECT point_id FROM new_meter_installation
  )
ORDER BY p.point_id, i.installed_on, i.meter_id
