"""Parameters by organisation and date: rows of `parameter_setting` over a page's defaults, inherited down the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jicha.pages.page import Page, ParameterValue
from jicha.terms.errors import Fault, JichaError
from jicha.terms.units import Quantity, parse_quantity


class BadParameter(JichaError):
    """A setting that no page knows, or whose value has the wrong form or unit."""


@dataclass(frozen=True, slots=True, order=True)
class Setting:
    """One row of `parameter_setting`: from this day on this unit, and those under it, use this value."""

    code: str
    parameter: str
    org_id: str
    effective_from: date
    value: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Where one set of values is in force. ``places`` are (org_id, first day, day after the last); None = everywhere.

    A place with org_id None holds for subjects of no organisation and of organisations nobody listed.
    """

    values: tuple[tuple[str, ParameterValue], ...]
    places: tuple[tuple[str | None, date, date], ...] | None


_FIRST, _LAST = date(1000, 1, 1), date(9999, 1, 1)


def segments(page: Page, settings: Sequence[Setting], parents: Mapping[str, str | None]) -> tuple[Segment, ...]:
    """The groups of organisations and days that share values; the page runs once for each.

    ``parents`` maps every organisation to the one above. A value is in force at a period's end. Raises BadParameter.
    """
    own = sorted(one for one in settings if one.code == page.code)
    if not own:
        return (Segment((), None),)
    typed = {one: _typed(page, one) for one in own}
    groups: dict[tuple[tuple[str, ParameterValue], ...], list[tuple[str | None, date, date]]] = {}
    for org_id in (None, *sorted(parents)):
        lineage = _lineage(org_id, parents)
        days = sorted({_FIRST, *(one.effective_from for one in own if one.org_id in lineage)})
        for start, end in zip(days, [*days[1:], _LAST], strict=True):
            values = tuple(sorted(_in_force(own, typed, lineage, start).items()))
            groups.setdefault(values, []).append((org_id, start, end))
    return tuple(Segment(values, tuple(places)) for values, places in groups.items())


def _lineage(org_id: str | None, parents: Mapping[str, str | None]) -> list[str]:
    """The organisation and all above it, nearest first; a circle in the tree ends where it closes."""
    lineage: list[str] = []
    while org_id is not None and org_id not in lineage:
        lineage.append(org_id)
        org_id = parents.get(org_id)
    return lineage


def _in_force(
    own: Sequence[Setting], typed: Mapping[Setting, ParameterValue], lineage: Sequence[str], day: date
) -> dict[str, ParameterValue]:
    """Per parameter the newest value of the nearest unit that set one by ``day``."""
    found: dict[str, ParameterValue] = {}
    for unit in reversed(lineage):
        for one in own:
            if one.org_id == unit and one.effective_from <= day:
                found[one.parameter] = typed[one]
    return found


def _typed(page: Page, setting: Setting) -> ParameterValue:
    declared = {one.name: one.default for one in page.params}
    where = f"parameter_setting {setting.org_id} {setting.code} {setting.parameter} {setting.effective_from}"
    if setting.parameter not in declared:
        known = ", ".join(declared) or "none"
        raise BadParameter(Fault(f"{page.code} has no parameter {setting.parameter!r}", f"It knows: {known}.", where))
    default = declared[setting.parameter]
    if isinstance(default, Quantity):
        value = parse_quantity(setting.value)
        if value.unit != default.unit:
            raise BadParameter(
                Fault(
                    f"{setting.value!r} is not in {default.unit or 'plain numbers'}",
                    f"Give it like the default {default}.",
                    where,
                )
            )
        return value
    if isinstance(default, date):
        return date.fromisoformat(setting.value)
    return setting.value
