"""One utility, many exports: all that they bring of one account meets in its customer, point, meter, area and unit."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from jicha.intake.report import IntakeReport
from jicha.schema import tables

Deliver = Callable[..., IntakeReport]
Rows = Callable[[str], list[dict[str, Any]]]
TownAfter = Callable[[Sequence[str], Sequence[int]], dict[str, list[str]]]
POINTS = ",".join(f"P{slot}" for slot in range(1, 97))
VOLTS = ",".join(["230"] * 96)
# Zhang in the words of every export; each knows him by something else.
EXPORTS = (
    "用户编号,用户名称,账期,发行日期,电价编码,总电费\n0200000011,张三,202604,2026-04-28,R1,60.00\n",
    "计量点编号,表号,抄表日期,示数类型,上次示数,本次示数\n9100000011,J11,2026-04-28,有功(总),1000,1120\n",
    "用户编码,应收年月,应收电费,实收电费\n0200000011,202604,60.00,60.00\n",
    "用户编号,电费年月,收费时间,实收电费,解款编号,组织机构\n"
    "0200000011,202604,2026-05-01 09:00:00,60.00,JK1,城关供电所\n",
    "解款编号,解款金额,解款日期,单位\nJK1,60.00,2026-05-01,城关供电所\n",
    "户号,核算年月,异常类型,产生时间\n0200000011,202604,电量突增,2026-04-27 10:00:00\n",
    "申请编号,户号,退补电费,退补电量,退补时间\n220001,0200000011,-10.00,-20,2026-04-15\n",
    "申请编号,业务类型,受理时间,户号,供电单位\n110001,更名,2026-04-20 09:30:00,0200000011,城关供电所\n",
    "申请编号,环节名称,环节开始时间\n110001,业务受理,2026-04-20 09:30:00\n",
    "表计资产,数据日期,正向有功总\n3330001000000000000011,2026-04-10,1120.00\n",
    "表号,数据日期,日电量\nJ11,2026-04-10,4.00\n",
    f"电能表资产号,数据日期,数据类型,相别,{POINTS}\n3330001000000000000011,2026-04-10,电压,A,{VOLTS}\n",
    "电表资产号,事件名称,发生时间\n3330001000000000000011,开表盖,2026-04-12 02:03:04\n",
    "台区编码,数据日期,供电量,售电量\n0000310,2026-04-10,1000,980\n",
    "台区编号,月份,供电量,售电量\n0000310,2026-04,30000,29000\n",
    "线路编号,数据日期,供电量,售电量\nL001,2026-04-10,20000,19600\n",
    "线路编号,月份,供电量,售电量\nL001,2026-04,600000,588000\n",
    "工单编号,业务类型,受理时间,受理内容,客户编号,责任单位\n"
    "330001,咨询,2026-04-02 08:10:00,电费,0200000011,城关供电所\n",
    "封印编号,施封位置,电表条码,施封日期\nFY1,表尾,3330001000000000000011,2020-01-05\n",
    "封印编号,操作类型,操作时间,表号\nFY1,启封,2026-04-20 10:00:00,J11\n",
    "户号,异常类型,产生时间,单位名称\n0200000011,电压异常,2026-04-18,城关供电所\n",
    "资产编号,互感器类型,变比,户号\n4400001,电流互感器,100/5,0200000011\n",
    "终端地址,测量点号,户号,资产编号,台区编号,供电单位\n"
    "37010002,3,0200000011,3330001000000000000011,0000310,城关供电所\n",
)


def to_the_unit(table: str) -> str:
    """A query for the units of a table's rows, along the path that the schema gives."""
    path, joins, here = tables()[table].org_path, [], table
    for step, column in enumerate(path[:-1]):
        reference = tables()[here].by_name[column].references
        assert reference is not None
        here = reference[0]
        joins.append(f"LEFT JOIN {here} AS t{step + 1} ON t{step + 1}.{reference[1]} = t{step}.{column}")
    return f"SELECT t{len(joins)}.{path[-1]} AS unit FROM {table} AS t0 {' '.join(joins)}"


def test_every_export_of_an_account_leads_to_its_unit_its_point_and_its_area(bring: Deliver, rows: Rows) -> None:
    brought = []
    for text in EXPORTS:
        report = bring(text)
        assert (report.accepted, report.quarantined) == (1, 0), text
        brought += [one.table for one in report.tables if one.accepted and one.table not in ("org", "feed", "terminal")]
    assert sorted(set(brought)) == [
        "acquisition_point", "adjustment", "area_loss_daily", "area_loss_monthly", "bank_deposit", "bill",
        "billing_anomaly", "curve", "energy_stated_daily", "event", "instrument_transformer", "line_loss_daily",
        "line_loss_monthly", "order_stage", "platform_alert", "reading", "receipt", "receivable", "register_daily",
        "seal", "seal_operation", "service_order", "ticket",
    ]  # fmt: skip
    for table in set(brought):
        assert rows(to_the_unit(table)) == [{"unit": "sg:城关供电所"}], table
    for table in ("bill", "reading", "register_daily", "energy_stated_daily", "curve", "event", "seal",
                  "seal_operation", "platform_alert", "instrument_transformer"):  # fmt: skip
        found = rows(
            f"SELECT t.point_id, p.customer_id, c.name, p.area_id, a.line_id FROM {table} AS t "
            "LEFT JOIN point AS p ON p.point_id = t.point_id LEFT JOIN customer AS c ON c.customer_id = p.customer_id "
            "LEFT JOIN area AS a ON a.area_id = p.area_id"
        )
        assert [tuple(one.values()) for one in found] == [
            ("sg:9100000011", "sg:0200000011", "张三", "sg:0000310", "sg:L001")
        ], table
    (meter,) = rows(
        "SELECT i.meter_id, m.serial_no FROM register_daily AS r LEFT JOIN meter_installation AS i "
        "ON i.installation_id = r.installation_id LEFT JOIN meter AS m ON m.meter_id = i.meter_id"
    )
    assert meter == {"meter_id": "sg:3330001000000000000011", "serial_no": "J11"}
    (money,) = rows(
        "SELECT b.total_charge, d.money_received, r.money, k.money AS brought FROM receipt AS r "
        "LEFT JOIN receivable AS d ON d.receivable_id = r.receivable_id LEFT JOIN bill AS b ON b.bill_id = d.bill_id "
        "LEFT JOIN bank_deposit AS k ON k.deposit_id = r.deposit_id"
    )
    assert {str(one) for one in money.values()} == {"60.00"}


# One of each that looks something up, and a second of two, so that a row is stated again while it waits.
LOOKING = [EXPORTS[number] for number in (0, 1, 2, 5, 6, 9, 11, 12, 18, 19, 20, 22)]
AGAIN = "用户编号,用户名称,账期,发行日期,电价编码,总电费\n0200000011,张三,202604,2026-04-28,R1,61.00\n"


def test_whatever_comes_first_the_town_ends_the_same(town_after: TownAfter) -> None:
    """Readings before the meters that lead to their points, debts before their bills: all of it waits and is placed."""
    texts = [*LOOKING, AGAIN]
    in_time = list(range(len(texts) + 1))
    expected = town_after(texts, in_time)
    assert expected["quarantine"] == []
    assert any("'installation_id': 'sg:9100000011:333" in one for one in expected["register_daily"])
    assert any("'bill_id': 'sg:0200000011:2026-04-01:" in one for one in expected["receivable"])
    assert any("'point_id': 'sg:9100000011'" in one and "61.00" in one for one in expected["bill"])
    for order in (in_time[::-1], [*in_time[1:], 0, 4], Random(7).sample(in_time, len(in_time))):
        found = town_after(texts, order)
        assert {name: found.get(name) for name in expected} == expected, order
