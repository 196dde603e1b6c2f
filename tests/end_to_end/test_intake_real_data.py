"""Real deliveries that nobody here wrote: their counts add up, and rows taken at random are right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.load import load_files
from jicha.intake.report import IntakeReport
from jicha.store.store import Store

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not REAL.is_dir(), reason="real data is not beside the project (../shared/data)"),
]
STEG, LV = REAL / "steg", REAL / "lv_monitor"


@pytest.fixture(scope="module")
def steg(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, IntakeReport]:
    store = Store.create(tmp_path_factory.mktemp("steg") / "store")
    files = [STEG / "clients_30k.parquet", *sorted(STEG.glob("invoices_*.parquet"))]
    return store, load_files(store, files)


@pytest.fixture(scope="module")
def monitors(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, IntakeReport]:
    store = Store.create(tmp_path_factory.mktemp("lv") / "store")
    return store, load_files(store, [LV / "lv_monitor_10min.parquet", LV / "substations.csv"])


def query(store: Store, sql: str, *tables: str) -> list[dict[str, Any]]:
    with DuckDbEngine(threads=2) as engine:
        store.snapshot().open(engine, tables)
        rows: list[dict[str, Any]] = engine.query(sql).to_pylist()
        return rows


def test_every_invoice_is_accepted_and_counted(steg: tuple[Store, IntakeReport]) -> None:
    _, report = steg
    source = sum(pq.ParquetFile(path).metadata.num_rows for path in STEG.glob("*.parquet"))
    assert (report.rows, report.accepted, report.duplicate, report.quarantined) == (source, source, 0, 0)
    accepted = {one.table: one.accepted for one in report.tables}
    assert accepted["bill"] == source - accepted["customer"]
    clients = pq.read_table(STEG / "clients_30k.parquet")
    assert accepted["customer"] == len(clients)
    pairs = clients.group_by(["disrict", "region"]).aggregate([]).num_rows
    assert accepted["org"] == pairs + len(pc.unique(clients["disrict"])) + 1


def test_the_sums_of_the_source_are_the_sums_of_the_bills(steg: tuple[Store, IntakeReport]) -> None:
    invoices = pa.concat_tables([pq.read_table(path) for path in STEG.glob("invoices_*.parquet")])
    blocks = sum(invoices[f"consommation_level_{one}"].to_numpy().astype(np.int64) for one in range(1, 5))
    electric = pc.equal(invoices["counter_type"], "ELEC").to_numpy()
    (found,) = query(
        steg[0],
        "SELECT sum(kwh) AS kwh, sum(gas_m3) AS gas, sum(reading_end) AS reading, count(*) AS bills, "
        "count(DISTINCT bill_id) AS keys, count(kwh) AS electric FROM bill",
        "bill",
    )
    assert found == {
        "kwh": Decimal(int(blocks[electric].sum())), "gas": Decimal(int(blocks[~electric].sum())),
        "reading": Decimal(pc.sum(invoices["new_index"]).as_py()), "bills": len(invoices), "keys": len(invoices),
        "electric": int(electric.sum()),
    }  # fmt: skip


def test_an_invoice_taken_at_random_is_right(steg: tuple[Store, IntakeReport]) -> None:
    (bill,) = query(
        steg[0],
        "SELECT b.issued_on, b.month, b.kwh, b.reading_start, b.reading_end, b.meter_serial_no, b.tier_1_kwh, "
        "b.tier_4_kwh, b.months_stated, c.org_id, p.commodity FROM bill AS b LEFT JOIN customer AS c "
        "ON c.customer_id = b.customer_id LEFT JOIN point AS p ON p.point_id = b.point_id "
        "WHERE b.bill_id = 'steg:377:ELEC:2019-02-01:14451'",
        "bill", "customer", "point",
    )  # fmt: skip
    clients = pq.read_table(STEG / "clients_30k.parquet").filter(pc.field("client_no") == 377).to_pylist()
    assert bill == {
        "issued_on": date(2019, 2, 1), "month": date(2019, 2, 1), "kwh": Decimal(3136), "reading_start": Decimal(60045),
        "reading_end": Decimal(63181), "meter_serial_no": "14451", "tier_1_kwh": Decimal(800),
        "tier_4_kwh": Decimal(1136), "months_stated": 4, "commodity": "electricity",
        "org_id": f"steg:{clients[0]['disrict']}:{clients[0]['region']}",
    }  # fmt: skip


def test_invoices_issued_twice_stay_visible(steg: tuple[Store, IntakeReport]) -> None:
    invoices = pa.concat_tables([pq.read_table(path) for path in STEG.glob("invoices_*.parquet")])
    alike = invoices.group_by(invoices.column_names).aggregate([([], "count_all")])
    twice = alike.filter(pc.greater(alike["count_all"], 1))
    found = query(
        steg[0],
        "SELECT count(*) AS copies FROM bill GROUP BY customer_id, point_id, issued_on, price_code, meter_serial_no, "
        "meter_status, meter_code, reader_remark, ratio, tier_1_kwh, tier_2_kwh, tier_3_kwh, tier_4_kwh, gas_m3, "
        "reading_start, reading_end, months_stated HAVING count(*) > 1 AND count(kwh) > 0",
        "bill",
    )
    electric = twice.filter(pc.equal(twice["counter_type"], "ELEC"))
    assert sorted(one["copies"] for one in found) == sorted(electric["count_all"].to_pylist())


def test_the_answer_is_in_no_table(steg: tuple[Store, IntakeReport]) -> None:
    store, report = steg
    assert [(one.file, [two.column for two in one.ignored]) for one in report.files if one.ignored] == [
        ("clients_30k.parquet", ["target"])
    ]
    with DuckDbEngine(threads=2) as engine:
        store.snapshot().open(engine, ["customer"])
        customers = engine.query("SELECT * FROM customer ORDER BY customer_id")
    label = pq.read_table(STEG / "clients_30k.parquet").sort_by("client_no")["target"]
    fraud = pc.sum(label).as_py()
    assert 0 < fraud < len(customers)
    for name in customers.column_names:  # no column has two values that part the customers like the answer does
        counts = pc.value_counts(customers[name].combine_chunks()).field("counts").to_pylist()
        assert fraud not in counts, name


def test_the_same_invoices_in_one_csv_are_the_same_bills(steg: tuple[Store, IntakeReport], tmp_path: Path) -> None:
    part = pq.read_table(STEG / "invoices_30k.3.parquet").slice(0, 5000)
    text = tmp_path / "some.csv"
    # A client's invoices stand together; cut at a client, so that repeats are numbered as they were.
    whole = part.filter(pc.not_equal(part["client_no"], part["client_no"][-1]))
    lines = [",".join(whole.column_names), *(",".join(map(str, row.values())) for row in whole.to_pylist())]
    text.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = load_files(steg[0], [text])
    assert (report.rows, report.accepted, report.duplicate, report.quarantined) == (len(whole), 0, len(whole), 0)


def test_bills_are_complete_for_every_organisation(steg: tuple[Store, IntakeReport]) -> None:
    _, report = steg
    assert {one.record for one in report.feeds} == {"bill"}
    assert len(report.feeds) == 26
    assert dict(report.unplaced) == {}
    latest = max(report.feeds, key=lambda one: one.complete_to)
    assert latest.complete_to == date(2019, 9, 11)


def test_every_reading_of_the_monitors_is_accepted(monitors: tuple[Store, IntakeReport]) -> None:
    _, report = monitors
    source = pq.read_table(LV / "lv_monitor_10min.parquet")
    assert (report.rows, report.quarantined, report.duplicate) == (len(source) + 35, 0, 0)
    days = pc.floor_temporal(source["timestamp"], unit="day")
    groups = source.append_column("day", days).group_by(["substation_id", "point", "day"]).aggregate([]).num_rows
    accepted = {one.table: one.accepted for one in report.tables}
    points = source.group_by(["substation_id", "point"]).aggregate([]).num_rows
    assert accepted == {"area": 35, "curve": 3 * groups, "feed": 35, "org": 36, "point": points}


def test_the_energy_of_the_curves_is_the_energy_of_the_source(monitors: tuple[Store, IntakeReport]) -> None:
    source = pq.read_table(LV / "lv_monitor_10min.parquet")
    with DuckDbEngine(threads=2) as engine:
        monitors[0].snapshot().open(engine, ["curve"])
        curves = engine.query("SELECT quantity, slots FROM curve")
    for column, code in (("L1", "active_power_a"), ("L2", "active_power_b"), ("L3", "active_power_c")):
        slots = curves.filter(pc.equal(curves["quantity"], code))["slots"].combine_chunks().flatten()
        watts = np.rint(source[column].drop_null().to_numpy().astype(np.float64) * 100000) / 100  # 0.01 W is noise
        assert int(pc.sum(slots.cast(pa.int64())).as_py()) == round(float(np.rint(watts).sum()))
        assert slots.null_count == len(slots) - len(watts)


def test_a_curve_taken_at_random_is_right(monitors: tuple[Store, IntakeReport]) -> None:
    (row,) = query(
        monitors[0],
        "SELECT c.slots, c.slot_minutes, c.unit, p.point_use, a.name FROM curve AS c LEFT JOIN point AS p "
        "ON p.point_id = c.point_id LEFT JOIN area AS a ON a.area_id = p.area_id WHERE c.point_id = 'lv:721030:F1' "
        "AND c.day = DATE '2023-02-06' AND c.quantity = 'active_power_a'",
        "curve", "point", "area",
    )  # fmt: skip
    assert (row["slots"][:6], len(row["slots"])) == ([9370, 9330, 8720, 9170, 8560, 8650], 144)
    assert (row["slot_minutes"], row["unit"], row["point_use"]) == (10, "W", "feeder")
    assert row["name"] == "721030 - Chestnut Drive - Cofton Hackett"


def test_the_odd_feeder_stays_as_it_was_delivered(monitors: tuple[Store, IntakeReport]) -> None:
    assert query(monitors[0], "SELECT point_id, point_use FROM point WHERE name = 'Fnan'", "point") == [
        {"point_id": "lv:730844:Fnan", "point_use": None}
    ]
    busbars = query(monitors[0], "SELECT count(*) AS n FROM point WHERE point_use = 'area_check'", "point")
    assert busbars == [{"n": 34}]


def test_every_substation_is_complete_in_its_own_week(monitors: tuple[Store, IntakeReport]) -> None:
    _, report = monitors
    weeks = {(one.complete_from, one.complete_to) for one in report.feeds}
    assert weeks == {
        (date(2022, 12, 12), date(2022, 12, 18)), (date(2023, 2, 6), date(2023, 2, 12)),
        (date(2023, 2, 7), date(2023, 2, 12)),
    }  # fmt: skip
