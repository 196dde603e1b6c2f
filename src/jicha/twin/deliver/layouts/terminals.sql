-- title: 采集终端档案
-- system: acquisition_file
-- form: csv
-- tables: terminal
-- driven by: terminal
-- key: 终端地址
SELECT
  t.terminal_id AS "终端地址",
  t.terminal_kind AS "终端类型",
  t.org_id AS "供电单位",
  t.area_id AS "台区编号",
  t.customer_id AS "户号",
  t.terminal_status AS "终端状态",
  t.ratio AS "综合倍率",
  t.installed_on AS "安装日期",
  t.removed_on AS "拆除日期",
  t.last_online_at AS "最近在线时间"
FROM new_terminal AS t
ORDER BY t.terminal_id
