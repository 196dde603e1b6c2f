"""Who steals, whose meter is broken, and where nobody's hook hangs: drawn for each subject by itself.

A subject's draw depends on the seed, its own number and the scenario's shares, and on nobody else: a thief more leaves
all others as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from jicha.twin.account import Account, Place
from jicha.twin.every_kind import all_kinds
from jicha.twin.kind import Kind, Site
from jicha.twin.planting import Planting
from jicha.twin.scenario import Planted
from jicha.twin.streams import Stream
from jicha.twin.world import World

STEPS_OF_A_DAY = 96
_ON_TO_THE_END = 0.6  # share of plantings that last until the window ends
_WRONG_AREA = "area_misbooked"
_AREAS_FOR_A_CUSTOMER = 4.0  # an area has nobody's hook, or a broken meter, so many times as often as a customer


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A planting with its subject: a point of an account, or an ``area`` as a whole where there is none."""

    planting: Planting
    area: str
    account: Account | None
    place: Place | None
    starts_on: date
    ends_on: date

    @property
    def kind(self) -> Kind:
        """What is planted."""
        return self.planting.kind

    @property
    def number(self) -> str:
        """The number of the planting."""
        whose = self.place.number if self.place else self.area
        return f"{whose}/{self.kind.code}"


def chosen_at(
    world: World, account: Account, place: Place, position: int, phases: tuple[int, ...], area: str
) -> list[Chosen]:
    """What is planted at a point of which the area lists ``position``: nothing mostly, a theft, or a fault."""
    site = place.site(phases)
    for told, is_theft, purpose in ((world.scenario.theft, True, "theft"), (world.scenario.faults, False, "fault")):
        kinds = [
            (one, weight)
            for one, weight in _mix(told, is_theft=is_theft)
            if one.fits(site) and not site.is_area and not _of_an_area(one) and (area or one.code != _WRONG_AREA)
        ]
        stream = Stream(world.seed, place.number, purpose)
        one = _drawn(world, told, place.number, stream, float(told.share), kinds, site, position)
        if one is not None:
            planting, starts, ends = one
            return [Chosen(planting, area, account, place, starts, ends)]
    share = float(world.scenario.acquisition.wrong_area)
    if area and Stream(world.seed, place.number, "wrong area").uniform(1)[0] < share:
        kind, stream = all_kinds()[_WRONG_AREA], Stream(world.seed, place.number, _WRONG_AREA)
        steps = (0, world.days * STEPS_OF_A_DAY)
        planting = Planting.of(kind, site, stream, position, steps, 1.0, name=f"{place.number}/{_WRONG_AREA}")
        return [Chosen(planting, area, account, place, world.first, world.last + timedelta(1))]
    return []


def chosen_in(world: World, area: str, first_position: int) -> list[Chosen]:
    """What is planted in an area and at no customer: nobody's hooks and lamps, a broken meter of the area."""
    found: list[Chosen] = []
    site = Site(3, (0, 1, 2), transformers=True, mean_kw=30.0, is_area=True)
    for told, is_theft, purpose in ((world.scenario.theft, True, "theft"), (world.scenario.faults, False, "fault")):
        kinds = [(one, weight) for one, weight in _mix(told, is_theft=is_theft) if one.fits(site) and _of_an_area(one)]
        share = min(1.0, _AREAS_FOR_A_CUSTOMER * float(told.share) + float(told.in_each_area))
        stream = Stream(world.seed, area, purpose)
        one = _drawn(world, told, area, stream, share, kinds, site, first_position + len(found))
        if one is not None:
            planting, starts, ends = one
            found.append(Chosen(planting, area, None, None, starts, ends))
    return found


def _of_an_area(kind: Kind) -> bool:
    """Whether it hangs on the line, or is the area's own meter."""
    probe = Site(3, (0, 1, 2), transformers=True, is_area=True)
    customer = replace(probe, is_area=False)
    if not kind.fits(customer):
        return kind.fits(probe)
    return kind.effect(customer, 0.5, 0.5).on_line


def _mix(told: Planted, *, is_theft: bool) -> list[tuple[Kind, float]]:
    kinds = all_kinds()
    if told.mix:
        return [(kinds[one.kind], float(one.weight)) for one in told.mix]
    return [(one, 1.0) for _, one in sorted(kinds.items()) if one.is_theft == is_theft]


def _drawn(
    world: World,
    told: Planted,
    subject: str,
    stream: Stream,
    share: float,
    kinds: Sequence[tuple[Kind, float]],
    site: Site,
    position: int,
) -> tuple[Planting, date, date] | None:
    drawn = stream.uniform(6)
    if drawn[0] >= share or not kinds:
        return None
    edges = np.cumsum([weight for _, weight in kinds])
    kind = kinds[int(np.searchsorted(edges, drawn[1] * edges[-1], side="right"))][0]
    low, high = float(told.earliest), float(told.latest)
    start = int((low + (high - low) * drawn[2]) * world.days)
    length = max(1, int((float(told.shortest) + (1 - float(told.shortest)) * drawn[3]) * world.days))
    end = world.days if drawn[4] < _ON_TO_THE_END else min(start + length, world.days)
    strength = float(told.weakest) + float(told.strongest - told.weakest) * drawn[5]
    steps = (start * STEPS_OF_A_DAY, end * STEPS_OF_A_DAY)
    planting = Planting.of(kind, site, stream, position, steps, strength, name=f"{subject}/{kind.code}")
    return planting, world.first + timedelta(start), world.first + timedelta(end)
