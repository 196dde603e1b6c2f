"""The records of a small station, put by hand: two areas, ten customers, and something of every table it hands over.

What a test does not care about is filled by the column's type, so that every column has a value that must come back.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from jicha.schema import Column, code_list, table
from jicha.twin.deliver.code_words import words_of_exports
from jicha.twin.records import KNOWN_ON, Records

STATION = "城关供电所"
BEFORE, JANUARY, FEBRUARY, MARCH = date(2025, 12, 1), date(2026, 1, 20), date(2026, 2, 20), date(2026, 3, 20)
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
CUSTOMERS = [f"02000000{n:02d}" for n in range(1, 11)]
POINTS = [f"91000000{n:02d}" for n in range(1, 11)]
METERS = [f"33300010000000000000{n:02d}" for n in range(1, 11)]
AREAS, LINE = ("0000310", "0000311"), "L001"
REGISTERS = ("active_total", "active_sharp", "active_peak", "active_flat", "active_valley")


def filled(kept: str, number: int, /, **given: Any) -> dict[str, Any]:
    """A row of a table: what is given, and in every other column a value of its type."""
    return {one.name: given.get(one.name, _value(one, number)) for one in table(kept).columns}


def town() -> Records:
    """The records of January to March 2026."""
    books = Records()
    _network(books)
    for number in range(10):
        _customer(books, number)
    _service(books)
    _acquired(books)
    return books


def _network(books: Records) -> None:
    books.put("org", BEFORE, org_id="甲县供电公司", name="甲县供电公司", level="county")
    books.put("org", BEFORE, org_id=STATION, name=STATION, level="station", parent_org_id="甲县供电公司")
    books.put("line", BEFORE, **filled("line", 1, line_id=LINE, org_id=STATION, manager_id="S01"))
    for number, area in enumerate(AREAS):
        books.put("area", BEFORE, **filled("area", number, area_id=area, org_id=STATION, line_id=LINE, manager_id="S01",
                                           closed_on=None))  # fmt: skip
        for day in range(1, 4):
            books.put("area_loss_daily", date(2026, 1, day + 1), **filled(
                "area_loss_daily", number, area_id=area, day=date(2026, 1, day), adjuster_id="S01"))  # fmt: skip
        books.put("area_loss_monthly", date(2026, 2, 3), **filled(
            "area_loss_monthly", number, area_id=area, month=date(2026, 1, 1)))  # fmt: skip
        books.put("meter_box", BEFORE, **filled("meter_box", number, box_id=f"X{number}", org_id=STATION, area_id=area))
        books.put("transformer", BEFORE, **filled(
            "transformer", number, transformer_id=f"B{number}", org_id=STATION, customer_id=None, area_id=area,
            line_id=LINE, equipment_kind="transformer"))  # fmt: skip
    books.put("line_loss_daily", date(2026, 1, 3), **filled("line_loss_daily", 1, line_id=LINE, day=date(2026, 1, 2)))
    books.put("line_loss_monthly", FEBRUARY, **filled("line_loss_monthly", 1, line_id=LINE, month=date(2026, 1, 1)))
    for person in ("S01", "S02"):
        books.put("staff", BEFORE, **filled("staff", 1, staff_id=person, org_id=STATION))
    books.put("reading_section", BEFORE, **filled("reading_section", 1, section_id="D1", org_id=STATION,
                                                  reader_id="S02"))  # fmt: skip


def _customer(books: Records, number: int) -> None:
    customer, point, meter, area = CUSTOMERS[number], POINTS[number], METERS[number], AREAS[number % 2]
    since = date(2020, 1, 5)
    books.put("customer", BEFORE, **filled(
        "customer", number, customer_id=customer, org_id=STATION, area_id=area, section_id="D1", closed_on=None,
        checker_id="S01", name=f"张㐂{number}", address="城关镇\"一\"路, 3号", phone="13800000000"))  # fmt: skip
    books.put("point", BEFORE, **filled(
        "point", number, point_id=point, customer_id=customer, org_id=STATION, area_id=area, line_id=LINE,
        parent_point_id=None, closed_on=None, box_id=f"X{number % 2}", commodity="electricity"))  # fmt: skip
    books.put("meter", BEFORE, **filled(
        "meter", number, meter_id=meter, org_id=STATION, commodity="electricity", basic_current=Decimal("5"),
        max_current=Decimal("60"), current_text="5(60)A"))  # fmt: skip
    books.put("meter_installation", BEFORE, **filled(
        "meter_installation", number, installation_id=f"{point}:{meter}", meter_id=meter, point_id=point,
        installed_on=since, removed_on=None, serial_no=_serial(books, meter)))  # fmt: skip
    for month, known in ((1, date(2026, 2, 3)), (2, date(2026, 3, 3))):
        _billed(books, number, date(2026, month, 1), known)


def _billed(books: Records, number: int, month: date, known: date) -> None:
    customer, point, meter = CUSTOMERS[number], POINTS[number], METERS[number]
    bill = f"ZD{month:%Y%m}{number:02d}"
    read = known - timedelta(days=2)
    books.put("bill", known, **filled(
        "bill", number, bill_id=bill, customer_id=customer, point_id=point, month=month, issued_on=known,
        period_end=read, read_on=read, period_start=month, planned_read_on=read, commodity="electricity",
        bill_status="issued", section_id="D1", reader_id="S02", clerk_id="S01", meter_serial_no=_serial(books, meter),
        due_on=known + timedelta(days=20)))  # fmt: skip
    for component in range(2):
        books.put("bill_line", known, **filled("bill_line", component, bill_id=bill, line_no=component + 1))
    books.put("reading", known, **filled(
        "reading", number, reading_id=f"R{bill}", point_id=point, installation_id=f"{point}:{meter}", read_on=read,
        register="active_total", reader_id="S02", section_id="D1"))  # fmt: skip
    books.put("receivable", known, **filled(
        "receivable", number, receivable_id=f"YS{bill}", customer_id=customer, bill_id=bill, month=month))  # fmt: skip
    books.put("receipt", known + timedelta(days=5), **filled(
        "receipt", number, receipt_id=f"SF{bill}", org_id=STATION, customer_id=customer, receivable_id=f"YS{bill}",
        cashier_id="S02", deposit_id="JK1", reverses_receipt_id=None))  # fmt: skip
    if number == 0:
        books.put("bank_deposit", known + timedelta(days=6), **filled(
            "bank_deposit", 1, deposit_id=f"JK{month.month}", org_id=STATION, cashier_id="S02"))  # fmt: skip
        books.put("billing_anomaly", known, **filled(
            "billing_anomaly", 1, billing_anomaly_id=f"HS{bill}", bill_id=bill, clerk_id="S01",
            order_id="110001"))  # fmt: skip
        books.put("adjustment", known, **filled(
            "adjustment", 1, adjustment_id=f"TB{bill}", customer_id=customer, bill_id=bill, order_id="110001",
            operator_id="S01", approver_id="S01", responsible_id="S02"))  # fmt: skip


def _service(books: Records) -> None:
    for number, (finished, known) in enumerate(((datetime(2026, 1, 9, 2), JANUARY), (None, FEBRUARY))):
        order = f"11000{number + 1}"
        books.put("service_order", known, **filled(
            "service_order", number, order_id=order, customer_id=CUSTOMERS[number], org_id=STATION,
            parent_order_id=None, order_kind="hv_new", finished_at=finished, operator_id="S01",
            archiver_id="S02" if finished else None, ended_reason="办毕" if finished else None,
            satisfaction="satisfied" if finished else None))  # fmt: skip
        books.put("order_stage", known, **filled("order_stage", number, order_id=order, operator_id="S01"))
        ticket = f"33000{number + 1}"
        books.put("ticket", known, **filled(
            "ticket", number, ticket_id=ticket, org_id=STATION, customer_id=CUSTOMERS[number], area_id=AREAS[0],
            same_matter_id=None, responsible_id="S01", operator_id="S02", found_true=True))  # fmt: skip
        books.put("ticket_step", known, **filled("ticket_step", number, ticket_id=ticket, org_id=STATION, step_no=1,
                                                 operator_id="S02"))  # fmt: skip
    books.put("complaint", JANUARY, **filled(
        "complaint", 1, ticket_id="330001", found_true=True, responsible_org_id=STATION,
        responsible_id="S01"))  # fmt: skip
    for number in range(3):
        seal = f"FY{number}"
        books.put("seal", JANUARY, **filled(
            "seal", number, seal_id=seal, point_id=POINTS[number], applier_id="S01"))  # fmt: skip
        books.put("seal_operation", JANUARY, **filled(
            "seal_operation", number, operation_id=f"CZ{number}", seal_id=seal, point_id=POINTS[number],
            order_id="110001", operator_id="S01"))  # fmt: skip
        books.put("event", JANUARY, **filled(
            "event", number, event_id=f"SJ{number}", meter_id=METERS[number], point_id=POINTS[number],
            started_at=datetime(2026, 1, 12, 18, 3, number)))  # fmt: skip
        books.put("platform_alert", FEBRUARY, **filled(
            "platform_alert", number, alert_id=f"YJ{number}", org_id=STATION, customer_id=CUSTOMERS[number],
            point_id=POINTS[number], platform="anti_theft", handler_id="S01"))  # fmt: skip
    books.put("instrument_transformer", BEFORE, **filled(
        "instrument_transformer", 1, instrument_transformer_id="H1", point_id=POINTS[3]))  # fmt: skip
    books.put("terminal", BEFORE, **filled(
        "terminal", 1, terminal_id="37010002", org_id=STATION, area_id=AREAS[0], customer_id=None))  # fmt: skip
    books.put("acquisition_point", BEFORE, **filled(
        "acquisition_point", 1, acquisition_point_id="37010002:3", org_id=STATION, point_no=POINTS[0],
        customer_no=CUSTOMERS[0], area_no=AREAS[0], meter_no=METERS[0], terminal_id="37010002"))  # fmt: skip


def _acquired(books: Records) -> None:
    registers, curves = [], []
    for number, point in enumerate(POINTS):
        for day in range(1, 6):
            failed = number == 3 and day == 2
            for place, register in enumerate(REGISTERS if not failed else REGISTERS[:1]):
                registers.append({
                    "point_id": point, "register": register, "day": date(2026, 1, day), "success": not failed,
                    "reading": None if failed else Decimal(f"{100 * number + 10 * place + day}.25"),
                    "missing_reason": "failed" if failed else "none", "acquired_at": datetime(2026, 1, day, 16, 30),
                    "installation_id": f"{point}:{METERS[number]}", KNOWN_ON: date(2026, 1, day + 1),
                })  # fmt: skip
        for quantity, unit in (("active_power", "W"), ("voltage_a", "dV"), ("current_n", "mA"),
                               ("power_factor", "permille")):  # fmt: skip
            slots = [None if slot == 7 else 1000 * number + slot - 50 * (unit == "W") for slot in range(96)]
            curves.append({"point_id": point, "day": date(2026, 1, 3), "quantity": quantity, "slots": slots,
                           "slot_minutes": 15, "unit": unit, "secondary": number % 2 == 0,
                           KNOWN_ON: date(2026, 1, 4)})  # fmt: skip
        books.put("energy_stated_daily", JANUARY, **filled(
            "energy_stated_daily", number, point_id=point, day=date(2026, 1, 4)))  # fmt: skip
    books.add("register_daily", _table("register_daily", registers))
    books.add("curve", _table("curve", curves))


def _table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    columns = table(name).by_name
    fields = [(one, columns[one].type.arrow if one in columns else pa.date32()) for one in rows[0]]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _serial(books: Records, meter: str) -> str:
    return str(books.of("meter", meter_id=meter)[0]["serial_no"])


def _value(column: Column, number: int) -> Any:
    kind, place = column.type, sum(map(ord, column.name)) % 20
    if kind.name == "text":
        return f"{column.name[:12]}{number}" if not column.references else None
    if kind.name == "integer":
        return 1 + number
    if kind.name == "decimal":
        return Decimal(1 + (number + place) % 9) + Decimal(25) / 100 if kind.scale >= 2 else Decimal(1 + number % 9)
    if kind.name == "boolean":
        return number % 2 == 0
    if kind.name == "code":
        known = [one for one in code_list(kind.code_list).meanings if one in words_of_exports(kind.code_list)]
        return known[number % len(known)]
    day = date(2025, 6, 1) + timedelta(days=place + number)
    if kind.name == "month":
        return day.replace(day=1)
    return datetime(day.year, day.month, day.day, 17, place, number) if kind.name == "instant" else day
