"""One station from end to end: its world, what is planted, the physics, the books. A pure function of its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from jicha.tariffs.book import Book
from jicha.twin.account import Place
from jicha.twin.area_meter import AreaMeter, run_area_meter
from jicha.twin.area_year import AreaYear, PlaceYear, Tied, phases_of, run_area_year, street_of
from jicha.twin.books.book import Books
from jicha.twin.books.dials import dials_of, one_dial
from jicha.twin.books.feed_in import write_feed_in
from jicha.twin.books.files import put_area
from jicha.twin.chosen import Chosen, chosen_at, chosen_in
from jicha.twin.dedicated_year import DedicatedYear, run_dedicated_year
from jicha.twin.lived import Led, led_in, with_lives
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.window import Window, window_of
from jicha.twin.moved import Moved
from jicha.twin.panels import Panels
from jicha.twin.powerless import Outage, live_steps, outages_of
from jicha.twin.prices.book import province_book
from jicha.twin.rates import Rates, rates_of
from jicha.twin.register import Deed
from jicha.twin.seen import Seen
from jicha.twin.world import Area, Station, World

_STEPS_OF_A_DAY = 96


@dataclass(frozen=True, slots=True, eq=False)
class AreaRun:
    """An area: its year, its meter, what is planted in it and at no customer, and the steps on which it has power."""

    area: Area
    year: AreaYear
    meter: AreaMeter
    chosen: tuple[Chosen, ...]
    live: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What came of a station: its books, its areas, its dedicated customers, and every metering point."""

    station: Station
    books: Books
    areas: tuple[AreaRun, ...]
    dedicated: tuple[DedicatedYear, ...]
    seen: tuple[Seen, ...]
    led: tuple[Led, ...] = ()
    outages: tuple[Outage, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """What all points of a station have in common."""

    world: World
    window: Window
    prices: Book
    known: dict[str, Rates] = field(default_factory=dict)

    @property
    def curve_days(self) -> int:
        return min(self.world.scenario.curve_days, self.world.days)

    def by_hours(self, place: Place) -> str:
        """The calendar of the hours by which a point is billed, blank where it is not."""
        if not place.terms:
            return ""
        return self.prices.item(place.terms_on(self.world.last).price_code, self.world.last).calendar

    def used_rates(self, place: Place) -> tuple[int, ...]:
        """The rates that its meter tells apart, none where it has one dial."""
        return tuple(np.unique(self.rates(place).place).tolist()) if self.by_hours(place) else ()

    def rates(self, place: Place) -> Rates:
        name = self.by_hours(place)
        if name not in self.known:
            self.known[name] = rates_of(self.prices, name, self.window)
        return self.known[name]


def run_station(world: World, number: int, *, inspected: Mapping[str, Sequence[int]] | None = None) -> Run:
    """Build the station of this number (0 for the first). Raises NoFlow, TooLarge, DaysUnknown.

    ``inspected`` are days of the window on which somebody came to look, by customer: a switched bridge is off then.
    """
    watched = inspected or {}
    window = window_of(world.seed, world.scenario.climate, world.first, world.days)
    planned = world.station(number)
    led = led_in(world, window, planned)
    station = with_lives(planned, led)
    shared = _Shared(world, window, province_book(world.seed, world.last))
    books = Books(world, station, shared.prices)
    outages = outages_of(world, station, shared.prices)
    seen: list[Seen] = []
    areas = []
    for place in range(len(station.areas)):
        run, points = _run_area(
            shared, station, place, watched, led, live_steps(window, outages, station.areas[place].number)
        )
        areas.append(run)
        seen += points
    dedicated = []
    for account in station.dedicated:
        main = account.places[0]
        chosen = chosen_at(world, account, main, 0, (0, 1, 2), "")
        year = run_dedicated_year(
            world.seed, account, window, {one.number: shared.rates(one) for one in account.places},
            curve_days=shared.curve_days, plantings=[one.planting for one in chosen],
            behaviour=_behaviours(led).get(account.number), inspected=watched.get(account.number, ()),
        )  # fmt: skip
        dedicated.append(year)
        seen.append(_seen(shared, year, year, "", "", (0, 1, 2), 0, tuple(chosen)))
        seen += [_seen(shared, one, one, "", "", (0, 1, 2), 0, ()) for one in year.behind]
    for one in seen:
        books.dials[one.place.number] = one.dials
        if one.recorded_area != one.area:
            books.recorded_area[one.place.number] = one.recorded_area
    books.write_files()
    for run in areas:
        kva = Decimal(str(run.year.street.network.transformers[0].rated_va / 1000))
        put_area(books.records, world, station, run.area, run.meter.place, kva=kva)
    books.write_bills()
    for run in areas:
        for own in run.year.places:
            if own.fed_in_kwh is not None and own.generated_kwh is not None:
                write_feed_in(books, own.tied.account, own.fed_in_kwh[1], own.generated_kwh)
    return Run(station, books, tuple(areas), tuple(dedicated), tuple(seen), tuple(led), tuple(outages))


def _run_area(
    shared: _Shared,
    station: Station,
    number: int,
    inspected: Mapping[str, Sequence[int]],
    led: Sequence[Led],
    live: NDArray[np.bool_],
) -> tuple[AreaRun, list[Seen]]:
    area, world = station.areas[number], shared.world
    tied = [Tied(account, place) for account in area.accounts for place in account.places if not place.fixed_percent]
    street = street_of(world.seed, area.number, tied)
    phases = phases_of(street)
    chosen = [
        one
        for position, spot in enumerate(tied)
        if spot.place.metered
        for one in chosen_at(world, spot.account, spot.place, position, phases[position], area.number)
    ]
    nobody = chosen_in(world, area.number, len(tied))
    on_line = [one.planting for one in nobody if one.planting.effect.on_line]
    year = run_area_year(
        world.seed, area.number, street, tied, shared.window,
        {one.place.number: shared.rates(one.place) for one in tied},
        curve_days=shared.curve_days, plantings=[*(one.planting for one in chosen), *on_line],
        behaviours=_behaviours(led), inspected=inspected, live=live,
        panels={one.number: Panels(one.panels_kw, 0) for one in area.accounts if one.panels_kw}
        | {one.account.number: one.course.panels for one in led if one.course.panels},
        moved=[
            Moved(one.account.number, one.to.number, one.course.moved_share, one.course.start)
            for one in led
            if one.to and one.account.number in {spot.account.number for spot in tied}
        ],
    )  # fmt: skip
    at_meter = [one.planting for one in nobody if not one.planting.effect.on_line]
    meter = run_area_meter(
        world.seed, area.number, street, year.supply, curve_days=shared.curve_days, plantings=at_meter
    )
    other = station.areas[(number + 1) % len(station.areas)].number
    points = [
        _of_place(shared, year, place, area.number, other, chosen)
        for place in range(len(tied))
        if tied[place].place.metered
    ]
    points.append(_of_area(shared, area.number, meter, [one for one in nobody if not one.planting.effect.on_line]))
    return AreaRun(area, year, meter, tuple(nobody), live), points


def _behaviours(led: Sequence[Led]) -> dict[str, Behaviour]:
    return {one.account.number: one.course.behaviour for one in led if one.course.behaviour}


def _of_place(
    shared: _Shared, year: AreaYear, place: int, area: str, other_area: str, chosen: Sequence[Chosen]
) -> Seen:
    """A customer's point; the book may have another area, or the neighbour's meter."""
    one = year.places[place]
    own = tuple(each for each in chosen if each.planting.customer == place)
    words = [each.planting.effect.book.what for each in own if each.planting.effect.book]
    read = one
    if "exchanged" in words:
        read = year.places[_neighbour(year, place)]
    for each in chosen:
        book = each.planting.effect.book
        if book and book.what == "exchanged" and _neighbour(year, each.planting.customer) == place:
            read = year.places[each.planting.customer]
    recorded = other_area if "area" in words else area
    return _seen(shared, one, read, area, recorded, one.phases, one.box, own)


def _neighbour(year: AreaYear, place: int) -> int:
    """Whose meter is taken for one's own: that of the next one in the box, or before it."""
    box = year.places[place].box
    after = (place + 1) % len(year.places)
    return after if year.places[after].box == box or place == 0 else place - 1


def _of_area(shared: _Shared, area: str, meter: AreaMeter, chosen: Sequence[Chosen]) -> Seen:
    flat = np.zeros((meter.taken_kwh.size, 5))
    flat[:, 2] = meter.taken_kwh
    ratio = np.full(meter.taken_kwh.size, float(meter.place.multiplier))
    dials = dials_of(
        shared.world.first, flat, 0 * meter.taken_kwh, 0 * meter.taken_kwh, ratio, meter.mounted.start_kwh,
        book_ratio=Decimal(meter.place.multiplier), used_rates=(),
    )  # fmt: skip
    chain = np.broadcast_to(flat, (5, *flat.shape))
    return Seen(
        None, meter.place, area, area, (0, 1, 2), -1, meter.mounted, chain, ratio, dials, meter.shown, tuple(chosen),
        one_dial(meter.fed_back_kwh, ratio) if meter.fed_back_kwh.any() else None,
    )  # fmt: skip


def _seen(
    shared: _Shared,
    own: PlaceYear | DedicatedYear,
    read: PlaceYear | DedicatedYear,
    area: str,
    recorded: str,
    phases: tuple[int, ...],
    box: int,
    chosen: tuple[Chosen, ...],
) -> Seen:
    account, place = (own.tied.account, own.tied.place) if isinstance(own, PlaceYear) else (own.account, own.place)
    days = own.taken_kwh.shape[0]
    ratio = np.full(days, float(place.multiplier))
    book_ratio = Decimal(place.multiplier)
    for one in chosen:
        book = one.planting.effect.book
        if book and book.what == "multiplier" and one.kind.is_theft:
            start, end = (step // _STEPS_OF_A_DAY for step in (one.planting.start, one.planting.end))
            ratio[start:end] /= book.factor
        elif book and book.what == "multiplier":
            book_ratio *= Decimal(str(book.factor))
    deeds = [
        Deed(one.planting.start // _STEPS_OF_A_DAY, one.planting.effect.register)
        for one in chosen
        if one.planting.effect.register
    ]
    dials = dials_of(
        shared.world.first, read.taken_kwh, read.kvarh, read.highest_kw, ratio, read.mounted.start_kwh,
        book_ratio=book_ratio, used_rates=shared.used_rates(place), deeds=deeds,
    )  # fmt: skip
    always = tuple(_since_ever(shared.world, one) for one in chosen)
    reverse = None
    if isinstance(read, PlaceYear) and read.fed_in_kwh is not None:
        reverse = one_dial(read.fed_in_kwh[1], ratio)
    return Seen(
        account, place, area, recorded, phases, box, own.mounted, own.chain_kwh, ratio, dials, read.shown, always,
        reverse,
    )  # fmt: skip


def _since_ever(world: World, one: Chosen) -> Chosen:
    """Wrong words in a book have been there all the time."""
    book = one.planting.effect.book
    if book is None or (book.what == "multiplier" and one.kind.is_theft):
        return one
    return replace(one, starts_on=world.first, ends_on=world.last + timedelta(1))
