"""A roof of panels: what is taken from the grid falls by day, as it does behind a bridge that is there by day."""

from __future__ import annotations

from decimal import Decimal

from jicha.twin.life import Course, Living, life, of_uses
from jicha.twin.panels import Panels
from jicha.twin.prices.book import FEED_IN_PRICE
from jicha.twin.records import KNOWN_ON

_MEAN_KW = (0.3, 0.8)  # two to five kW of panels


@life("安装屋顶光伏", fits=of_uses("household"))
def solar_installed(living: Living) -> Course:
    """Panels on the roof, of which the surplus is fed in."""
    panels = Panels(living.between("panels", *_MEAN_KW), living.start)
    connected = living.on(living.start)
    generator = {
        KNOWN_ON: connected,
        "generator_id": f"{living.account.number}G1",
        "customer_id": living.account.number,
        "point_id": living.place.number,
        "kind": "solar",
        "use_mode": "surplus",
        "capacity_kw": Decimal(round(10 * panels.rated_kw)) / 10,
        "has_storage": False,
        "connected_on": connected,
        "price": FEED_IN_PRICE,
        "subsidy_price": Decimal(0),
    }
    return Course(living.start, len(living.window), panels=panels, ledgers=(("generator", generator),))
