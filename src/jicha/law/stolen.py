"""Days, hours and energy of a theft whose quantity is computed by capacity.

The quantity by capacity is capacity x hours a day x days. Where nobody can find out since when, or how many hours,
the text's own days and hours stand in, each marked with its clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from jicha.law.act import Act, Piece, under
from jicha.law.act_period import ActSpan, act_spans
from jicha.law.convention import choose, chosen
from jicha.law.datum import datum, in_edition, put
from jicha.law.settings import Settings
from jicha.law.supply_rules import Edition
from jicha.terms.sheet import Sheet


class Use(StrEnum):
    """What the energy is for; the text has other hours a day for each."""

    POWER = "power"
    LIGHTING = "lighting"


def theft_spans(act: Act, settings: Settings, as_if: Edition | None = None) -> tuple[ActSpan, ...]:
    """The days of a theft by edition; those that the text assumes where there is no start. Raises NoActPeriod.

    ``as_if`` puts one edition in the place of all; the days stay those of the act's own.
    """
    if act.start is not None:
        return under(act_spans(act.start, act.end), as_if)
    days = int(datum("theft_days_unknown", act.end - timedelta(days=1), settings).value)
    if chosen("unknown_days_reach", settings) == "since_last_inspection" and act.in_order_on:
        days = min(days, (act.end - act.in_order_on).days)
    return under(act_spans(None, act.end, unknown_days=days), as_if)


def note_days(sheet: Sheet, act: Act, cut: Sequence[Piece], settings: Settings) -> None:
    """Write ``days`` in all and ``days_1``, ``days_2`` ... of each piece; the assumed ones with their clause."""
    if act.start is not None:
        for one in cut:
            sheet.given(f"days_{one.number}", one.days, "day", origin="case", word="days_of_piece", about=one.about)
        sheet.step("days", " + ".join(f"days_{one.number}" for one in cut), "day")
        if act.in_order_on is not None and act.in_order_on >= act.start:
            sheet.remark("in_order_within_act", warns=True, day=str(act.in_order_on))
        return
    put(sheet, "days_unknown", datum("theft_days_unknown", act.end - timedelta(days=1), settings))
    sheet.remark("since_when_unknown", warns=True)
    _note_reach(sheet, act, settings)
    for one in cut[1:]:
        sheet.given(f"days_{one.number}", one.days, "day", origin="case", word="days_of_piece", about=one.about)
    rest = "".join(f" - days_{one.number}" for one in cut[1:])
    sheet.step(f"days_{cut[0].number}", f"days{rest}", "day", word="days_of_piece", about=cut[0].about)


def energy_by_capacity(
    sheet: Sheet,
    cut: Sequence[Piece],
    *,
    use: Use,
    hours: Decimal | None,
    known: bool,
    settings: Settings,
    less: str = "",
) -> None:
    """Write ``kwh_1`` ... of each piece and ``kwh`` in all, from the step ``load`` and the days.

    ``hours`` a day as found out; without them those of the edition of each piece. ``known`` says whether the days are.
    ``less`` names energy of all the days that is taken off, day by day, and never below nothing.
    """
    if hours is not None:
        sheet.given("hours", hours, "hour/day", origin="case")
    else:
        for edition in dict.fromkeys(one.edition for one in cut):
            put(sheet, f"hours_{edition}", in_edition(f"theft_hours_{use}", edition, settings), about=edition)
        if known:
            sheet.remark("hours_unknown")
    for one in cut:
        of_day = "hours" if hours is not None else f"hours_{one.edition}"
        formula = f"load * {of_day} * days_{one.number}"
        if less:
            formula = f"max({formula} - {less} * days_{one.number} / days, {less} - {less})"
        rule = in_edition(f"theft_hours_{use}", one.edition, settings)  # the same article holds hours and quantity
        sheet.step(
            f"kwh_{one.number}",
            formula,
            "kWh",
            **rule.cited,
            word="kwh_of_piece",
            about=one.about,
        )
    sheet.step("kwh", " + ".join(f"kwh_{one.number}" for one in cut), "kWh")


def _note_reach(sheet: Sheet, act: Act, settings: Settings) -> None:
    reach = "statutory"
    if act.in_order_on is not None:
        since = (act.end - act.in_order_on).days
        sheet.given("days_since_inspection", since, "day", origin="case", about=str(act.in_order_on))
        if sheet.value("days_since_inspection") < sheet.value("days_unknown"):
            reach = choose(sheet, "unknown_days_reach", settings)
            sheet.remark("in_order_within_days", warns=True, day=str(act.in_order_on))
            sheet.bound("days", low="days_since_inspection", high="days_unknown", word="bound_days")
    capped = reach == "since_last_inspection"
    sheet.step("days", "min(days_unknown, days_since_inspection)" if capped else "days_unknown", "day")
