"""Bills and readings of the marketing system."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jicha.intake.errors import UnknownColumns
from jicha.intake.report import IntakeReport
from jicha.schema import code_list, table

Deliver = Callable[..., IntakeReport]
Rows = Callable[[str], list[dict[str, Any]]]

# Zhang's bill bears no point: he has one. Li has two points, so his is placed nowhere. The mill's are placed by meter.
BILLS = (
    "电费发行清单\n"
    "单位名称,用户编号,用户名称,账期,发行日期,表号,起度,止度,倍率,抄见电量,变损电量,总电量,电价编码,执行峰谷,"
    "目录电费,基本电费,力率,力调系数(%),力调电费,代征合计,总电费,抄表方式,抄表员\n"
    '城关供电所,0200000011,张三,202604,2026-04-28,,1000,1120,1,120,,120,R1,否,60.00,,,,,,"60.00",远程,周平\n'
    '城关供电所,0200000022,大华面粉厂,202604,2026/4/28,J23,10,560,20,"11,000","210.50","11,210.50",L1,是,"7,'
    '100.00","30,000.00",0.87,1.5%,556.50,"310.00","37,966.50",负控,周平\n'
    "城关供电所,0200000033,李四,202604,2026-04-28,,500,590,1,90,,90,R1,否,45.00,,,,,,45.00,远程,周平\n"
    "城关供电所,0200000044,王五,202604,,,500,590,1,90,,90,R1,否,45.00,,,,,,45.00,远程,周平\n"
    '小计,,,,,,,,,,,"11,420.50",,,,,,,,,"38,116.50",,\n'
)

READINGS = (
    "单位名称,用户编号,计量点编号,出厂编号,抄表日期,示数类型,上次示数,本次示数,综合倍率,上次抄见电量,"
    "本次抄见电量,抄表方式,抄表状态,台区名称,线路名称\n"
    '城关供电所,0200000022,9100000022,J23,2026-04-28,有功(总),10,560,20,"9,800","11,000",负控,已发行,,'
    "10kV城关一线\n"
    '城关供电所,0200000022,9100000022,J23,2026-04-28,有功(峰),4,220,20,"3,900","4,320",负控,已发行,,10kV城关一线\n'
    '城关供电所,0200000022,9100000022,J23,2026-04-28,视在(总),4,220,20,"3,900","4,320",负控,已发行,,10kV城关一线\n'
)


def test_bills_are_placed_by_meter_or_by_the_only_point_of_the_customer(
    bring: Deliver, rows: Rows, kept_out: Callable[[], list[tuple[int, str, str, str]]]
) -> None:
    report = bring(BILLS)
    assert (report.profile.name, report.files[0].kind) == ("cn_bill_issue", "bills")
    assert (report.rows, report.accepted, report.duplicate, report.quarantined) == (4, 3, 0, 1)
    assert [one.kind for one in report.files[0].aside] == ["subtotal"]
    assert kept_out() == [(6, "missing_value", "发行日期", "")]
    found = rows(
        "SELECT bill_id, customer_id, point_id, month, issued_on, kwh, loss_kwh, energy_charge, capacity_charge, "
        "power_factor, power_factor_percent, power_factor_charge, surcharge, total_charge, time_of_use, read_mode, "
        "reader_id FROM bill ORDER BY bill_id"
    )
    assert [tuple(one.values()) for one in found[:2]] == [
        (
            "sg:0200000011:2026-04-01:2026-04-28:-:R1:1", "sg:0200000011", "sg:9100000011", date(2026, 4, 1),
            date(2026, 4, 28), Decimal("120.000"), None, Decimal("60.00"), None, None, None, None, None,
            Decimal("60.00"), False, "remote", "sg:周平",
        ),
        (
            "sg:0200000022:2026-04-01:2026-04-28:-:L1:1", "sg:0200000022", "sg:9100000022", date(2026, 4, 1),
            date(2026, 4, 28), Decimal("11210.500"), Decimal("210.500"), Decimal("7100.00"), Decimal("30000.00"),
            Decimal("0.8700"), Decimal("1.500"), Decimal("556.50"), Decimal("310.00"), Decimal("37966.50"), True,
            "load_control", "sg:周平",
        ),
    ]  # fmt: skip
    assert found[2]["point_id"] is None


def test_how_far_bills_are_complete_is_told_by_months_per_unit(bring: Deliver) -> None:
    report = bring(BILLS)
    assert [(one.org_id, one.record, one.complete_from, one.complete_to) for one in report.feeds] == [
        ("sg:城关供电所", "bill", date(2026, 4, 1), date(2026, 4, 1))
    ]
    june = bring("户号,电费年月,发行日期,应收电费\n0200000011,202606,2026-06-02,55.00\n")
    (feed,) = june.feeds  # May was never delivered, though only 35 days lie between the two days of issue
    assert (feed.complete_from, feed.left_out) == (date(2026, 6, 1), ((date(2026, 4, 1), date(2026, 4, 1)),))


def test_a_bill_s_own_number_names_it_and_a_later_list_corrects_it(bring: Deliver, rows: Rows) -> None:
    bring("账单编号,户号,电费年月,发行日期,应收电费\nB1,0200000011,2026-04,2026-04-28,60.00\n")
    report = bring("账单编号,户号,电费年月,发行日期,应收电费\nB1,0200000011,2026-04,2026-04-28,59.00\n")
    assert [(one.table, one.corrected) for one in report.tables if one.corrected] == [("bill", 1)]
    assert rows("SELECT bill_id, total_charge FROM bill") == [{"bill_id": "sg:B1", "total_charge": Decimal("59.00")}]


def test_readings_stand_one_register_a_row(
    bring: Deliver, rows: Rows, kept_out: Callable[[], list[tuple[int, str, str, str]]]
) -> None:
    report = bring(READINGS)
    assert (report.files[0].kind, report.rows, report.accepted, report.quarantined) == ("readings", 3, 2, 1)
    assert kept_out() == [(4, "unknown_code", "示数类型", "视在(总)")]
    found = rows(
        "SELECT reading_id, point_id, installation_id, register, reading, reading_before, ratio, kwh FROM reading "
        "ORDER BY register"
    )
    assert [tuple(one.values()) for one in found] == [
        (
            "sg:9100000022:J23:有功(峰):2026-04-28:-", "sg:9100000022", "sg:9100000022:3330001000000000000023",
            "active_peak", Decimal("220.000"), Decimal("4.000"), Decimal("20.000"), Decimal("4320.000"),
        ),
        (
            "sg:9100000022:J23:有功(总):2026-04-28:-", "sg:9100000022", "sg:9100000022:3330001000000000000023",
            "active_total", Decimal("560.000"), Decimal("10.000"), Decimal("20.000"), Decimal("11000.000"),
        ),
    ]  # fmt: skip


def test_energy_by_periods_stands_under_a_header_of_two_rows(bring: Deliver, rows: Rows) -> None:
    report = bring(
        "用户编号,客户类别,电费年月,发行日期,电量,,,应收电费\n,,,,总,峰,谷,\n"
        "0200000011,低压居民,202604,20260428,120,70,50,60.00\n"
        "合计,,,,120,70,50,60.00\n"
    )
    assert (report.files[0].kind, report.accepted, [one.agrees for one in report.totals]) == ("bills", 1, [True] * 4)
    assert rows("SELECT kwh, peak_kwh, valley_kwh, total_charge FROM bill") == [
        {"kwh": 120, "peak_kwh": 70, "valley_kwh": 50, "total_charge": 60}
    ]


DETAILED = (
    "户号,电费年月,发行日期,总电费,账单编号,电费类别,账单月数,执行时段方案,代理购电价格倍数,是否执行需量九折,铁损,铜损,运行小时数,"
    "差别电价电费,递增电费,优惠减免电费(减免为负),被冲红账单编号,审核员,月结日期,市场化属性,抄表时表计状态\n"
    '0200000022,202604,2026-04-28,"1,200.00",B1,正常,2,三时段,1.5,是,30.5,20.25,720,100.00,12.30,-5.00,,吴敏,2026-05-05,'
    "电网代理购电,在用\n"
    "0200000022,202604,2026-04-29,-1200.00,B2,全减(冲红),,,,否,,,,,,,B1,,,,\n"
)


def test_what_a_bill_says_of_losses_relief_and_reversal_is_read_where_an_export_shows_it(
    bring: Deliver, rows: Rows
) -> None:
    report = bring(DETAILED)
    assert (report.profile.name, report.accepted, report.quarantined) == ("cn_bill_issue", 2, 0)
    first, second = rows(
        "SELECT bill_kind, months_stated, period_table, price_ratio, demand_discount, loss_iron_kwh, loss_copper_kwh, "
        "loss_hours, difference_charge, tier_charge, relief_charge, reversed_bill_id, reviewer_id, month_closed_on, "
        "meter_status FROM bill ORDER BY bill_id"
    )
    assert tuple(first.values()) == (
        "ordinary", 2, "三时段", Decimal("1.500"), True, Decimal("30.500"), Decimal("20.250"), Decimal("720.000"),
        Decimal("100.00"), Decimal("12.30"), Decimal("-5.00"), None, "sg:吴敏", date(2026, 5, 5), "running",
    )  # fmt: skip
    assert (second["bill_kind"], second["reversed_bill_id"], second["demand_discount"]) == ("reversal", "sg:B1", False)


def test_relief_under_a_word_that_does_not_say_its_sign_is_asked_about(bring: Deliver) -> None:
    with pytest.raises(UnknownColumns, match="优惠减免电费"):
        bring("户号,电费年月,发行日期,总电费,优惠减免电费\n0200000022,202604,2026-04-28,120.00,5.00\n")


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("bill_kind", "电费类别"),
        ("capacity_charge_mode", "基本电费计算方式"),
        ("market_class", "市场化属性"),
        ("price_strategy", "定价策略"),
        ("supply_voltage", "供电电压"),
        ("power_factor_standard", "功率因数标准"),
        ("power_factor_mode", "功率因数考核方式"),
        ("price_class", "用电类别"),
    ],
)
def test_every_code_of_a_bill_is_read_by_what_it_means(column: str, word: str, bring: Deliver, rows: Rows) -> None:
    codes = code_list(table("bill").by_name[column].type.code_list).meanings
    lines = [f'0200000022,202604,2026-04-28,1.00,B{number:03},"{zh}"' for number, (_, zh) in enumerate(codes.values())]
    report = bring("\n".join([f"户号,电费年月,发行日期,应收电费,账单编号,{word}", *lines, ""]))
    assert report.quarantined_by_reason == {}
    assert [one[column] for one in rows(f"SELECT {column} FROM bill ORDER BY bill_id")] == list(codes)
