"""What a planted kind does to the world while it lasts: to load, meter, register, books, deliveries and events.

A kind never writes a kWh. It leads current past a meter, turns a phasor, rewinds a register, or puts a wrong word into
a book, and what the deliveries then show follows from physics and from the books.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from jicha.twin.meter import Meter, Series

Phases = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An event that the meter reports: a code of ``event_kind``, its phase, and when.

    ``at`` is "start" or "end" of the planting, or "both"; ``lasts`` says whether the state goes on until the end.
    """

    kind: str
    phase: str = "all"
    at: str = "start"
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class RegisterDeed:
    """What is done to a register at the start: ``rewind`` by kWh, ``clear``, or ``jump`` by kWh."""

    deed: str
    kwh: float = 0.0


@dataclass(frozen=True, slots=True)
class BookDeed:
    """A wrong word in a book while it lasts: a multiplier, the area, the neighbour whose meter is taken for one's own.

    ``factor`` multiplies the multiplier in the book. ``what`` is "multiplier", "area" or "exchanged".
    """

    what: str
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """How readings get through while it lasts: shares of days lost and of days sent twice, and days of delay."""

    lost: float = 0.0
    doubled: float = 0.0
    delay_days: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """All that one planting does; what is left out stays as it was.

    ``meter``      the meter as changed
    ``past``       share of the own load that is taken ahead of the meter, of the load's (steps, 3) W: same shape, W
    ``hooked``     W taken ahead of the meter besides, given the number of steps in a day: (96,) by the step of the day
    ``on_line``    whether what is hooked hangs on the line and belongs to no point
    ``fed_back``   whether what is hooked comes back through the meter of the generation
    ``generation_meter``  the meter of the generation as changed
    ``clock_minutes``  what the meter's clock is ahead by
    ``hours``      hours of the day on which it is in force, as (from, to); all of them unless given
    ``switched``   whether it is switched on and off by chance, and off while an inspector is near
    ``moved_kw``   load that another account of the same person takes over
    """

    meter: Callable[[Meter], Meter] | None = None
    past: Callable[[Series], Series] | None = None
    hooked: Callable[[int], Series] | None = None
    on_line: bool = False
    fed_back: bool = False
    generation_meter: Callable[[Meter], Meter] | None = None
    register: RegisterDeed | None = None
    book: BookDeed | None = None
    delivery: Delivery | None = None
    clock_minutes: int = 0
    hours: tuple[tuple[int, int], ...] = ((0, 24),)
    switched: bool = False
    moved_kw: float = 0.0
    events: tuple[Event, ...] = field(default=())
