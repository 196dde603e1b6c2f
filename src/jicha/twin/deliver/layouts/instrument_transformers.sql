-- title: 互感器资产台账
-- system: asset
-- form: xlsx
-- tables: instrument_transformer
-- driven by: instrument_transformer
-- key: 资产编号
SELECT
  t.instrument_transformer_id AS "资产编号",
  t.device_kind AS "互感器类型",
  t.ratio AS "变比",
  t.point_id AS "计量点编号",
  t.serial_no AS "出厂编号",
  t.asset_status AS "资产状态",
  t.phase AS "相别",
  t.rated_primary AS "一次额定值",
  t.rated_secondary AS "二次额定值",
  t.accuracy_class AS "准确度等级",
  t.rated_burden_va AS "额定二次负荷",
  t.installed_on AS "安装日期",
  t.removed_on AS "拆除日期",
  t.tested_on AS "检定日期",
  t.ratio_seen AS "现场核对变比"
FROM new_instrument_transformer AS t
ORDER BY t.instrument_transformer_id
