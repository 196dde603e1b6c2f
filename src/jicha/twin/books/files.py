"""The files of units and customers: where they are, what their points are, which meters and machines they have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jicha.schema import table
from jicha.tariffs.compile import tables_of
from jicha.twin.account import ELEMENTS, Account, Machine, Place, Terms
from jicha.twin.books.bill_columns import PRICE_VERSION
from jicha.twin.books.billing import no_load_loss_w
from jicha.twin.books.names import person_name
from jicha.twin.mounted import mounted
from jicha.twin.prices.book import LEAVER_RATIO, REGION, SETTLED, industry_rules, province_book
from jicha.twin.records import KNOWN_ON, Records
from jicha.twin.street import plates
from jicha.twin.world import Area, Station, World

PROVINCE, CITY, COUNTY = "云陵省电力公司", "云陵市供电公司", "云陵县供电公司"
LONG_AGO = date(2015, 1, 1)
_CONFIRMED_ON = date(2023, 6, 1)


def put_units(records: Records, world: World, station: Station) -> None:
    """The station with its line and areas, and the units above it."""
    day = world.first
    for name, above, level in (
        (PROVINCE, None, "province"),
        (CITY, PROVINCE, "city"),
        (COUNTY, CITY, "county"),
        (station.name, COUNTY, "station"),
    ):
        records.put("org", day, org_id=name, parent_org_id=above, name=name, level=level)
    records.put(
        "line", day, line_id=station.line, org_id=station.name, name=f"10kV{station.name[:-3]}线", line_kind="public",
        line_status="running", supply_voltage="ac_10_kv",
    )  # fmt: skip


def put_area(records: Records, world: World, station: Station, area: Area, meter: Place, *, kva: Decimal) -> None:
    """A transformer area with its check point and the meter there."""
    day = world.first
    connected = [
        columns["connected_on"] for account in area.accounts for name, columns in account.ledgers if name == "generator"
    ]
    begins = min(connected, default=None)  # from the first generator on the area has some
    for since in sorted({day, max(begins or day, day)}):
        records.put(
            "area", since, area_id=area.number, org_id=station.name, line_id=station.line, name=area.name,
            area_kind="public", area_status="running", covered=True, capacity=kva,
            has_generation=begins is not None and begins <= since,
        )  # fmt: skip
    records.put(
        "point", day, point_id=meter.number, org_id=station.name, area_id=area.number, line_id=station.line,
        name=f"{area.name}考核", point_use="area_check", point_nature="check", point_status="in_use",
        commodity="electricity", direction="forward", metering_side=meter.side, wiring=meter.wiring,
        supply_voltage="ac_380_v", quantity_method="metered", covered=True, opened_on=LONG_AGO,
    )  # fmt: skip
    _put_meter(records, world, day, station, LONG_AGO, meter, Decimal(meter.multiplier))


def put_account(
    records: Records,
    world: World,
    station: Station,
    account: Account,
    *,
    areas: Mapping[str, str],
    ratios: Mapping[str, Decimal],
) -> None:
    """A customer with its points, meters and machines, and its rows in further ledgers.

    ``areas`` says under which area each point is booked, ``ratios`` with which multiplier.
    """
    day = max(world.first, account.opened)
    records.put(
        "customer",
        day,
        customer_id=account.number,
        org_id=station.name,
        area_id=areas[account.places[0].number] or None,
        site_id=account.number,
        name=person_name(world.seed, account),
        address=f"云陵县{station.name[:-3]}街{int(account.number[-4:])}号",
        customer_status="active",
        opened_on=account.opened,
        temporary=account.file.get("temporary", "permanent"),
        own_generation=account.file.get("own_generation", "none"),
        bill_cycle_months=account.cycle_months,
        **{name: value for name, value in account.file.items() if name not in ("temporary", "own_generation")},
    )
    for machine in account.machines:
        _put_machine(records, world, day, station, account, machine)
    for place in account.places:
        ratio = ratios.get(place.number, Decimal(place.multiplier))
        _put_place(records, world, day, station, account, place, areas[place.number])
        _put_history(records, world, day, account, place, ratio)
        if place.metered:
            _put_meter(records, world, day, station, account.opened, place, ratio)
    _put_customer_history(records, day, account)
    for name, columns in account.ledgers:
        told = {column: value for column, value in columns.items() if column != KNOWN_ON}
        more = {"org_id": station.name} if "org_id" in table(name).by_name else {}
        records.put(name, columns.get(KNOWN_ON, day), **{**more, **told})
    if account.closed is not None:
        _close(records, account, account.closed)


def _close(records: Records, account: Account, day: date) -> None:
    """The file as it is from the day on which the account is closed."""
    [customer] = records.of("customer", customer_id=account.number)
    again = [("customer", customer, {"customer_status": "closed", "closed_on": day})]
    for place in account.places:
        points = records.of("point", point_id=place.number)
        again += [("point", one, {"point_status": "withdrawn", "closed_on": day}) for one in points]
        mounts = records.of("meter_installation", point_id=place.number)
        again += [("meter_installation", one, {"meter_status": "removed", "removed_on": day}) for one in mounts]
    for name, row, changed in again:
        told = {column: value for column, value in row.items() if column != KNOWN_ON}
        records.put(name, day, **{**told, **changed})


def _put_machine(
    records: Records, world: World, day: date, station: Station, account: Account, machine: Machine
) -> None:
    _, copper, idle = next(rest for rated, *rest in plates() if rated >= machine.kva)
    records.put(
        "transformer",
        day,
        transformer_id=machine.number,
        org_id=station.name,
        customer_id=account.number,
        line_id=station.line,
        equipment_kind="transformer",
        capacity=Decimal(machine.kva),
        ownership="customer",
        run_status="running" if machine.running(world.last) else "sealed",
        standby="main",
        loss_method="iron_copper",
        no_load_loss_w=no_load_loss_w(machine),
        load_loss_w=Decimal(str(copper)),
        no_load_current_percent=Decimal(str(idle)),
        loss_k=Decimal(1),
        first_run_on=account.opened,
        supply_voltage=account.file["supply_voltage"],
    )
    begin: dict[str, Any] = {"valid_from": account.opened, "run_status": "running", "change_kind": "new"}
    for start, end in machine.sealed:
        _put_span(records, day, machine, {**begin, "valid_to": start})
        stop = {"valid_from": start, "run_status": "sealed", "change_kind": "stop"}
        if end > world.last:
            _put_span(records, max(day, start), machine, stop)
            return
        _put_span(records, max(day, start), machine, {**stop, "valid_to": end})
        begin = {"valid_from": end, "run_status": "running", "change_kind": "start"}
    _put_span(records, max(day, begin["valid_from"]), machine, begin)


def _put_span(records: Records, known_on: date, machine: Machine, columns: dict[str, Any]) -> None:
    records.put(
        "transformer_history",
        known_on,
        transformer_id=machine.number,
        capacity=Decimal(machine.kva),
        **columns,
    )


def _put_place(
    records: Records, world: World, day: date, station: Station, account: Account, place: Place, area: str
) -> None:
    terms = place.terms_on(world.first)
    item = province_book(world.seed, world.last).item(terms.price_code, world.last)
    columns: dict[str, Any] = {
        "point_use": "sale",
        "point_nature": "settlement",
        "point_status": "in_use",
        "commodity": "electricity",
        "direction": "forward",
        "metering_side": place.side,
        "wiring": place.wiring,
        "supply_voltage": account.file["supply_voltage"],
        "price_code": terms.price_code,
        "price_class": item.price_class,
        "price_strategy": item.strategy,
        "capacity_charge_mode": terms.mode,
        "demand_contract": terms.demand_contract,
        "time_of_use": item.time_of_use,
        "tiered": item.tiered,
        "power_factor_standard": terms.standard,
        "power_factor_mode": _power_factor_mode(terms),
        "quantity_method": _method(place),
        "fixed_kwh": Decimal(place.fixed_kwh) if place.fixed_kwh else None,
        "fixed_share_percent": Decimal(place.fixed_percent) if place.fixed_percent else None,
        "fixed_approved_on": None if place.metered else account.opened,
        "loss_method": terms.loss,
        "parent_point_id": place.parent or None,
        "transformer_id": account.machines[0].number if account.machines else None,
        "line_id": station.line,
        "covered": True,
        "opened_on": account.opened,
    }
    records.put(
        "point", day, point_id=place.number, customer_id=account.number, org_id=station.name, area_id=area or None,
        name=f"计量点{place.number[-2:]}", **{**columns, **place.file},
    )  # fmt: skip


def _put_history(records: Records, world: World, day: date, account: Account, place: Place, ratio: Decimal) -> None:
    """What the point has been billed by, span after span."""
    for number, (begin, terms) in enumerate(place.terms):
        since = account.opened if number == 0 else begin
        item = province_book(world.seed, world.last).item(terms.price_code, world.last)
        records.put(
            "point_history", max(day, since), point_id=place.number, valid_from=since,
            valid_to=place.terms[number + 1][0] if number + 1 < len(place.terms) else None, point_status="in_use",
            price_code=terms.price_code, price_class=item.price_class, price_strategy=item.strategy,
            capacity_charge_mode=terms.mode, demand_contract=terms.demand_contract, time_of_use=item.time_of_use,
            power_factor_standard=terms.standard, power_factor_mode=_power_factor_mode(terms),
            metering_side=place.side, ratio=ratio,
        )  # fmt: skip


def _put_customer_history(records: Records, day: date, account: Account) -> None:
    told = ("customer_class", "price_class", "industry_code", "supply_voltage", "contract_capacity", "market_class")
    records.put(
        "customer_history", day, customer_id=account.number, valid_from=account.opened, customer_status="active",
        **{name: account.file.get(name) for name in told},
    )  # fmt: skip


def _power_factor_mode(terms: Terms) -> str:
    return terms.power_factor_mode if terms.standard != "not_assessed" else "not_assessed"


def _method(place: Place) -> str:
    if place.fixed_kwh:
        return "fixed_quantity"
    return "fixed_share" if place.fixed_percent else "metered"


def _put_meter(
    records: Records, world: World, day: date, station: Station, installed: date, place: Place, ratio: Decimal
) -> None:
    own = mounted(world.seed, place, 0)
    records.put(
        "meter", day, meter_id=own.asset, org_id=station.name, serial_no=own.serial, commodity="electricity",
        wiring=place.wiring, asset_status="running", smart=True, accuracy_class=own.accuracy, digits=6, has_tou=True,
        has_reactive=ELEMENTS[place.wiring] > 1, verified_on=installed, made_on=installed - timedelta(60),
    )  # fmt: skip
    records.put(
        "meter_installation", day, installation_id=own.asset, meter_id=own.asset, point_id=place.number,
        serial_no=own.serial, ratio=ratio, ratio_ct=ratio / place.pt, ratio_pt=Decimal(place.pt),
        installed_on=installed, meter_status="running", master="main",
    )  # fmt: skip


def put_prices(records: Records, world: World) -> None:
    """The price book, where it holds, and how the province reads its rules, confirmed by a named person."""
    for name, rows in tables_of(province_book(world.seed, world.last)).items():
        for row in rows.to_pylist():
            more = {"leaver_ratio": LEAVER_RATIO, "price_version": PRICE_VERSION} if name == "price_book" else {}
            records.put(name, world.first, **{**row, **more})
    for rule in industry_rules():
        records.put("industry_price_rule", world.first, **rule)
    begin = date(2012, 1, 1)
    records.put("price_region", world.first, org_id=PROVINCE, region=REGION, valid_from=begin)
    for convention, choice in SETTLED.choices.items():
        records.put(
            "convention", world.first, region=REGION, convention=convention, choice=choice, valid_from=begin,
            confirmed_by="王建国", confirmed_on=_CONFIRMED_ON,
        )  # fmt: skip
