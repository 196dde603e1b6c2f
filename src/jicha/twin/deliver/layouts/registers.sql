-- title: 日冻结示值
-- system: register_daily
-- form: parquet
-- tables: register_daily
-- driven by: register_daily
-- key: 计量点编号, 数据日期
-- disturbed: yes
-- breaks: 数据日期 key
-- corrects: 正向有功总
-- slim: yes
SELECT
  t.point_id AS "计量点编号",
  i.meter_id AS "资产编号",
  t.day AS "数据日期",
  t.acquired_at AS "采集时间",
  t.success AS "采集成功标志",
  t.missing_reason AS "未采集原因",
  t.active_total AS "正向有功总",
  t.active_sharp AS "正向有功尖",
  t.active_peak AS "正向有功峰",
  t.active_flat AS "正向有功平",
  t.active_valley AS "正向有功谷",
  t.active_deep AS "正向有功深谷",
  t.reactive_total AS "正向无功总",
  t.reactive_q1 AS "一象限无功",
  t.reactive_q2 AS "二象限无功",
  t.reactive_q3 AS "三象限无功",
  t.reactive_q4 AS "四象限无功",
  t.reverse_active_total AS "反向有功总",
  t.reverse_active_sharp AS "反向有功尖",
  t.reverse_active_peak AS "反向有功峰",
  t.reverse_active_flat AS "反向有功平",
  t.reverse_active_valley AS "反向有功谷",
  t.reverse_reactive_total AS "反向无功总"
FROM new_register_row AS t
LEFT JOIN meter_installation AS i ON i.installation_id = t.installation_id
ORDER BY t.point_id, t.day
