"""The facts in the engine beside the scalar biller through the bridge, bill by bill."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
from rate_draw import Tables
from rate_world import TODAY

from jicha.audit.rate.case import NoSuchBill, case_of
from jicha.audit.rate.place import region_of, settled_of
from jicha.audit.rate.rows import Rows
from jicha.engine.engine import Engine
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.stage import compute_fact
from jicha.schema import table
from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.case import BadCase
from jicha.tariffs.errors import MissingInput, MissingPrice, OverlappingPrices, Unsettled

UNKNOWN = (MissingInput, MissingPrice, OverlappingPrices, Unsettled, BadCase)
WINDOW = Window(date(1900, 1, 1), TODAY + timedelta(1), TODAY)
COMPONENTS: Mapping[str, tuple[str, ...]] = {
    "energy_money": ("energy", "market_energy", "transport", "grid_loss", "system_operation"),
    "market_money": ("market_energy",),
    "transport_money": ("transport",),
    "grid_loss_money": ("grid_loss",),
    "system_money": ("system_operation",),
    "tier_money": ("tier",),
    "capacity_money": ("capacity", "demand"),
    "power_factor_money": ("power_factor",),
    "surcharge_money": ("surcharge",),
    "difference_money": ("difference",),
    "relief_money": ("relief",),
    "adjustment_money": ("adjustment",),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """What the two make of one bill: money by component, or why there is none."""

    bill_id: str
    by_facts: Mapping[str, Decimal] | str
    by_biller: Mapping[str, Decimal] | str

    @property
    def agrees(self) -> bool:
        """Whether both are unsure, or every money is the same."""
        if isinstance(self.by_facts, str) or isinstance(self.by_biller, str):
            return isinstance(self.by_facts, str) and isinstance(self.by_biller, str)
        return self.by_facts == self.by_biller


def compute_facts(engine: Engine, made: Tables) -> list[dict[str, Any]]:
    """The rows of the fact ``expected_bill`` over a world."""
    library = _facts()
    page = library.pages["expected_bill"]
    for name in sorted(library.tables_for([page, *library.facts_for([page])])):
        if name in library.pages:
            continue
        rows = [{column: row[column] for column in table(name).by_name} for row in made.get(name, [])]
        engine.register(name, pa.Table.from_pylist(rows, schema=table(name).arrow_schema))
    for fact in library.facts_for([page]):
        compute_fact(engine, fact, {}, WINDOW)
    compute_fact(engine, page, {}, WINDOW)
    return list(engine.query("SELECT * FROM expected_bill").to_pylist())


@cache
def _facts() -> Library:
    return Library.shipped()


def pairs(engine: Engine, made: Tables) -> Iterator[Pair]:
    """Each ordinary bill of a world with what the two make of it."""
    cut = cut_by_customer(made)
    for row in compute_facts(engine, made):
        yield Pair(row["bill_id"], of_facts(row), of_biller(cut(row["bill_id"]), row["bill_id"]))


def of_facts(row: Mapping[str, Any]) -> Mapping[str, Decimal] | str:
    """The money of a row of the fact."""
    found = {name: row[name] for name in (*COMPONENTS, "total_money")}
    if row["unsure"] is not None:
        assert set(found.values()) == {None}, row
        return str(row["unsure"])
    assert None not in found.values(), f"{row['bill_id']} is blank and no reason says why"
    return found


def of_biller(rows: Rows, bill_id: str) -> Mapping[str, Decimal] | str:
    """The money by the scalar biller, through the bridge."""
    rated = rated_of(rows, bill_id)
    if isinstance(rated, str):
        return rated
    return {name: rated.money(*of) for name, of in COMPONENTS.items()} | {"total_money": rated.total}


def rated_of(rows: Rows, bill_id: str) -> Rated | str:
    """The bill by the scalar biller, or the error that stands for unsure."""
    try:
        bill = next(iter(rows.of("bill", bill_id=bill_id)))
        customer = rows.one("customer", customer_id=bill["customer_id"])
        if customer is None:
            return "no customer"
        settled = settled_of(rows, region_of(rows, customer, TODAY), TODAY)
        case, book = case_of(rows, bill_id, TODAY)
        return rate(case, book, settled)
    except NoSuchBill:
        raise
    except UNKNOWN as error:
        return f"{type(error).__name__}: {error}"


def cut_by_customer(made: Tables) -> Callable[[str], Rows]:
    """Cuts a world to what belongs to the family of a bill, so that thousands of bills do not read all rows each."""
    prices = {"org", "price_region", "convention", "price_book", "price_item", "price_component", "surcharge_rate",
              "tier_rule", "capacity_rule", "component_waiver", "power_factor_step"}  # fmt: skip
    families: dict[str, dict[str, list[dict[str, Any]]]] = {}
    regions: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name, rows in made.items():
        for row in rows:
            if name in prices:
                regions.setdefault(_region_of(row), {}).setdefault(name, []).append(row)
            else:
                families.setdefault(_family_of(row), {}).setdefault(name, []).append(row)
    family_of_bill = {row["bill_id"]: _family_of(row) for row in made["bill"]}
    both = regions.get("", {})

    def cut(bill_id: str) -> Rows:
        family = family_of_bill[bill_id]
        return Rows({**both, **regions.get(family[:2], {}), **families[family]})

    return cut


def _region_of(row: Mapping[str, Any]) -> str:
    return str(row.get("region") or row.get("org_id") or row.get("book_id") or "")[:2]


def _family_of(row: Mapping[str, Any]) -> str:
    name = next(
        str(row[one]) for one in ("bill_id", "customer_id", "point_id", "transformer_id") if row.get(one) is not None
    )
    head, _, tail = name.partition("-")
    return head + "-" + "".join(_leading_digits(tail))


def _leading_digits(text: str) -> str:
    return text[: next((place for place, one in enumerate(text) if not one.isdigit()), len(text))]
