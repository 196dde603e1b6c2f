-- title: 封印台账
-- system: seal
-- form: xlsx
-- tables: seal
-- driven by: seal
-- key: 封印编号
SELECT
  t.seal_id AS "封印编号",
  t.position AS "施封位置",
  t.point_id AS "计量点编号",
  t.seal_use AS "封印用途",
  t.seal_status AS "封印状态",
  t.applied_on AS "施封日期",
  t.removed_on AS "启封日期",
  t.applier_id AS "施封人",
  t.seen_no AS "现场核对印号"
FROM new_seal AS t
ORDER BY t.seal_id
