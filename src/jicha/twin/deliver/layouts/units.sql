-- title: 供电单位档案
-- system: customer_file
-- form: csv
-- tables: org
-- driven by: org
-- key: 供电单位
SELECT
  t.org_id AS "供电单位",
  t.parent_org_id AS "上级单位",
  t.level AS "单位级别"
FROM new_org AS t
ORDER BY t.org_id
