"""Files of the marketing system: units, customers, points with their meters, areas, lines, transformers."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jicha.intake.report import IntakeReport

Deliver = Callable[..., IntakeReport]
Rows = Callable[[str], list[dict[str, Any]]]

CUSTOMERS = (
    "单位名称,户号,户名,用电地址,电话,用户分类,用户状态,用电性质,供电电压,合同容量,立户时间,费控类型,抄表段,"
    "台区编号\n"
    "城关供电所,0200000011,张三,公园路1号,13800000011,低压居民,正常,居民生活,220V,8,2020/1/5,远程费控,0001020,"
    "0000310\n"
    "城关供电所,0200000044,王五,公园路4号,--,低压非居民,当前新装客户,一般工商业,380V,30,2026-04-20,后付费,"
    "0001020,0000310\n"
    "城关供电所,0200000055,赵六,公园路5号,,低压居民,正常,居民,220V,8,2024-01-01,后付费,0001020,0000310\n"
    "城关供电所,0200000066,钱七,公园路6号,,低压动力,正常,居民,220V,8,2024-01-01,后付费,0001020,0000310\n"
)


def test_the_town_s_files_are_read_whole_around_titles_totals_and_signatures(
    built: tuple[Path, IntakeReport], rows: Rows
) -> None:
    report = built[1]
    assert report.profile.name == "cn_customer_file"
    assert [(one.kind, one.rows, one.accepted, one.quarantined) for one in report.files] == [
        ("units", 2, 2, 0),
        ("lines", 1, 1, 0),
        ("areas", 1, 1, 0),
        ("points", 5, 5, 0),
        ("check_points", 1, 1, 0),
    ]
    assert report.files[3].above == ("用户档案明细表",)
    assert [one.kind for one in report.files[3].aside] == ["total", "footer"]
    assert rows("SELECT org_id, parent_org_id, level FROM org ORDER BY org_id") == [
        {"org_id": "sg:城关供电所", "parent_org_id": "sg:甲县供电公司", "level": "station"},
        {"org_id": "sg:甲县供电公司", "parent_org_id": None, "level": "county"},
    ]
    assert rows("SELECT area_id, name, org_id, line_id, area_kind, capacity FROM area") == [
        {
            "area_id": "sg:0000310",
            "name": "公园公变",
            "org_id": "sg:城关供电所",
            "line_id": "sg:L001",
            "area_kind": "public",
            "capacity": Decimal("400.000"),
        }
    ]
    assert rows("SELECT line_id, name, line_kind, supply_voltage FROM line") == [
        {"line_id": "sg:L001", "name": "10kV城关一线", "line_kind": "public", "supply_voltage": "ac_10_kv"}
    ]


def test_a_point_and_its_meters_come_from_one_row_each(rows: Rows) -> None:
    points = rows("SELECT point_id, customer_id, area_id, line_id, point_use, metering_side FROM point ORDER BY 1")
    assert [tuple(one.values()) for one in points] == [
        ("sg:9100000011", "sg:0200000011", "sg:0000310", None, "sale", "lv_metered_lv_supplied"),
        ("sg:9100000022", "sg:0200000022", None, "sg:L001", "sale", "lv_metered_hv_supplied"),
        ("sg:9100000033", "sg:0200000033", "sg:0000310", None, "sale", "lv_metered_lv_supplied"),
        ("sg:9100000034", "sg:0200000033", "sg:0000310", None, "feed_in", "lv_metered_lv_supplied"),
        ("sg:9100000090", None, "sg:0000310", None, "area_check", None),
    ]
    mill = rows(
        "SELECT installation_id, meter_id, serial_no, ratio, ratio_ct, installed_on, removed_on "
        "FROM meter_installation WHERE point_id = 'sg:9100000022' ORDER BY installation_id"
    )
    assert [tuple(one.values()) for one in mill] == [
        (
            "sg:9100000022:3330001000000000000022", "sg:3330001000000000000022", "J22",
            Decimal("20.000"), Decimal("20.000"), date(2019, 6, 1), date(2026, 4, 10),
        ),
        (
            "sg:9100000022:3330001000000000000023", "sg:3330001000000000000023", "J23",
            Decimal("20.000"), Decimal("20.000"), date(2026, 4, 10), None,
        ),
    ]  # fmt: skip


def test_customers_of_another_layout_join_the_same_accounts(
    bring: Deliver, rows: Rows, kept_out: Callable[[], list[tuple[int, str, str, str]]]
) -> None:
    report = bring(CUSTOMERS)
    assert (report.profile.name, report.files[0].kind) == ("cn_customer_file", "customers")
    assert (report.rows, report.accepted, report.duplicate, report.quarantined) == (4, 3, 0, 1)
    assert kept_out() == [(5, "unknown_code", "用户分类", "低压动力")]
    found = rows(
        "SELECT customer_id, name, phone, address, customer_class, customer_status, price_class, prepaid, section_id, "
        "contract_capacity, supply_voltage, registered_on FROM customer WHERE customer_id IN "
        "('sg:0200000011', 'sg:0200000044') ORDER BY customer_id"
    )
    assert [tuple(one.values()) for one in found] == [
        (
            "sg:0200000011", "张三", "13800000011", "公园路1号", "lv_resident", "active", "residential", True,
            "sg:0001020", Decimal("8.000"), "ac_220_v", date(2020, 1, 5),
        ),
        (
            "sg:0200000044", "王五", None, "公园路4号", "lv_non_resident", "new", "commercial_industrial", False,
            "sg:0001020", Decimal("30.000"), "ac_380_v", date(2026, 4, 20),
        ),
    ]  # fmt: skip


def test_a_list_of_fewer_columns_blanks_nothing_that_an_earlier_one_brought(bring: Deliver, rows: Rows) -> None:
    bring(CUSTOMERS)
    report = bring("单位,户号,户名,供电电压\n城关供电所,0200000011,张三丰,380V\n")
    assert [(one.table, one.corrected) for one in report.tables if one.corrected] == [("customer", 1)]
    assert rows(
        "SELECT name, phone, supply_voltage, customer_class FROM customer WHERE customer_id = 'sg:0200000011'"
    ) == [{"name": "张三丰", "phone": "13800000011", "supply_voltage": "ac_380_v", "customer_class": "lv_resident"}]


def test_a_meter_with_a_maker_s_number_alone_is_installed_under_that(bring: Deliver, rows: Rows) -> None:
    bring("用户编号,计量点编号,出厂编号,综合倍率\n0200000077,9100000077,J77,1\n")
    assert rows("SELECT * FROM meter_installation WHERE serial_no = 'J77'")[0]["installation_id"] == "sg:9100000077:J77"
    assert rows("SELECT count(*) AS n FROM meter WHERE serial_no = 'J77'") == [{"n": 0}]


def test_a_transformer_belongs_to_its_customer(bring: Deliver, rows: Rows) -> None:
    report = bring(
        "变压器编号,户号,变压器容量,运行状态,主备性质,产权归属,变损算法,投运日期\n"
        '0000900001,0200000022,"1,250",运行,主用,客户资产,查表,2019-06-01\n'
    )
    assert (report.files[0].kind, report.accepted) == ("transformers", 1)
    assert rows(
        "SELECT transformer_id, customer_id, capacity, run_status, standby, ownership, loss_method FROM transformer"
    ) == [
        {
            "transformer_id": "sg:0000900001",
            "customer_id": "sg:0200000022",
            "capacity": Decimal("1250.000"),
            "run_status": "running",
            "standby": "main",
            "ownership": "customer",
            "loss_method": "table",
        }
    ]


def test_an_account_number_behind_an_apostrophe_is_the_same_and_one_in_powers_of_ten_is_none(
    bring: Deliver, rows: Rows, kept_out: Callable[[], list[tuple[int, str, str, str]]]
) -> None:
    report = bring("户 号,户名,供电单位\n'0200000011,张三,城关供电所\n2.00E+09,张三,城关供电所\n")
    assert (report.accepted, report.duplicate, report.quarantined) == (0, 1, 1)
    assert kept_out() == [(3, "damaged_number", "户号", "2.00E+09")]
    assert rows("SELECT count(*) AS n FROM customer WHERE name = '张三'") == [{"n": 1}]


def test_what_rules_ask_of_a_customer_beyond_his_name_is_read_where_an_export_shows_it(
    bring: Deliver, rows: Rows
) -> None:
    report = bring(
        "户号,户名,供电单位,用电地点编号,行业分类版本,自备电源类型,档案最近变更日期,核实空置截止日,经度,纬度\n"
        "0200000011,张三,城关供电所,D7,2017,无,2026-03-01,2026-12-31,116.1234567,28.5\n"
        "0200000022,大华面粉厂,城关供电所,,,燃煤自备电厂,,,,\n"
    )
    assert (report.profile.name, report.accepted, report.quarantined) == ("cn_customer_file", 2, 0)
    first, second = rows(
        "SELECT site_id, industry_edition, own_generation, data_changed_on, vacancy_confirmed_until, longitude, "
        "latitude FROM customer WHERE customer_id IN ('sg:0200000011', 'sg:0200000022') ORDER BY customer_id"
    )
    assert tuple(first.values()) == (
        "sg:D7", 2017, "none", date(2026, 3, 1), date(2026, 12, 31), Decimal("116.123457"), Decimal("28.500000"),
    )  # fmt: skip
    assert second["own_generation"] == "captive_coal_plant"


def test_a_point_names_its_transformer_and_when_it_was_tested(bring: Deliver, rows: Rows) -> None:
    report = bring(
        "户号,计量点编号,所属变压器,定量定比核定日期,无表用电原因,是否采集覆盖,最近采集成功日期,首检日期,上次现场检验日期,PT二次压降检验日期\n"
        "0200000022,9100000022,B55,2026-01-31,,是,2026-04-30,2019-07-01,2025-11-02,2024-03-04\n"
    )
    assert (report.files[0].kind, report.accepted) == ("points", 1)
    (point,) = rows(
        "SELECT transformer_id, fixed_approved_on, covered, last_acquired_on, verified_first_on, verified_last_on, "
        "drop_tested_on FROM point WHERE point_id = 'sg:9100000022'"
    )
    assert tuple(point.values()) == (
        "sg:B55", date(2026, 1, 31), True, date(2026, 4, 30), date(2019, 7, 1), date(2025, 11, 2), date(2024, 3, 4),
    )  # fmt: skip


def test_losses_of_a_transformer_are_watts_whether_its_plate_says_watts_or_kilowatts(
    bring: Deliver, rows: Rows
) -> None:
    bring(
        "变压器编号,铭牌容量,空载损耗(kW),负载损耗(kW),空载电流(%),协议有功变损\nB55,400,0.57,4.3,1.0,320\n",
        "变压器编号,铭牌容量,空载损耗(W),负载损耗(W)\nB56,400,570,4300\n",
    )
    found = rows(
        "SELECT no_load_loss_w, load_loss_w, no_load_current_percent, active_loss_agreed FROM transformer "
        "WHERE transformer_id IN ('sg:B55', 'sg:B56') ORDER BY transformer_id"
    )
    assert [(one["no_load_loss_w"], one["load_loss_w"]) for one in found] == [
        (Decimal("570.000"), Decimal("4300.000"))
    ] * 2
    assert (found[0]["no_load_current_percent"], found[0]["active_loss_agreed"]) == (
        Decimal("1.000"),
        Decimal("320.000"),
    )
