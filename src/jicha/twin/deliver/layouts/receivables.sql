-- title: 应收实收清单
-- system: receipt
-- form: csv
-- tables: receivable
-- driven by: receivable
-- key: 应收编号
-- disturbed: yes
-- breaks: 应收电费 number; 发行日期 date
-- corrects: 实收电费
-- total: 应收电费, 实收电费
SELECT
  t.customer_id AS "户号",
  t.month AS "电费年月",
  t.money_due AS "应收电费",
  t.money_received AS "实收电费",
  t.receivable_id AS "应收编号",
  t.bill_id AS "账单编号",
  t.late_fee_due AS "应收违约金",
  t.late_fee_received AS "实收违约金",
  t.issued_on AS "发行日期",
  t.due_on AS "缴费截止日期",
  t.settled_on AS "结清日期",
  t.settlement AS "结清标志",
  t.written_off AS "核销金额",
  t.disputed AS "争议标志",
  t.late_fee_defer AS "违约金缓收方式"
FROM new_receivable AS t
ORDER BY t.receivable_id
