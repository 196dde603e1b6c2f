"""What the acquisition system exports: daily registers, curves, events, and its own file."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jicha.intake.report import IntakeReport

Deliver = Callable[..., IntakeReport]
Rows = Callable[[str], list[dict[str, Any]]]
KeptOut = Callable[[], list[tuple[int, str, str, str]]]

# The mill on the days about the exchange of its meter; Zhang once read and once not; a meter that nobody knows.
REGISTERS = (
    "供电单位,用户编号,用户名称,抄表段编号,表计资产,对应终端,抄表日期,正向有功总,<-尖,<-峰,<-平,<-谷,正向无功总,"
    "综合倍率\n"
    '城关供电所,0200000022,大华面粉厂,0001020,3330001000000000000022,37010001,2026-04-10,"5,120.50",310.10,"1,'
    '600.20","1,700.10","1,510.10",900.4,20\n'
    "城关供电所,0200000022,大华面粉厂,0001020,3330001000000000000023,37010001,2026-04-11,0.35,0.02,0.11,0.12,"
    "0.10,0.06,20\n"
    '城关供电所,0200000011,张三,0001020,3330001000000000000011,37010002,2026-04-10,"1,120.00",--,--,--,--,--,1\n'
    "城关供电所,0200000011,张三,0001020,3330001000000000000011,37010002,2026-04-11,采集失败,--,--,--,--,--,1\n"
    "城关供电所,0200000099,某某,0001020,3330001000000000000099,37010002,2026-04-11,7.00,,,,,,1\n"
)


def test_registers_find_the_point_at_which_the_meter_stood_on_the_day(
    bring: Deliver, rows: Rows, kept_out: KeptOut
) -> None:
    report = bring(REGISTERS)
    assert (report.profile.name, report.files[0].kind) == ("cn_register_daily", "registers")
    assert (report.rows, report.accepted, report.duplicate, report.quarantined) == (5, 4, 0, 1)
    assert kept_out() == [(6, "unknown_point", "资产编号", "3330001000000000000099")]
    found = rows(
        "SELECT point_id, installation_id, day, reading,"
        " missing_reason FROM register_daily WHERE register = 'active_total' "
        "ORDER BY point_id, day"
    )
    assert [tuple(one.values()) for one in found] == [
        ("sg:9100000011", "sg:9100000011:3330001000000000000011", date(2026, 4, 10), Decimal("1120.000"), "none"),
        ("sg:9100000011", "sg:9100000011:3330001000000000000011", date(2026, 4, 11), None, "failed"),
        ("sg:9100000022", "sg:9100000022:3330001000000000000022", date(2026, 4, 10), Decimal("5120.500"), "none"),
        ("sg:9100000022", "sg:9100000022:3330001000000000000023", date(2026, 4, 11), Decimal("0.350"), "none"),
    ]
    peak = rows("SELECT point_id, day, reading FROM register_daily WHERE register = 'active_peak' ORDER BY day")
    assert [tuple(one.values()) for one in peak] == [
        ("sg:9100000022", date(2026, 4, 10), Decimal("1600.200")),
        ("sg:9100000022", date(2026, 4, 11), Decimal("0.110")),
    ]
    assert [(one.org_id, one.record, one.complete_from, one.complete_to) for one in report.feeds] == [
        ("sg:城关供电所", "register_daily", date(2026, 4, 10), date(2026, 4, 11))
    ]


def test_a_header_of_two_rows_and_a_time_of_freezing(bring: Deliver, rows: Rows) -> None:
    report = bring(
        "资产编号,数据日期,冻结时间,正向有功,,,反向有功\n,,,总,峰,谷,总\n"
        "3330001000000000000034,2026-04-10,2026-04-11 00:00:00,12.5,5,7.5,880.25\n"
    )
    assert (report.files[0].kind, report.accepted) == ("registers", 1)
    found = rows("SELECT register, day, reading FROM register_daily ORDER BY register")
    assert [tuple(one.values()) for one in found] == [
        ("active_peak", date(2026, 4, 11), Decimal("5.000")),
        ("active_total", date(2026, 4, 11), Decimal("12.500")),
        ("active_valley", date(2026, 4, 11), Decimal("7.500")),
        ("reverse_active_total", date(2026, 4, 11), Decimal("880.250")),
    ]


def test_a_row_for_each_direction_and_a_row_for_each_register(bring: Deliver, rows: Rows, kept_out: KeptOut) -> None:
    rates = bring(
        "户号,户名,台区编号,资产编号,综合倍率,数据日期,示值类型,总,尖,峰,平,谷,采集成功标志\n"
        "0200000033,李四,0000310,3330001000000000000034,1,2026-04-10,正向有功,12.5,,5,,7.5,成功\n"
        "0200000033,李四,0000310,3330001000000000000034,1,2026-04-10,反向有功,880.25,,,,,成功\n"
        "0200000033,李四,0000310,3330001000000000000034,1,2026-04-10,组合有功,880.25,,,,,成功\n"
    )
    assert (rates.files[0].kind, rates.accepted, rates.quarantined) == ("registers_by_rate", 2, 1)
    assert kept_out()[0][:2] == (4, "unclaimed")
    single = bring(
        "资产编号,数据日期,示数类型,示值,采集成功标志,未采集原因\n"
        "3330001000000000000011,2026-04-10,正向有功总,1120.00,1,\n"
        "3330001000000000000011,2026-04-11,正向有功总,,2,采集未成功\n"
    )
    assert (single.files[0].kind, single.accepted) == ("register_rows", 2)
    found = rows(
        "SELECT point_id, register, day, reading, success, missing_reason FROM register_daily ORDER BY 1, 2, 3"
    )
    assert [tuple(one.values()) for one in found] == [
        ("sg:9100000011", "active_total", date(2026, 4, 10), Decimal("1120.000"), True, "none"),
        ("sg:9100000011", "active_total", date(2026, 4, 11), None, False, "failed"),
        ("sg:9100000034", "active_peak", date(2026, 4, 10), Decimal("5.000"), True, "none"),
        ("sg:9100000034", "active_total", date(2026, 4, 10), Decimal("12.500"), True, "none"),
        ("sg:9100000034", "active_valley", date(2026, 4, 10), Decimal("7.500"), True, "none"),
        ("sg:9100000034", "reverse_active_total", date(2026, 4, 10), Decimal("880.250"), True, "none"),
    ]


def test_daily_energy_as_the_system_states_it(bring: Deliver, rows: Rows) -> None:
    report = bring(
        "用户编号,表计资产,统计日期,日用电量,反向有功电量\n0200000033,3330001000000000000034,2026-04-10,0,21.5\n"
    )
    assert (report.files[0].kind, report.accepted) == ("energy", 1)
    assert rows("SELECT point_id, day, kwh, reverse_kwh FROM energy_stated_daily") == [
        {
            "point_id": "sg:9100000034",
            "day": date(2026, 4, 10),
            "kwh": Decimal("0.000"),
            "reverse_kwh": Decimal("21.500"),
        }
    ]


def clock(first: int) -> str:
    return ",".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(first, first + 96 * 15, 15))


def test_a_day_of_96_values_in_a_row(bring: Deliver, rows: Rows, kept_out: KeptOut) -> None:
    numbers = ",".join(f"P{slot}" for slot in range(1, 97))
    report = bring(
        f"用户编号,资产编号,综合倍率,日期,数据类型,相别,{numbers}\n"
        f"0200000022,3330001000000000000023,20,2026-04-12,电压,A,{','.join(['230.4'] * 95)},--\n"
        f"0200000022,3330001000000000000023,20,2026-04-12,有功,总,{','.join(['1.2345'] * 96)}\n"
        f"0200000011,3330001000000000000011,1,2026-04-12,A相电流,,{','.join(['0.021'] * 96)}\n"
        f"0200000011,3330001000000000000011,1,2026-04-12,频率,,{','.join(['50'] * 96)}\n"
    )
    assert (report.profile.name, report.files[0].kind) == ("cn_curve_96", "day_of_96")
    assert (report.rows, report.accepted, report.quarantined) == (4, 3, 1)
    assert kept_out()[0][:2] == (5, "unclaimed")
    found = rows(
        "SELECT point_id, quantity, unit, slot_minutes, secondary, slots FROM curve ORDER BY point_id, quantity"
    )
    assert [(*list(one.values())[:5], one["slots"][0], one["slots"][-1], len(one["slots"])) for one in found] == [
        ("sg:9100000011", "current_a", "mA", 15, False, 21, 21, 96),
        ("sg:9100000022", "active_power", "W", 15, True, 1235, 1235, 96),
        ("sg:9100000022", "voltage_a", "dV", 15, True, 2304, None, 96),
    ]


def test_values_under_their_time_at_the_start_or_at_the_end_of_a_slot(bring: Deliver, rows: Rows) -> None:
    day = ",".join(str(slot / 10) for slot in range(96))
    head = "资产编号,数据日期,数据类型,相别,数据侧,"
    starts = bring(f"{head}{clock(0)}\n3330001000000000000011,2026-04-12,有功,总,一次,{day}\n")
    ends = bring(f"{head}{clock(15)}\n3330001000000000000033,2026-04-12,有功,总,一次,{day}\n")
    assert [one.files[0].kind for one in (starts, ends)] == ["day_of_96_by_clock", "day_of_96_by_slot_end"]
    found = rows("SELECT point_id, secondary, slots FROM curve ORDER BY point_id")
    assert [(one["point_id"], one["secondary"], one["slots"][:3], one["slots"][95]) for one in found] == [
        ("sg:9100000011", False, [0, 100, 200], 9500),
        ("sg:9100000033", False, [0, 100, 200], 9500),
    ]


def test_hourly_and_half_hourly_days_are_told_by_their_columns(bring: Deliver, rows: Rows) -> None:
    for day, count in ((12, 24), (13, 48)):
        numbers = ",".join(f"P{slot}" for slot in range(1, count + 1))
        report = bring(
            f"资产编号,数据日期,数据类型,相别,综合倍率,{numbers}\n"
            f"3330001000000000000011,2026-04-{day},电压,A相,1,{','.join(['229.9'] * count)}\n"
        )
        assert report.files[0].kind == f"day_of_{count}"
    found = rows("SELECT slot_minutes, slots FROM curve ORDER BY slot_minutes")
    assert [(one["slot_minutes"], len(one["slots"]), one["slots"][0]) for one in found] == [
        (30, 48, 2299),
        (60, 24, 2299),
    ]


def test_a_moment_in_a_row_becomes_the_curves_of_a_day(bring: Deliver, rows: Rows) -> None:
    report = bring(
        "用户编号,电能表资产,倍率,时间,A相电压,A相电流,有功功率,功率因素\n"
        "0200000011,3330001000000000000011,1,2026-04-12 00:00:00,231.0,0.5,0.11,0.98\n"
        "0200000011,3330001000000000000011,1,2026-04-12 00:15:00,230.5,0.6,0.13,0.97\n"
        "0200000011,3330001000000000000011,1,2026-04-12 00:20:00,230.5,0.6,0.13,0.97\n"
    )
    assert (report.files[0].kind, report.rows, report.accepted, report.quarantined) == ("moments", 3, 2, 1)
    found = rows("SELECT quantity, unit, secondary, slots FROM curve ORDER BY quantity")
    assert [(one["quantity"], one["unit"], one["secondary"], one["slots"][:3]) for one in found] == [
        ("active_power", "W", False, [110, 130, None]),
        ("current_a", "mA", False, [500, 600, None]),
        ("power_factor", "permille", False, [980, 970, None]),
        ("voltage_a", "dV", False, [2310, 2305, None]),
    ]


def test_events_keep_their_word_where_nobody_has_mapped_it(bring: Deliver, rows: Rows, kept_out: KeptOut) -> None:
    report = bring(
        "供电单位,用户编号,用户姓名,发生时间,电表资产号,终端资产号,事件编码,事件名称,接收时间\n"
        "城关供电所,0200000022,大华面粉厂,2026-04-12 02:03:04,3330001000000000000023,T1,301B,开表盖,"
        "2026-04-12 02:10:00\n"
        "城关供电所,0200000011,张三,2026-04-12 03:00:00,3330001000000000000011,T2,30FF,某新事件,2026-04-12 03:10:00\n"
        "城关供电所,0200000011,张三,2000-01-01 00:00:00,3330001000000000000011,T2,3011,掉电,2026-04-12 03:10:00\n"
    )
    assert (report.profile.name, report.rows, report.accepted, report.quarantined) == ("cn_event", 3, 2, 1)
    assert kept_out() == [(4, "unlikely_time", "发生时间", "2000-01-01 00:00:00")]
    found = rows(
        "SELECT event_id, meter_id, point_id, event_kind, started_at, value_text FROM event ORDER BY started_at"
    )
    assert [tuple(one.values()) for one in found] == [
        (
            "sg:3330001000000000000023:开表盖:2026-04-11 18%3A03%3A04:-", "sg:3330001000000000000023",
            "sg:9100000022", "cover_open", datetime(2026, 4, 11, 18, 3, 4), "开表盖",
        ),
        (
            "sg:3330001000000000000011:某新事件:2026-04-11 19%3A00%3A00:-", "sg:3330001000000000000011",
            "sg:9100000011", "other", datetime(2026, 4, 11, 19, 0), "某新事件",
        ),
    ]  # fmt: skip
    assert [(one.record, one.complete_from, one.complete_to) for one in report.feeds] == [
        ("event", date(2026, 4, 12), date(2026, 4, 12))  # the local day, not that of UTC
    ]


def test_a_terminal_and_its_place_lead_to_the_point_once_the_system_s_own_file_is_there(
    bring: Deliver, rows: Rows
) -> None:
    row = "数据日期,终端地址,测量点号,正向有功总\n2026-04-12,37010002,3,1121.00\n"
    assert bring(row).quarantined == 1
    places = bring(
        "供电单位,终端地址,测量点号,用户编号,电能表资产号,综合倍率,台区编号\n"
        "城关供电所,37010002,3,0200000011,3330001000000000000011,1,0000310\n"
    )
    assert (places.profile.name, places.files[0].kind) == ("cn_acquisition_file", "places")
    assert rows("SELECT point_no, customer_no, meter_no, area_no, terminal_id FROM acquisition_point") == [
        {
            "point_no": "sg:9100000011",
            "customer_no": "sg:0200000011",
            "meter_no": "sg:3330001000000000000011",
            "area_no": "sg:0000310",
            "terminal_id": "sg:37010002",
        }
    ]
    assert [(rows, left) for rows, left in places.taken_up.placed.values()] == [(1, 0)]
    assert rows("SELECT point_id, reading FROM register_daily") == [
        {"point_id": "sg:9100000011", "reading": Decimal("1121.000")}
    ]
    terminals = bring("终端地址,终端类型,供电单位,台区编号,运行状态\n37010002,集中器,城关供电所,0000310,运行\n")
    assert (terminals.files[0].kind, terminals.accepted) == ("terminals", 1)


def test_a_customer_with_one_point_places_a_row_and_one_with_two_does_not(
    bring: Deliver, rows: Rows, kept_out: KeptOut
) -> None:
    report = bring("户号,数据日期,正向有功总\n0200000011,2026-04-12,1121\n0200000033,2026-04-12,77\n")
    assert (report.accepted, report.quarantined) == (1, 1)
    assert kept_out() == [(3, "unknown_point", "户号", "0200000033")]
    assert rows("SELECT point_id FROM register_daily") == [{"point_id": "sg:9100000011"}]
