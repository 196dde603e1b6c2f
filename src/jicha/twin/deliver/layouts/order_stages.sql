-- title: 业扩环节明细
-- system: acceptance
-- form: csv
-- tables: order_stage
-- driven by: order_stage
-- key: 申请编号, 环节名称, 环节序号
-- disturbed: yes
-- breaks: 环节开始时间 moment; 申请编号 key
-- corrects: 环节时限
SELECT
  t.order_id AS "申请编号",
  t.stage AS "环节名称",
  t.started_at AS "环节开始时间",
  t.sequence_no AS "环节序号",
  t.finished_at AS "环节完成时间",
  t.limit_days AS "环节时限",
  t.paused_days AS "客户暂停天数",
  t.operator_id AS "处理人",
  t.outcome AS "环节结果",
  t.comment_text AS "处理意见"
FROM new_order_stage AS t
ORDER BY t.order_id, t.stage, t.sequence_no
