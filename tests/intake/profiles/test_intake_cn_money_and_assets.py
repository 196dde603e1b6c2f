"""Receipts, deposits and debts; seals and assets; line loss; the suspects of an anti-theft platform."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jicha.intake.report import IntakeReport

Deliver = Callable[..., IntakeReport]
Rows = Callable[[str], list[dict[str, Any]]]
KeptOut = Callable[[], list[tuple[int, str, str, str]]]


def test_money_is_linked_from_the_receipt_to_the_debt_the_bill_and_the_deposit(
    bring: Deliver, rows: Rows, kept_out: KeptOut
) -> None:
    bring("账单编号,户号,电费年月,发行日期,应收电费\nB1,0200000011,202604,2026-04-28,60.00\n")
    debts = bring(
        "供电单位,抄表段编码,用户编码,用户名称,抄表员,应收年月,应收电量,应收电费,实收电费,欠费,结清状态\n"
        "城关供电所,0001020,0200000011,张三,周平,202604,120,60.00,60.00,0.00,已结清\n"
        '城关供电所,0001030,0200000022,大华面粉厂,周平,202604,"11,210.5","37,966.50",0,"37,966.50",欠费\n'
        "城关供电所,0001030,0200000033,李四,周平,202604,90,45.00,0,45.00,坏账\n"
    )
    assert (debts.profile.name, debts.files[0].kind) == ("cn_receipt", "receivables")
    assert (debts.rows, debts.accepted, debts.quarantined) == (3, 2, 1)
    assert kept_out()[0][1] == "unknown_code"
    receipts = bring(
        "组织机构,用户编号,用户名称,电费年月,收费时间,实收电费,收费方式,收费员,解款编号\n"
        "城关供电所,0200000011,张三,202604,2026-05-01 09:00:00,60.00,现金,吴丽,JK0001\n"
        "城关供电所,0200000033,李四,202604,2026-05-01,-5.00,微信,网上国网,\n"
        "城关供电所,0200000033,李四,202604,2026-05-01,五元,微信,网上国网,\n"
    )
    assert (receipts.files[0].kind, receipts.accepted, receipts.quarantined) == ("receipts", 2, 1)
    deposits = bring(
        "解款编号,解款人员,解款金额,解款日期,解款银行,到账日期\nJK0001,吴丽,60.00,2026-05-01,工行,2026-05-02\n"
    )
    assert (deposits.files[0].kind, deposits.accepted) == ("deposits", 1)
    linked = rows(
        "SELECT r.receipt_id, r.money, r.method, r.paid_at, d.receivable_id, d.bill_id, d.settlement, k.deposit_id, "
        "k.arrived_on FROM receipt AS r LEFT JOIN receivable AS d ON d.receivable_id = r.receivable_id "
        "LEFT JOIN bank_deposit AS k ON k.deposit_id = r.deposit_id ORDER BY r.receipt_id"
    )
    assert [tuple(one.values()) for one in linked] == [
        (
            "sg:0200000011:2026-05-01 01%3A00%3A00:60:2026-04-01", Decimal("60.00"), "cash",
            datetime(2026, 5, 1, 1, 0), "sg:0200000011:2026-04-01", "sg:B1", "settled", "sg:JK0001", date(2026, 5, 2),
        ),
        (
            "sg:0200000033:2026-04-30 16%3A00%3A00:-5:2026-04-01", Decimal("-5.00"), "online",
            datetime(2026, 4, 30, 16, 0), None, None, None, None, None,
        ),
    ]  # fmt: skip
    assert rows("SELECT customer_id, money_due, settlement FROM receivable WHERE settlement = 'open'") == [
        {"customer_id": "sg:0200000022", "money_due": Decimal("37966.50"), "settlement": "open"}
    ]


def test_a_receipt_without_a_number_is_one_however_its_money_and_month_are_written(bring: Deliver, rows: Rows) -> None:
    head = "组织机构,用户编号,电费年月,收费时间,实收电费,收费方式\n"
    bring(head + '城关供电所,0200000022,202604,2026-05-01,"1,060.50",现金\n')
    again = bring(head + "城关供电所,0200000022,2026-04,2026/5/1,1060.5,现金\n")
    assert ([one.duplicate for one in again.tables if one.table == "receipt"], again.quarantined) == ([1], 0)
    assert rows("SELECT sum(money) AS money FROM receipt") == [{"money": Decimal("1060.50")}]


def test_seals_sit_at_the_point_of_their_meter(bring: Deliver, rows: Rows, kept_out: KeptOut) -> None:
    seals = bring(
        "封印条码,加封位置,电表条码,用途,状态,加封日期,施封人员\n"
        "FY0001,表尾,3330001000000000000023,装拆,在用,2026-04-10,冯二\n"
        "FY0002,某处,3330001000000000000099,装拆,在用,2026-04-10,冯二\n"
        "FY0003,表尾,3330001000000000000011,装拆,遗失,2026-04-10,冯二\n"
    )
    assert (seals.profile.name, seals.files[0].kind) == ("cn_seal", "seals")
    assert (seals.rows, seals.accepted, seals.quarantined) == (3, 2, 1)
    assert kept_out()[0][1] == "unknown_code"
    found = rows(
        "SELECT seal_id, point_id, position, seal_use, seal_status, applied_on, applier_id FROM seal ORDER BY 1"
    )
    assert [tuple(one.values()) for one in found] == [
        (
            "sg:FY0001", "sg:9100000022", "terminal_cover", "installation", "in_use", date(2026, 4, 10), "sg:冯二",
        ),
        ("sg:FY0002", None, "other", "installation", "in_use", date(2026, 4, 10), "sg:冯二"),
    ]  # fmt: skip
    handled = bring(
        "封印编号,操作类型,操作时间,用户编号,施封位置,操作人员,工单编号\n"
        "FY0001,启封,2026-04-20 10:00:00,0200000022,表尾,冯二,\n"
        "FY0009,施封,2026-04-20 10:05:00,0200000022,表尾,冯二,110002\n"
    )
    assert (handled.files[0].kind, handled.accepted) == ("seal_operations", 2)
    done = rows(
        "SELECT operation_id, seal_id, point_id, operation, operated_at, order_id FROM seal_operation ORDER BY 2"
    )
    assert [tuple(one.values()) for one in done] == [
        (
            "sg:FY0001:启封:2026-04-20 02%3A00%3A00", "sg:FY0001", "sg:9100000022", "opened",
            datetime(2026, 4, 20, 2, 0), None,
        ),
        (
            "sg:FY0009:施封:2026-04-20 02%3A05%3A00", "sg:FY0009", "sg:9100000022", "applied",
            datetime(2026, 4, 20, 2, 5), "sg:110002",
        ),
    ]  # fmt: skip
    assert [(one.org_id, one.record) for one in handled.feeds] == [("sg:城关供电所", "seal_operation")]


def test_assets_say_what_the_place_does_not(bring: Deliver, rows: Rows, kept_out: KeptOut) -> None:
    meters = bring(
        "资产编号,出厂编号,资产状态,生产厂家,型号规格,有功等级,额定电压,电流,检定日期,有效期至\n"
        "3330001000000000000011,J11,运行,某厂,DDZY,2级,220V,5(60)A,2019-12-01,2027-12-01\n"
        "3330001000000000000012,J12,合格在库,某厂,DDZY,2.0,220,5(60)A,2019-12-01,2027-12-01\n"
        "3330001000000000000013,J13,合格在库,某厂,DDZY,2.0,二百二,5(60)A,2019-12-01,2027-12-01\n"
    )
    assert (meters.profile.name, meters.files[0].kind) == ("cn_asset", "meters")
    assert (meters.rows, meters.accepted, meters.quarantined) == (3, 2, 1)
    assert kept_out()[0][1] == "not_a_number"
    found = rows(
        "SELECT meter_id, serial_no, asset_status, accuracy_class, rated_voltage, current_text, verified_until, org_id "
        "FROM meter WHERE serial_no IN ('J11', 'J12') ORDER BY 1"
    )
    assert [tuple(one.values()) for one in found] == [
        (
            "sg:3330001000000000000011", "J11", "running", "class_2", Decimal("220.000"), "5(60)A", date(2027, 12, 1),
            "sg:城关供电所",
        ),
        (
            "sg:3330001000000000000012", "J12", "stocked", "class_2", Decimal("220.000"), "5(60)A", date(2027, 12, 1),
            None,
        ),
    ]  # fmt: skip
    printed = bring("资产编号,资产状态,标定电流\n3330001000000000000014,运行,5(60)A\n3330001000000000000015,运行,5\n")
    assert (printed.rows, printed.accepted) == (2, 2)
    currents = rows("SELECT basic_current, max_current, current_text FROM meter WHERE basic_current = 5 ORDER BY 2")
    assert [tuple(one.values()) for one in currents] == [(5, 60, "5(60)A"), (5, None, "5")]
    transformers = bring(
        "资产编号,互感器类别,互感器变比,相别,准确度等级,计量点编号,资产状态\n"
        "4400001,电流互感器,100/5,A相,0.5S,9100000022,运行\n4400002,电流互感器,100比5,A相,0.5S,9100000022,运行\n"
    )
    assert (transformers.files[0].kind, transformers.accepted, transformers.quarantined) == (
        "instrument_transformers",
        1,
        1,
    )
    assert rows("SELECT point_id, device_kind, phase, ratio, accuracy_class FROM instrument_transformer") == [
        {
            "point_id": "sg:9100000022",
            "device_kind": "current",
            "phase": "a",
            "ratio": Decimal("20.000"),
            "accuracy_class": "class_05s",
        }
    ]
    boxes = bring("表箱编号,表位数,供电单位,台区编号,已装表数\nX0001,6,城关供电所,0000310,5\n")
    assert (boxes.files[0].kind, boxes.accepted) == ("meter_boxes", 1)


def test_loss_of_areas_and_lines_by_day_and_by_month(bring: Deliver, rows: Rows, kept_out: KeptOut) -> None:
    days = bring(
        "供电单位,台区编码,台区名称,统计日期,供电量(kWh),上网电量,售电量(kWh),损失电量,线损率(%),线损指标(%),台区经理\n"
        '城关供电所,0000310,公园公变,2026-04-10,"1,000.00",21.5,980.00,41.50,4.06%,7,冯二\n'
        "城关供电所,0000310,公园公变,2026-04-11,1010.00,20,--,--,--,7,冯二\n"
        "城关供电所,0000310,公园公变,2026-04-12,1.01万,20,--,--,--,7,冯二\n"
    )
    assert (days.profile.name, days.files[0].kind) == ("cn_loss_integrated", "area_days")
    assert (days.rows, days.accepted, days.quarantined) == (3, 2, 1)
    assert kept_out()[0][1] == "other_unit"
    found = rows(
        "SELECT area_id, day, supply_kwh, sales_kwh, generation_kwh, loss_kwh,"
        " loss_percent FROM area_loss_daily ORDER BY 2"
    )
    assert [tuple(one.values()) for one in found] == [
        (
            "sg:0000310", date(2026, 4, 10), Decimal("1000.000"), Decimal("980.000"), Decimal("21.500"),
            Decimal("41.500"), Decimal("4.060"),
        ),
        ("sg:0000310", date(2026, 4, 11), Decimal("1010.000"), None, Decimal("20.000"), None, None),
    ]  # fmt: skip
    assert [(one.org_id, one.complete_from, one.complete_to) for one in days.feeds] == [
        ("sg:城关供电所", date(2026, 4, 10), date(2026, 4, 11))
    ]
    others = {
        "area_months": "台区编号,月份,供电量,售电量,线损率,线损状态\n0000310,2026-04,30000,28800,4.00,合格\n",
        "line_days": "线路编号,线路名称,单位名称,数据日期,供电量,公变电量,专变电量,售电量,损失电量,线损率\n"
        "L001,10kV城关一线,城关供电所,2026-04-10,20000,12000,7600,19600,400,2.00%\n",
        "line_months": "线路编号,统计月份,供电量,售电量,线损率\nL001,202604,600000,588000,2%\n",
    }
    for kind, text in others.items():
        report = bring(text)
        assert (report.files[0].kind, report.accepted) == (kind, 1)
    assert rows("SELECT month, loss_class, loss_percent FROM area_loss_monthly") == [
        {"month": date(2026, 4, 1), "loss_class": "qualified", "loss_percent": Decimal("4.000")}
    ]
    assert rows("SELECT line_id, day, public_kwh, private_kwh, loss_percent FROM line_loss_daily") == [
        {
            "line_id": "sg:L001",
            "day": date(2026, 4, 10),
            "public_kwh": Decimal("12000.000"),
            "private_kwh": Decimal("7600.000"),
            "loss_percent": Decimal("2.000"),
        }
    ]
    assert rows("SELECT line_id, month, sales_kwh FROM line_loss_monthly") == [
        {"line_id": "sg:L001", "month": date(2026, 4, 1), "sales_kwh": Decimal("588000.000")}
    ]


def test_a_suspicion_of_another_platform_is_kept_without_its_score(
    bring: Deliver, rows: Rows, kept_out: KeptOut
) -> None:
    report = bring(
        "供电单位,用户编号,用户名称,台区名称,疑似类型,嫌疑系数,预警时间,核查时间,核查结果,核查人员\n"
        "城关供电所,0200000011,张三,公园公变,电压异常,0.93,2026-04-18,2026-04-20 15:00:00,无异常,冯二\n"
        "城关供电所,0200000033,李四,公园公变,开盖后电量突降,0.81,2026-04-19 08:00:00,,,\n"
        "城关供电所,0200000033,李四,公园公变,零火不一致,0.81,近期,,,\n"
    )
    assert (report.profile.name, report.rows, report.accepted, report.quarantined) == ("cn_theft_suspects", 3, 2, 1)
    assert kept_out() == [(4, "not_a_date", "产生时间", "近期")]
    assert "嫌疑度" in [one.column for one in report.files[0].ignored]
    found = rows(
        "SELECT alert_id, org_id, customer_id, point_id, platform, alert_kind, raised_at, handled_at, result "
        "FROM platform_alert ORDER BY alert_id"
    )
    assert [tuple(one.values()) for one in found] == [
        (
            "sg:0200000011:电压异常:2026-04-18", "sg:城关供电所", "sg:0200000011", "sg:9100000011", "anti_theft",
            "电压异常", datetime(2026, 4, 17, 16, 0), datetime(2026, 4, 20, 7, 0), "normal",
        ),
        (
            "sg:0200000033:开盖后电量突降:2026-04-19", "sg:城关供电所", "sg:0200000033", None, "anti_theft",
            "开盖后电量突降", datetime(2026, 4, 19, 0, 0), None, None,
        ),
    ]  # fmt: skip


def test_a_debt_says_whether_it_is_disputed_and_how_its_late_fee_is_put_off(bring: Deliver, rows: Rows) -> None:
    bring("户号,电费年月,应收电费,实收电费,是否争议,违约金缓收方式\n0200000011,202604,60.00,0,是,部分缓收\n")
    assert rows("SELECT disputed, late_fee_defer FROM receivable") == [{"disputed": True, "late_fee_defer": "part"}]


def test_an_adjustment_says_the_first_day_after_those_that_it_corrects(bring: Deliver, rows: Rows) -> None:
    bring("申请编号,户号,退补电费,退补起始日期,退补止日(不含)\nT1,0200000011,-5.00,2026-03-01,2026-04-01\n")
    assert rows("SELECT covers_from, covers_to FROM adjustment") == [
        {"covers_from": date(2026, 3, 1), "covers_to": date(2026, 4, 1)}
    ]
