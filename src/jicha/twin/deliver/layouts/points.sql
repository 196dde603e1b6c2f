-- title: 用户计量点及电能表档案
-- system: customer_file
-- form: csv
-- tables: point, meter_installation, meter
-- driven by: point, meter_installation, meter
-- key: 计量点编号, 资产编号
SELECT
  p.customer_id AS "户号",
  p.point_id AS "计量点编号",
  p.org_id AS "供电单位",
  p.name AS "计量点名称",
  p.point_status AS "计量点状态",
  p.point_use AS "计量点用途",
  p.point_nature AS "计量点性质",
  p.metering_side AS "计量方式",
  p.wiring AS "接线方式",
  p.supply_voltage AS "计量点电压",
  p.capacity AS "计量点容量",
  p.parent_point_id AS "上级计量点",
  p.price_code AS "电价码",
  p.price_class AS "计量点用电类别",
  p.price_strategy AS "定价策略",
  p.capacity_charge_mode AS "基本电费计算方式",
  p.demand_contract AS "核定需量",
  p.time_of_use AS "执行峰谷",
  p.tiered AS "执行阶梯",
  p.power_factor_standard AS "功率因数标准",
  p.power_factor_mode AS "功率因数考核方式",
  p.quantity_method AS "电量计算方式",
  p.fixed_share_percent AS "定比值",
  p.fixed_kwh AS "定量值",
  p.loss_method AS "变损计算方式",
  p.line_loss_method AS "线损计算方式",
  p.line_loss_percent AS "线损率",
  p.terminal_class AS "采集用户分类",
  p.opened_on AS "投用日期",
  p.closed_on AS "停用日期",
  p.box_id AS "计量箱编号",
  p.area_id AS "台区编号",
  p.line_id AS "线路编号",
  i.meter_id AS "资产编号",
  m.serial_no AS "出厂编号",
  m.bar_code AS "条形码",
  m.maker AS "生产厂家",
  m.model AS "型号",
  m.current_text AS "表计电流",
  i.ratio AS "综合倍率",
  i.ratio_ct AS "CT变比",
  i.ratio_pt AS "PT变比",
  m.made_on AS "出厂日期",
  i.installed_on AS "安装日期",
  i.removed_on AS "拆除日期",
  i.installed_reading AS "装出示数",
  i.removed_reading AS "拆回示数",
  i.master AS "主副表标志",
  p.transformer_id AS "所属变压器编号",
  p.fixed_approved_on AS "定量定比核定日期",
  p.unmetered_reason AS "无表用电原因",
  p.covered AS "采集覆盖",
  p.last_acquired_on AS "最近采集成功日期",
  p.verified_first_on AS "首次检验日期",
  p.verified_last_on AS "最近现场检验日期",
  p.drop_tested_on AS "二次压降检验日期",
  p.longitude AS "经度",
  p.latitude AS "纬度"
FROM point AS p
LEFT JOIN meter_installation AS i ON i.point_id = p.point_id
LEFT JOIN meter AS m ON m.meter_id = i.meter_id
WHERE p.customer_id IS NOT NULL
  AND p.point_id IN (
    SELECT point_id FROM new_point
    UNION SELECT point_id FROM new_meter_installation
    UNION SELECT j.point_id FROM meter_installation AS j JOIN new_meter AS n ON n.meter_id = j.meter_id
  )
ORDER BY p.point_id, i.installed_on, i.meter_id
