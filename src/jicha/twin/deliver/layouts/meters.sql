-- title: 电能表资产台账
-- system: asset
-- form: csv
-- tables: meter
-- driven by: meter
-- key: 资产编号
SELECT
  t.meter_id AS "资产编号",
  t.asset_status AS "资产状态",
  t.org_id AS "供电单位",
  t.serial_no AS "出厂编号",
  t.bar_code AS "条形码",
  t.maker AS "生产厂家",
  t.model AS "型号",
  t.batch_no AS "到货批次",
  t.wiring AS "接线方式",
  t.smart AS "是否智能表",
  t.accuracy_class AS "有功准确度等级",
  t.accuracy_class_reactive AS "无功准确度等级",
  t.rated_voltage AS "额定电压",
  CAST(t.basic_current AS VARCHAR) || '(' || CAST(t.max_current AS VARCHAR) || ')' AS "标定电流",
  t.max_current AS "最大电流",
  t.current_text AS "铭牌电流",
  t.digits AS "示数位数",
  t.constant AS "表常数",
  t.has_tou AS "是否多费率",
  t.has_reverse AS "是否双向",
  t.made_on AS "出厂日期",
  t.stocked_on AS "入库日期",
  t.verified_on AS "检定日期",
  t.verified_until AS "检定有效期",
  t.scrapped_on AS "报废日期"
FROM new_meter AS t
ORDER BY t.meter_id
