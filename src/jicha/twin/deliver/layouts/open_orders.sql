-- title: 业扩在途工单
-- system: acceptance
-- form: xlsx
-- tables: service_order
-- driven by: service_order
-- key: 申请编号
SELECT
  t.order_id AS "申请编号",
  t.order_kind AS "业务类型",
  t.accepted_at AS "受理时间",
  t.customer_id AS "户号",
  t.applicant_name AS "户名",
  t.org_id AS "供电单位",
  t.address AS "用电地址",
  t.parent_order_id AS "主工单编号",
  t.price_class AS "用电类别",
  t.supply_voltage AS "供电电压",
  t.source_count AS "电源数量",
  t.capacity_before AS "原有容量",
  t.capacity_change AS "申请容量",
  t.channel AS "受理渠道",
  t.order_status AS "工单状态",
  t.effective_on AS "生效日期",
  t.planned_from AS "计划停用日期",
  t.planned_until AS "计划恢复日期",
  t.resumed_on AS "实际恢复日期",
  t.design_company AS "设计单位",
  t.construction_company AS "施工单位",
  t.equipment_supplier AS "设备供应单位",
  t.external_works AS "是否外部工程",
  t.powered_on_at AS "送电时间",
  t.reason AS "申请原因",
  t.operator_id AS "受理人"
FROM new_service_order AS t
WHERE t.finished_at IS NULL
ORDER BY t.order_id
