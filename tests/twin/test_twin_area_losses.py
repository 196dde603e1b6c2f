"""The loss of an area by its book: what its check meter advanced, less what the meters booked under it did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
from small_utility import busy_run, quiet_run, small_world

from jicha.twin.account import Account, Place, Terms
from jicha.twin.area_losses import area_loss_days
from jicha.twin.books.dials import dials_of, one_dial
from jicha.twin.effect import RegisterDeed
from jicha.twin.mounted import mounted
from jicha.twin.register import Deed
from jicha.twin.seen import Seen

WORLD = small_world()
FIRST = WORLD.first
PLACE = Place("990000000101", "household", 0.4, ((date(2015, 1, 1), Terms("99-HOME")),))
HOME = Account("9900000001", "household", {"customer_class": "lv_resident"}, (PLACE,))


def _seen(
    account: Account | None,
    area: str,
    kwh: float,
    *deeds: Deed,
    ratio: int = 1,
    start: float = 0.0,
    booked: str = "",
    fed_in: float = 0.0,
) -> Seen:
    """A meter that takes the same on every day."""
    days = WORLD.days
    taken = np.zeros((days, 5))
    taken[:, 2] = kwh
    dials = dials_of(
        FIRST, taken, np.zeros(days), np.zeros(days), np.full(days, float(ratio)), start, book_ratio=Decimal(ratio),
        used_rates=(), deeds=deeds,
    )  # fmt: skip
    chain = np.broadcast_to(taken, (5, *taken.shape))
    return Seen(
        account, PLACE, area, booked or area, (0,), 0, mounted(1, PLACE, 0), chain, np.full(days, float(ratio)), dials,
        None, (), one_dial(np.full(days, fed_in), np.full(days, float(ratio))) if fed_in else None,
    )  # fmt: skip


def _rows(*seen: Seen) -> list[dict[str, object]]:
    return area_loss_days(WORLD, seen).to_pylist()


def _told(rows: Sequence[dict[str, object]], *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[one] for one in names) for row in rows]


def test_loss_is_what_came_in_less_what_was_sold_and_its_share_of_what_came_in() -> None:
    # 100 kWh through transformers of 10, and 30 + 62.5 kWh of two customers: 7.5 kWh, 7.5 %
    rows = _rows(_seen(None, "a", 100.0, ratio=10), _seen(HOME, "a", 30.0), _seen(HOME, "a", 62.5))
    assert len(rows) == WORLD.days
    assert set(_told(rows, "supply_kwh", "sales_kwh", "loss_kwh", "loss_percent", "points_due", "computable")) == {
        (Decimal(100), Decimal("92.5"), Decimal("7.5"), Decimal("7.5"), 2, True)
    }


def test_a_customer_counts_where_the_books_have_him_and_one_on_the_line_nowhere() -> None:
    rows = _rows(
        _seen(None, "a", 100.0), _seen(None, "b", 50.0), _seen(HOME, "a", 60.0),
        _seen(HOME, "a", 20.0, booked="b"), _seen(HOME, "", 500.0),
    )  # fmt: skip
    assert {(row["area_id"], row["sales_kwh"]) for row in rows} == {("a", Decimal(60)), ("b", Decimal(20))}


def test_a_dial_that_begins_again_has_advanced_all_the_same() -> None:
    rows = _rows(_seen(None, "a", 100.0, start=999950.0), _seen(HOME, "a", 90.0))
    assert set(_told(rows, "supply_kwh")) == {(Decimal(100),)}


def test_a_rewound_dial_sells_less_than_nothing_on_that_day() -> None:
    rewound = _seen(HOME, "a", 10.0, Deed(3, RegisterDeed("rewind", 25.0)), start=500.0)
    rows = _rows(_seen(None, "a", 100.0), rewound)
    assert _told(rows, "sales_kwh")[2:5] == [(Decimal(10),), (Decimal(-15),), (Decimal(10),)]


def test_an_area_into_which_nothing_comes_has_no_share_of_loss() -> None:
    rows = _rows(_seen(None, "a", 0.0), _seen(HOME, "a", 5.0))
    assert set(_told(rows, "loss_percent", "computable", "loss_kwh")) == {(None, False, Decimal(-5))}


def test_it_is_known_two_days_later() -> None:
    found = area_loss_days(WORLD, [_seen(None, "a", 1.0)])
    assert [(row["known_on"] - row["day"]).days for row in found.to_pylist()] == [2] * WORLD.days


def test_an_honest_area_loses_a_few_percent_and_one_with_thieves_more() -> None:
    def share(rows: pa.Table) -> float:
        return float(sum(rows["loss_kwh"].to_pylist()) / sum(rows["supply_kwh"].to_pylist()))

    honest, robbed = (share(area_loss_days(WORLD, run.seen)) for run in (quiet_run(), busy_run()))
    assert 0.001 < honest < 0.08
    assert robbed > honest + 0.02


def test_what_customers_feed_in_is_supply_too_and_what_the_area_feeds_back_is_not() -> None:
    # 40 come in and 5 go out again; 20 are fed in by one customer; 30 + 22.5 are sold: 2.5 of 55 kWh are lost
    rows = _rows(_seen(None, "a", 40.0, fed_in=5.0), _seen(HOME, "a", 30.0, fed_in=20.0), _seen(HOME, "a", 22.5))
    told = _told(rows, "supply_kwh", "generation_kwh", "sales_kwh", "loss_kwh", "loss_percent")
    assert set(told) == {(Decimal(35), Decimal(20), Decimal("52.5"), Decimal("2.5"), Decimal("4.545"))}
