"""Shops and workshops whose business changes: a fall that no meter has caused."""

from __future__ import annotations

from jicha.twin.account import ELEMENTS, Account
from jicha.twin.life import Course, Living, life, of_uses

TRADE = of_uses("shop", "supermarket", "restaurant", "hotel", "office")
WORKS = of_uses("workshop", "workshop_two_shifts", "workshop_three_shifts", "factory")
_REBUILDING_DAYS = (15, 45)
_FALLEN = (0.25, 0.6)  # what is left of the orders
_MOVED = (0.4, 0.9)


def _in_an_area(account: Account) -> bool:
    """A business on three phases in an area, from which machines may go to another."""
    three = ELEMENTS[account.places[0].wiring] > 1
    return three and not account.dedicated and (TRADE(account) or WORKS(account))


@life("停业装修", fits=TRADE)
def shop_rebuilt(living: Living) -> Course:
    """A shop that is shut for weeks while it is rebuilt."""
    shut = living.lasting("rebuilt", *_REBUILDING_DAYS)
    behaviour = living.usual()
    behaviour.absent[shut.start : shut.end] = True
    return Course(shut.start, shut.end, behaviour)


@life("商铺销户", fits=lambda account: TRADE(account) and not account.dedicated)
def shop_closed(living: Living) -> Course:
    """A shop that closes for good, and whose account is closed."""
    return Course(living.start, len(living.window), closed=living.on(living.start))


@life("订单减少", fits=lambda account: TRADE(account) or WORKS(account))
def fewer_orders(living: Living) -> Course:
    """Business that falls to a half or less."""
    behaviour = living.usual()
    behaviour.activity[living.start : living.end] = living.between("orders", *_FALLEN)
    return Course(living.start, living.end, behaviour)


@life("设备迁至另一户", fits=_in_an_area)
def machines_moved(living: Living) -> Course:
    """Machines that the owner of two accounts has moved from one to the other."""
    return Course(living.start, len(living.window), moved_share=living.between("moved", *_MOVED))
