"""One bill's worth of facts, as a person writes them in JSON or the store holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from jicha.schema import code_list
from jicha.terms.errors import Fault, JichaError, Words

PERIODS = ("sharp", "peak", "flat", "valley", "deep")


def _codes(name: str) -> dict[str, Callable[[], Iterable[str]]]:
    """Metadata of a field that holds a code of a list."""
    return {"choices": lambda: code_list(name).meanings}


_LOSS_NUMBERS = (
    "kva", "hours", "no_load_loss_w", "load_loss_w", "no_load_current_percent", "impedance_percent", "k",
    "copper_percent", "share_percent", "kwh", "kvarh", "days",
)  # fmt: skip


class BadCase(JichaError):
    """Facts of a bill that contradict one another."""


@dataclass(frozen=True, slots=True)
class Readings:
    """One register of one meter over the period; ``register`` is a code of the list of that name."""

    register: str = field(metadata=_codes("register"))
    start: Decimal
    end: Decimal
    ratio: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class PeriodEnergy:
    """Energy of one period of the day, or of the ``total``."""

    period: str = field(metadata={"choices": ("total", *PERIODS)})
    kwh: Decimal = field(metadata={"unit": "kWh"})


@dataclass(frozen=True, slots=True)
class Loss:
    """Transformer loss that is added to what a meter on the low side shows.

    ``method`` is a code of ``loss_method``: ``iron_copper`` (no-load loss over the hours, and ``copper_percent`` of the
    energy), ``formula`` (the standard formula, with the load-shape factor ``k``), ``fixed_share``, ``fixed_quantity``
    (``kwh`` a month of 30 days, for ``days``), ``table`` (the same by a table).
    """

    method: str = field(metadata=_codes("loss_method"))
    kva: Decimal | None = field(default=None, metadata={"unit": "kVA"})
    hours: Decimal | None = field(default=None, metadata={"unit": "hour"})
    no_load_loss_w: Decimal | None = field(default=None, metadata={"unit": "W"})
    load_loss_w: Decimal | None = field(default=None, metadata={"unit": "W"})
    no_load_current_percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    impedance_percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    k: Decimal | None = None
    copper_percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    share_percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    kvarh: Decimal | None = field(default=None, metadata={"unit": "kvarh"})
    days: int | None = field(default=None, metadata={"unit": "day"})


@dataclass(frozen=True, slots=True)
class CapacityPiece:
    """Capacity in operation on the days of [``valid_from``, ``valid_to``), of one ``machine`` or of all together.

    A machine that does not change in a bill of a month is charged the month, another its days: so where one of
    several changes, each is named.
    """

    kva: Decimal = field(metadata={"unit": "kVA"})
    valid_from: date
    valid_to: date
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the energy that has another price: a fixed quantity, a fixed share, or a sub-meter's energy.

    It is taken from ``from_period`` where the main price has periods.
    """

    price_code: str
    kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    from_period: str = field(default="flat", metadata={"choices": PERIODS})


@dataclass(frozen=True, slots=True)
class Resale:
    """Energy that passed on to others behind the meter, who work one, two or three shifts, or farm."""

    kind: str
    kwh: Decimal = field(metadata={"unit": "kWh"})


@dataclass(frozen=True, slots=True)
class Case:
    """One bill: a price code of a book, the days [``period_start``, ``period_end``), and what was used on them.

    Energy comes from ``readings`` or, where those are not at hand, from ``energy`` (the ``total`` or each period).
    ``hours`` is the energy of periods of the day that stand beside it, as where a bill states them; what they leave
    is flat. ``months_billed`` multiplies the tiers of a month. ``power_factor_kwh`` is the active energy that belongs
    to the reactive, where that is not what is supplied.
    ``month`` is the month of the bill, that of the last day unless given. ``used_before`` is the energy of the tier
    cycle before this bill, ``months_in_cycle`` the months of the tier year that the account exists (12 unless given).
    ``customer_kwh`` and ``contract_capacity`` decide on the reduced demand price; ``capacity`` has every day
    of the bill for each machine. ``demand_before`` is the highest demand of the months that a ratchet looks back on.
    ``resale`` lowers the measured demand only; the energy passed on is in ``sub_kwh``. ``exempt_from`` are the funds
    and surcharges that the customer need not pay; the preference ``surcharge_exempt`` alone does not say which.
    """

    price_code: str
    period_start: date
    period_end: date
    region: str = ""
    month: date | None = None
    readings: tuple[Readings, ...] = ()
    energy: tuple[PeriodEnergy, ...] = ()
    hours: tuple[PeriodEnergy, ...] = ()
    kvarh: Decimal | None = field(default=None, metadata={"unit": "kvarh"})
    loss: Loss | None = None
    line_loss_percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    sub_kwh: Decimal = field(default=Decimal(0), metadata={"unit": "kWh"})
    adjusted_kwh: Decimal = field(default=Decimal(0), metadata={"unit": "kWh"})
    parts: tuple[Part, ...] = ()
    capacity_mode: str = field(default="none", metadata=_codes("capacity_charge_mode"))
    capacity: tuple[CapacityPiece, ...] = ()
    demand_contract: Decimal | None = field(default=None, metadata={"unit": "kW"})
    demand_actual: Decimal | None = field(default=None, metadata={"unit": "kW"})
    demand_before: Decimal | None = field(default=None, metadata={"unit": "kW"})
    resale: tuple[Resale, ...] = ()
    contract_capacity: Decimal | None = field(default=None, metadata={"unit": "kVA"})
    customer_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    power_factor_standard: str = field(default="not_assessed", metadata=_codes("power_factor_standard"))
    power_factor_mode: str = field(default="standard", metadata=_codes("power_factor_mode"))
    power_factor_kwh: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    household: str = field(default="ordinary", metadata=_codes("household_size"))
    used_before: Decimal | None = field(default=None, metadata={"unit": "kWh"})
    months_in_cycle: int = field(default=12, metadata={"unit": "month"})
    months_billed: int = field(default=1, metadata={"unit": "month"})
    preferences: tuple[str, ...] = field(default=(), metadata=_codes("preference_kind"))
    exempt_from: tuple[str, ...] = field(default=(), metadata=_codes("surcharge_item"))
    purchase_ratio: Decimal = Decimal(1)
    difference_price: Decimal = Decimal(0)
    relief_kwh: Decimal = field(default=Decimal(0), metadata={"unit": "kWh"})
    adjustment: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.period_end <= self.period_start:
            raise _bad(
                "the period has no day", "账期没有任何一天", "period_end is the day after the last.",
                "period_end 应为末日的次日。",
            )  # fmt: skip
        if self.readings and self.energy:
            raise _bad(
                "readings and energy are both given", "同时给出了表码和电量", "Give one of them.", "请只给其中一种。"
            )
        if not 1 <= self.months_in_cycle <= 12:
            raise _bad(
                f"{self.months_in_cycle} months of a tier year", f"阶梯年度内 {self.months_in_cycle} 个月",
                "Give 1 to 12.", "请填写 1 至 12。",
            )  # fmt: skip
        demands = (self.demand_actual, self.demand_contract, self.demand_before)
        least = [*(one.kva for one in self.capacity), *(one for one in demands if one is not None)]
        positive = [*(one.ratio for one in self.readings), self.contract_capacity]
        if any(one < 0 for one in least) or any(one is not None and one <= 0 for one in positive):
            raise _bad(
                "a capacity, a demand or a ratio is below zero or nothing", "容量、需量或倍率小于零或为零",
                "Correct it.", "请改正。",
            )  # fmt: skip
        if self.months_billed < 1:
            raise _bad(
                f"{self.months_billed} months billed", f"账单月数为 {self.months_billed}", "Give 1 or more.",
                "请填写1或以上。",
            )  # fmt: skip
        told = [one.period for one in (*self.energy, *self.hours)]
        twice = [one for one in told if told.count(one) > 1]
        if twice:
            raise _bad(
                f"the energy of {twice[0]} is given twice", f"{twice[0]} 的电量给出了两次", "Add them up.", "请先合计。"
            )
        wrong = [one.period for one in self.energy if one.period not in ("total", *PERIODS)]
        wrong += [one.period for one in self.hours if one.period not in PERIODS]
        wrong += [one.from_period for one in self.parts if one.from_period not in PERIODS]
        wrong += [one.register for one in self.readings if one.register not in _registers()]
        if wrong:
            raise _bad(
                f"{wrong[0]} is no period or register", f"没有时段或示数类型 {wrong[0]}",
                f"Periods: total, {', '.join(PERIODS)}; registers: active_total, reactive_total and so on.",
                f"时段：total，{'，'.join(PERIODS)}；示数类型：active_total，reactive_total 等。",
            )  # fmt: skip

        self._refuse_below_zero()
        unknown = [one for one in self.exempt_from if one not in _funds()]
        if unknown:
            raise _bad(
                f"{unknown[0]} is no fund or surcharge", f"没有代征项目 {unknown[0]}",
                f"Known: {', '.join(sorted(_funds()))}.", f"可用：{'，'.join(sorted(_funds()))}。",
            )  # fmt: skip

    def _refuse_below_zero(self) -> None:
        """Refuse what no meter shows and no list says, and a minus would quietly turn into money.

        Energy may be below zero where a decision took it back (``adjusted_kwh``), and so may that of sub-meters.
        """
        given: list[tuple[str, Decimal | None]] = [
            ("relief_kwh", self.relief_kwh),
            ("line_loss_percent", self.line_loss_percent),
        ]
        given += [(f"parts[{number}].kwh", one.kwh) for number, one in enumerate(self.parts)]
        given += [(f"parts[{number}].percent", one.percent) for number, one in enumerate(self.parts)]
        if not self.adjusted_kwh:
            given += [(f"energy of {one.period}", one.kwh) for one in (*self.energy, *self.hours)]
        if self.loss is not None:
            given += [(f"loss.{name}", getattr(self.loss, name)) for name in _LOSS_NUMBERS]
        for name, value in given:
            if value is not None and value < 0:
                raise _bad(f"{name} is below zero", f"{name} 小于零", "Correct it.", "请改正。")
        if self.adjustment != round(self.adjustment, 2):
            raise _bad(
                f"adjustment is {self.adjustment}", f"adjustment 为 {self.adjustment}",
                "Give money in whole hundredths.", "金额请精确到分。",
            )  # fmt: skip

    @property
    def days(self) -> int:
        """Days of the period."""
        return (self.period_end - self.period_start).days

    @property
    def bill_month(self) -> date:
        """The first day of the bill's month."""
        last = date.fromordinal(self.period_end.toordinal() - 1)
        return (self.month or last).replace(day=1)


@cache
def _funds() -> frozenset[str]:
    return frozenset(code_list("surcharge_item").meanings)


@cache
def _registers() -> frozenset[str]:
    return frozenset(code_list("register").meanings)


def _bad(en: str, zh: str, remedy: str, remedy_zh: str) -> BadCase:
    return BadCase(Fault.of(Words(en, zh), Words(remedy, remedy_zh)))
