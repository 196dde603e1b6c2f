-- title: 采集事件清单
-- system: event
-- form: csv
-- tables: event
-- driven by: event
-- key: 事件编号
-- disturbed: yes
-- breaks: 发生时间 moment; 次数 number
-- corrects: 次数
SELECT
  t.event_kind AS "事件名称",
  t.started_at AS "发生时间",
  t.point_id AS "计量点编号",
  t.meter_id AS "资产编号",
  t.event_id AS "事件编号",
  t.phase AS "相别",
  t.ended_at AS "结束时间",
  t.reported_at AS "上报时间",
  t.occurrences AS "次数",
  t.source AS "事件来源",
  t.value_text AS "事件数据"
FROM new_event AS t
ORDER BY t.event_id
