-- title: 解款记录
-- system: receipt
-- form: xlsx
-- tables: bank_deposit
-- driven by: bank_deposit
-- key: 解款编号
-- disturbed: yes
-- breaks: 解款金额 number; 解款日期 date; 解款编号 key
-- corrects: 解款金额
SELECT
  t.deposit_id AS "解款编号",
  t.money AS "解款金额",
  t.deposited_on AS "解款日期",
  t.org_id AS "供电单位",
  t.cashier_id AS "解款人员",
  t.method AS "资金形式",
  t.arrived_on AS "到账日期",
  t.confirmed_on AS "到账确认日期"
FROM new_bank_deposit AS t
ORDER BY t.deposit_id
