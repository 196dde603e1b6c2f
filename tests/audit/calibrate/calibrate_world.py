"""A small utility whose bills were made by known readings: households, shops, works, industry, late fees.

The bills' energy and money are what the facts make of them by the truth; what the tests ask is whether the truth is
found again from the bills alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
from calibrate_book import BOOK_TEXT

from jicha.audit.calibrate.population import draw, find_bills
from jicha.audit.calibrate.rerate import EXPECTED
from jicha.audit.calibrate.touched import find_touched
from jicha.audit.calibrate.variants import Variants, settle
from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.pages.judge import Window, page_sql
from jicha.pages.library import Library
from jicha.pages.page import Page
from jicha.pages.stage import compute_fact
from jicha.schema import table
from jicha.store.delivery import Counts, DeliveredFile, Delivery
from jicha.store.store import Store
from jicha.tariffs.book_file import read_book
from jicha.tariffs.compile import tables_of
from jicha.tariffs.conventions import CHOICES

UNITS = ("east", "west")
WINDOW = Window(date(2024, 1, 1), date(2026, 2, 1), date(2026, 1, 31))
FIRST_CHOICES: Mapping[str, str] = {name: choices[0] for name, choices in CHOICES.items()}
MILLS_ONLY, HOMES_ONLY, EVERYBODY = ("MILL",), ("HOME",), ("HOME", "SHOP", "WORKS", "MILL")
CHARGES = {
    "energy_charge": "energy_money", "tier_charge": "tier_money", "capacity_charge": "capacity_money",
    "power_factor_charge": "power_factor_money", "surcharge": "surcharge_money",
    "difference_charge": "difference_money", "relief_charge": "relief_money", "total_charge": "total_money",
}  # fmt: skip
_OF_CODE = {"MILL": ("capacity_charge", "power_factor_charge"), "WORKS": ("power_factor_charge",)}
Row = dict[str, Any]
Tables = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class World:
    """The rows of a utility, and the bills among them that were made wrong on purpose."""

    tables: Tables
    wrong: tuple[str, ...] = ()


def world(truth: Mapping[str, str], *, other: Mapping[str, str] | None = None, kinds: Sequence[str] = EVERYBODY,
          seed: int = 1) -> World:  # fmt: skip
    """A utility that bills by ``truth``, by the first choice of what that does not name; ``other`` is of the west."""
    readings = {"east": {**FIRST_CHOICES, **truth}, "west": {**FIRST_CHOICES, **(truth if other is None else other)}}
    made: Tables = {"org": [{"org_id": "city", "name": "City"}], "customer": [], "point": [], "bill": []}
    made |= {"transformer": [], "transformer_history": [], "late_fee": [], "receivable": []}
    made["price_region"] = [{"org_id": "city", "valid_from": date(2015, 1, 1), "region": "36"}]
    for unit in UNITS:
        made["org"].append({"org_id": unit, "parent_org_id": "city", "name": unit.title()})
        for kind in kinds:
            _KINDS[kind](made, Random(f"{seed}{unit}{kind}"), unit, readings[unit])
    made |= {name: rows.to_pylist() for name, rows in tables_of(read_book(BOOK_TEXT)).items()}
    bill_all(made, readings)
    return World(made)


def spoiled(found: World, *, share: int, seed: int = 7) -> World:
    """The same with every ``share``-th bill charged wrong, by an amount that no reading comes to."""
    random, wrong = Random(seed), []
    bills = [dict(row) for row in found.tables["bill"]]
    for place in range(share // 2, len(bills), share):
        off = Decimal(random.randint(2000, 90000)) / 100
        column = random.choice(
            ("energy_charge", "surcharge", "total_charge", *_OF_CODE.get(bills[place]["price_code"], ()))
        )
        bills[place][column] += off
        if column != "total_charge":
            bills[place]["total_charge"] += off
        wrong.append(bills[place]["bill_id"])
    return World({**found.tables, "bill": bills}, tuple(sorted(wrong)))


def store_of(root: Path, found: World, **more: list[Row]) -> Path:
    """The world as a store; ``more`` are rows of further tables."""
    store = Store.create(root)
    rows = {name: given for name, given in {**found.tables, **more}.items() if given}
    delivery = Delivery(
        source="utility", profile="own", profile_digest="1", received_at=datetime(2026, 2, 1),
        files=(DeliveredFile("export.csv", hashlib.sha256(str(root).encode()).hexdigest(), 1),),
    )  # fmt: skip
    with store.begin(delivery) as writer:
        counts = {}
        for name, given in rows.items():
            number = writer.append(name, arrow(name, given))
            counts[name] = Counts(number, number)
        writer.commit(counts)
    return root


def arrow(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows of a canonical table, blank where nothing is given."""
    full = [{column: row.get(column) for column in table(name).by_name} for row in rows]
    return pa.Table.from_pylist(full, schema=table(name).arrow_schema)


def settled_rows(choices: Mapping[str, str], by: str | None = "Li Ming") -> list[Row]:
    """Rows of ``convention`` that a person confirmed."""
    return [
        {"region": "36", "convention": name, "choice": choice, "valid_from": date(2015, 1, 1), "confirmed_by": by,
         "confirmed_on": date(2026, 1, 5)}
        for name, choice in choices.items()
    ]  # fmt: skip


def bill_all(made: Tables, readings: Mapping[str, Mapping[str, str]]) -> None:
    """Give each bill the energy and the money that the readings of its unit make of it."""
    unit_of = {row["customer_id"]: row["org_id"] for row in made["customer"]}
    alike = readings["east"] == readings["west"]
    for fact, columns in (("bill_quantity", {"kwh": "expected_kwh"}), ("expected_bill", CHARGES)):
        found: dict[str, list[Row]] = {}
        for unit in UNITS:
            found[unit] = found["east"] if alike and unit == "west" else _computed(made, readings[unit], fact)
        rows = {(unit, row["bill_id"]): row for unit in UNITS for row in found[unit]}
        for bill in made["bill"]:
            row = rows[unit_of[bill["customer_id"]], bill["bill_id"]]
            assert row.get("unsure") is None, row
            bill |= {column: row[of] for column, of in columns.items()}


def under_trial(engine: Engine, found: World, *, sample: int = 0) -> Variants:
    """The world in an engine: all facts for all readings, the bills drawn, and those that each convention touches."""
    library = pages()
    wanted = [library.pages[EXPECTED]]
    for name in {*library.tables_for(wanted), "org", "point"}:
        engine.register(name, arrow(name, found.tables.get(name, [])))
    settle(engine, ["36"], {})
    compute_fact(engine, library.pages["org_region"], {}, WINDOW)
    find_bills(engine, WINDOW)
    variants = Variants(library, wanted)
    variants.compute(engine, ["36"], WINDOW, lambda what: None)
    draw(engine, sample)
    find_touched(engine, variants)
    return variants


@cache
def expected() -> tuple[Page, str]:
    """The page of expected bills, and its SELECT with all values bound."""
    page = pages().pages[EXPECTED]
    return page, page_sql(page, {}, WINDOW)


@cache
def pages() -> Library:
    """The pages that ship, read once."""
    return Library.shipped()


def _computed(made: Tables, readings: Mapping[str, str], fact: str) -> list[Row]:
    library = pages()
    page = library.pages[fact]
    engine: Engine
    with DuckDbEngine(threads=2) as engine:
        for name in library.tables_for([page]):
            rows = settled_rows(readings) if name == "convention" else made.get(name, [])
            engine.register(name, arrow(name, rows))
        for one in (*library.facts_for([page]), page):
            compute_fact(engine, one, {}, WINDOW)
        found: list[Row] = engine.query(f"SELECT * FROM {fact}").to_pylist()
    return found


def _home(made: Tables, random: Random, unit: str, readings: Mapping[str, str]) -> None:
    """Households read on the first, billed in the month after: December is billed in January. Some moved in in June."""
    for number in range(9):
        opened = date(2025, 6, 15) if number % 3 == 0 else date(2024, 12, 1)
        name = _customer(made, unit, "home", number, "lv_resident", opened)
        for start, end in _months(max(opened, date(2024, 12, 1)), 13 if number % 3 else 7):
            _bill(made, random, name, "HOME", start, end, kwh=random.randint(28000, 52000), month=end)


def _shop(made: Tables, random: Random, unit: str, readings: Mapping[str, str]) -> None:
    """Shops read on the eleventh: the price changes within the bill of July."""
    for number in range(8):
        name = _customer(made, unit, "shop", number, "lv_non_resident", date(2020, 1, 1))
        for start, end in _months(date(2025, 5, 11), 4):
            _bill(made, random, name, "SHOP", start, end, kwh=random.randint(90000, 400000), month=end.replace(day=1))
        _late_fee(made, name, Decimal(random.randint(10000, 90000)) / 10, readings["late_fee_year_end"])


def _works(made: Tables, random: Random, unit: str, readings: Mapping[str, str]) -> None:
    """Works whose power factor is assessed."""
    for number in range(6):
        name = _customer(made, unit, "works", number, "lv_non_resident", date(2020, 1, 1))
        for start, end in _months(date(2025, 1, 1), 8):
            _bill(made, random, name, "WORKS", start, end, kwh=random.randint(900000, 4000000), month=start,
                  power_factor_standard="std_085")  # fmt: skip


def _mill(made: Tables, random: Random, unit: str, readings: Mapping[str, str]) -> None:
    """Industry by capacity that changes within months before and after June 2024, or by demand above the limit."""
    for number in range(6):
        name = _customer(made, unit, "mill", number, "high_voltage", date(2020, 1, 1), industry_code="3100")
        machine = f"{name}-t"
        made["transformer"].append(
            {"transformer_id": machine, "customer_id": name, "standby": "main", "loss_method": "iron_copper",
             "capacity": Decimal(400), "no_load_loss_w": Decimal(571), "first_run_on": date(2020, 1, 1)}
        )  # fmt: skip
        made["point"][-1] |= {"transformer_id": machine, "metering_side": "lv_metered_hv_supplied"}
        steps = (date(2020, 1, 1), date(2024, 5, 11), date(2024, 7, 16), date(2024, 8, 6), None)
        for place, (start, after) in enumerate(pairwise(steps)):
            made["transformer_history"].append(
                {"transformer_id": machine, "valid_from": start, "valid_to": after, "run_status": "running",
                 "capacity": Decimal((400, 315)[place % 2]), "change_kind": "new" if place == 0 else "reduce"}
            )  # fmt: skip
        for start, end in _months(date(2024, 4, 1), 6):
            _bill(made, random, name, "MILL", start, end, kwh=random.randint(3000000, 9000000), month=start,
                  power_factor_standard="std_090" if readings["threshold_160"] == "inclusive" else "std_085",
                  customer_class="high_voltage", industry_code="3100", contract_capacity=Decimal(160),
                  capacity_charge_mode="capacity" if number % 2 else "demand_contract",
                  demand_contract=Decimal(300),
                  demand_actual=Decimal(random.randint(280, 360) if number else 340))  # fmt: skip


def _hours(made: Tables, random: Random, unit: str, readings: Mapping[str, str]) -> None:
    """Works with twelve lines of energy, all of whose bills lie over the change of price: nothing shows by itself."""
    for number in range(20):
        name = _customer(made, unit, "hours", number, "lv_non_resident", date(2020, 1, 1))
        kwh = random.randint(90000, 400000)
        _bill(made, random, name, "HOURS", date(2025, 6, 11), date(2025, 7, 11), kwh=kwh, month=date(2025, 7, 1),
              peak_kwh=Decimal(random.randint(10000, 30000)) / 100,
              valley_kwh=Decimal(random.randint(10000, 30000)) / 100)  # fmt: skip


_KINDS = {"HOURS": _hours, "HOME": _home, "SHOP": _shop, "WORKS": _works, "MILL": _mill}
_CLASSES = {"HOME": "residential", "SHOP": "commercial_industrial", "WORKS": "commercial_industrial"}


def _customer(made: Tables, unit: str, kind: str, number: int, customer_class: str, opened: date, **more: Any) -> str:
    name = f"{unit}-{kind}-{number}"
    made["customer"].append(
        {"customer_id": name, "org_id": unit, "customer_class": customer_class, "opened_on": opened, **more}
    )
    made["point"].append(
        {"point_id": name, "customer_id": name, "point_status": "in_use", "quantity_method": "metered",
         "metering_side": "lv_metered_lv_supplied"}
    )  # fmt: skip
    return name


def _months(start: date, count: int) -> Iterator[tuple[date, date]]:
    for _ in range(count):
        end = (start.replace(day=1) + timedelta(31)).replace(day=1)
        end = end if start.day in (1, 15) else end.replace(day=start.day)
        yield start, end
        start = end


def _bill(made: Tables, random: Random, name: str, code: str, start: date, end: date, *, kwh: int, month: date,
          **more: Any) -> None:  # fmt: skip
    """A bill of ``kwh`` hundredths of a kWh by the meter."""
    metered = Decimal(kwh) / 100
    assessed = "power_factor_standard" in more
    made["bill"].append(
        {"bill_id": f"{name}-{start:%Y%m}", "customer_id": name, "point_id": name, "commodity": "electricity",
         "month": month, "period_start": start, "period_end": end, "issued_on": end, "bill_kind": "ordinary",
         "bill_status": "issued", "price_class": _CLASSES.get(code, "large_industry"), "price_code": code,
         "price_strategy": "two_part" if code == "MILL" else "single_part", "capacity_charge_mode": "none",
         "months_stated": 1, "price_ratio": Decimal(1), "ratio": Decimal(1), "reading_start": Decimal(0),
         "reading_end": metered, "reading_kwh": metered, "adjusted_kwh": Decimal(0),
         "reactive_kvarh": round(metered * random.randint(20, 90) / 100, 3), "power_factor_standard": "not_assessed",
         "power_factor_mode": "standard" if assessed else "not_assessed", "adjustment_charge": Decimal(0), **more}
    )  # fmt: skip


def _late_fee(made: Tables, name: str, arrears: Decimal, reading: str) -> None:
    """Due on 20 December 2024, paid on 10 January 2025: 11 days of December and 10 of January.

    Two permille a day in the year of the debt, three afterwards: 22 + 30 permille, or 21 x 3 = 63.
    """
    permille = {"split_at_year_end": 52, "whole_at_later_rate": 63}[reading]
    made["receivable"].append(
        {"receivable_id": f"{name}-r", "customer_id": name, "money_due": arrears, "due_on": date(2024, 12, 20),
         "late_fee_defer": "none", "month": date(2024, 12, 1)}
    )  # fmt: skip
    made["late_fee"].append(
        {"late_fee_id": f"{name}-f", "customer_id": name, "receivable_id": f"{name}-r", "arrears": arrears,
         "paid_on": date(2025, 1, 10), "money": round(arrears * permille / 1000, 2), "waived": Decimal(0)}
    )  # fmt: skip
