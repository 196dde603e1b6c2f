"""The energy of a stored bill: by its registers where all that it depends on is known, and otherwise as billed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from jicha.audit.rate.loss import loss_of
from jicha.audit.rate.rows import Row, Rows
from jicha.tariffs.case import PERIODS, BadCase, Case, Loss, PeriodEnergy, Readings
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput, Unsettled
from jicha.tariffs.measure import measure
from jicha.terms.formula import round_half_up
from jicha.terms.sheet import Sheet

_BY_SHARE = "fixed_share"
_ANY_DAY = date(2000, 1, 1)  # energy is measured without asking for days


@dataclass(frozen=True, slots=True)
class Energy:
    """What a case says of energy; ``as_billed`` where it is the bill's own and not computed again."""

    energy: tuple[PeriodEnergy, ...] = ()
    readings: tuple[Readings, ...] = ()
    loss: Loss | None = None
    line_loss_percent: Decimal | None = field(default=None, metadata={"unit": "%"})
    sub_kwh: Decimal = field(default=Decimal(0), metadata={"unit": "kWh"})
    adjusted_kwh: Decimal = field(default=Decimal(0), metadata={"unit": "kWh"})
    as_billed: bool = False


def energy_of(rows: Rows, bill: Row, settled: Settled) -> Energy:
    """The energy of a bill. Raises MissingInput where neither the records nor the bill say it."""
    try:
        found = _by_the_records(rows, bill, settled)
        _measured(bill, found, settled)
    except (MissingInput, BadCase, Unsettled):  # what the records leave open the bill may still state
        return _as_billed(bill)
    return found


def other_hours(bill: Row) -> tuple[PeriodEnergy, ...]:
    """The energy of each period of the day but the flat one (which has the rest), as far as the bill states it."""
    stated = ((period, bill[f"{period}_kwh"]) for period in PERIODS if period != "flat")
    return tuple(PeriodEnergy(period, kwh) for period, kwh in stated if kwh is not None)


def taken_by_others(rows: Rows, bill: Row) -> Decimal:
    """What the sub-meters behind the point of a bill took in its month, by their bills.

    Raises MissingInput where one of them, or the master, has no bill of the month or two.
    """
    taken = Decimal(0)
    others = list(rows.of("point", parent_point_id=bill["point_id"], point_status="in_use"))
    if others and rows.one("bill", point_id=bill["point_id"], month=bill["month"], bill_kind="ordinary") is None:
        raise MissingInput("bill", "which of two bills the sub-meters are taken off", "分表电量应从哪张账单扣减")
    for point in others:
        one = rows.one("bill", point_id=point["point_id"], month=bill["month"], bill_kind="ordinary")
        if one is None or one["kwh"] is None:
            raise MissingInput(f"bill of {point['point_id']}", "the energy of a sub-meter", "分表电量")
        taken += one["kwh"]
    return taken


def months_of(bill: Row) -> int:
    """The months that a bill covers; one where it does not say."""
    return max(bill["months_stated"] or 1, 1)


def _as_billed(bill: Row) -> Energy:
    if bill["kwh"] is None:
        raise MissingInput("kwh", "the energy", "电量")
    adjusted = bill["adjusted_kwh"] or Decimal(0)
    total = PeriodEnergy("total", bill["kwh"] - adjusted)
    return Energy(energy=(total,), adjusted_kwh=adjusted, as_billed=True)


def _by_the_records(rows: Rows, bill: Row, settled: Settled) -> Energy:
    point = rows.one("point", point_id=bill["point_id"])
    if point is None:
        raise MissingInput("point", "the metering point", "计量点")
    found = replace(
        _shared(rows, bill, point, settled) if point["quantity_method"] == "fixed_share" else _own(rows, bill, point),
        sub_kwh=taken_by_others(rows, bill),
        adjusted_kwh=bill["adjusted_kwh"] or Decimal(0),
    )
    return (
        found if point["quantity_method"] != "metered" else replace(found, line_loss_percent=_line_loss_percent(point))
    )


def _line_loss_percent(point: Row) -> Decimal | None:
    """The share of line loss. Raises MissingInput where line loss is no share, or its share is not known."""
    method, percent = point["line_loss_method"], point["line_loss_percent"]
    if method == "none":
        return None
    if method not in (None, _BY_SHARE) or (method == _BY_SHARE and percent is None):
        raise MissingInput("line_loss_method", "how line loss is computed", "线损计算方式")
    return Decimal(percent) if percent is not None else None


def _own(rows: Rows, bill: Row, point: Row) -> Energy:
    """By the point's own meter, or the quantity that was agreed in its place; with the loss of its transformer."""
    loss = loss_of(rows, bill, point)
    if point["quantity_method"] == "metered":
        return Energy(readings=_readings(rows, bill), loss=loss)
    if point["quantity_method"] == "fixed_quantity" and point["fixed_kwh"] is not None:
        return Energy(energy=(PeriodEnergy("total", point["fixed_kwh"] * months_of(bill)),), loss=loss)
    raise MissingInput("quantity_method", "how the energy of the point is found", "计量点电量计算方式")


def _shared(rows: Rows, bill: Row, point: Row, settled: Settled) -> Energy:
    """A share of what the master's meter shows with the loss of its transformer, as exactly as energy is kept."""
    master = rows.one("bill", point_id=point["parent_point_id"], month=bill["month"], bill_kind="ordinary")
    master_point = rows.one("point", point_id=point["parent_point_id"])
    percent, loss = point["fixed_share_percent"], loss_of(rows, bill, point)
    if master is None or master_point is None or percent is None or loss is not None:
        raise MissingInput("master", "the bill of the master meter, or the share of it", "总表账单或定比比例")
    whole = _measured(master, _own(rows, master, master_point), settled)
    share = round_half_up(whole * Fraction(percent) / 100, 3)
    return Energy(energy=(PeriodEnergy("total", Decimal(share.numerator) / Decimal(share.denominator)),))


def _readings(rows: Rows, bill: Row) -> tuple[Readings, ...]:
    """The lines of the registers of the bill, or else the readings that the bill itself states."""
    lines = list(rows.of("bill_register", bill_id=bill["bill_id"], register="active_total")) or [bill]
    found = []
    for one in lines:
        start, end, ratio = one["reading_start"], one["reading_end"], one["ratio"]
        if start is None or end is None or ratio is None or end < start:
            raise MissingInput("readings", "the readings or the factor", "示数或倍率")
        found.append(Readings("active_total", start, end, ratio))
    return tuple(found)


def _measured(bill: Row, energy: Energy, settled: Settled) -> Fraction:
    """The energy as the biller measures it. Raises MissingInput, Unsettled, BadCase."""
    told = {one.name: getattr(energy, one.name) for one in fields(Energy) if one.name != "as_billed"}
    sheet = Sheet("bill")
    case = Case("", _ANY_DAY, _ANY_DAY + timedelta(1), kvarh=bill["reactive_kvarh"], **told)
    measure(sheet, case, settled)
    return sheet.value("main_kwh")
