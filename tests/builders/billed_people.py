"""Who lives in the billed town: every kind of customer whose bill looks odd and is right, and many who look plain."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from billed_town import STATION, Row, Terms, Town, bill, customer, founded, months, point, transformer

from jicha.tariffs.case import CapacityPiece, Loss

AUTUMN = months(8)
YEAR = months(1)
LATE, NEXT = date(2026, 8, 26), date(2026, 9, 26)
_BIG = {"customer_class": "high_voltage", "supply_voltage": "ac_10_kv", "price_class": "large_industry"}
_FACTORY = _BIG | {"industry_code": "3311"}
_HOME = {
    "customer_class": "lv_resident", "price_class": "residential", "industry_code": "9900", "supply_voltage": "ac_220_v",
    "market_class": "not_in_market",
}  # fmt: skip


@cache
def _town() -> Town:
    town = founded()
    _industries(town)
    _homes(town)
    _shops(town)
    _plants(town)
    _plants_with_more(town)
    _fields(town)
    _odd_bills(town)
    _sun(town)
    return town


def billed_town() -> Town:
    """A town of its own for each caller."""
    return _town().copy()


def whole(kva: int, start: date, end: date) -> dict[str, Any]:
    """A capacity that does not change in a bill."""
    return {"capacity": (CapacityPiece(Decimal(kva), start, end),)}


def _industries(town: Town) -> None:
    """Which prices an industry may have: a household its own, a farm that of farming, the others that of commerce."""
    for prefix, price_class, duty in (
        ("*", "commercial_industrial", "allowed"), ("*", "large_industry", "allowed"), ("*", "residential", "not_allowed"),
        ("*", "agricultural", "not_allowed"), ("*", "irrigation", "not_allowed"),
        ("*", "residential_institution", "not_allowed"), ("99", "residential", "required"),
        ("01", "agricultural", "required"), ("05", "irrigation", "allowed"), ("83", "residential_institution", "required"),
    ):  # fmt: skip
        town.put(
            "industry_price_rule",
            industry_prefix=prefix,
            price_class=price_class,
            duty=duty,
            valid_from=date(2020, 1, 1),
        )


def _homes(town: Town) -> None:
    """Households by tiers, of many persons, with relief, behind one meter, opened in the year, read every two months."""
    for number in range(30):
        _home(town, f"home{number}", kwh=90 + 20 * number)  # the last of them reach the third tier
    _home(town, "five", kwh=260, terms=Terms("36-HOME", household="five_or_more"))
    _many(town, "five", 5, "extra_block")
    _home(town, "seven", kwh=330, terms=Terms("36-HOME-FLAT"))
    _many(town, "seven", 7, "flat_price")
    _home(town, "chose_flat", kwh=330, terms=Terms("36-HOME-FLAT"))
    _chose(town, "chose_flat", "flat_household")
    _home(town, "relieved", kwh=60, terms=Terms("36-HOME", relief_kwh=Decimal(10)))
    _relieved(town, "relieved", "L1", date(2025, 1, 1), None)
    _home(town, "shared", kwh=700, terms=Terms("36-HOME-FLAT"))
    town.one("site", site_id="shared")["tenant_count"] = 4
    _home(
        town,
        "new_in_may",
        kwh=250,
        periods=months(5),
        terms=Terms("36-HOME", months_in_cycle=8),
        opened_on=date(2026, 5, 1),
    )
    pairs = [(date(2026, one, 1), date(2026, one + 2, 1)) for one in (1, 3, 5, 7, 9)]
    _home(town, "two_months", kwh=300, periods=pairs, months_billed=2, bill_cycle_months=2)
    # one family that moved on 10 September: each dwelling has its relief for its own days
    _home(town, "moved_out", kwh=60, periods=[*months(7, 8), (date(2026, 9, 1), date(2026, 9, 10))],
          terms=Terms("36-HOME", relief_kwh=Decimal(10)), closed_on=date(2026, 9, 10), opened_on=date(2024, 3, 1))  # fmt: skip
    _relieved(town, "moved_out", "L2", date(2025, 1, 1), date(2026, 9, 10))
    _home(town, "moved_in", kwh=60, periods=[(date(2026, 9, 10), date(2026, 10, 1)), *months(10)],
          terms=Terms("36-HOME", relief_kwh=Decimal(10), months_in_cycle=4), opened_on=date(2026, 9, 10))  # fmt: skip
    _relieved(town, "moved_in", "L2", date(2026, 9, 10), None)
    school = customer(town, "school", kva=80, **_HOME | {"customer_class": "lv_non_resident", "industry_code": "8321",
                      "price_class": "residential_institution"})  # fmt: skip
    _bills(town, point(town, school, "school"), Terms("36-HOME-INST"), AUTUMN, kwh=9000)


def _home(
    town: Town, name: str, *, kwh: int, terms: Terms | None = None, periods: list[Any] | None = None,
    months_billed: int = 1, **file: Any,
) -> None:  # fmt: skip
    owner = customer(town, name, kva=8, **_HOME | file)
    where = point(town, owner, name, wiring="single_phase")
    told = {"months_billed": months_billed}
    for start, end in periods or YEAR:
        bill(town, where, terms or Terms("36-HOME"), start, end, kwh=kwh * months_billed, told=told)


def _many(town: Town, name: str, persons: int, benefit: str) -> None:
    town.put(
        "many_person_household", household_id=name, customer_id=name, person_count=persons, benefit=benefit,
        registered_on=date(2025, 3, 1), valid_to=date(2028, 3, 1),
    )  # fmt: skip
    for number in range(persons):
        town.put("household_member", household_id=name, person_no=f"{name}{number}")


def _chose(town: Town, name: str, choice: str, begin: date = date(2024, 3, 1), end: date | None = None) -> None:
    town.put("price_choice", customer_id=name, choice=choice, valid_from=begin, valid_to=end, chosen_on=begin)


def _relieved(town: Town, name: str, number: str, begin: date, end: date | None) -> None:
    town.put(
        "low_income_household", customer_id=name, valid_from=begin, valid_to=end, relief_kind="minimum_living",
        free_kwh_monthly=Decimal(10), on_civil_list=True, civil_list_no=number, checked_on=date(2026, 1, 5),
    )  # fmt: skip


def _shops(town: Town) -> None:
    """Commerce at low voltage, and at high voltage below, at and above the limits of 100 and 315 kVA."""
    for number in range(15):
        _bills(
            town,
            point(town, customer(town, f"shop{number}", kva=30), f"shop{number}"),
            Terms("36-TD1-LV"),
            AUTUMN,
            kwh=1500,
        )
    at_100 = customer(town, "shop_100", kva=100)
    _bills(town, point(town, at_100, "shop_100"), Terms("36-TD1-LV", standard="std_085"), AUTUMN, kwh=9000)
    by_hours = customer(town, "shop_hours", kva=60)
    _chose(town, "shop_hours", "no_time_of_use", date(2024, 3, 1))
    _chose(town, "shop_hours", "time_of_use", date(2026, 2, 1))  # the later choice counts; the first was left open
    _bills(town, point(town, by_hours, "shop_hours"), Terms("36-TD1-LV-T"), AUTUMN, kwh=4000)
    high = _BIG | {"price_class": "commercial_industrial", "industry_code": "6110"}
    _plant(town, "hotel_80", 80, "36-TD1-10KV", "not_assessed", kwh=9000, file=high)
    _plant(town, "hotel_200", 200, "36-TD1-10KV", "std_085", kwh=20000, file=high)
    _plant(town, "hotel_stays", 630, "36-TD1-10KV", "std_085", kwh=90000, file=high | {"opened_on": date(2018, 5, 1)})
    _chose(town, "hotel_stays", "grandfathered_single_part", date(2023, 6, 1))
    # of before 2023 and above 315 kVA: to stay needs no application, so there may be no record
    _plant(town, "hotel_silent", 630, "36-TD1-10KV", "std_085", kwh=90000, file=high | {"opened_on": date(2018, 5, 1)})
    _plant(town, "hotel_two", 200, "36-TD2-10KV", "std_085", kwh=40000, file=high, mode="capacity")
    _chose(town, "hotel_two", "two_part")
    _plant(town, "hotel_mode", 200, "36-TD2-10KV", "std_085", kwh=40000, file=high, mode="capacity")
    for row in town.of("bill", customer_id="hotel_mode"):  # some sources call it so, others large industry
        row["price_class"] = "commercial_industrial"
    _chose(town, "hotel_mode", "time_of_use")
    _chose(town, "hotel_mode", "capacity")  # who chose how capacity is charged has chosen two parts
    _plant(town, "hotel_mid", 200, "36-TD2-10KV", "std_085", kwh=40000, file=high, mode="capacity", periods=months(9))
    _chose(town, "hotel_mid", "two_part", date(2026, 9, 15))  # holds for the bill of its month


def _plants(town: Town) -> None:
    """Industry at and about the limits of 160 and 315 kVA, by capacity and by demand, at 10, 20, 35 and 110 kV."""
    _plant(town, "plant_159", 159, "36-TD1-10KV", "std_085", kwh=12000)
    _plant(town, "plant_160", 160, "36-TD1-10KV", "std_090", kwh=12000)
    _plant(town, "plant_161", 161, "36-TD1-10KV", "std_090", kwh=12000)
    for number in range(10):
        _plant(town, f"plant_315_{number}", 315, "36-TD2-10KV", "std_090", kwh=50000, mode="capacity")
    demand = {"demand_contract": Decimal(600), "demand_actual": Decimal(620)}
    _plant(town, "by_demand", 1000, "36-TD2-10KV", "std_090", kwh=200000, mode="demand_contract", told=demand)
    over = {"demand_contract": Decimal(600), "demand_actual": Decimal(700)}
    _plant(town, "over_demand", 1000, "36-TD2-10KV", "std_090", kwh=200000, mode="demand_contract", told=over)
    busy = {"demand_contract": Decimal(800), "demand_actual": Decimal(790)}
    _plant(town, "busy", 1000, "36-TD2-10KV", "std_090", kwh=300000, mode="demand_contract", told=busy)
    least = {"demand_contract": Decimal(400), "demand_actual": Decimal(390)}
    _plant(town, "least", 1000, "36-TD2-10KV", "std_090", kwh=150000, mode="demand_contract", told=least)
    actual = {"demand_actual": Decimal(900)}
    high_side = {"metering_side": "hv_metered_hv_supplied"}
    for name, voltage, code in (
        ("plant_20kv", "ac_20_kv", "36-TD2-10KV"), ("plant_35kv", "ac_35_kv", "36-TD2-35KV"),
        ("plant_110kv", "ac_110_kv", "36-TD2-110KV"),
    ):  # fmt: skip
        _plant(town, name, 2000, code, "std_090", kwh=400000, mode="demand_actual", told=actual,
               file=_FACTORY | {"supply_voltage": voltage}, side=high_side)  # fmt: skip
    charging = ("charging",)
    for name, kva in (("charging_400", 400), ("charging_80", 80)):
        standard = "std_085" if kva >= 100 else "not_assessed"
        _plant(town, name, kva, "36-TD2-10KV", standard, kwh=20000, mode="waived", preferences=charging,
               file=_BIG | {"price_class": "commercial_industrial", "industry_code": "8190"})  # fmt: skip
        town.put("preference", customer_id=name, preference_kind="charging", valid_from=date(2024, 3, 1))
    _plant(
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
    _plant(town, "railway", 400, "36-TD2-10KV", "std_085", kwh=60000, mode="capacity", hours=False,
           file=_BIG | {"industry_code": "5320", "price_class": "commercial_industrial"})  # fmt: skip
    _chose(town, "railway", "time_of_use")


def _plant(
    town: Town, name: str, kva: int, code: str, standard: str, *, kwh: int, mode: str = "none", told: Row | None = None,
    file: Row | None = None, side: Row | None = None, preferences: tuple[str, ...] = (), periods: list[Any] | None = None,
    running: int | None = None, hours: bool = True, **more: Any,
) -> Row:  # fmt: skip
    """A customer with a transformer of its own, metered on its low side, where the loss is added."""
    owner = customer(
        town, name, kva=kva, **(file or _FACTORY) | ({"running_capacity": Decimal(running)} if running else {})
    )
    machine = transformer(town, name, name, kva=running or kva)
    where = point(town, owner, name, **{
        "metering_side": "lv_metered_hv_supplied", "transformer_id": name, "loss_method": "iron_copper"} | (side or {}))  # fmt: skip
    for start, end in AUTUMN if periods is None else periods:
        loss = None
        if where["metering_side"] == "lv_metered_hv_supplied":
            spent = Decimal((end - start).days * 24)
            loss = Loss("iron_copper", hours=spent, no_load_loss_w=machine["no_load_loss_w"], copper_percent=Decimal(2))
        capacity = whole(running or kva, start, end) if mode == "capacity" else {}
        terms = Terms(code, standard, loss=loss, mode=mode, preferences=preferences, **more)
        bill(town, where, terms, start, end, kwh=kwh, told=(told or {}) | capacity)
    return where


def _plants_with_more(town: Town) -> None:
    """Several points of one customer, stops, temporary supply, lists, and standing in the market."""
    # a dormitory and an office with meters of their own, and a share for the dwelling of the guard
    main = _plant(town, "works", 1000, "36-TD2-10KV", "std_090", kwh=200000, mode="capacity", periods=[])
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
    _plant(town, "shrunk", 400, "36-TD1-10KV", "std_090", kwh=15000, running=200)
    _order(town, "shrunk", "capacity_reduction", date(2026, 5, 3), date(2026, 5, 20))
    # an order of capacity under way in October
    _plant(town, "growing", 400, "36-TD2-10KV", "std_090", kwh=60000, mode="capacity")
    _order(town, "growing", "capacity_increase", date(2026, 10, 5), None)
    # wholly stopped in September: no loss, no energy; the file of today says that it runs
    _plant(town, "paused", 315, "36-TD1-10KV", "std_090", kwh=30000, periods=months(8, 8),
           file=_FACTORY | {"opened_on": date(2018, 1, 1)})  # fmt: skip
    _pause(town, "paused", *AUTUMN[1])
    building = _BIG | {
        "industry_code": "4790",
        "price_class": "commercial_industrial",
        "temporary": "temporary_metered",
    }
    _plant(town, "site", 400, "36-TD1-10KV", "std_085", kwh=30000, file=building)
    for row in town.of("bill", customer_id="site"):
        row["bill_kind"] = "temporary"
    _plant(town, "left", 500, "36-TD2-10KV", "std_090", kwh=80000, mode="capacity", purchase_ratio=Decimal("1.5"))
    _plant(town, "stayed", 500, "36-TD2-10KV", "std_090", kwh=80000, mode="capacity")
    for name, reason in (("left", True), ("stayed", False)):
        town.put(
            "market_history",
            customer_id=name,
            valid_from=date(2025, 1, 1),
            market_class="agency",
            left_without_reason=reason,
        )
    _plant(town, "listed", 500, "36-TD2-10KV", "std_090", kwh=80000, mode="capacity", difference_price=Decimal("0.1"))
    listed = town.one("customer", customer_id="listed")
    dwelling = point(town, listed, "listed_dwelling", supply_voltage="ac_380_v")
    for start, end in AUTUMN:
        bill(town, dwelling, Terms("36-HOME-FLAT"), start, end, kwh=800, supply_voltage="ac_380_v")
    _plant(town, "late_listed", 500, "36-TD2-10KV", "std_090", kwh=80000, mode="capacity", periods=months(8, 9))
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
        "service_order", order_id=f"{name}-{kind}", customer_id=name, org_id=STATION, order_kind=kind,
        order_status="archived" if finished else "open", accepted_at=_instant(accepted),
        finished_at=_instant(finished) if finished else None,
    )  # fmt: skip


def _instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC).replace(tzinfo=None)


def _pause(town: Town, name: str, start: date, end: date) -> None:
    """The transformer is sealed for the days; the bill of them has nothing to charge."""
    first = town.one("transformer_history", transformer_id=name)
    first["valid_to"] = start
    more = {"transformer_id": name, "capacity": first["capacity"]}
    town.put("transformer_history", valid_from=start, valid_to=end, run_status="sealed", change_kind="stop", **more)
    town.put("transformer_history", valid_from=end, run_status="running", change_kind="start", **more)
    where = town.one("point", point_id=name)
    bill(town, where, Terms("36-TD1-10KV"), start, end, kwh=0, running_capacity=Decimal(0), loss_hours=Decimal(0))


def _fields(town: Town) -> None:
    """Farms and pumps below, at and above 100 kVA."""
    high = {"customer_class": "high_voltage", "supply_voltage": "ac_10_kv", "market_class": "not_in_market"}
    farm = high | {"price_class": "agricultural", "industry_code": "0112"}
    pump = high | {"price_class": "irrigation", "industry_code": "0511"}
    for name, kva, code, standard, file in (
        ("farm_50", 50, "36-FARM", "not_assessed", farm), ("farm_100", 100, "36-FARM", "std_080", farm),
        ("farm_200", 200, "36-FARM", "std_080", farm), ("pump_50", 50, "36-PUMP", "not_assessed", pump),
        ("pump_100", 100, "36-PUMP", "std_085", pump),
    ):  # fmt: skip
        _plant(town, name, kva, code, standard, kwh=4000, file=file)


def _odd_bills(town: Town) -> None:
    """Bills over a change of prices, reversed and made again, corrections, recoveries, partial settlements, closings."""
    _plant(town, "by_26", 315, "36-TD2-10KV", "std_090", kwh=50000, mode="capacity", periods=[(LATE, NEXT)])
    _plant(town, "corrected", 500, "36-TD2-10KV", "std_090", kwh=80000, mode="capacity")
    first = town.one("bill", bill_id="corrected-202608")
    # August is taken back in October and nothing comes in its place before November
    first["bill_status"] = "reversed"
    _copy(
        town,
        first,
        "corrected-back",
        bill_kind="reversal",
        reversed_bill_id=first["bill_id"],
        sign=-1,
        month=date(2026, 10, 1),
    )
    plain = {"power_factor_standard": "not_assessed", "power_factor_mode": "not_assessed", "capacity_charge_mode": "none",
             "time_of_use": False, "loss_kwh": Decimal(0), "loss_iron_kwh": Decimal(0), "loss_copper_kwh": Decimal(0),
             "capacity_charge": Decimal(0), "power_factor_charge": Decimal(0), "reading_kwh": Decimal(0),
             "reading_start": None, "reading_end": None}  # fmt: skip
    last = town.one("bill", bill_id="corrected-202610")
    for kind in ("error_adjustment", "policy_adjustment", "theft_recovery", "planned"):
        _copy(town, last, f"corrected-{kind}", bill_kind=kind, sign=1, **plain)
    gone = customer(town, "closed", kva=30, closed_on=date(2026, 9, 12), customer_status="closed")
    where = point(town, gone, "closed")
    bill(town, where, Terms("36-TD1-LV"), *AUTUMN[0], kwh=1000)
    bill(town, where, Terms("36-TD1-LV"), date(2026, 9, 1), date(2026, 9, 12), kwh=400)


_AMOUNTS = ("kwh", "loss_kwh", "loss_iron_kwh", "loss_copper_kwh", "reactive_kvarh")


def _copy(town: Town, row: Row, number: str, *, sign: int, **changed: Any) -> None:
    """A bill beside another: its amounts with the sign, and no lines."""
    amounts = {name: sign * value for name, value in row.items() if value is not None and (name in _AMOUNTS or "charge" in name)
               and isinstance(value, Decimal)}  # fmt: skip
    town.put("bill", **row | amounts | {"bill_id": number} | changed)


def _sun(town: Town) -> None:
    """Solar plants: with a surplus and a subsidy that ends within a month, and one that feeds in all."""
    for name, mode, until in (("roof", "surplus", date(2026, 9, 10)), ("field", "full", date(2030, 1, 1))):
        owner = town.one("customer", customer_id="home0" if mode == "surplus" else "shop0")
        town.put(
            "generator", generator_id=name, customer_id=owner["customer_id"], kind="solar", use_mode=mode,
            capacity_kw=Decimal(8), connected_on=date(2024, 1, 15), price=Decimal("0.4143"),
            subsidy_price=Decimal("0.03"), subsidy_until=until,
        )  # fmt: skip
        for start, _ in AUTUMN:
            last = (start + timedelta(31)).replace(day=1) - timedelta(1)
            subsidy = Decimal("0.03") if until >= last else Decimal(0) if until < start else Decimal("0.012")
            town.put(
                "feed_in_bill", feed_in_bill_id=f"{name}-{start:%Y%m}", generator_id=name, month=start,
                generation_kwh=Decimal(400), export_kwh=Decimal(400 if mode == "full" else 300), price=Decimal("0.4143"),
                mechanism_kwh=Decimal(0), subsidy_price=subsidy, issued_on=last,
            )  # fmt: skip


def _bills(town: Town, where: Row, terms: Terms, periods: list[Any], *, kwh: int) -> None:
    for start, end in periods:
        bill(town, where, terms, start, end, kwh=kwh)
