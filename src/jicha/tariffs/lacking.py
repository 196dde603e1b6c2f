"""Items of which a book knows a part only: no bill is computed as if the rest cost nothing."""

from __future__ import annotations

from jicha.tariffs.book import Item
from jicha.tariffs.case import Case
from jicha.tariffs.errors import MissingPrice
from jicha.terms.errors import Fault, Words

_OF_CAPACITY = ("capacity", "demand")
_CHARGED_BY = {
    "capacity": ("capacity",),
    "demand_contract": ("demand",),
    "demand_actual": ("demand",),
    "none": (),
    "waived": (),
}


def lacking(item: Item, capacity_mode: str) -> tuple[str, ...]:
    """The components that such a bill has and the book does not know; capacity and demand only where they are charged.

    >>> from datetime import date
    >>> item = Item("T", "", "", "large_industry", "two_part", date(2026, 8, 1), lacks=("market_energy", "demand"))
    >>> lacking(item, "capacity")
    ('market_energy',)
    """
    charged = _CHARGED_BY.get(capacity_mode, _OF_CAPACITY)
    return tuple(one for one in item.lacks if one not in _OF_CAPACITY or one in charged)


def refuse_lacking(item: Item, case: Case, *, main: bool = True) -> None:
    """See that the book knows all that a bill of the item has; a part of a bill (not ``main``) has no capacity charge.

    Raises MissingPrice, which leaves the bill unsure.
    """
    missing = lacking(item, case.capacity_mode if main else "none")
    if missing:
        raise MissingPrice(
            Fault.of(
                Words(
                    f"the book does not know {', '.join(missing)} of {item.code}",
                    f"电价本缺少 {item.code} 的 {'，'.join(missing)}",
                ),
                Words(
                    "Add those prices (the utility's monthly table has them) and take them out of lacks.",
                    "请补充相应价格（见电网企业按月公布的电价表），并从 lacks 中删去。",
                ),
            )
        )
