-- title: 抄表数据
-- system: bill_issue
-- form: html
-- tables: reading
-- driven by: reading
-- key: 计量点编号, 资产编号, 示数类型, 抄表日期, 抄表类别
-- disturbed: yes
-- breaks: 本次示数 number; 抄表日期 date; 计量点编号 key
-- corrects: 本次示数
SELECT
  t.point_id AS "计量点编号",
  t.register AS "示数类型",
  t.read_on AS "抄表日期",
  t.reading AS "本次示数",
  i.meter_id AS "资产编号",
  t.ratio AS "综合倍率",
  t.planned_on AS "抄表例日",
  t.reading_before AS "上次示数",
  t.kwh AS "抄见电量",
  t.read_kind AS "抄表类别",
  t.read_mode AS "抄表方式",
  t.anomaly AS "抄表异常",
  t.reader_id AS "抄表员",
  t.section_id AS "抄表段编号"
FROM new_reading AS t
LEFT JOIN meter_installation AS i ON i.installation_id = t.installation_id
ORDER BY t.reading_id
