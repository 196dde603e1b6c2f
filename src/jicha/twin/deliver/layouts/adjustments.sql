-- title: 电量电费退补工单
-- system: adjustment
-- form: xlsx
-- tables: adjustment
-- driven by: adjustment
-- key: 退补编号
-- disturbed: yes
-- breaks: 退补电费 number; 退补日期 date
-- corrects: 退补电量
SELECT
  t.order_id AS "申请编号",
  t.customer_id AS "户号",
  t.money AS "退补电费",
  t.adjustment_id AS "退补编号",
  t.adjustment_kind AS "退补类别",
  t.method AS "退补方式",
  t.kwh AS "退补电量",
  t.decided_on AS "退补日期",
  t.error_on AS "差错日期",
  t.covers_from AS "退补起始日期",
  t.bill_id AS "账单编号",
  t.error_kind AS "差错分类",
  t.reason AS "退补原因",
  t.policy_document AS "政策文号",
  t.attachments_present AS "附件数",
  t.operator_id AS "录入人",
  t.approver_id AS "审批人",
  t.approved_at AS "审批时间",
  t.responsible_id AS "责任人",
  t.issued_on AS "发行日期",
  t.covers_to AS "退补止日(不含)"
FROM new_adjustment AS t
ORDER BY t.adjustment_id
