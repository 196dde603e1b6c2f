"""Random customers with their points, transformers, lists and bills."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from rate_draw import Tables, day, number, put, seldom
from rate_prices import FIRST, KINDS, LAST

MISSING = (
    "price_code", "month", "kwh", "reading_start", "reading_end", "ratio", "reading_kwh", "reactive_kvarh",
    "capacity_charge_mode", "demand_actual", "demand_contract", "contract_capacity", "power_factor_standard",
    "power_factor_mode", "price_class", "year_kwh_before", "period_start", "period_end", "peak_kwh", "valley_kwh",
    "sharp_kwh", "customer_id", "point_id", "bill_status", "months_stated", "adjusted_kwh", "price_ratio", "loss_hours",
)  # fmt: skip
MODES = ("capacity", "capacity", "capacity", "demand_contract", "demand_contract", "demand_actual", "none", "waived")
_LINE_LOSS = ("fixed_share", "fixed_share", "fixed_share", "none", "table", "fixed_quantity")
ODD_MODES = ("compare", "both", "special")
STANDARDS = ("std_090", "std_085", "std_080", "not_assessed")
PF_MODES = ("standard", "standard", "reward_only", "penalty_only", "not_assessed")


def add_customer(random: Random, made: Tables, region: str, name: str, codes: list[str]) -> None:
    """A customer with one point (and those behind it), and its bills of some months."""
    code = random.choice(codes)
    opened = day(random, FIRST, LAST) if seldom(random, 0.25) else date(2020, 5, 5)
    if not seldom(random, 0.01):
        put(
            made, "customer", customer_id=name, org_id=None if seldom(random, 0.005) else f"{region}s",
            opened_on=None if seldom(random, 0.02) else opened,
        )  # fmt: skip
    two_part, tiered = KINDS[code][1] == "two_part", KINDS[code][2]
    _lists(random, made, name, household=tiered)
    transformer_id = _machines(random, made, name, sure=two_part)
    point_id = f"{name}m"
    _point(random, made, name, point_id, transformer_id)
    others = _behind(random, made, name, point_id, codes, transformer_id) if not tiered and seldom(random, 0.25) else []
    periods = list(_periods(random, opened, every_month=tiered))
    for start, end, month, months in periods:
        _bill(random, made, name, point_id, code, start=start, end=end, month=month, months=months)
        for other, other_code in others:
            if not seldom(random, 0.06):
                owner = f"{name}x" if seldom(random, 0.3) else name
                _bill(
                    random, made, owner, other, other_code, start=start, end=end, month=month, months=months, small=True
                )


def _periods(random: Random, opened: date, *, every_month: bool) -> Iterator[tuple[date, date, date, int]]:
    """The days, the month and the number of months of bills that follow one another."""
    start = max(date(random.choice((2025, 2026)), 1, 1), opened)
    if not every_month:
        start = max(day(random, date(2025, 1, 5), date(2026, 5, 1)), opened)
    at_day = random.choice((1, 1, 1, 11, 26))
    if at_day != 1 and every_month and start.day == 1 and seldom(random, 0.5):
        start = (start - timedelta(31)).replace(day=at_day)
    months = random.choice((1, 1, 1, 2))
    for _ in range(random.randint(2, 6) if every_month else random.randint(1, 2)):
        month = start.replace(day=1)
        for _ in range(months):
            month = (month + timedelta(31)).replace(day=1)
        end = month.replace(day=at_day)
        if seldom(random, 0.12):
            end = start + timedelta(random.randint(1, 75))  # closed, or opened, or read out of turn
        if end > LAST:
            return
        last = end - timedelta(1)
        yield start, end, last.replace(day=1), months
        start = end if not seldom(random, 0.05) else end + timedelta(1)


def _lists(random: Random, made: Tables, name: str, *, household: bool) -> None:
    def dates() -> dict[str, date | None]:
        return {
            "valid_from": random.choice((date(2020, 1, 1), date(2020, 1, 1), day(random, FIRST, LAST))),
            "valid_to": random.choice((None, None, day(random, FIRST, LAST) + timedelta(200))),
        }

    if seldom(random, 0.2 if household else 0.03):
        free = None if seldom(random, 0.05) else Decimal(random.choice((10, 15)))
        put(made, "low_income_household", customer_id=name, free_kwh_monthly=free, **dates())
    if seldom(random, 0.1):
        for kind in random.sample(("eliminated", "restricted", "punitive"), random.choice((1, 1, 1, 2))):
            extra = None if seldom(random, 0.05) else number(random, 0.01, 0.5, 3)
            put(made, "difference_price_list", customer_id=name, list_kind=kind, extra_price=extra, **dates())
    for kind, share in (("surcharge_exempt", 0.05), ("charging", 0.2), ("clean_heating", 0.1), ("institution", 0.1)):
        if seldom(random, share):
            row = put(made, "preference", customer_id=name, preference_kind=kind, **dates())
            if kind == "surcharge_exempt":
                row["surcharge_item"] = _fund(name)
    _second_exemption(made, name)
    if household and seldom(random, 0.2):
        put(
            made, "many_person_household", household_id=name, customer_id=name,
            person_count=random.choice((4, 5, 6, 7, 8, None)), registered_on=day(random, FIRST, LAST),
            valid_to=random.choice((None, day(random, FIRST, LAST) + timedelta(300))),
            ended_on=random.choice((None, None, day(random, FIRST, LAST) + timedelta(100))),
            benefit=random.choice(("extra_block", "extra_block", "flat_price")),
        )  # fmt: skip


def _fund(name: str) -> str | None:
    """What an exemption frees from; drawn apart, so that all else of a world stays as it was."""
    return Random(f"fund of {name}").choice(("renewables", "water_projects", "reservoir_migrants", "other", None))


def _second_exemption(made: Tables, name: str) -> None:
    random = Random(f"exemptions of {name}")
    if seldom(random, 0.1):
        put(
            made, "preference", customer_id=name, preference_kind="surcharge_exempt",
            valid_from=random.choice((date(2020, 2, 2), date(2020, 2, 2), day(random, FIRST, LAST))),
            valid_to=random.choice((None, None, day(random, FIRST, LAST) + timedelta(200))),
            surcharge_item=random.choice(("renewables", "water_projects", "city_utility")),
        )  # fmt: skip


def _machines(random: Random, made: Tables, name: str, *, sure: bool) -> str | None:
    """The customer's transformers with their histories; the identifier of the first."""
    if not sure and random.random() < 0.5:
        return None
    count = random.randint(1, 3)
    for place in range(count):
        kva = Decimal(random.choice((100, 315, 400, 1000, "63.5")))
        first_run = random.choice((date(2020, 1, 1), day(random, FIRST, LAST)))
        row = put(
            made, "transformer", transformer_id=f"{name}t{place}", customer_id=name, capacity=kva,
            standby=random.choice(("main", "main", "hot_standby", "cold_standby", None)), first_run_on=first_run,
            loss_method=random.choice(("iron_copper", "formula", "fixed_quantity", "table", None)),
            no_load_loss_w=number(random, 100, 2000, 0), load_loss_w=number(random, 1000, 9000, 0),
            loss_k=number(random, 1, 3, 2), active_loss_agreed=number(random, 10, 500, random.choice((0, 3))),
        )  # fmt: skip
        if seldom(random, 0.05):
            row[random.choice(("no_load_loss_w", "load_loss_w", "loss_k", "active_loss_agreed", "capacity"))] = None
        if not seldom(random, 0.02):
            _history(random, made, f"{name}t{place}", kva, first_run)
    return f"{name}t0"


def _history(random: Random, made: Tables, machine: str, kva: Decimal, first_run: date) -> None:
    at, status, kind = first_run, "running", random.choice(("new", "new", "start"))
    for _ in range(30):
        length = random.choice((5, 9, 10, 14, 15, 16, 19, 20, 40, 100, 300, None, None))
        after = None if length is None else at + timedelta(length)
        told = {"transformer_id": machine, "valid_from": at, "run_status": status, "change_kind": kind}
        row = put(made, "transformer_history", valid_to=after, capacity=kva, **told)
        if seldom(random, 0.01):
            row[random.choice(("run_status", "capacity"))] = None
        if after is None:
            return
        if seldom(random, 0.02):
            after += timedelta(1)  # a hole
        elif seldom(random, 0.02):
            after -= timedelta(1)  # told twice
        if status == "running":
            status, kind = random.choice((("stopped", "stop"), ("sealed", "stop"), ("running", "reduce")))
            if kind == "reduce":
                kva = number(random, 50, 500, 1)
        elif random.random() < 0.3:
            status, kind = ("sealed" if status == "stopped" else "stopped"), "stop"
        else:
            status, kind = ("removed", "remove") if seldom(random, 0.1) else ("running", "start")
        at = after


def _point(random: Random, made: Tables, name: str, point_id: str, transformer_id: str | None, **told: Any) -> None:
    side = random.choice(("hv_metered_hv_supplied", "lv_metered_lv_supplied", "lv_metered_hv_supplied"))
    row: dict[str, Any] = {
        "point_id": point_id, "customer_id": name, "transformer_id": transformer_id, "point_status": "in_use",
        "metering_side": side if transformer_id else "lv_metered_lv_supplied", "quantity_method": "metered",
        "loss_method": random.choice((None, "none", "iron_copper")),
        "line_loss_method": Random(f"line loss of {point_id}").choice((*_LINE_LOSS, None)),
        "line_loss_percent": random.choice((None, None, Decimal(0), number(random, 0.1, 4, random.choice((1, 3))))),
    }  # fmt: skip
    row |= told
    if seldom(random, 0.02):
        row[random.choice(("metering_side", "quantity_method", "transformer_id"))] = None
    if seldom(random, 0.01):
        row["quantity_method"] = "daily_agreement"
    if not seldom(random, 0.01):
        put(made, "point", **row)


def _behind(
    random: Random, made: Tables, name: str, master: str, codes: list[str], machine: str | None
) -> list[tuple[str, str]]:
    """Points behind a master: sub-meters, fixed quantities, fixed shares."""
    plain = [code for code in codes if KINDS[code][1] == "single_part" and not KINDS[code][2]]
    found = []
    for place in range(random.randint(1, 3) if plain else 0):
        point_id = f"{master}{place}"
        method = random.choice(("metered", "fixed_quantity", "fixed_share"))
        behind = machine if seldom(random, 0.6) else None
        told = {"metering_side": "lv_metered_hv_supplied"} if behind else {}
        _point(
            random, made, name, point_id, behind, parent_point_id=master, quantity_method=method,
            fixed_kwh=None if seldom(random, 0.05) else number(random, 10, 200, random.choice((0, 3))),
            fixed_share_percent=None if seldom(random, 0.05) else number(random, 1, 20, random.choice((0, 3))),
            point_status="withdrawn" if seldom(random, 0.1) else "in_use", **told,
        )  # fmt: skip
        found.append((point_id, random.choice(plain)))
    return found


def _bill(
    random: Random,
    made: Tables,
    name: str,
    point_id: str,
    code: str,
    *,
    start: date,
    end: date,
    month: date,
    months: int,
    small: bool = False,
) -> None:
    bill_id = f"{point_id}{start:%y%m%d}{name[-1]}"
    price_class, strategy, tiered, _, _, by_hours = KINDS[code]
    two_part = strategy == "two_part"
    most = 300 if small else 1200 if tiered else random.choice((500, 5000, 400000 if two_part else 20000))
    ratio = Decimal(1) if small or tiered else Decimal(random.choice((1, 10, 30, "1.5", "0.333")))
    digits = random.choice((0, 2, 3))
    begin = number(random, 0, 5000, digits)
    finish = begin + number(random, 0, most, digits) / (1 if ratio < 2 else ratio)
    finish = round(finish, digits)
    if seldom(random, 0.02):
        begin, finish = finish, begin
    read = round((finish - begin) * ratio, 3)
    kwh = read if random.random() < 0.6 else number(random, 0, most, 3)
    adjusted = random.choice((None, Decimal(0), Decimal(0), number(random, -300, 300, random.choice((0, 3)))))
    contract = number(random, 50, 1500, 1)
    row = put(
        made, "bill", bill_id=bill_id, customer_id=name, point_id=point_id, month=month, period_start=start,
        period_end=end, months_stated=months, bill_kind="ordinary", price_class=price_class, price_code=code,
        bill_status="reversed" if seldom(random, 0.02) else "issued",
        price_strategy=None if seldom(random, 0.02) else strategy,
        capacity_charge_mode=random.choice(ODD_MODES if seldom(random, 0.03) else MODES) if two_part else "none",
        price_ratio=random.choice((None, Decimal(1), Decimal(1), Decimal("1.5"), Decimal("1.075"))),
        contract_capacity=number(random, 50, 1500, 0), demand_contract=contract,
        demand_actual=contract * number(random, 0.5, 1.4, 2), ratio=ratio, reading_start=begin, reading_end=finish,
        reading_kwh=read, kwh=kwh, reactive_kvarh=number(random, 0, most, random.choice((0, 3))),
        year_kwh_before=None if seldom(random, 0.3) else number(random, 0, 5000, random.choice((0, 3))),
        adjusted_kwh=adjusted, power_factor_standard=random.choice(STANDARDS) if not tiered else "not_assessed",
        power_factor_mode=random.choice(PF_MODES),
        loss_hours=random.choice((None, None, Decimal(720), Decimal(0) if seldom(random, 0.2) else Decimal("700.5"))),
        adjustment_charge=random.choice((None, Decimal(0), number(random, -50, 50, 2))),
        loss_kwh=None if seldom(random, 0.1) else Decimal(7) if seldom(random, 0.1) else Decimal(0),
        line_loss_kwh=None if seldom(random, 0.1) else Decimal(7) if seldom(random, 0.1) else Decimal(0),
    )  # fmt: skip
    row["demand_actual"] = round(row["demand_actual"], 3)
    if by_hours or seldom(random, 0.05):
        shares = [random.random() for _ in range(6)]
        for place, period in enumerate(("sharp", "peak", "valley", "deep")):
            part = round(kwh * Decimal(shares[place] / sum(shares)) * Decimal("0.9"), 3)
            row[f"{period}_kwh"] = (
                part if period != "deep" or seldom(random, 0.3) else random.choice((Decimal(0), None))
            )
        if seldom(random, 0.3):
            row["sharp_kwh"] = Decimal(0)
    if seldom(random, 0.08):
        row[random.choice(MISSING)] = None
    if seldom(random, 0.2):
        _registers(random, made, bill_id, finish, ratio)
    if seldom(random, 0.02):
        put(made, "bill", **{**row, "bill_id": f"{bill_id}r", "bill_kind": "reversal"})
    if seldom(random, 0.02):
        put(made, "bill", **{**row, "bill_id": f"{bill_id}z", "bill_status": "reversed"})


def _registers(random: Random, made: Tables, bill_id: str, finish: Decimal, ratio: Decimal) -> None:
    """Lines of the registers of one meter, or of two where it was exchanged."""
    for place in range(random.randint(1, 2)):
        begin = number(random, 0, 1000, 2)
        told = {"bill_id": bill_id, "meter_serial_no": f"s{place}", "ratio": None if seldom(random, 0.03) else ratio}
        end = begin - 1 if seldom(random, 0.03) else begin + number(random, 0, 200, 2)
        put(made, "bill_register", register="active_total", reading_start=begin, reading_end=end, **told)
        if random.random() < 0.5:
            put(made, "bill_register", register="reactive_total", reading_start=begin, reading_end=end, **told)
