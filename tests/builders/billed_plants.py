"""The shops, works, farms and pumps of the billed town."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from billed_town import AUTUMN, STATION, Row, Terms, Town, bill, bills, chose, customer, months, point, transformer

from jicha.tariffs.case import CapacityPiece, Loss

_BIG = {"customer_class": "high_voltage", "supply_voltage": "ac_10_kv", "price_class": "large_industry"}
_FACTORY = _BIG | {"industry_code": "3311"}


def whole(kva: int, start: date, end: date) -> dict[str, Any]:
    """A capacity that does not change in a bill."""
    return {"capacity": (CapacityPiece(Decimal(kva), start, end),)}


def add_shops(town: Town) -> None:
    """Commerce at low voltage, and at high voltage below, at and above the limits of 100 and 315 kVA."""
    for number in range(15):
        bills(
            town,
            point(town, customer(town, f"shop{number}", kva=30), f"shop{number}"),
            Terms("36-TD1-LV"),
            AUTUMN,
            kwh=1500,
        )
    at_100 = customer(town, "shop_100", kva=100)
    bills(town, point(town, at_100, "shop_100"), Terms("36-TD1-LV", standard="std_085"), AUTUMN, kwh=9000)
    by_hours = customer(town, "shop_hours", kva=60)
    chose(town, "shop_hours", "no_time_of_use", date(2024, 3, 1))
    chose(town, "shop_hours", "time_of_use", date(2026, 2, 1))  # the later choice counts; the first was left open
    bills(town, point(town, by_hours, "shop_hours"), Terms("36-TD1-LV-T"), AUTUMN, kwh=4000)
    high = _BIG | {"price_class": "commercial_industrial", "industry_code": "6110"}
    plant(town, "hotel_80", 80, "36-TD1-10KV", "not_assessed", kwh=9000, file=high)
    plant(town, "hotel_200", 200, "36-TD1-10KV", "std_085", kwh=20000, file=high)
    plant(town, "hotel_stays", 630, "36-TD1-10KV", "std_085", kwh=90000, file=high | {"opened_on": date(2018, 5, 1)})
    chose(town, "hotel_stays", "grandfathered_single_part", date(2023, 6, 1))
    # of before 2023 and above 315 kVA: to stay needs no application, so there may be no record
    plant(town, "hotel_silent", 630, "36-TD1-10KV", "std_085", kwh=90000, file=high | {"opened_on": date(2018, 5, 1)})
    plant(town, "hotel_two", 200, "36-TD2-10KV", "std_085", kwh=40000, file=high, mode="capacity")
    chose(town, "hotel_two", "two_part")
    plant(town, "hotel_mode", 200, "36-TD2-10KV", "std_085", kwh=40000, file=high, mode="capacity")
    for row in town.of("bill", customer_id="hotel_mode"):  # some sources call it so, others large industry
        row["price_class"] = "commercial_industrial"
    chose(town, "hotel_mode", "time_of_use")
    chose(town, "hotel_mode", "capacity")  # who chose how capacity is charged has chosen two parts
    plant(town, "hotel_mid", 200, "36-TD2-10KV", "std_085", kwh=40000, file=high, mode="capacity", periods=months(9))
    chose(town, "hotel_mid", "two_part", date(2026, 9, 15))  # holds for the bill of its month


def add_plants(town: Town) -> None:
    """Industry at and about the limits of 160 and 315 kVA, by capacity and by demand, at 10, 20, 35 and 110 kV."""
    plant(town, "plant_159", 159, "36-TD1-10KV", "std_085", kwh=12000)
    plant(town, "plant_160", 160, "36-TD1-10KV", "std_090", kwh=12000)
    plant(town, "plant_161", 161, "36-TD1-10KV", "std_090", kwh=12000)
    for number in range(10):
        plant(town, f"plant_315_{number}", 315, "36-TD2-10KV", "std_090", kwh=50000, mode="capacity")
    demand = {"demand_contract": Decimal(600), "demand_actual": Decimal(620)}
    plant(town, "by_demand", 1000, "36-TD2-10KV", "std_090", kwh=200000, mode="demand_contract", told=demand)
    over = {"demand_contract": Decimal(600), "demand_actual": Decimal(700)}
    plant(town, "over_demand", 1000, "36-TD2-10KV", "std_090", kwh=200000, mode="demand_contract", told=over)
    busy = {"demand_contract": Decimal(800), "demand_actual": Decimal(790)}
    plant(town, "busy", 1000, "36-TD2-10KV", "std_090", kwh=300000, mode="demand_contract", told=busy)
    least = {"demand_contract": Decimal(400), "demand_actual": Decimal(390)}
    plant(town, "least", 1000, "36-TD2-10KV", "std_090", kwh=150000, mode="demand_contract", told=least)
    actual = {"demand_actual": Decimal(900)}
    high_side = {"metering_side": "hv_metered_hv_supplied"}
    for name, voltage, code in (
        ("plant_20kv", "ac_20_kv", "36-TD2-10KV"),
        ("plant_35kv", "ac_35_kv", "36-TD2-35KV"),
        ("plant_110kv", "ac_110_kv", "36-TD2-110KV"),
    ):
        plant(
            town,
            name,
            2000,
            code,
            "std_090",
            kwh=400000,
            mode="demand_actual",
            told=actual,
            file=_FACTORY | {"supply_voltage": voltage},
            side=high_side,
        )
    charging = ("charging",)
    for name, kva in (("charging_400", 400), ("charging_80", 80)):
        standard = "std_085" if kva >= 100 else "not_assessed"
        plant(
            town,
            name,
            kva,
            "36-TD2-10KV",
            standard,
            kwh=20000,
            mode="waived",
            preferences=charging,
            file=_BIG | {"price_class": "commercial_industrial", "industry_code": "8190"},
        )
        town.put("preference", customer_id=name, preference_kind="charging", valid_from=date(2024, 3, 1))
    plant(
        town,
        "sewage",
        400,
        "36-TD2-10KV",
        "std_090",
        kwh=60000,
        mode="capacity",
        file=_FACTORY | {"industry_code": "4620"},
    )
    town.put("preference", customer_id="sewage", preference_kind="capacity_waived", valid_from=date(2024, 3, 1))
    plant(
        town,
        "railway",
        400,
        "36-TD2-10KV",
        "std_085",
        kwh=60000,
        mode="capacity",
        hours=False,
        file=_BIG | {"industry_code": "5320", "price_class": "commercial_industrial"},
    )
    chose(town, "railway", "time_of_use")


def plant(
    town: Town,
    name: str,
    kva: int,
    code: str,
    standard: str,
    *,
    kwh: int,
    mode: str = "none",
    told: Row | None = None,
    file: Row | None = None,
    side: Row | None = None,
    preferences: tuple[str, ...] = (),
    periods: list[Any] | None = None,
    running: int | None = None,
    hours: bool = True,
    **more: Any,
) -> Row:
    """A customer with a transformer of its own, metered on its low side, where the loss is added."""
    owner = customer(
        town, name, kva=kva, **(file or _FACTORY) | ({"running_capacity": Decimal(running)} if running else {})
    )
    machine = transformer(town, name, name, kva=running or kva)
    where = point(
        town,
        owner,
        name,
        **{"metering_side": "lv_metered_hv_supplied", "transformer_id": name, "loss_method": "iron_copper"}
        | (side or {}),
    )
    for start, end in AUTUMN if periods is None else periods:
        loss = None
        if where["metering_side"] == "lv_metered_hv_supplied":
            spent = Decimal((end - start).days * 24)
            loss = Loss("iron_copper", hours=spent, no_load_loss_w=machine["no_load_loss_w"], copper_percent=Decimal(2))
        capacity = whole(running or kva, start, end) if mode == "capacity" else {}
        terms = Terms(code, standard, loss=loss, mode=mode, preferences=preferences, **more)
        bill(town, where, terms, start, end, kwh=kwh, told=(told or {}) | capacity)
    return where


def add_plants_with_more(town: Town) -> None:
    """Several points of one customer, stops, temporary supply, lists, and standing in the market."""
    # a dormitory and an office with meters of their own, and a share for the dwelling of the guard
    main = plant(town, "works", 1000, "36-TD2-10KV", "std_090", kwh=200000, mode="capacity", periods=[])
    owner = town.one("customer", customer_id="works")
    side = {"metering_side": "lv_metered_hv_supplied", "transformer_id": "works"}
    dormitory = point(town, owner, "works_dormitory", parent_point_id="works", **side)
    office = point(town, owner, "works_office", parent_point_id="works", **side)
    second = point(town, owner, "works_second", metering_side="hv_metered_hv_supplied")
    villa = point(town, owner, "works_villa", supply_voltage="ac_380_v")  # a supply of its own from the street
    loss = {"no_load_loss_w": Decimal(2000), "copper_percent": Decimal(2)}
    for start, end in AUTUMN:
        hours = Decimal((end - start).days * 24)
        terms = Terms("36-TD2-10KV", "std_090", loss=Loss("iron_copper", hours=hours, **loss), mode="capacity")
        bill(town, main, terms, start, end, kwh=200000, told=whole(1000, start, end) | {"sub_kwh": Decimal(5000)})
        bill(town, dormitory, Terms("36-HOME-FLAT"), start, end, kwh=3000)
        bill(town, office, Terms("36-TD1-10KV"), start, end, kwh=2000)
        bill(town, second, Terms("36-TD2-10KV", "std_090"), start, end, kwh=40000)  # its capacity is in the main bill
        bill(town, villa, Terms("36-TD1-LV"), start, end, kwh=900, supply_voltage="ac_380_v")
    # stopped for months before, so that what runs is below 315 kVA and the price single-part
    plant(town, "shrunk", 400, "36-TD1-10KV", "std_090", kwh=15000, running=200)
    _order(town, "shrunk", "capacity_reduction", date(2026, 5, 3), date(2026, 5, 20))
    # an order of capacity under way in October
    plant(town, "growing", 400, "36-TD2-10KV", "std_090", kwh=60000, mode="capacity")
    _order(town, "growing", "capacity_increase", date(2026, 10, 5), None)
    # wholly stopped in September: no loss, no energy; the file of today says that it runs
    plant(
        town,
        "paused",
        315,
        "36-TD1-10KV",
        "std_090",
        kwh=30000,
        periods=months(8, 8),
        file=_FACTORY | {"opened_on": date(2018, 1, 1)},
    )
    _pause(town, "paused", *AUTUMN[1])
    _one_of_two_stops(town, "two_machines", date(2026, 9, 11), date(2026, 10, 11))
    building = _BIG | {
        "industry_code": "4790",
        "price_class": "commercial_industrial",
        "temporary": "temporary_metered",
    }
    plant(town, "site", 400, "36-TD1-10KV", "std_085", kwh=30000, file=building)
    for row in town.of("bill", customer_id="site"):
        row["bill_kind"] = "temporary"
    plant(town, "left", 500, "36-TD2-10KV", "std_090", kwh=80000, mode="capacity", purchase_ratio=Decimal("1.5"))
    plant(town, "stayed", 500, "36-TD2-10KV", "std_090", kwh=80000, mode="capacity")
    for name, reason in (("left", True), ("stayed", False)):
        town.put(
            "market_history",
            customer_id=name,
            valid_from=date(2025, 1, 1),
            market_class="agency",
            left_without_reason=reason,
        )
    plant(town, "listed", 500, "36-TD2-10KV", "std_090", kwh=80000, mode="capacity", difference_price=Decimal("0.1"))
    listed = town.one("customer", customer_id="listed")
    dwelling = point(town, listed, "listed_dwelling", supply_voltage="ac_380_v")
    for start, end in AUTUMN:
        bill(town, dwelling, Terms("36-HOME-FLAT"), start, end, kwh=800, supply_voltage="ac_380_v")
    plant(town, "late_listed", 500, "36-TD2-10KV", "std_090", kwh=80000, mode="capacity", periods=months(8, 9))
    for name, begin in (("listed", date(2025, 1, 1)), ("late_listed", date(2026, 9, 20))):
        town.put(
            "difference_price_list",
            customer_id=name,
            list_kind="restricted",
            valid_from=begin,
            extra_price=Decimal("0.1"),
        )


def _order(town: Town, name: str, kind: str, accepted: date, finished: date | None) -> None:
    town.put(
        "service_order",
        order_id=f"{name}-{kind}",
        customer_id=name,
        org_id=STATION,
        order_kind=kind,
        order_status="archived" if finished else "open",
        accepted_at=_instant(accepted),
        finished_at=_instant(finished) if finished else None,
    )


def _instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC).replace(tzinfo=None)


def _pause(town: Town, name: str, start: date, end: date) -> None:
    """The transformer is sealed for the days; the bill of them has nothing to charge."""
    _seal(town, name, start, end)
    where = town.one("point", point_id=name)
    bill(town, where, Terms("36-TD1-10KV"), start, end, kwh=0, running_capacity=Decimal(0), loss_hours=Decimal(0))


def _seal(town: Town, machine: str, start: date, end: date) -> None:
    first = town.one("transformer_history", transformer_id=machine)
    first["valid_to"] = start
    more = {"transformer_id": machine, "capacity": first["capacity"]}
    town.put("transformer_history", valid_from=start, valid_to=end, run_status="sealed", change_kind="stop", **more)
    town.put("transformer_history", valid_from=end, run_status="running", change_kind="start", **more)


def _one_of_two_stops(town: Town, name: str, stop: date, resume: date) -> None:
    """Of two transformers the larger is sealed for a month; the smaller runs on and is charged each month whole."""
    owner, second = customer(town, name, kva=1630, **_FACTORY), f"{name}_2"
    transformer(town, name, name, kva=630)
    transformer(town, name, second, kva=1000)
    _seal(town, second, stop, resume)
    where = point(town, owner, name, metering_side="hv_metered_hv_supplied")
    spans = ((1000, date(2020, 1, 1), stop), (0, stop, resume), (1000, resume, date(2027, 1, 1)))
    for start, end in AUTUMN:
        changing = [
            CapacityPiece(Decimal(kva), max(since, start), min(until, end), second)
            for kva, since, until in spans
            if since < end and until > start
        ]
        told = {"capacity": (CapacityPiece(Decimal(630), start, end, name), *changing)}
        terms = Terms("36-TD2-10KV", "std_090", mode="capacity")
        bill(town, where, terms, start, end, kwh=200000, told=told)


def add_fields(town: Town) -> None:
    """Farms and pumps below, at and above 100 kVA."""
    high = {"customer_class": "high_voltage", "supply_voltage": "ac_10_kv", "market_class": "not_in_market"}
    farm = high | {"price_class": "agricultural", "industry_code": "0112"}
    pump = high | {"price_class": "irrigation", "industry_code": "0511"}
    for name, kva, code, standard, file in (
        ("farm_50", 50, "36-FARM", "not_assessed", farm),
        ("farm_100", 100, "36-FARM", "std_080", farm),
        ("farm_200", 200, "36-FARM", "std_080", farm),
        ("pump_50", 50, "36-PUMP", "not_assessed", pump),
        ("pump_100", 100, "36-PUMP", "std_085", pump),
    ):
        plant(town, name, kva, code, standard, kwh=4000, file=file)
