"""Orders and tickets: new connections and changes of service, adjustments, billing anomalies, the hotline 95598."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jicha.intake.report import IntakeReport

Deliver = Callable[..., IntakeReport]
Rows = Callable[[str], list[dict[str, Any]]]
KeptOut = Callable[[], list[tuple[int, str, str, str]]]

OPEN = (
    "工单编号,业务类别,供电单位,用户编号,用户名称,用电地址,申请容量(kVA),用电类别,供电电压,申请时间,当前环节名称,"
    "在途天数\n"
    "110001,低压居民新装,城关供电所,,孙八,公园路8号,8,居民生活,220V,2026/4/20 9:30,装表接电,10\n"
    "110002,暂停,城关供电所,0200000022,大华面粉厂,工业路2号,630,大工业,10kV,2026/4/21,现场勘查,9\n"
    "110003,低压动力新装,城关供电所,,吴九,公园路9号,30,工商业,380V,2026/4/21,现场勘查,9\n"
)
ARCHIVED = """工单编号,业务类别,供电单位,用户编号,用户名称,受理时间,归档时间,送电时间,满意度
110001,低压居民新装,城关供电所,0200000088,孙八,2026-04-20 09:30:00,2026-04-28 16:00:00,2026-04-27 10:00:00,满意
"""


def test_an_order_under_way_is_archived_later_and_keeps_what_the_archive_does_not_say(
    bring: Deliver, rows: Rows, kept_out: KeptOut
) -> None:
    report = bring(OPEN)
    assert (report.profile.name, report.files[0].kind) == ("cn_acceptance", "open_orders")
    assert (report.rows, report.accepted, report.quarantined) == (3, 2, 1)
    assert kept_out() == [(4, "unknown_code", "业务类型", "低压动力新装")]
    asked = (
        "SELECT order_id, customer_id, org_id, order_kind, order_status, accepted_at, finished_at, capacity_change, "
        "address FROM service_order ORDER BY order_id"
    )
    assert [tuple(one.values()) for one in rows(asked)] == [
        (
            "sg:110001", None, "sg:城关供电所", "lv_resident_new", "open", datetime(2026, 4, 20, 1, 30), None,
            Decimal("8.000"), "公园路8号",
        ),
        (
            "sg:110002", "sg:0200000022", "sg:城关供电所", "suspension", "open", datetime(2026, 4, 20, 16, 0), None,
            None, "工业路2号",
        ),
    ]  # fmt: skip
    archive = bring(ARCHIVED)
    assert archive.files[0].kind == "archived_orders"
    assert tuple(rows(asked)[0].values()) == (
        "sg:110001", "sg:0200000088", "sg:城关供电所", "lv_resident_new", "archived", datetime(2026, 4, 20, 1, 30),
        datetime(2026, 4, 28, 8, 0), Decimal("8.000"), "公园路8号",
    )  # fmt: skip
    assert [(one.org_id, one.record, one.complete_from, one.complete_to) for one in report.feeds] == [
        ("sg:城关供电所", "service_order", date(2026, 4, 20), date(2026, 4, 21))
    ]


def test_stages_of_an_order(bring: Deliver, rows: Rows) -> None:
    report = bring(
        "申请编号,环节名称,环节开始时间,环节完成时间,时限,处理人员,是否超期\n"
        "110001,业务受理,2026-04-20 09:30:00,2026-04-20 09:40:00,1,郑一,否\n"
        "110001,装表接电,2026-04-20 09:40:00,,3,冯二,否\n"
    )
    assert (report.files[0].kind, report.accepted) == ("stages", 2)
    found = rows(
        "SELECT order_id, stage, sequence_no, started_at, finished_at, limit_days, operator_id FROM order_stage"
    )
    assert sorted(tuple(one.values()) for one in found) == [
        ("sg:110001", "accept", 1, datetime(2026, 4, 20, 1, 30), datetime(2026, 4, 20, 1, 40), 1, "sg:郑一"),
        ("sg:110001", "meter_installation", 1, datetime(2026, 4, 20, 1, 40), None, 3, "sg:冯二"),
    ]


BILL = "户号,电费年月,发行日期,应收电费\n0200000011,202603,2026-03-28,61.00\n"


def test_an_adjustment_names_the_bill_it_corrects(bring: Deliver, rows: Rows, kept_out: KeptOut) -> None:
    bring(BILL)
    report = bring(
        "工单编号,用户编号,用户名称,退补分类,退补处理方式,退补电量,退补金额,退补时间,退补年月,差错类型,退补原因,"
        "申请人,审批人员\n"
        "220001,0200000011,张三,差错退补,单独发行,-20,-10.00,2026-04-15,202603,抄表差错,止码录错,周平,王芳\n"
        '220002,0200000022,大华面粉厂,计量装置故障,直接退补电费,"1,500","1,020.50",2026-04-16,202603,无差错,失压,'
        "周平,王芳\n"
        "220003,0200000022,大华面粉厂,其他原因,直接退补电费,1,1.00,2026-04-16,202603,无差错,失压,周平,王芳\n"
    )
    assert (report.profile.name, report.rows, report.accepted, report.quarantined) == ("cn_adjustment", 3, 2, 1)
    assert kept_out() == [(4, "unknown_code", "退补类别", "其他原因")]
    found = rows(
        "SELECT adjustment_id, bill_id, order_id, adjustment_kind, method, kwh, money, decided_on, error_kind,"
        " approver_id "
        "FROM adjustment ORDER BY order_id"
    )
    assert [tuple(one.values()) for one in found] == [
        (
            "sg:220001:0200000011:2026-03-01", "sg:0200000011:2026-03-01:2026-03-28:-:-:1", "sg:220001", "error",
            "separate", Decimal("-20.000"), Decimal("-10.00"), date(2026, 4, 15), "reading", "sg:王芳",
        ),
        (
            "sg:220002:0200000022:2026-03-01", None, "sg:220002", "meter_fault", "direct", Decimal("1500.000"),
            Decimal("1020.50"), date(2026, 4, 16), "none", "sg:王芳",
        ),
    ]  # fmt: skip


def test_an_anomaly_belongs_to_the_bill_of_its_customer_and_month(bring: Deliver, rows: Rows) -> None:
    bring(BILL)
    report = bring(
        "供电单位,用户编号,用户名称,核算年月,异常规则,异常产生时间,审核结果,审核意见,核算人员,审核时间\n"
        "城关供电所,0200000011,张三,202603,电量突增,2026-03-27 10:00:00,人工通过,曲线核对无误,周平,"
        "2026-03-27 10:20:00\n"
        "城关供电所,0200000022,大华面粉厂,202603,力率异常,2026-03-27 10:00:00,派单,,周平,2026-03-27 10:30:00\n"
    )
    assert (report.profile.name, report.accepted) == ("cn_billing_anomaly", 2)
    found = rows(
        "SELECT billing_anomaly_id, bill_id, anomaly_kind, flagged_at, decided_at, decision, clerk_id "
        "FROM billing_anomaly ORDER BY 1"
    )
    assert [tuple(one.values()) for one in found] == [
        (
            "sg:0200000011:2026-03-01:电量突增:2026-03-27", "sg:0200000011:2026-03-01:2026-03-28:-:-:1", "电量突增",
            datetime(2026, 3, 27, 2, 0), datetime(2026, 3, 27, 2, 20), "passed", "sg:周平",
        ),
        (
            "sg:0200000022:2026-03-01:力率异常:2026-03-27", None, "力率异常", datetime(2026, 3, 27, 2, 0),
            datetime(2026, 3, 27, 2, 30), "dispatched", "sg:周平",
        ),
    ]  # fmt: skip
    assert [(one.org_id, one.record) for one in report.feeds] == [("sg:城关供电所", "billing_anomaly")]
    assert report.unplaced == {"billing_anomaly": 1}


def test_tickets_of_the_hotline_and_what_became_of_a_complaint(bring: Deliver, rows: Rows, kept_out: KeptOut) -> None:
    report = bring(
        "工单编号,业务类型,业务子类型,受理时间,受理内容,责任单位,客户编号,来电号码,派单时间,到场时间,处理时间,"
        "回访时间,满意度,是否属实,投诉分类\n"
        "330001,投诉,电费电价,2026-04-02 08:10:00,电费比上月多一倍,城关供电所,0200000011,13800000011,"
        "2026-04-02 08:20:00,,2026-04-03 17:00:00,2026-04-04 09:00:00,不满意,不属实,营业投诉\n"
        "330002,举报,窃电,2026-04-05 20:00:00,某饭店私接,城关供电所,,,2026-04-05 20:05:00,2026-04-05 21:00:00,,,,,\n"
        "330003,举报,某新子类,2026-04-06 20:00:00,其他,城关供电所,,,,,,,,,\n"
        "330004,催办,其他,2026-04-06 20:00:00,其他,城关供电所,,,,,,,,,\n"
    )
    assert (report.profile.name, report.rows, report.accepted, report.quarantined) == ("cn_service_95598", 4, 3, 1)
    assert kept_out() == [(5, "unknown_code", "业务类型", "催办")]
    found = rows(
        "SELECT ticket_id, org_id, customer_id, ticket_kind, ticket_topic, called_at, arrived_at, found_true,"
        " satisfaction "
        "FROM ticket ORDER BY ticket_id"
    )
    assert [tuple(one.values()) for one in found] == [
        (
            "sg:330001", "sg:城关供电所", "sg:0200000011", "complaint", "price_and_charge",
            datetime(2026, 4, 2, 0, 10), None, False, "dissatisfied",
        ),
        (
            "sg:330002", "sg:城关供电所", None, "report", "theft", datetime(2026, 4, 5, 12, 0),
            datetime(2026, 4, 5, 13, 0), None, None,
        ),
        ("sg:330003", "sg:城关供电所", None, "report", "other", datetime(2026, 4, 6, 12, 0), None, None, None),
    ]  # fmt: skip
    assert rows("SELECT ticket_id, complaint_class, found_true, responsible_org_id FROM complaint") == [
        {
            "ticket_id": "sg:330001",
            "complaint_class": "business",
            "found_true": False,
            "responsible_org_id": "sg:城关供电所",
        }
    ]
    steps = bring("工单编号,处理环节,环节开始时间,处理单位\n330001,派单,2026-04-02 08:20:00,城关供电所\n")
    assert (steps.profile.name, steps.files[0].kind, steps.accepted) == ("cn_service_95598", "steps", 1)
