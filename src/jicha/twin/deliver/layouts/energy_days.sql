-- title: 日电量
-- system: register_daily
-- form: parquet
-- tables: energy_stated_daily
-- driven by: energy_stated_daily
-- key: 计量点编号, 数据日期
-- disturbed: yes
-- breaks: 数据日期 key
-- corrects: 日电量
SELECT
  t.day AS "数据日期",
  t.kwh AS "日电量",
  t.point_id AS "计量点编号",
  t.reverse_kwh AS "反向日电量",
  t.terminal_kwh AS "终端交采电量"
FROM new_energy_stated_daily AS t
ORDER BY t.point_id, t.day
