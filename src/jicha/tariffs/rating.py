"""The set-based biller: many bills at once on Arrow columns, exact to the fen, equal to the scalar one.

One row is one bill with everything that it depends on beside it. A price is given as the sum of price times days over
the days of the bill (``..._price_days``), so that a bill over a change of price needs nothing else; the money of a line
is ``quantity * price_days / days``, rounded once. A blank price means that there is no such line. A blank quantity
where there is a price makes the money, and the total, blank: it is not known, and that is neither zero nor an
accusation.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

ENERGY_COMPONENTS = ("energy", "market_energy", "transport", "grid_loss", "system_operation")
PERIODS = ("total", "sharp", "peak", "flat", "valley", "deep")
SURCHARGE_ITEMS = (
    "three_gorges_fund",
    "power_construction",
    "city_utility",
    "rural_grid_loan",
    "reservoir_migrants",
    "renewables",
    "rural_lv_maintenance",
    "rural_power",
    "meter_rebuilding",
    "water_projects",
    "power_sources",
    "small_reservoir_migrants",
    "electric_railway_loan",
    "restructuring_fund",
    "other",
)
TIERS = (2, 3, 4)
MONEY_COLUMNS = (
    *(f"{component}_money" for component in ENERGY_COMPONENTS),
    "tier_money",
    "capacity_money",
    "power_factor_money",
    "surcharge_money",
    "difference_money",
    "relief_money",
    "total_money",
)
_KWH, _PRICE_DAYS, _DAYS = pa.decimal128(15, 3), pa.decimal128(18, 8), pa.decimal128(3, 0)
_DAYS_WIDE = pa.decimal256(3, 0)
# What is left of a monthly charge is a product of two shares in percent with 3 decimals each, times days.
_KEEP, _KVA_DAYS, _MONTHLY_PRICE_DAYS = pa.decimal256(14, 8), pa.decimal256(18, 3), pa.decimal256(17, 8)
_DEMAND = pa.decimal256(22, 11)  # kW with 3 decimals times a limit in percent and a factor with 3 each
_HUNDREDTH = pa.scalar(Decimal("0.01"), pa.decimal256(3, 2))
_MONEY, _TENTHS_OF_FEN = pa.decimal128(18, 2), pa.decimal128(26, 3)
_Column = Any  # pyarrow ships no types


def rate_rows(rows: pa.Table) -> pa.Table:
    """The money of every component of every row, in the order given: ``bill_id`` and ``MONEY_COLUMNS``, CNY.

    Beside them ``power_factor_base_money``, ``capacity_billed_kva``, ``demand_billed_kw`` and the energy of the tiers.
    In ``capacity_kva_days`` a machine that is charged a whole month counts for ``capacity_divisor_days`` days.
    ``capacity_keep_percent`` may be a sum over ``capacity_keep_days``; demand is divided by ``demand_divisor_days``
    where a bill is for a part of a month.
    """
    book = _Rows(rows)
    found: dict[str, _Column] = {"bill_id": rows["bill_id"]}
    for component in ENERGY_COMPONENTS:
        ratio = book.column("purchase_ratio") if component == "market_energy" else None
        found[f"{component}_money"] = book.sum(
            [book.line(book.kwh(period), f"{component}_{period}_price_days", times=ratio) for period in PERIODS]
        )
    found |= _tiers(book)
    found["surcharge_money"] = book.sum(
        [book.line(book.kwh("total"), f"surcharge_{item}_price_days") for item in SURCHARGE_ITEMS]
    )
    found |= _capacity(book)
    found |= _power_factor(book, found)
    found["difference_money"] = book.extra(book.kwh("total"), "difference_price")
    relief = pc.min_element_wise(book.column("relief_kwh", _KWH), book.kwh("total"), skip_nulls=False)
    reliefs = book.line(relief, "relief_price_days")
    found["relief_money"] = pc.negate(book.sum([reliefs]))
    found["total_money"] = book.sum([found[name] for name in MONEY_COLUMNS if name != "total_money"])
    return pa.table(found)


class _Rows:
    """The columns of the bills, in the types that keep every product exact."""

    def __init__(self, rows: pa.Table, chosen: _Column | None = None) -> None:
        self._rows = rows
        self._chosen = chosen
        self._cast: dict[tuple[str, pa.DataType], _Column] = {}
        self.count = rows.num_rows if chosen is None else pc.sum(chosen).as_py() or 0
        self.days = self.column("days", _DAYS)
        self._cut = self.column("cut_off")
        self._any_cut = bool(pc.any(self._cut).as_py())

    def where(self, chosen: _Column) -> _Rows:
        """Those bills alone."""
        return _Rows(self._rows, chosen)

    def is_blank(self, name: str) -> bool:
        """Whether no bill has the column: most prices and lists are of few bills, and then there is nothing to do."""
        return bool(self._rows[name].null_count == self._rows.num_rows)

    def column(self, name: str, kind: pa.DataType | None = None) -> _Column:
        """A column as one array, cast to ``kind`` once."""
        known = self._cast.get((name, kind))
        if known is None:
            known = self._cast[(name, kind)] = self._one_array(name, kind)
        return known

    def _one_array(self, name: str, kind: pa.DataType | None) -> _Column:
        chunked = self._rows[name]
        if kind is not None and self.is_blank(name):
            return pa.nulls(self.count, kind)
        array = chunked.chunk(0) if chunked.num_chunks == 1 else chunked.combine_chunks()
        if self._chosen is not None:
            array = array.filter(self._chosen)
        if pa.types.is_integer(array.type):
            array = array.cast(pa.decimal128(19, 0))  # the least that holds any whole number
        return array.cast(kind) if kind is not None else array

    def days_of(self, name: str) -> _Column:
        """A number of days, wide; where the rows lack it: the days of the bill, or one to divide by."""
        if name in self._rows.column_names:
            return self.column(name, _DAYS_WIDE)
        if name == "demand_divisor_days":
            return self.column("days", _DAYS_WIDE)
        return pa.repeat(pa.scalar(Decimal(1), _DAYS_WIDE), self.count)

    def has_line(self, component: str) -> _Column:
        """Whether a component has a price in any period of the day; capacity stands for demand too."""
        names = [f"{component}_{period}_price_days" for period in PERIODS]
        if component == "capacity":
            names = ["capacity_price_days", "demand_price_days"]
        found = pa.repeat(pa.scalar(False), self.count)
        for name in names:
            if not self.is_blank(name):
                found = pc.or_(found, pc.is_valid(self.column(name)))
        return found

    def kwh(self, period: str) -> _Column:
        """The energy of a period of the day."""
        return self.column("main_kwh" if period == "total" else f"main_{period}_kwh", _KWH)

    def line(self, quantity: _Column, price_days: str, *, times: _Column | None = None) -> _Column | None:
        """The money of a line, zero where it has no price; None where no row has one."""
        if self.is_blank(price_days):
            return None
        priced = pc.is_valid(self.column(price_days))
        if 2 * pc.sum(priced).as_py() > self.count:
            return pc.if_else(priced, self._line(quantity, price_days, times), _zero())
        few = self.where(priced)  # a price of the peak, say, that few bills have
        times = times if times is None else times.filter(priced)
        return pc.replace_with_mask(self.zero(), priced, few._line(quantity.filter(priced), price_days, times))

    def _line(self, quantity: _Column, price_days: str, times: _Column | None) -> _Column:
        price = self.column(price_days, _PRICE_DAYS)
        if times is not None:
            quantity = pc.multiply(quantity, times.cast(pa.decimal128(4, 3))).cast(pa.decimal128(18, 6))
            price = price.cast(pa.decimal128(15, 8))
        # What is cut here is below a tenth of a fen of the quotient too, and shorter numbers divide faster.
        product = pc.multiply(quantity, price).cast(_TENTHS_OF_FEN, safe=False)
        return self.money(pc.divide(product, self.days))

    def extra(self, quantity: _Column, price: str) -> _Column:
        """The money of a price that holds for the whole bill; zero where there is none."""
        if self.is_blank(price):
            return self.zero()
        column = self.column(price, pa.decimal128(15, 8))
        return pc.if_else(pc.is_valid(column), self.money(pc.multiply(quantity, column)), _zero())

    def money(self, amount: _Column) -> _Column:
        """Rounded to the fen as each row's reading says: half a fen is added, away from zero, or nothing; then cut."""
        less, nothing, more = (pa.scalar(Decimal(fen), amount.type) for fen in ("-0.005", "0", "0.005"))
        added = pc.if_else(pc.less(amount, nothing), less, more)
        if self._any_cut:
            added = pc.if_else(self._cut, nothing, added)
        return pc.add(amount, added).cast(_MONEY, safe=False)  # whether digits are enough the sums find out

    def zero(self) -> _Column:
        """No money on every bill."""
        return pa.repeat(_zero(), self.count)

    def sum(self, columns: Sequence[_Column | None]) -> _Column:
        """The sum of lines; blank where one is, zero where there is none at all."""
        known = [column for column in columns if column is not None]
        if not known:
            return self.zero()
        total = known[0]
        for column in known[1:]:
            total = pc.add(total.view(_MONEY), column)  # the same bytes: digits are counted once, in the end
        return total.cast(_MONEY)


def _tiers(book: _Rows) -> dict[str, _Column]:
    """Energy and extra money of the higher tiers; the limit itself belongs to the lower one.

    Energy below zero gives back from the highest tier that was reached.
    """
    before, kwh = book.column("used_before_kwh", _KWH), book.kwh("total")
    after = pc.add(before, kwh).cast(_KWH)
    names = [f"tier_{tier}_above_kwh" for tier in TIERS]
    edges = [None if book.is_blank(name) else book.column(name, _KWH) for name in names]
    found: dict[str, _Column] = {}
    moneys: list[_Column | None] = []
    for place, tier in enumerate(TIERS):
        upper = edges[place + 1] if place + 1 < len(TIERS) else None
        energy = pa.repeat(pa.scalar(Decimal(0), _KWH), book.count)
        if (edge := edges[place]) is not None:
            within = pc.subtract(_above(after, edge, upper), _above(before, edge, upper)).cast(_KWH)
            energy = pc.if_else(pc.is_valid(edge), within, energy)
        found[f"tier_{tier}_kwh"] = energy
        moneys.append(book.extra(energy, f"tier_{tier}_extra"))
    found["tier_money"] = book.sum(moneys)
    return found


def _above(used: _Column, edge: _Column, upper: _Column | None) -> _Column:
    """Energy of the cycle cut to a tier: no less than where it begins, no more than where the next one does."""
    top = used
    if upper is not None:
        top = pc.if_else(pc.is_valid(used), pc.min_element_wise(used, upper), pa.scalar(None, _KWH))
    return pc.max_element_wise(top, edge, skip_nulls=False)


def _capacity(book: _Rows) -> dict[str, _Column]:
    """The money for capacity or demand of the bills that have anything of either: few, and the sums are long."""
    names = ("capacity_price_days", "demand_price_days", "capacity_kva_days", "demand_actual", "demand_contract")
    chosen = pa.repeat(pa.scalar(False), book.count)
    for name in names:
        if not book.is_blank(name):
            chosen = pc.or_(chosen, pc.is_valid(book.column(name)))
    few = _capacity_of(book.where(chosen))
    nothing = {"capacity_money": book.zero()}
    return {
        name: pc.replace_with_mask(nothing.get(name, pa.nulls(book.count, column.type)), chosen, column)
        for name, column in few.items()
    }


def _capacity_of(book: _Rows) -> dict[str, _Column]:
    """Capacity by its days, or demand by the settled reading, less what is waived and at the reduced price.

    Few bills have one, and the products are long: these columns are 256 bits wide.
    """
    keep = pc.multiply(book.column("capacity_keep_percent", _KEEP), _HUNDREDTH)
    kva_days, divisor = book.column("capacity_kva_days", _KVA_DAYS), book.days_of("capacity_divisor_days")
    demand = _demand(book)
    moneys: list[_Column | None] = []
    for quantity, days, price_days in (
        (kva_days, pc.multiply(book.days_of("days"), divisor), "capacity_price_days"),
        (demand, book.days_of("demand_divisor_days"), "demand_price_days"),
    ):
        if book.is_blank(price_days):
            moneys.append(None)
            continue
        price = book.column(price_days, _MONTHLY_PRICE_DAYS)
        days = pc.multiply(days, book.days_of("capacity_keep_days"))
        money = book.money(pc.divide(pc.multiply(pc.multiply(quantity, price), keep), days))
        moneys.append(pc.if_else(pc.is_valid(price), money, _zero()))
    kva = pc.divide(kva_days, divisor)
    return {
        "capacity_money": book.sum(moneys),
        "capacity_billed_kva": pc.round(kva, 3, round_mode="half_towards_infinity").cast(pa.decimal128(12, 3)),
        "demand_billed_kw": pc.round(demand, 3, round_mode="half_towards_infinity").cast(pa.decimal128(12, 3)),
    }


def _demand(book: _Rows) -> _Column:
    """The demand billed: measured, or agreed with the part above the limit times its factor."""
    actual, agreed = (book.column(name, pa.decimal256(12, 3)) for name in ("demand_actual", "demand_contract"))
    share = pc.multiply(book.column("demand_limit_percent", pa.decimal256(12, 3)), _HUNDREDTH)
    limit = pc.multiply(agreed, share)
    start = pc.if_else(book.column("over_from_limit"), limit, agreed.cast(limit.type))
    above = pc.multiply(book.column("over_factor", pa.decimal256(12, 3)), pc.subtract(actual, limit))
    over = pc.add(start, above)
    is_over = pc.greater(actual, limit)
    by_agreement = pc.if_else(is_over, over, agreed.cast(over.type))
    is_actual = pc.equal(book.column("capacity_mode"), "demand_actual")
    return pc.if_else(is_actual, actual.cast(over.type), by_agreement).cast(_DEMAND)


def _power_factor(book: _Rows, found: dict[str, _Column]) -> dict[str, _Column]:
    """The adjustment on the components that take part in it; zero where the customer is not assessed."""
    bases: list[_Column | None] = []
    any_in_base = pa.repeat(pa.scalar(False), book.count)
    for component in (*ENERGY_COMPONENTS, "capacity"):
        in_base = pc.fill_null(book.column(f"{component}_in_base"), True)
        bases.append(pc.if_else(in_base, found[f"{component}_money"], _zero()))
        any_in_base = pc.or_(any_in_base, pc.and_(in_base, book.has_line(component)))
    # The funds go with the lines that take part: of a price of which none does they are no base of their own.
    with_funds = pc.and_(book.column("base_with_funds"), any_in_base)
    bases.append(pc.if_else(with_funds, found["surcharge_money"], _zero()))
    base = book.sum(bases)
    percent = book.column("power_factor_percent", pa.decimal128(6, 2))
    money = book.money(pc.multiply(pc.multiply(base, percent), pa.scalar(Decimal("0.01"))))
    assessed = book.column("power_factor_assessed")
    return {
        "power_factor_base_money": pc.if_else(assessed, base, _zero()),
        "power_factor_money": pc.if_else(assessed, money, _zero()),
    }


def _zero() -> pa.Scalar:
    return pa.scalar(Decimal(0), _MONEY)
