-- title: 收费明细
-- system: receipt
-- form: html
-- tables: receipt
-- driven by: receipt
-- key: 收费编号
-- disturbed: yes
-- total: 收费金额
-- breaks: 收费金额 number; 收费时间 moment
-- corrects: 收费金额
SELECT
  t.customer_id AS "户号",
  t.paid_at AS "收费时间",
  t.money AS "收费金额",
  t.receipt_id AS "收费编号",
  t.org_id AS "供电单位",
  t.receivable_id AS "应收编号",
  t.receipt_kind AS "收费类型",
  t.method AS "缴费方式",
  t.cashier_id AS "收费员",
  t.deposit_id AS "解款编号",
  t.arrived_on AS "到账日期",
  t.confirmed_on AS "到账确认日期",
  t.written_off_on AS "销账日期",
  t.reverses_receipt_id AS "被冲正收费编号",
  t.reversal_reason AS "冲正原因",
  t.payer_name AS "缴费人"
FROM new_receipt AS t
ORDER BY t.receipt_id
