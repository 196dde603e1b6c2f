-- title: 95598工单
-- system: service_95598
-- form: html
-- tables: ticket, complaint
-- driven by: ticket, complaint
-- key: 工单编号
-- disturbed: yes
-- breaks: 受理时间 moment; 工单编号 key
-- corrects: 应付奖励
SELECT
  t.ticket_id AS "工单编号",
  t.ticket_kind AS "业务类型",
  t.called_at AS "受理时间",
  t.content AS "受理内容",
  t.customer_id AS "户号",
  t.org_id AS "供电单位",
  t.area_id AS "台区编号",
  t.ticket_topic AS "业务子类",
  c.complaint_class AS "投诉分类",
  t.source AS "受理渠道",
  t.ticket_level AS "工单等级",
  t.urban AS "城乡类别",
  t.dispatched_at AS "派发时间",
  t.contacted_at AS "联系时间",
  t.arrived_at AS "到达时间",
  t.handled_at AS "处理完成时间",
  t.replied_at AS "答复时间",
  t.archived_at AS "归档时间",
  t.limit_at AS "办理时限",
  COALESCE(t.found_true, c.found_true) AS "是否属实",
  t.utility_responsible AS "供电责任",
  t.rejected AS "是否退单",
  t.call_back_at AS "回访时间",
  t.satisfaction AS "满意度",
  COALESCE(t.responsible_id, c.responsible_id) AS "责任人",
  t.reporter_name AS "来电人",
  t.reporter_phone AS "来电号码",
  t.same_matter_id AS "首单编号",
  t.malicious AS "是否恶意",
  t.appointment_at AS "预约时间",
  t.reward_due AS "应付奖励",
  t.reward_paid AS "已付奖励",
  t.reward_paid_on AS "奖励兑现日期",
  c.decided_at AS "认定时间",
  t.operator_id AS "处理人"
FROM ticket AS t
LEFT JOIN complaint AS c ON c.ticket_id = t.ticket_id
WHERE t.ticket_id IN (SELECT ticket_id FROM new_ticket UNION SELECT ticket_id FROM new_complaint)
ORDER BY t.ticket_id
