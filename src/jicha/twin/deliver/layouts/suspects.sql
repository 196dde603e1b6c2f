-- title: 反窃电平台疑似清单
-- system: theft_suspects
-- form: xlsx
-- tables: platform_alert
-- driven by: platform_alert
-- key: 异常编号
-- disturbed: yes
-- breaks: 产生时间 moment
SELECT
  t.customer_id AS "户号",
  t.alert_kind AS "异常类型",
  t.raised_at AS "产生时间",
  t.alert_id AS "异常编号",
  t.org_id AS "供电单位",
  t.point_id AS "计量点编号",
  t.due_at AS "处理期限",
  t.handled_at AS "处理时间",
  t.result AS "处理结果",
  t.handler_id AS "处理人"
FROM new_platform_alert AS t
WHERE t.platform = '反窃电平台'
ORDER BY t.alert_id
