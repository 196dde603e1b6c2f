"""One station from end to end: its world, what is planted, the physics, the books. A pure function of its number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.tariffs.book import Book
from jicha.twin.account import Place
from jicha.twin.area_year import AreaYear, PlaceYear, Tied, run_area_year
from jicha.twin.books.book import Books
from jicha.twin.books.dials import dials_of
from jicha.twin.dedicated_year import DedicatedYear, run_dedicated_year
from jicha.twin.load.window import Window, window_of
from jicha.twin.prices.book import province_book
from jicha.twin.rates import rates_of
from jicha.twin.world import Station, World


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What came of a station: its books, and the years of its areas and dedicated customers."""

    station: Station
    books: Books
    areas: tuple[AreaYear, ...]
    dedicated: tuple[DedicatedYear, ...]


def run_station(world: World, number: int) -> Run:
    """Build the station of this number (0 for the first). Raises NoFlow, TooLarge, DaysUnknown."""
    station = world.station(number)
    window = window_of(world.seed, world.scenario.climate, world.first, world.days)
    prices = province_book(world.seed, world.last)
    books = Books(world, station, prices)
    hours = _Hours(prices, window, {})
    curve_days = min(world.scenario.curve_days, world.days)
    areas = []
    for area in station.areas:
        tied = [Tied(account, place) for account in area.accounts for place in account.places if not place.fixed_kwh]
        rates = {one.place.number: hours.of(world, one.place) for one in tied}
        year = run_area_year(world.seed, area.number, tied, window, rates, curve_days=curve_days)
        for one in year.places:
            _read(books, world, hours, one.tied.place, one)
        areas.append(year)
    dedicated = []
    for account in station.dedicated:
        rates_here = hours.of(world, account.places[0])
        alone = run_dedicated_year(world.seed, account, window, rates_here, curve_days=curve_days)
        _read(books, world, hours, alone.place, alone)
        dedicated.append(alone)
    books.write_files()
    books.write_bills()
    return Run(station, books, tuple(areas), tuple(dedicated))


@dataclass(frozen=True, slots=True, eq=False)
class _Hours:
    """The rate of each quarter hour, by calendar."""

    prices: Book
    window: Window
    known: dict[str, NDArray[np.int8]]

    def calendar(self, world: World, place: Place) -> str:
        return self.prices.item(place.terms_on(world.last).price_code, world.last).calendar

    def of(self, world: World, place: Place) -> NDArray[np.int8]:
        name = self.calendar(world, place)
        if name not in self.known:
            self.known[name] = rates_of(self.prices, name, self.window)
        return self.known[name]


def _read(books: Books, world: World, hours: _Hours, place: Place, year: PlaceYear | DedicatedYear) -> None:
    books.dials[place.number] = dials_of(
        world.first,
        place,
        year.chain_kwh[4],
        year.kvarh,
        year.highest_kw,
        year.mounted.start_kwh,
        by_hours=bool(hours.calendar(world, place)),
    )
