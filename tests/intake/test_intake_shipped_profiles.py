"""The shipped profiles on rows that nobody has delivered yet: odd codes, holes, other types of the same columns."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from jicha.intake.load import load_files
from jicha.intake.report import IntakeReport
from jicha.store.store import Store

INVOICE = {
    "client_no": 7,
    "invoice_date": date(2016, 5, 24),
    "tarif_type": 11,
    "counter_number": 27271137322200,
    "counter_statue": "0",
    "counter_code": 203,
    "reading_remarque": 6,
    "counter_coefficient": 1,
    "consommation_level_1": 200,
    "consommation_level_2": 30,
    "consommation_level_3": 0,
    "consommation_level_4": 0,
    "old_index": 1000,
    "new_index": 1230,
    "months_number": 4,
    "counter_type": "ELEC",
}
Deliver = Callable[..., IntakeReport]
Stored = Callable[..., list[dict[str, Any]]]


def invoices(*changes: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist([{**INVOICE, **one} for one in changes])


def test_an_invoice_becomes_a_bill_with_its_point_and_meter(deliver: Deliver, stored: Stored) -> None:
    report = deliver(invoices({}), "invoices.parquet", None)
    assert (report.profile.name, report.accepted) == ("steg", 1)
    (bill,) = stored("bill", "*", "bill_id")
    expected = {
        "bill_id": "steg:7:ELEC:2016-05-24:27271137322200",
        "customer_id": "steg:7",
        "point_id": "steg:7:ELEC",
        "meter_serial_no": "27271137322200",
        "meter_code": "203",
        "commodity": "electricity",
        "month": date(2016, 5, 1),
        "issued_on": date(2016, 5, 24),
        "months_stated": 4,
        "price_code": "11",
        "ratio": Decimal("1.000"),
        "reading_start": Decimal("1000.000"),
        "reading_end": Decimal("1230.000"),
        "kwh": Decimal("230.000"),
        "gas_m3": None,
        "tier_1_kwh": Decimal("200.000"),
        "tier_2_kwh": Decimal("30.000"),
        "meter_status": "running",
        "reader_remark": "remark_6",
    }
    assert {name: bill[name] for name in expected} == expected
    assert stored("point", "point_id, customer_id, commodity, point_use") == [
        {"point_id": "steg:7:ELEC", "customer_id": "steg:7", "commodity": "electricity", "point_use": "sale"}
    ]
    assert stored("meter_installation", "installation_id, point_id, serial_no") == [
        {"installation_id": "steg:7:ELEC:27271137322200", "point_id": "steg:7:ELEC", "serial_no": "27271137322200"}
    ]


def test_an_invoice_date_whose_day_and_month_stand_exchanged_is_turned_back(deliver: Deliver, stored: Stored) -> None:
    deliver(invoices({"invoice_date": date(2016, 2, 9)}), "invoices.parquet", None)
    assert stored("bill", "bill_id, issued_on, month") == [
        {"bill_id": "steg:7:ELEC:2016-09-02:27271137322200", "issued_on": date(2016, 9, 2), "month": date(2016, 9, 1)}
    ]


def test_gas_has_no_kwh(deliver: Deliver, stored: Stored) -> None:
    deliver(invoices({"counter_type": "GAZ"}), "invoices.parquet", None)
    (bill,) = stored("bill", "commodity, kwh, gas_m3, tier_1_kwh, reading_end")
    assert bill == {
        "commodity": "gas",
        "kwh": None,
        "gas_m3": Decimal("230.000"),
        "tier_1_kwh": None,
        "reading_end": Decimal("1230.000"),
    }


@pytest.mark.parametrize("status", ["A", "46", "769", "269375", "618", "420"])
def test_a_bill_is_not_lost_because_nobody_knows_its_mark(status: str, deliver: Deliver, stored: Stored) -> None:
    assert deliver(invoices({"counter_statue": status, "reading_remarque": 413}), "i.parquet", None).accepted == 1
    assert stored("bill", "meter_status, reader_remark") == [{"meter_status": "abnormal", "reader_remark": "other"}]


def test_a_bill_is_not_lost_because_of_holes(deliver: Deliver, stored: Stored) -> None:
    blank = dict.fromkeys(set(INVOICE) - {"client_no", "invoice_date", "counter_type"})
    assert deliver(invoices({}, blank), "i.parquet", None).accepted == 2
    assert stored("bill", "bill_id, kwh, meter_serial_no", "bill_id DESC")[0] == {
        "bill_id": "steg:7:ELEC:2016-05-24:27271137322200",
        "kwh": Decimal("230.000"),
        "meter_serial_no": "27271137322200",
    }
    assert stored("bill", "bill_id, kwh, meter_serial_no", "bill_id")[0] == {
        "bill_id": "steg:7:ELEC:2016-05-24:-",
        "kwh": None,
        "meter_serial_no": None,
    }


def test_without_client_day_or_medium_there_is_no_bill(
    deliver: Deliver, quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    rows = invoices({}, {"client_no": None}, {"invoice_date": None}, {"counter_type": None}, {"counter_type": "WASSER"})
    assert deliver(rows, "i.parquet", None).quarantined == 4
    assert [(one["line"], one["reason"], one["column_name"]) for one in quarantined()] == [
        (2, "missing_value", "client_no"),
        (3, "missing_value", "invoice_date"),
        (4, "missing_value", "counter_type"),
        (5, "unknown_code", "counter_type"),
    ]


def test_numbers_that_pandas_turned_into_floats_are_the_same_bill(deliver: Deliver) -> None:
    deliver(invoices({}), "ints.parquet", None)
    floats = {name: float(value) for name, value in INVOICE.items() if isinstance(value, int)}
    report = deliver(invoices({**floats, "counter_statue": 0}), "floats.parquet", None)
    assert (report.accepted, report.duplicate) == (0, 1)


def test_a_csv_of_the_same_rows_is_the_same_bill(deliver: Deliver) -> None:
    deliver(invoices({}), "ints.parquet", None)
    text = ",".join(INVOICE) + "\n" + ",".join(str(value) for value in INVOICE.values()) + "\n"
    report = deliver(text, "invoices.csv", None)
    assert (report.accepted, report.duplicate) == (0, 1)


def test_an_invoice_issued_twice_stays_two_bills_and_comes_again_as_two_duplicates(
    deliver: Deliver, stored: Stored
) -> None:
    assert deliver(invoices({}, {"new_index": 1300}, {}), "one.parquet", None).accepted == 3
    ids = [one["bill_id"].rpartition(":")[2] for one in stored("bill", "bill_id")]
    assert ids == ["27271137322200", "27271137322200#2", "27271137322200#3"]
    again = deliver(invoices({"new_index": 1300}, {}, {}), "two.parquet", None)
    assert (again.accepted, again.duplicate, again.quarantined) == (0, 3, 0)


def test_the_answer_never_enters_the_tables(deliver: Deliver, stored: Stored) -> None:
    clients = {
        "client_no": [7],
        "disrict": [62],
        "client_catg": [11],
        "region": [301],
        "creation_date": pa.array([datetime(2002, 5, 29)], pa.timestamp("ns")),
        "target": [1],
    }
    report = deliver(clients, "clients.parquet", None)
    assert [one.column for one in report.files[0].ignored] == ["target"]
    assert stored("customer", "customer_id, org_id, district, category, opened_on") == [
        {
            "customer_id": "steg:7",
            "org_id": "steg:62:301",
            "district": "62",
            "category": "11",
            "opened_on": date(2002, 5, 29),
        }
    ]
    assert stored("org", "org_id, parent_org_id, level") == [
        {"org_id": "steg:62", "parent_org_id": "steg:STEG", "level": "city"},
        {"org_id": "steg:62:301", "parent_org_id": "steg:62", "level": "station"},
        {"org_id": "steg:STEG", "parent_org_id": None, "level": "head"},
    ]


def test_readings_of_another_substation_become_its_area_points_and_curves(
    store: Store, write: Callable[..., Path], stored: Stored
) -> None:
    count = 145  # one day of ten-minute slots and the first slot of the next
    at = pa.array([datetime(2023, 1, 1) + timedelta(minutes=10 * number) for number in range(count)])
    table = {
        "substation_id": [99] * count,
        "timestamp": at,
        "point": ["F12"] * count,
        "L1": pa.array([0.0005] * count, pa.float32()),
        "L2": pa.array([None] * count, pa.float32()),
        "L3": pa.array([-9.37] * count, pa.float32()),
    }
    report = load_files(store, [write(table, "r.parquet"), write("substation_id,Substation\n99,99 - Road\n", "s.csv")])
    assert (report.profile.name, report.accepted) == ("lv_monitor", count + 1)
    rows = stored("curve", "day, quantity, slots", "day, quantity")
    assert [(one["day"].day, one["quantity"][-1], one["slots"][0], one["slots"].count(None)) for one in rows] == [
        (1, "a", 1, 0),
        (1, "b", None, 144),
        (1, "c", -9370, 0),
        (2, "a", 1, 143),
        (2, "b", None, 144),
        (2, "c", -9370, 143),
    ]
    assert stored("point", "point_id, area_id, point_use") == [
        {"point_id": "lv:99:F12", "area_id": "lv:99", "point_use": "feeder"}
    ]
    assert stored("area", "area_id, name") == [{"area_id": "lv:99", "name": "99 - Road"}]
    assert stored("feed", "org_id, record, complete_from, complete_to") == [
        {"org_id": "lv:99", "record": "curve", "complete_from": date(2023, 1, 1), "complete_to": date(2023, 1, 2)}
    ]


def test_a_point_that_is_called_a_feeder_and_is_none_has_no_stated_use(deliver: Deliver, stored: Stored) -> None:
    table = {
        "substation_id": [99],
        "timestamp": [datetime(2023, 1, 1)],
        "point": ["Fnan"],
        "L1": [1.0],
        "L2": [1.0],
        "L3": [1.0],
    }
    deliver(table, "r.parquet", None)
    assert stored("point", "point_id, point_use") == [{"point_id": "lv:99:Fnan", "point_use": None}]
