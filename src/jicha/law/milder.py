"""The newer text beside the older: an act is judged by the text of its day, and where the newer is milder both show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from jicha.law.supply_rules import Edition, editions
from jicha.terms.units import parse_unit
from jicha.terms.worksheet import Remark, Worksheet

_ROUNDING = Decimal("0.05")  # two editions round their accounts apart; only what is more than that is milder
_MONEY = parse_unit("CNY")


def with_newer(write: Callable[[Edition | None], Worksheet]) -> Worksheet:
    """The sheet of an act by the editions of its days; beside it that of the newest edition, if that asks for less.

    ``write`` gets the edition that shall hold on all days, or None for each day its own. A penalty that the newest
    edition leaves to a contract without an agreement counts as less: its range begins at 0.
    """
    own, newer = write(None), write(editions()[-1])
    if money(newer) >= money(own) - _ROUNDING:
        return own
    beside = tuple(one for one in newer.alternatives if one not in own.alternatives)  # the same paper once
    newer = replace(newer, remarks=(Remark("as_if_newest"), *newer.remarks), alternatives=beside)
    return replace(
        own,
        remarks=(*own.remarks, Remark("newest_is_milder", warns=True)),
        alternatives=(newer, *own.alternatives),
    )


def money(sheet: Worksheet) -> Decimal:
    """All that a sheet asks for, to compare sheets only: its accounts are never one sum on paper."""
    amounts = (sheet.value_of(name) for name in sheet.results)
    return sum((one.value for one in amounts if one.unit == _MONEY), Decimal(0))
