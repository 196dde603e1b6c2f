-- title: 核算异常清单
-- system: billing_anomaly
-- form: html
-- tables: billing_anomaly
-- driven by: billing_anomaly
-- key: 异常编号
-- disturbed: yes
-- breaks: 产生时间 moment
SELECT
  b.customer_id AS "户号",
  b.month AS "电费年月",
  t.anomaly_kind AS "异常类型",
  t.flagged_at AS "产生时间",
  t.billing_anomaly_id AS "异常编号",
  t.bill_id AS "账单编号",
  t.shown_at AS "打开时间",
  t.decided_at AS "处理时间",
  t.decision AS "处理结果",
  t.comment_text AS "处理意见",
  t.clerk_id AS "核算员",
  t.order_id AS "派发工单"
FROM new_billing_anomaly AS t
LEFT JOIN bill AS b ON b.bill_id = t.bill_id
ORDER BY t.billing_anomaly_id
