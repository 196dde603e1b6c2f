"""What the current printed on a meter stands for: ``5(60) A``, ``1.5(6) A``, and the newer ``0.25-0.5(60) A``.

Older meters print the calibrated current (标定电流) and the greatest one. Newer ones print Imin-Itr(Imax) and have no
calibrated current: for a meter connected directly 10 Itr stands for it, for one behind current transformers 20 Itr is
the rated current. The two numbers are data (``transition_times_direct``, ``transition_times_ct``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jicha.terms.errors import Fault, JichaError, Words

_PRINTED = re.compile(
    r"^\s*(?:(?P<elements>[13])\s*[x×*]\s*)?"
    r"(?:(?P<least>\d+(?:\.\d+)?)\s*[-–~～]\s*)?(?P<first>\d+(?:\.\d+)?)\s*[(（](?P<most>\d+(?:\.\d+)?)[)）]\s*A?\s*$"
)


_MOST_BEHIND_TRANSFORMERS = 10  # A
_MOST_BEHIND_TRANSFORMERS_OLD = 6  # A


class BadMeterCurrent(JichaError):
    """Text on a nameplate that is not one of the forms, or contradicts itself."""


@dataclass(frozen=True, slots=True)
class MeterCurrent:
    """The currents of a nameplate in A. ``transition`` is Itr of the newer form, else None; ``basic`` then follows."""

    basic: Decimal
    most: Decimal
    transition: Decimal | None = None
    elements: int | None = None  # as printed before the current: 3x5(60)

    @property
    def is_behind_transformers(self) -> bool:
        """Whether the marking is that of a meter for 1 A or 5 A of a current transformer.

        In the newer form that is sure up to 10 A; in the older one there were meters of 10 A connected directly.
        """
        return self.most <= (_MOST_BEHIND_TRANSFORMERS if self.transition else _MOST_BEHIND_TRANSFORMERS_OLD)


def read_meter_current(printed: str, *, direct: Decimal, behind: Decimal) -> MeterCurrent:
    """Read a nameplate; the newer form takes so many Itr for the calibrated current, by its own greatest current.

    ``direct`` is for a meter connected directly, ``behind`` for one behind current transformers: the marking says which
    it is, and not whether somebody gave a ratio. Raises BadMeterCurrent.

    >>> read_meter_current("5(60) A", direct=Decimal(10), behind=Decimal(20)).basic
    Decimal('5')
    >>> read_meter_current("0.015-0.075(6)A", direct=Decimal(10), behind=Decimal(20)).basic
    Decimal('1.500')
    """
    match = _PRINTED.match(printed)
    if match is None:
        raise _refused(printed, "is not the current of a meter", "不是电能表的电流标识")
    first, most = Decimal(match["first"]), Decimal(match["most"])
    elements = int(match["elements"]) if match["elements"] else None
    if match["least"] is None:
        found = MeterCurrent(first, most, elements=elements)
    else:
        times = behind if most <= _MOST_BEHIND_TRANSFORMERS else direct
        found = MeterCurrent(first * times, most, first, elements)
        if not Decimal(match["least"]) < first:
            raise _refused(printed, "has a least current that is not the least", "最小电流不小于转折电流")
    if not 0 < found.basic <= found.most:
        raise _refused(printed, "has a greatest current below the others", "最大电流小于其他电流")
    return found


def _refused(printed: str, what: str, what_zh: str) -> BadMeterCurrent:
    remedy = Words("Write it as printed: 5(60), 1.5(6), 0.25-0.5(60).", "请按铭牌填写：5(60)、1.5(6)、0.25-0.5(60)。")
    return BadMeterCurrent(Fault.of(Words(f"{printed!r} {what}", f"“{printed}” {what_zh}"), remedy))
