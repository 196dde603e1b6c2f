"""A small town whose bills are right: customers of all kinds, each bill computed by the exact biller.

Whatever an accusing rule of billing or charges finds in it is a defect of the rule. Faults are planted afterwards, by
changing rows of a copy.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from billed_book import REGION, SETTLED, price_rows, town_book
from billed_columns import Row, facts, money

from jicha.schema import table
from jicha.tariffs.biller import rate
from jicha.tariffs.case import Case, Loss, PeriodEnergy
from jicha.tariffs.line import Line

TODAY = date(2026, 11, 10)
STATION = "station"
_HOURS = {8: (10, 25, 30, 25, 10), 9: (0, 30, 35, 25, 10), 10: (0, 30, 35, 25, 10)}  # sharp peak flat valley deep, %


@dataclass
class Town:
    """Rows by canonical table, and the register of each point as it stands after the last bill."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    registers: dict[str, Decimal] = field(default_factory=dict)
    used: dict[str, Decimal] = field(default_factory=dict)

    def put(self, name: str, /, **given: Any) -> Row:
        """Add a row; columns not given are blank, as where a source does not deliver them."""
        unknown = set(given) - set(table(name).by_name)
        assert not unknown, (name, unknown)
        row = {column: given.get(column) for column in table(name).by_name}
        self.rows.setdefault(name, []).append(row)
        return row

    def copy(self) -> Town:
        """The same town, to plant a fault in."""
        return Town(deepcopy(self.rows), dict(self.registers), dict(self.used))

    def of(self, name: str, **wanted: Any) -> list[Row]:
        """Rows by some of their columns."""
        return [one for one in self.rows[name] if all(one[key] == value for key, value in wanted.items())]

    def one(self, name: str, **wanted: Any) -> Row:
        """The one row that fits."""
        (found,) = self.of(name, **wanted)
        return found


@dataclass
class Terms:
    """What a point is billed by, beside the rows of its file."""

    price_code: str
    standard: str = "not_assessed"
    reactive_percent: int = 40  # kvarh in percent of kWh
    loss: Loss | None = None
    mode: str = "none"
    preferences: tuple[str, ...] = ()
    purchase_ratio: Decimal = Decimal(1)
    difference_price: Decimal = Decimal(0)
    relief_kwh: Decimal = Decimal(0)
    household: str = "ordinary"
    months_in_cycle: int = 12


def founded() -> Town:
    """The utility without customers: its units, prices, settled readings, and feeds that are complete."""
    town = Town()
    for above, name, level in (
        ("", "province", "province"),
        ("province", "city", "city"),
        ("city", STATION, "station"),
    ):
        town.put("org", org_id=name, parent_org_id=above or None, name=name, level=level)
    town.put("price_region", org_id="province", region=REGION, valid_from=date(2015, 1, 1))
    town.rows |= deepcopy(price_rows())
    for convention, choice in SETTLED.choices.items():
        town.put(
            "convention",
            region=REGION,
            convention=convention,
            choice=choice,
            valid_from=date(2015, 1, 1),
            confirmed_by="Li Ming",
            confirmed_on=date(2026, 1, 5),
        )
    for name in _delivered():
        town.put("feed", org_id=STATION, record=name, complete_from=date(2010, 1, 1), complete_to=TODAY)
    return town


def customer(town: Town, name: str, *, kva: int, **file: Any) -> Row:
    """An account, a low-voltage business unless its file says otherwise."""
    given = {
        "customer_class": "lv_non_resident",
        "customer_status": "active",
        "price_class": "commercial_industrial",
        "industry_code": "5200",
        "supply_voltage": "ac_380_v",
        "temporary": "permanent",
        "market_class": "agency",
        "high_energy": "no",
        "own_generation": "none",
        "opened_on": date(2024, 3, 1),
        "bill_cycle_months": 1,
        "running_capacity": Decimal(kva),
        "contract_capacity": Decimal(kva),
        "org_id": STATION,
        "site_id": name,
    }
    town.put("site", site_id=name, org_id=STATION, tenant_count=1, site_kind="shop")
    return town.put("customer", customer_id=name, **{**given, **file})


def transformer(town: Town, owner: str, name: str, *, kva: int, **file: Any) -> Row:
    """A transformer of a customer that runs since 2020 and whose loss is iron and copper."""
    begin = date(2020, 1, 1)
    row = town.put(
        "transformer",
        transformer_id=name,
        customer_id=owner,
        org_id=STATION,
        capacity=Decimal(kva),
        ownership="customer",
        run_status="running",
        standby="main",
        loss_method="iron_copper",
        no_load_loss_w=Decimal(kva) * 2,
        load_loss_w=Decimal(kva) * 11,
        loss_k=Decimal(1),
        first_run_on=begin,
        equipment_kind="transformer",
    )
    row |= file
    town.put(
        "transformer_history",
        transformer_id=name,
        valid_from=begin,
        run_status="running",
        capacity=Decimal(kva),
        change_kind="new",
    )
    return row


def point(town: Town, owner: Row, name: str, **file: Any) -> Row:
    """A metered point of an account with its meter, supplied as the account is."""
    given = {
        "point_use": "sale",
        "point_nature": "settlement",
        "point_status": "in_use",
        "commodity": "electricity",
        "direction": "forward",
        "quantity_method": "metered",
        "metering_side": "lv_metered_lv_supplied",
        "supply_voltage": owner["supply_voltage"],
        "loss_method": "none",
        "org_id": STATION,
    }
    row = town.put("point", point_id=name, customer_id=owner["customer_id"], **{**given, **file})
    if row["quantity_method"] == "metered":
        town.put("meter", meter_id=name, org_id=STATION, serial_no=f"S{name}", digits=6, has_tou=True)
        town.put(
            "meter_installation",
            installation_id=name,
            meter_id=name,
            point_id=name,
            serial_no=f"S{name}",
            ratio=Decimal(1),
            installed_on=date(2020, 1, 1),
            meter_status="running",
            master="main",
        )
    town.registers[name] = Decimal(1000)
    return row


def bill(
    town: Town, point_row: Row, terms: Terms, start: date, end: date, *, kwh: int, told: Row | None = None, **more: Any
) -> Row:
    """The right bill of a point: ``told`` are more facts of the case, ``more`` columns of the bill."""
    owner = town.one("customer", customer_id=point_row["customer_id"])
    item = town_book().item(terms.price_code, start)
    assessed = terms.standard != "not_assessed"
    used = town.used.get(point_row["point_id"], Decimal(0))
    day = start.replace(day=1)
    case = Case(
        terms.price_code,
        start,
        end,
        region=REGION,
        energy=_energy(kwh, start.month, hours=item.time_of_use),
        kvarh=Decimal(kwh * terms.reactive_percent // 100) if assessed or terms.loss else None,
        loss=terms.loss,
        capacity_mode=terms.mode,
        power_factor_standard=terms.standard,
        household=terms.household,
        used_before=used if item.tiered else None,
        months_in_cycle=terms.months_in_cycle,
        contract_capacity=owner["contract_capacity"],
        purchase_ratio=terms.purchase_ratio,
        preferences=terms.preferences,
        difference_price=terms.difference_price,
        relief_kwh=terms.relief_kwh,
        **(told or {}),
    )
    rated = rate(case, town_book(), SETTLED)
    number = more.pop("bill_id", f"{point_row['point_id']}-{end - timedelta(1):%Y%m}")
    month = more.get("month") or case.bill_month
    row = town.put("bill", bill_id=number, **facts(owner, point_row, case, rated), **money(rated))
    begin = town.registers[point_row["point_id"]]
    metered = point_row["quantity_method"] == "metered"
    row |= {
        "month": month,
        "issued_on": end,
        "planned_read_on": end - timedelta(1),
        "read_on": end - timedelta(1),
        "reading_start": begin if metered else None,
        "reading_end": begin + kwh if metered else None,
        "reading_kwh": Decimal(kwh) if metered else Decimal(0),
        "year_kwh_before": used,
        "months_stated": case.months_billed,
        "price_strategy": item.strategy,
        "time_of_use": item.time_of_use,
        "price_class": item.price_class,
        "period_table": item.calendar or None,
    }
    if row["loss_kwh"]:
        row["loss_charge"] = round(row["energy_charge"] * row["loss_kwh"] / row["kwh"], 2)
    row |= more
    for place, line in enumerate(rated.lines, start=1):
        _put_line(town, row, place, line)
    town.registers[point_row["point_id"]] = begin + kwh
    town.used[point_row["point_id"]] = used + row["kwh"] if end.year == day.year else Decimal(0)
    return row


def months(first: int, last: int = 10) -> list[tuple[date, date]]:
    """Whole months of 2026."""
    return [(date(2026, one, 1), date(2026, one + 1, 1)) for one in range(first, last + 1)]


def bills(town: Town, where: Row, terms: Terms, periods: list[Any], *, kwh: int) -> None:
    """The same bill in several periods."""
    for start, end in periods:
        bill(town, where, terms, start, end, kwh=kwh)


def chose(town: Town, name: str, choice: str, begin: date = date(2024, 3, 1), end: date | None = None) -> None:
    """A choice of the customer among prices."""
    town.put("price_choice", customer_id=name, choice=choice, valid_from=begin, valid_to=end, chosen_on=begin)


AUTUMN = months(8)


def _energy(kwh: int, month: int, *, hours: bool) -> tuple[PeriodEnergy, ...]:
    if not hours:
        return (PeriodEnergy("total", Decimal(kwh)),)
    shares = dict(zip(("sharp", "peak", "flat", "valley", "deep"), _HOURS[month], strict=True))
    parts = {name: Decimal(kwh * share // 100) for name, share in shares.items() if share}
    parts["flat"] += kwh - sum(parts.values(), Decimal(0))
    return tuple(PeriodEnergy(name, energy) for name, energy in parts.items())


def _put_line(town: Town, row: Row, place: int, line: Line) -> None:
    by_energy = line.unit == "kWh"
    by_capacity = line.component in ("capacity", "demand")
    town.put(
        "bill_line",
        bill_id=row["bill_id"],
        line_no=place,
        component=line.component,
        period_of_day=line.period,
        tier=line.tier,
        surcharge_item=line.surcharge_item or None,
        included="outside",
        money=line.money,
        kwh=line.quantity if by_energy else None,
        unit_price=line.price if by_energy else None,
        quantity_kva=line.quantity if by_capacity else None,
        capacity_price=line.price if by_capacity else None,
        in_power_factor_base=line.in_power_factor_base,
        used_from=row["period_start"],
        used_to=row["period_end"],
        price_version="2026",
    )


def _delivered() -> tuple[str, ...]:
    """Kinds of record whose silence the rules read."""
    return (
        "bill",
        "price_choice",
        "preference",
        "difference_price_list",
        "low_income_household",
        "household_member",
        "many_person_household",
        "parameter_change",
        "feed_in_bill",
        "service_order",
        "adjustment",
        "receipt",
        "fee",
        "customer_list",
        "charging_pile",
        "market_history",
        "transformer_history",
        "reading",
        "bill_line",
        "industry_price_rule",
    )
