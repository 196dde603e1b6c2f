"""A year of bills of a mixed region for the benchmarks of rating: households, shops, works with hours, industry.

The same every time, to the last digit.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from jicha.schema import table
from jicha.store.delivery import Counts, DeliveredFile, Delivery
from jicha.store.store import Store
from jicha.tariffs.book_file import read_book
from jicha.tariffs.compile import tables_of
from jicha.tariffs.conventions import CHOICES

BOOK = read_book("""
book: bench
region: "36"
name: Of the benchmark
name_zh: 基准测试用
sources:
  - {id: own, title: Figures of the benchmark}
items:
  - code: HOME
    name: Household
    name_zh: 居民
    price_class: residential
    strategy: single_part
    tiered: true
    surcharges_included: true
    valid_from: 2024-01-01
    prices:
      - {component: energy, price: 0.6, unit: CNY/kWh, valid_from: 2024-01-01, source: own, confidence: C}
  - code: SHOP
    name: Shop
    name_zh: 商业
    price_class: commercial_industrial
    strategy: single_part
    valid_from: 2024-01-01
    prices: &components
      - {component: market_energy, price: 0.4102, unit: CNY/kWh, valid_from: 2024-01-01, valid_to: 2025-07-01, floats: true, source: own, confidence: C}
      - {component: market_energy, price: 0.3977, unit: CNY/kWh, valid_from: 2025-07-01, floats: true, source: own, confidence: C}
      - {component: transport, price: 0.1916, unit: CNY/kWh, valid_from: 2024-01-01, source: own, confidence: C}
      - {component: grid_loss, price: 0.0151, unit: CNY/kWh, valid_from: 2024-01-01, source: own, confidence: C}
      - {component: system_operation, price: 0.0322, unit: CNY/kWh, valid_from: 2024-01-01, source: own, confidence: C}
  - code: WORKS
    name: Works with hours
    name_zh: 分时工商业
    price_class: commercial_industrial
    strategy: single_part
    time_of_use: true
    calendar: T
    valid_from: 2024-01-01
    prices: *components
  - code: MILL
    name: Industry
    name_zh: 大工业
    price_class: large_industry
    strategy: two_part
    time_of_use: true
    calendar: T
    valid_from: 2024-01-01
    prices:
      - {component: market_energy, price: 0.4102, unit: CNY/kWh, valid_from: 2024-01-01, floats: true, source: own, confidence: C}
      - {component: transport, price: 0.1485, unit: CNY/kWh, valid_from: 2024-01-01, source: own, confidence: C}
      - {component: capacity, price: 26.4, unit: CNY/kVA/month, valid_from: 2024-01-01, source: own, confidence: C}
      - {component: demand, price: 42.3, unit: CNY/kW/month, valid_from: 2024-01-01, source: own, confidence: C}
calendars:
  - calendar: T
    valid_from: 2024-01-01
    rest: flat
    hours:
      - {period: peak, spans: ["16:00-22:00"]}
      - {period: valley, spans: ["01:00-05:00", "11:30-14:30"]}
    source: own
    confidence: C
ratios:
  - {calendar: T, period: peak, ratio: 1.6, valid_from: 2024-01-01, source: own, confidence: C}
  - {calendar: T, period: flat, ratio: 1, valid_from: 2024-01-01, source: own, confidence: C}
  - {calendar: T, period: valley, ratio: 0.4, valid_from: 2024-01-01, source: own, confidence: C}
tiers:
  - {tier: 1, above_kwh: 0, extra: 0, valid_from: 2024-01-01, source: own, confidence: C}
  - {tier: 2, above_kwh: 2160, extra: 0.05, valid_from: 2024-01-01, source: own, confidence: C}
  - {tier: 3, above_kwh: 4200, extra: 0.3, valid_from: 2024-01-01, source: own, confidence: C}
surcharges:
  - {item: renewables, rate: 0.019, valid_from: 2024-01-01, classes: [commercial_industrial, large_industry], source: own, confidence: C}
  - {item: water_projects, rate: 0.0015525, valid_from: 2024-01-01, source: own, confidence: C}
  - {item: reservoir_migrants, rate: 0.0062, valid_from: 2024-01-01, source: own, confidence: C}
capacity_rules:
  - {valid_from: 2024-01-01, least_demand_percent: 40, demand_limit_percent: 105, over_factor: 2, discount_kwh_per_kva: 260, discount_percent: 90, least_idle_days: 15, source: own, confidence: C}
""")

# Of a hundred customers: 80 households, 15 shops (one of them read in the middle of the month, so that a price changes
# within a bill), 4 works with hours, 1 two-part industry: by capacity, by agreed demand or by measured demand.
_CUSTOMERS = """
CREATE TABLE c AS SELECT 'C' || i AS id, i,
  CASE WHEN i % 100 < 80 THEN 'HOME' WHEN i % 100 < 95 THEN 'SHOP' WHEN i % 100 < 99 THEN 'WORKS' ELSE 'MILL' END AS code,
  CASE WHEN i % 100 = 94 THEN 14 ELSE 0 END AS later
FROM range({customers}) AS t(i)
"""
_BILLS = """
SELECT c.id || '-' || m AS bill_id, c.id AS customer_id, c.id AS point_id, 'electricity' AS commodity,
  CAST(DATE '2025-01-01' + to_months(m) AS DATE) AS month, CAST(DATE '2025-01-01' + to_months(m) + to_days(c.later) AS DATE) AS period_start,
  CAST(DATE '2025-01-01' + to_months(m + 1) + to_days(c.later) AS DATE) AS period_end, 'ordinary' AS bill_kind, 'issued' AS bill_status,
  CASE c.code WHEN 'HOME' THEN 'residential' WHEN 'MILL' THEN 'large_industry' ELSE 'commercial_industrial' END AS price_class,
  c.code AS price_code, CASE WHEN c.code = 'MILL' THEN 'two_part' ELSE 'single_part' END AS price_strategy,
  CASE WHEN c.code <> 'MILL' THEN 'none' WHEN i % 200 = 99 THEN 'capacity'
    WHEN i % 400 = 199 THEN 'demand_contract' ELSE 'demand_actual' END AS capacity_charge_mode,
  1 AS months_stated, CAST(1 AS DECIMAL(12, 3)) AS price_ratio, CAST(400 AS DECIMAL(12, 3)) AS contract_capacity,
  CASE WHEN c.code = 'MILL' THEN CAST(300 AS DECIMAL(12, 3)) END AS demand_contract,
  CASE WHEN c.code = 'MILL' THEN CAST(250 + hash(i, m) % 100 AS DECIMAL(12, 3)) END AS demand_actual,
  CAST(CASE WHEN c.code = 'MILL' THEN 100 ELSE 1 END AS DECIMAL(12, 3)) AS ratio,
  CAST(m * 1000 AS DECIMAL(18, 3)) AS reading_start, CAST(m * 1000 + 50 + hash(i, m, 1) % 90000 / 100 AS DECIMAL(18, 3)) AS reading_end,
  CAST(round((50 + hash(i, m, 1) % 90000 / 100) * CASE WHEN c.code = 'MILL' THEN 100 ELSE 1 END, 3) AS DECIMAL(18, 3)) AS kwh,
  CAST(round((50 + hash(i, m, 1) % 90000 / 100) * CASE WHEN c.code = 'MILL' THEN 100 ELSE 1 END * 0.3, 3) AS DECIMAL(18, 3)) AS peak_kwh,
  CAST(round((50 + hash(i, m, 1) % 90000 / 100) * CASE WHEN c.code = 'MILL' THEN 100 ELSE 1 END * 0.3, 3) AS DECIMAL(18, 3)) AS valley_kwh,
  CAST(0 AS DECIMAL(18, 3)) AS sharp_kwh, CAST(0 AS DECIMAL(18, 3)) AS deep_kwh, CAST(0 AS DECIMAL(18, 3)) AS adjusted_kwh,
  CAST(round((50 + hash(i, m, 1) % 90000 / 100) * CASE WHEN c.code = 'MILL' THEN 100 ELSE 1 END * 0.5, 3) AS DECIMAL(18, 3)) AS reactive_kvarh,
  CASE c.code WHEN 'MILL' THEN 'std_090' WHEN 'WORKS' THEN 'std_085' ELSE 'not_assessed' END AS power_factor_standard,
  CASE WHEN c.code IN ('MILL', 'WORKS') THEN 'standard' ELSE 'not_assessed' END AS power_factor_mode,
  CAST(0 AS DECIMAL(18, 2)) AS energy_charge, CAST(0 AS DECIMAL(18, 2)) AS tier_charge, CAST(0 AS DECIMAL(18, 2)) AS capacity_charge,
  CAST(0 AS DECIMAL(18, 2)) AS power_factor_charge, CAST(0 AS DECIMAL(18, 2)) AS surcharge, CAST(0 AS DECIMAL(18, 2)) AS difference_charge,
  CAST(0 AS DECIMAL(18, 2)) AS relief_charge, CAST(0 AS DECIMAL(18, 2)) AS adjustment_charge, CAST(0 AS DECIMAL(18, 2)) AS total_charge
FROM c CROSS JOIN range(12) AS r(m)
"""
_OTHERS = {
    "customer": "SELECT id AS customer_id, 'org' AS org_id, DATE '2020-01-01' AS opened_on FROM c",
    "point": "SELECT id AS point_id, id AS customer_id, 'in_use' AS point_status, 'metered' AS quantity_method, "
    "CASE WHEN code = 'MILL' THEN 'lv_metered_hv_supplied' ELSE 'lv_metered_lv_supplied' END AS metering_side, "
    "CASE WHEN code = 'MILL' THEN 'T' || i END AS transformer_id FROM c",
    "transformer": "SELECT 'T' || i AS transformer_id, id AS customer_id, 'main' AS standby, 'iron_copper' AS loss_method, "
    "CAST(400 AS DECIMAL(12, 3)) AS capacity, CAST(570 AS DECIMAL(12, 3)) AS no_load_loss_w FROM c WHERE code = 'MILL'",
    "transformer_history": "SELECT 'T' || i AS transformer_id, DATE '2020-01-01' AS valid_from, 'running' AS run_status, "
    "CAST(400 AS DECIMAL(12, 3)) AS capacity FROM c WHERE code = 'MILL'",
    "org": "SELECT 'org' AS org_id",
    "price_region": "SELECT 'org' AS org_id, DATE '2020-01-01' AS valid_from, '36' AS region",
}


def tables(bills: int) -> dict[str, pa.Table]:
    """The canonical tables of about that many bills, a year of each customer."""
    made = duckdb.connect(config={"threads": "2"})
    made.execute(_CUSTOMERS.format(customers=max(bills // 12, 100)))
    found = {name: _canonical(name, made.execute(sql).to_arrow_table()) for name, sql in _OTHERS.items()}
    found["bill"] = _canonical("bill", made.execute(_BILLS).to_arrow_table())
    found |= tables_of(BOOK)
    chosen = [
        {
            "region": "36",
            "convention": name,
            "valid_from": "2020-01-01",
            "choice": choices[0],
            "confirmed_by": "bench",
            "confirmed_on": "2020-01-01",
        }
        for name, choices in CHOICES.items()
    ]
    found["convention"] = _canonical("convention", pa.Table.from_pylist(chosen))
    return found


def _canonical(name: str, rows: pa.Table) -> pa.Table:
    schema = table(name).arrow_schema
    columns = [
        rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(rows.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=pa.schema([pa.field(field.name, field.type) for field in schema]))


def stored(root: Path, given: dict[str, pa.Table]) -> Path:
    """The world as a store at ``root``, delivered at once."""
    delivery = Delivery(
        source="bench", profile="bench", profile_digest="1", received_at=datetime(2026, 1, 10),
        files=(DeliveredFile("bench", hashlib.sha256(b"bench").hexdigest(), 1),),
    )  # fmt: skip
    with Store.create(root).begin(delivery) as writer:
        counts = {}
        for name, rows in given.items():
            if rows.num_rows:
                number = writer.append(name, rows.cast(table(name).arrow_schema))
                counts[name] = Counts(number, number)
        writer.commit(counts)
    return root
