"""The same bills priced by what a user would take instead: pandas whole columns at once, a loop, and two packages.

Run by `bench_rating.py` as `python rating_peers.py NAME bills.parquet priced.parquet`, in any Python that has the peer;
prints its seconds as JSON. Each peer has the price sheet below in its own words and is given the best that it can do:
whole customer years, prices written out beforehand, money rounded half up. Left out is what none of them can say: the
quantity from readings and losses, capacity and demand, the power factor, conventions of a region.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd

# Component, part of the day, price until June and from July 2025 on.
HALF = 7
_WATER, _MIGRANTS, _RENEWABLES = ("0.0015525", "0.0015525"), ("0.0062", "0.0062"), ("0.019", "0.019")
_FUNDS = (("fund", "total", _WATER), ("fund", "total", _MIGRANTS), ("fund", "total", _RENEWABLES))
_GRID = (
    ("energy", "total", ("0.1916", "0.1916")),
    ("energy", "total", ("0.0151", "0.0151")),
    ("energy", "total", ("0.0322", "0.0322")),
)
SHEET = {
    "HOME": (("energy", "total", ("0.6", "0.6")),),
    "SHOP": (("energy", "total", ("0.4102", "0.3977")), *_GRID, *_FUNDS),
    "WORKS": (
        ("energy", "peak", ("0.65632", "0.63632")),
        ("energy", "flat", ("0.4102", "0.3977")),
        ("energy", "valley", ("0.16408", "0.15908")),
        *_GRID,
        *_FUNDS,
    ),
}
TIERS = ((2160, 4200, "0.05"), (4200, None, "0.3"))  # kWh of the year
_HOURS = {"valley": 2, "flat": 10, "peak": 17}  # an hour of each part of the day, for peers that price hours
_KINDS = ("energy", "tier", "fund")
_DIGITS = 7  # decimals of the longest price


def pandas_floats(bills: pd.DataFrame) -> pd.DataFrame:
    """Whole columns of floats, one price list at a time."""

    def fen(kwh: np.ndarray, late: np.ndarray, prices: tuple[str, str]) -> np.ndarray:
        return _fen(kwh * np.where(late, float(prices[1]), float(prices[0])))

    return _by_columns(bills, fen)


def pandas_integers(bills: pd.DataFrame) -> pd.DataFrame:
    """Whole columns of Wh and of prices times ten million: exact, as a careful user writes it."""
    unit = 10 ** (3 + _DIGITS - 2)  # of a product, in a fen

    def fen(kwh: np.ndarray, late: np.ndarray, prices: tuple[str, str]) -> np.ndarray:
        before, after = (int(Decimal(price).scaleb(_DIGITS)) for price in prices)
        return (2 * np.rint(kwh * 1000).astype(np.int64) * np.where(late, after, before) + unit) // (2 * unit)

    return _by_columns(bills, fen)


def _by_columns(bills: pd.DataFrame, fen: Callable[..., np.ndarray]) -> pd.DataFrame:
    """The lines of each price list, all its bills at a time; ``fen`` is told the energy, the half and both prices."""
    found = bills[["bill_id"]].assign(energy=0, tier=0, fund=0)
    for code, lines in SHEET.items():
        chosen = bills[bills.code == code]
        late = (chosen.month >= HALF).to_numpy()
        for kind, period, prices in lines:
            found.loc[chosen.index, kind] += fen(chosen[period].to_numpy(), late, prices)
        if code == "HOME":
            after = chosen.groupby("customer").total.cumsum().to_numpy()
            before = after - chosen.total.to_numpy()
            for low, high, extra in TIERS:
                top = np.inf if high is None else high
                part = after.clip(low, top) - before.clip(low, top)
                found.loc[chosen.index, "tier"] += fen(part, late, (extra, extra))
    return found


def python_loop(bills: pd.DataFrame) -> pd.DataFrame:
    """Bill by bill with decimals, as a first script does it."""
    cent, found = Decimal("0.01"), []
    year: dict[str, Decimal] = {}
    for bill in bills.itertuples():
        energy = {period: Decimal(str(getattr(bill, period))) for period in ("total", "peak", "flat", "valley")}
        money = dict.fromkeys(_KINDS, Decimal(0))
        for kind, period, prices in SHEET[bill.code]:
            price = Decimal(prices[bill.month >= HALF])
            money[kind] += (energy[period] * price).quantize(cent, ROUND_HALF_UP)
        if bill.code == "HOME":
            before = year.get(bill.customer, Decimal(0))
            year[bill.customer] = after = before + energy["total"]
            for low, high, extra in TIERS:
                top = after if high is None else min(after, Decimal(high))
                base = before if high is None else min(before, Decimal(high))
                part = max(top, Decimal(low)) - max(base, Decimal(low))
                money["tier"] += (part * Decimal(extra)).quantize(cent, ROUND_HALF_UP)
        found.append((bill.bill_id, *(int(100 * money[kind]) for kind in _KINDS)))
    return pd.DataFrame(found, columns=["bill_id", *_KINDS])


def ts_tariffs(bills: pd.DataFrame) -> pd.DataFrame:
    """The package ts-tariffs: a meter's series for each customer and half of the year, a tariff for each line.

    Its tiers are of whole years, so each bill is a year whose energy is that of all bills so far, and what a bill adds
    is the difference to the one before.
    """
    from ts_tariffs.meters import MeterData
    from ts_tariffs.tariffs import BlockTariff, SingleRateTariff, TouTariff
    from ts_tariffs.ts_utils import TouBins
    from ts_tariffs.utils import Block

    month = timedelta(days=30)
    known = ("kWh", "CNY/kWh", month, None)
    blocks = [Block(low, np.inf if high is None else high) for low, high, _ in TIERS]
    extra = [float(price) for _, _, price in TIERS]
    tiers = BlockTariff("tiers", "BlockTariff", *known, "year", blocks, extra, ["2", "3"])
    rates = {
        (code, half): [
            (kind, SingleRateTariff(kind, "SingleRateTariff", *known, float(prices[half])))
            for kind, period, prices in lines
            if period == "total"
        ]
        for code, lines in SHEET.items()
        for half in (False, True)
    }
    tous = {}
    for half in (False, True):
        price = {period: float(prices[half]) for _, period, prices in SHEET["WORKS"]}
        by_bin = ["flat", "valley", "flat", "peak", "flat"]
        bins = TouBins([1, 5, 16, 22], [price[period] for period in by_bin], by_bin)
        tous[half] = TouTariff("tou", "TouTariff", *known, bins)
    found = []
    for _, year in bills.groupby("customer", sort=False):
        code, halves = year.code.iloc[0], year.month.to_numpy() >= HALF
        money = {kind: np.zeros(len(year), np.int64) for kind in _KINDS}
        days = pd.DatetimeIndex(pd.to_datetime({"year": 2025, "month": year.month, "day": 1}))
        for half in (False, True):
            part = halves == half
            series = pd.Series(year.total.to_numpy()[part], index=days[part])
            meter = MeterData("meter", series, month, "kWh")
            for kind, rate in rates[code, half]:
                money[kind][part] += _fen(rate.apply(meter).charge_ts.to_numpy())
            if code == "WORKS":
                index = np.concatenate([series.index + timedelta(hours=hour) for hour in _HOURS.values()])
                values = np.concatenate([year[period].to_numpy()[part] for period in _HOURS])
                at = MeterData("hours", pd.Series(values, index=pd.DatetimeIndex(index)), month, "kWh")
                charged = _fen(tous[half].apply(at).charge_ts.charge.to_numpy())
                money["energy"][part] += charged.reshape(len(_HOURS), -1).sum(0)
        if code == "HOME":
            years = pd.DatetimeIndex([datetime(2001 + place, 1, 1) for place in range(len(year))])
            so_far = MeterData("so far", pd.Series(year.total.cumsum().to_numpy(), index=years), month, "kWh")
            charges = tiers.apply(so_far).charge_ts
            for column in ("block_1_charge", "block_2_charge"):
                money["tier"] += _fen(np.diff(charges[column].to_numpy(), prepend=0.0))
        found.append(pd.DataFrame({"bill_id": year.bill_id, **money}))
    return pd.concat(found)


def pysam(bills: pd.DataFrame) -> pd.DataFrame:
    """The package NREL-PySAM (Utilityrate5): 8760 hours of each customer, one price an hour, so one sum a bill.

    Its tiers begin again each month, so households are beyond it.
    """
    from PySAM import Utilityrate5

    model, first = Utilityrate5.new(), datetime(2025, 1, 1)
    _plain(model)
    at = {
        (m, p): (datetime(2025, m, 1, hour) - first) // timedelta(hours=1)
        for m in range(1, 13)
        for p, hour in _HOURS.items()
    }
    found, known = [], ""
    for _, year in bills.groupby("customer", sort=False):
        if year.code.iloc[0] != known:
            known = year.code.iloc[0]
            _prices(model, known)
        load = np.zeros(8760)
        for bill in year.itertuples():
            for period in _HOURS if known == "WORKS" else ("flat",):
                load[at[bill.month, period]] = getattr(bill, period if known == "WORKS" else "total")
        model.Load.load = load.tolist()
        model.execute(0)
        billed = np.array(model.Outputs.utility_bill_wo_sys_ym[1])
        found.append(pd.DataFrame({"bill_id": year.bill_id, "sum": _fen(billed[year.month.to_numpy() - 1])}))
    return pd.concat(found)


def _plain(model: object) -> None:
    """No generation, no demand charge, nothing that grows from year to year."""
    rates = model.ElectricityRates  # type: ignore[attr-defined]
    rates.assign({
        "en_electricity_rates": 1, "rate_escalation": [0], "ur_annual_min_charge": 0, "ur_monthly_fixed_charge": 0,
        "ur_monthly_min_charge": 0, "ur_metering_option": 0, "ur_nm_yearend_sell_rate": 0, "ur_nb_credit_expire": 0,
        "ur_nb_apply_credit_current_month": 0, "ur_nm_credit_month": 0, "ur_nm_credit_rollover": 0, "ur_dc_enable": 0,
        "ur_sell_eq_buy": 0, "ur_en_ts_buy_rate": 0, "ur_en_ts_sell_rate": 0, "TOU_demand_single_peak": 0,
        "ur_enable_billing_demand": 0, "ur_yearzero_usage_peaks": [0] * 12,
    })  # fmt: skip
    model.Lifetime.assign({"analysis_period": 1, "inflation_rate": 0, "system_use_lifetime_output": 0})  # type: ignore[attr-defined]
    model.SystemOutput.assign({"degradation": [0], "gen": [0] * 8760})  # type: ignore[attr-defined]
    model.Load.load_escalation = [0]  # type: ignore[attr-defined]


def _prices(model: object, code: str) -> None:
    """Six prices: the sum of all components in flat, peak and valley hours, of either half of the year."""
    of_hour = {2: 3, 10: 1, 17: 2}
    months = [[of_hour.get(hour, 1) + (3 if month >= HALF else 0) for hour in range(24)] for month in range(1, 13)]
    rows = []
    for half in (0, 1):
        for place, period in enumerate(("flat", "peak", "valley"), 1):
            price = sum(Decimal(prices[half]) for _, part, prices in SHEET[code] if part in ("total", period))
            rows.append([place + 3 * half, 1, 1e38, 0, float(price), 0])
    rates = model.ElectricityRates  # type: ignore[attr-defined]
    rates.assign({"ur_ec_sched_weekday": months, "ur_ec_sched_weekend": months, "ur_ec_tou_mat": rows})


def _fen(money: np.ndarray) -> np.ndarray:
    """Floats rounded half up to whole fen."""
    return np.floor(money * 100 + 0.5).astype(np.int64)


PEERS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "pandas, floats": pandas_floats,
    "pandas, integers": pandas_integers,
    "loop with decimals": python_loop,
    "ts-tariffs": ts_tariffs,
    "NREL-PySAM": pysam,
}


def peak_mib() -> int:
    """The most memory that this process has held; what the system counts for a child includes its parent's."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) // 1024 if found else 0


def main() -> None:
    """Price the bills of a file with one peer."""
    name, source, target = sys.argv[1:]
    bills = pd.read_parquet(source)
    try:
        PEERS[name](bills.iloc[:0] if name.startswith("pandas") else bills[bills.customer == bills.customer.iloc[0]])
    except ImportError as missing:
        print(json.dumps({"absent": str(missing)}))
        return
    started, before = time.perf_counter(), os.times()
    priced = PEERS[name](bills)
    after = os.times()
    told = {"seconds": time.perf_counter() - started, "cpu": after.user + after.system - before.user - before.system}
    priced.to_parquet(target)
    print(json.dumps(told | {"peak_mib": peak_mib()}))


if __name__ == "__main__":
    main()
