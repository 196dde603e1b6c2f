-- title: 95598工单处理过程
-- system: service_95598
-- form: csv
-- tables: ticket_step
-- driven by: ticket_step
-- key: 工单编号, 步骤序号
-- disturbed: yes
-- breaks: 步骤开始时间 moment; 工单编号 key
SELECT
  t.ticket_id AS "工单编号",
  t.step_kind AS "步骤",
  t.started_at AS "步骤开始时间",
  t.org_id AS "处理单位",
  t.step_no AS "步骤序号",
  t.finished_at AS "步骤完成时间",
  t.operator_id AS "处理人",
  t.comment_text AS "处理内容"
FROM new_ticket_step AS t
ORDER BY t.ticket_id, t.step_no
