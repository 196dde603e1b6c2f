"""What books and deliveries get wrong while the physics is right."""

from __future__ import annotations

from jicha.twin.effect import BookDeed, Delivery, Effect, Event
from jicha.twin.kind import Site, anywhere, kind, single, with_transformers


@kind("互感器铭牌调换", fits=with_transformers, visible=("multiplier",))
def ratio_swapped(site: Site, strength: float, chance: float) -> Effect:
    """Current transformers of a larger ratio than the book has."""
    return Effect(book=BookDeed("multiplier", 0.5 if strength > 0.5 else 0.75))


@kind("档案倍率错误", fits=with_transformers, visible=("multiplier",), is_theft=False)
def ratio_misbooked(site: Site, strength: float, chance: float) -> Effect:
    """A multiplier too large in the book, to its customer's harm."""
    return Effect(book=BookDeed("multiplier", 2.0))


@kind("户变关系错误", fits=anywhere, visible=("area",), is_theft=False)
def area_misbooked(site: Site, strength: float, chance: float) -> Effect:
    """A customer booked under another area."""
    return Effect(book=BookDeed("area"))


@kind("串户", fits=single, visible=("meter",), is_theft=False)
def meters_exchanged(site: Site, strength: float, chance: float) -> Effect:
    """Two neighbours' meters exchanged in the book."""
    return Effect(book=BookDeed("exchanged"))


@kind("通信中断", fits=anywhere, visible=("delivery",), is_theft=False)
def communication_lost(site: Site, strength: float, chance: float) -> Effect:
    """Readings that do not come."""
    return Effect(delivery=Delivery(lost=strength), events=(Event("reading_failed", lasts=True),))


@kind("数据迟到或重复", fits=anywhere, visible=("delivery",), is_theft=False)
def communication_late(site: Site, strength: float, chance: float) -> Effect:
    """Readings that come late or twice."""
    return Effect(delivery=Delivery(doubled=strength, delay_days=round(6 * strength)))
