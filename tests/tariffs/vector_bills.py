"""Published problems as bills: a small price book and a case made of the problem's own inputs, and what we get."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from worked_bills import SETTLED, used

from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.book import Book
from jicha.tariffs.book_file import read_book
from jicha.tariffs.case import CapacityPiece, Case, Loss, Part, Readings
from jicha.tariffs.conventions import Settled
from jicha.tariffs.power_factor import table
from jicha.tariffs.resale import table as resale_table

Inputs = Mapping[str, Decimal]
Got = dict[str, Decimal]
OLD = SETTLED.but("day_divisor", "divisor_thirty")
MAY, JUNE = date(2012, 5, 1), date(2012, 6, 1)
RULE = "{valid_from: 1996-10-08, demand_limit_percent: 105, over_factor: 2}"


def item(code: str, *prices: str, strategy: str = "single_part", **more: str) -> str:
    """One price of a book. A price is ``component number unit`` and perhaps more fields of it."""
    rows = "".join(f"      - {{{_price(one)}, valid_from: 1990-01-01}}\n" for one in prices)
    fields = "".join(f"    {name}: {value}\n" for name, value in more.items())
    return (
        f"  - code: {code}\n    name: Of a problem\n    name_zh: 例题\n    price_class: other\n"
        f"    strategy: {strategy}\n    valid_from: 1990-01-01\n{fields}    prices:\n{rows}"
    )


def book(*items: str, **lists: Sequence[str]) -> Book:
    """A book of such prices and of other data."""
    others = "".join(f"{name}:\n" + "".join(f"  - {one}\n" for one in rows) for name, rows in lists.items())
    return read_book(f'book: problem\nregion: "0"\nname: P\nname_zh: 例\nitems:\n{"".join(items)}{others}')


def bill(code: str, start: date = MAY, end: date = JUNE, **told: Any) -> Case:
    """A case; without energy it used none."""
    return Case(code, start, end, **({"energy": used(total=0)} | told if "readings" not in told else told))


def whole(kva: Decimal, start: date = MAY, end: date = JUNE) -> dict[str, Any]:
    """A capacity that did not change."""
    return {"capacity_mode": "capacity", "capacity": (CapacityPiece(kva, start, end),)}


def capacity_month(given: Inputs) -> Got:
    """Capacity of a whole month."""
    prices = book(item("P", f"capacity {given['p']} CNY/kVA/month", strategy="two_part"))
    return {"basic": rate(bill("P", **whole(given["kva"])), prices, OLD).money("capacity")}


def transformer_swap(given: Inputs) -> Got:
    """A transformer replaced by a larger one on a day of May."""
    cut = MAY.replace(day=int(given["swap_day"]))
    pieces = (CapacityPiece(given["old_kva"], MAY, cut), CapacityPiece(given["new_kva"], cut, JUNE))
    prices = book(item("P", f"capacity {given['price']} CNY/kVA/month", strategy="two_part"))
    rated = rate(bill("P", capacity_mode="capacity", capacity=pieces), prices, OLD)
    days = [rated.sheet.value_of(f"capacity_{one}_days").value for one in (1, 2)]
    return {"basic_charge": rated.money("capacity"), "old_days": days[0], "new_days": days[1]}


def over_demand(given: Inputs, settled: Settled) -> Got:
    """A demand above 105 % of the agreed one, by a reading."""
    told = {"demand_contract": given["contract_kw"], "demand_actual": given["actual_kw"]}
    prices = book(item("P", "demand 40 CNY/kW/month", strategy="two_part"), capacity_rules=[RULE])
    sheet = rate(bill("P", capacity_mode="demand_contract", **told), prices, settled).sheet
    limit = sheet.value_of("demand_limit").value
    return {"over_kw": given["actual_kw"] - limit, "billed_kw": sheet.value_of("demand_billed").value}


def restart(given: Inputs, settled: Settled) -> Decimal:
    """The month in which a suspended transformer starts again beside one that runs."""
    cut = date.fromordinal(JUNE.toordinal() - int(given["used_days"]))
    pieces = (
        CapacityPiece(given["t2"], MAY, JUNE, "T2"),
        CapacityPiece(Decimal(0), MAY, cut, "T1"),
        CapacityPiece(given["t1"], cut, JUNE, "T1"),
    )
    prices = book(item("P", f"capacity {given['price']} CNY/kVA/month", strategy="two_part"))
    return rate(bill("P", capacity_mode="capacity", capacity=pieces), prices, settled).money("capacity")


def plant(given: Inputs) -> Got:
    """Two-part, time of use, lamps of a fixed quantity, three funds, power factor."""
    ratio = given["pt"] * given["ct"]
    registers = {"active_total": "p", "active_peak": "f", "active_valley": "g", "reactive_total": "q"}
    readings = tuple(Readings(name, given[f"{one}0"], given[f"{one}1"], ratio) for name, one in registers.items())
    prices = book(
        item(
            "P",
            f"energy {given['flat']} CNY/kWh floats: true",
            f"capacity {given['cap_price']} CNY/kVA/month",
            strategy="two_part",
            time_of_use="true",
            calendar="t",
        ),
        item("L", f"energy {given['light']} CNY/kWh in_power_factor_base: false"),
        ratios=[
            f"{{calendar: t, period: {period}, ratio: {one}, valid_from: 1990-01-01}}"
            for period, one in (("peak", given["k_peak"]), ("flat", 1), ("valley", given["k_valley"]))
        ],
        surcharges=[
            f"{{item: {fund}, rate: {given[one]}, valid_from: 1990-01-01}}"
            for fund, one in (("three_gorges_fund", "fund_sx"), ("rural_grid_loan", "fund_hd"), ("other", "fund_df"))
        ],
    )
    case = bill(
        "P",
        readings=readings,
        parts=(Part("L", kwh=given["fixed_light"]),),
        power_factor_standard="std_090",
        **whole(given["kva"]),
    )
    rated = rate(case, prices, SETTLED.but("power_factor_base", "base_without_funds"))
    sheet = rated.sheet
    return {
        "multiplier": ratio,
        "kwh": sheet.value_of("supplied_kwh").value,
        "kvarh": sheet.value_of("supplied_kvarh").value,
        **{f"{one}_kwh": sheet.value_of(f"main_{one}_kwh").value for one in ("peak", "valley", "flat")},
        "power_before_pf": sheet.value_of("power_factor_base").value,
        "pf_reduction": -rated.money("power_factor"),
        "total": rated.total,
        "avg_price": rated.total / sheet.value_of("supplied_kwh").value,
    }


def textile(given: Inputs) -> Got:
    """A month in two bills: low-side metering with an agreed loss, then a larger transformer with time of use."""
    first, cut, last = date(2012, 8, 25), date(2012, 9, 15), date(2012, 9, 25)
    single = book(item("P", f"energy {given['price']} CNY/kWh"))
    loss = Loss("fixed_quantity", kwh=given["loss_month"], days=int(given["loss_days"]))
    readings = (Readings("active_total", given["s0"], given["s1"], given["ct_l"]),)
    one = rate(bill("P", first, cut, readings=readings, loss=loss), single, OLD)
    floating = book(
        item("P", f"energy {given['price']} CNY/kWh floats: true", time_of_use="true", calendar="t"),
        ratios=[
            f"{{calendar: t, period: {period}, ratio: {ratio}, valid_from: 1990-01-01}}"
            for period, ratio in (("peak", "1.6"), ("flat", "1"), ("valley", "0.4"))
        ],
    )
    registers = {"active_total": "tot", "active_peak": "pk", "active_valley": "vl", "reactive_total": "q"}
    readings = tuple(Readings(name, Decimal(0), given[of], given["mult"]) for name, of in registers.items())
    two = rate(bill("P", cut, last, readings=readings, power_factor_standard="std_090"), floating, OLD)
    money = {line.period: line.money for line in two.lines if line.component == "energy"}
    return {
        "loss_kwh": one.sheet.value_of("loss_kwh").value,
        "part1": one.total,
        **money,
        "pf_amount": two.money("power_factor"),
        "total": one.total + two.total,
    }


def average(given: Inputs, kwh: Decimal) -> Decimal:
    """The mean price of a kWh of a two-part customer."""
    prices = book(
        item(
            "P", f"energy {given['price']} CNY/kWh", f"capacity {given['cap_price']} CNY/kVA/month", strategy="two_part"
        )
    )
    return rate(bill("P", energy=used(total=kwh), **whole(given["kva"])), prices, OLD).total / kwh


def average_price(given: Inputs, expected: Inputs) -> Got:
    """The mean price, and at the given answer the mean price that was asked for."""
    asked = average(given, given["kwh"]) - given["drop"]
    reached = average(given, expected["min_kwh"])
    reproduces = abs(reached - asked) < Decimal("0.0000005") < average(given, expected["min_kwh"] - 1) - asked
    return {
        "avg_price": average(given, given["kwh"]),
        "min_kwh": expected["min_kwh"] if reproduces else Decimal("NaN"),
    }


def fish_farm(given: Inputs) -> Got:
    """A master meter with the households behind it."""
    prices = book(item("P", f"energy {given['p_agri']} CNY/kWh"), item("H", f"energy {given['p_living']} CNY/kWh"))
    case = bill("P", energy=used(total=given["total"]), parts=(Part("H", kwh=given["living"]),))
    return {"charge": rate(case, prices, OLD).total}


def assessed(prices: Book, **told: Any) -> Rated:
    """A bill under the standard of 0.90."""
    return rate(bill("P", power_factor_standard="std_090", **told), prices, OLD)


def factor_of(rated: Rated) -> Got:
    """What the power factor did."""
    sheet = rated.sheet
    return {
        "cosphi": sheet.value_of("power_factor").value,
        "rate": sheet.value_of("power_factor_percent").value,
        "pf_amount": rated.money("power_factor"),
    }


def works(given: Inputs) -> Got:
    """As it is, and compensated to the factor asked for: its tangent is the root of 1 / target² - 1."""
    prices, used_kwh = book(item("P", f"energy {given['price']} CNY/kWh")), used(total=given["kwh"])
    tangent = (1 / given["target"] ** 2 - 1).sqrt()
    after = assessed(prices, energy=used_kwh, kvarh=round(given["kwh"] * tangent, 3))
    found = factor_of(assessed(prices, energy=used_kwh, kvarh=given["kvarh"]))
    return found | {"pf_amount_after": after.money("power_factor")}


def both_ways(given: Inputs) -> Got:
    """Reactive energy in both directions."""
    prices = book(
        item(
            "P", f"energy {given['price']} CNY/kWh", f"capacity {given['cap_price']} CNY/kVA/month", strategy="two_part"
        )
    )
    registers = (("active_total", "kwh"), ("reactive_total", "q_fwd"), ("reverse_reactive_total", "q_rev"))
    readings = tuple(Readings(name, Decimal(0), given[of]) for name, of in registers)
    rated = assessed(prices, readings=readings, **whole(given["kva"]))
    return {"energy": rated.money("energy"), "basic": rated.money("capacity"), **factor_of(rated)}


def large(given: Inputs, settled: Settled = OLD) -> Got:
    """A capacity charge beside energy whose money is given: a charge of that much a month."""
    prices = book(
        item(
            "P",
            f"other {given['energy']} CNY/month",
            f"capacity {given['cap_price']} CNY/kVA/month",
            strategy="two_part",
        )
    )
    told = {"energy": used(total=given["kwh"]), "kvarh": given["kvarh"], **whole(given["kva"])}
    rated = rate(bill("P", power_factor_standard="std_090", **told), prices, settled)
    return {"basic": rated.money("capacity"), **factor_of(rated)}


def misread(given: Inputs) -> Got:
    """A bill with too little reactive energy: its base is what, adjusted, gives the bill."""
    told = {"energy": used(total=given["kwh"])}
    rate_old = factor_of(assessed(book(item("P", "other 100 CNY/month")), kvarh=given["kvarh"], **told))["rate"]
    base = given["billed"] / (1 + rate_old / 100)
    prices = book(item("P", f"other {base:f} CNY/month"))
    before = assessed(prices, kvarh=given["kvarh"], **told)
    after = assessed(prices, kvarh=given["kvarh"] + given["missed"], **told)
    return {
        "rate_old": rate_old,
        "rate_new": factor_of(after)["rate"],
        "correct_bill": after.total,
        "backbill": after.total - before.total,
    }


def by_night(given: Inputs, base: Decimal) -> Got:
    """Peak and valley by a base price, what both come to, and what they save; unrounded as the problem has it."""
    prices = book(
        item(
            "N",
            f"energy {base + given['up']} CNY/kWh period: peak",
            f"energy {base - given['dn']} CNY/kWh period: valley",
            time_of_use="true",
        ),
        item("P", f"energy {base} CNY/kWh"),
    )
    night = rate(bill("N", energy=used(peak=given["pk"], valley=given["vl"])), prices, OLD)
    day = rate(bill("P", energy=used(total=given["pk"] + given["vl"])), prices, OLD)
    exact = {line.period: line.quantity * line.price for line in night.lines}
    return {**exact, "total": night.total, "saved": day.total - night.total}


def resold_demand(_: Inputs) -> Got:
    """The energy that counts as a kilowatt, by the shifts worked."""
    held = {one.kind: one.kwh_per_kw for one in resale_table()}
    return {"agri" if kind == "agricultural" else kind: value for kind, value in held.items()}


def standards(_: Inputs) -> Got:
    """The factor at which each standard neither rewards nor penalises."""
    level = {one.standard: Decimal(one.hundredths) / 100 for one in table().values() if one.percent == 0}
    return {"hv_industry": level["std_090"], "other_100kva": level["std_085"], "agri": level["std_080"]}


VECTORS: Mapping[str, Callable[[Inputs], Got]] = MappingProxyType(
    {
        "BASIC-CAP-630": capacity_month,
        "BASIC-CAP-2800": capacity_month,
        "BASIC-TEMPSWAP-1": transformer_swap,
        "BASIC-TEMPSWAP-2": transformer_swap,
        "BASIC-TEMPSWAP-3": transformer_swap,
        "BILL-5000KVA-1": plant,
        "BILL-TEXTILE-1": textile,
        "PF-200-A": works,
        "PF-500-2WAY": both_ways,
        "PF-800-B": large,
        "PF-MISREAD-1": misread,
        "TRANSFER-DEMAND": resold_demand,
        "F-PF-STD-OLD": standards,
    }
)


def _price(text: str) -> str:
    component, price, unit, *more = text.split(" ", 3)
    return ", ".join([f"component: {component}", f"price: {price}", f"unit: {unit}", *more])
