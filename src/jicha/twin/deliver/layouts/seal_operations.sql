-- title: 封印操作记录
-- system: seal
-- form: csv
-- tables: seal_operation
-- driven by: seal_operation
-- key: 操作编号
-- disturbed: yes
-- breaks: 操作时间 moment; 封印编号 key
SELECT
  t.seal_id AS "封印编号",
  t.operation AS "操作类型",
  t.operated_at AS "操作时间",
  t.operation_id AS "操作编号",
  t.point_id AS "计量点编号",
  t.position AS "施封位置",
  t.operator_id AS "操作人",
  t.order_id AS "依据工单",
  t.witness AS "见证人"
FROM new_seal_operation AS t
ORDER BY t.operation_id
