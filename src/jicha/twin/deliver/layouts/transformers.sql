-- title: 变压器档案
-- system: customer_file
-- form: csv
-- tables: transformer
-- driven by: transformer
-- key: 变压器编号
SELECT
  t.transformer_id AS "变压器编号",
  t.capacity AS "铭牌容量",
  t.org_id AS "供电单位",
  t.customer_id AS "户号",
  t.area_id AS "台区编号",
  t.line_id AS "线路编号",
  t.name AS "变压器名称",
  t.model AS "型号",
  t.supply_voltage AS "一次侧电压",
  t.run_status AS "运行状态",
  t.standby AS "主备标志",
  t.ownership AS "产权",
  t.loss_method AS "变损算法",
  t.loss_table_no AS "变损编号",
  t.loss_k AS "K值",
  t.installed_on AS "安装日期",
  t.first_run_on AS "投运日期",
  t.stopped_on AS "实际停用日期",
  t.resume_planned_on AS "计划恢复日期",
  t.removed_on AS "拆除日期",
  t.tested_on AS "试验日期",
  t.test_cycle_months AS "试验周期",
  t.no_load_loss_w AS "空载损耗(W)",
  t.load_loss_w AS "负载损耗(W)",
  t.no_load_current_percent AS "空载电流百分比",
  t.impedance_percent AS "阻抗电压百分比",
  t.active_loss_agreed AS "协议有功变损",
  t.reactive_loss_agreed AS "协议无功变损"
FROM new_transformer AS t
WHERE t.equipment_kind = '变压器'
ORDER BY t.transformer_id
