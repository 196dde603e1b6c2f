"""The capacity charge of equipment that must not have been used, over the time it was: by months, or by days.

The 1996 text says months. For the 2024 text examination items say months too, and others remember days: the reading
is a convention, and the sheet of the other one stands beside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from jicha.law.act import CapacityPrice, Piece
from jicha.law.convention import choose, chosen
from jicha.law.month_parts import begun, calendar_days, thirtieths
from jicha.law.settings import Choice, Settings
from jicha.terms.period import Period
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Remark, Worksheet

_OPEN = "capacity_time_2024"
_OTHER = {"months": "days", "days": "months"}
_TEXTS: Mapping[str, Callable[[Sheet, str, Period, Period], None]] = {"thirtieths": thirtieths, "begun": begun}


def capacity_charge(
    sheet: Sheet, cut: Sequence[Piece], prices: Sequence[CapacityPrice], settings: Settings
) -> Mapping[str, str]:
    """Write time and price of each piece; gives by edition the formula of load x price x months."""
    formulas: dict[str, list[str]] = {}
    for one in cut:
        _time(sheet, one, Period(cut[0].start, cut[-1].end), settings)
        price: Decimal = prices[one.price].cny_per_kva_month
        name = f"price_{one.number}"
        sheet.given(name, price, "CNY/kVA/month", origin="case", word="price_of_capacity", about=one.about)
        formulas.setdefault(one.edition, []).append(f"load * as_kw({name}) * months_{one.number}")
    return {edition: " + ".join(terms) for edition, terms in formulas.items()}


def beside_other_reading(own: Worksheet, write: Callable[[Settings], Worksheet], settings: Settings) -> Worksheet:
    """A sheet with that of the other reading beside it, where that one asks for something else."""
    reading = _OTHER[chosen(_OPEN, settings)]
    kept = tuple(one for one in settings.conventions if one.convention != _OPEN)
    other = write(replace(settings, conventions=(*kept, Choice(_OPEN, reading, "—"))))
    if {name: other.value_of(name) for name in other.results} == {name: own.value_of(name) for name in own.results}:
        return own
    other = replace(other, remarks=(Remark(f"as_if_{reading}"), *_without(other.remarks)))
    note = Remark("capacity_time_open", warns=True)
    return replace(own, remarks=(*own.remarks, note), alternatives=(*own.alternatives, other))


def _time(sheet: Sheet, one: Piece, act: Period, settings: Settings) -> None:
    period, name = Period(one.start, one.end), f"months_{one.number}"
    if choose(sheet, f"capacity_time_{one.edition}", settings) == "days":
        calendar_days(sheet, name, period, act)
    else:
        _TEXTS[choose(sheet, "capacity_month_part", settings)](sheet, name, period, act)


def _without(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """All but that somebody set the reading: on this sheet nobody did."""
    return tuple(one for one in remarks if one.arguments.get("convention") != _OPEN)
