"""Homes for the tests of the load core: drawn from the pack that ships, and the core written again, plainly."""

from __future__ import annotations

import bisect
import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from jicha.twin.load.core import simulate
from jicha.twin.load.days import Days, plain_days
from jicha.twin.load.fit import HalfHours
from jicha.twin.load.home import Home
from jicha.twin.load.pack import Pack, shipped
from jicha.twin.load.texture import Texture
from jicha.twin.streams import Stream, key_of

CENTRES = (2.5, 8.0, 13.5, 20.0)


@cache
def china_pack() -> Pack:
    return shipped("china")


def week(days: int) -> NDArray[np.int8]:
    """Five working days and two of rest, from a Monday."""
    return (np.arange(days) % 7 >= 5).astype(np.int8)


def walked(name: str, days: Days, seed: int = 1) -> NDArray[np.int32]:
    pack = china_pack()
    return simulate(pack.home(seed, name), pack.texture, key_of(seed, name, "load"), days)


@cache
def made_up(homes: int, days: int = 150) -> HalfHours:
    """Half hours of drawn homes, as if somebody had measured them."""
    wh = np.stack(
        [walked(f"measured {one}", plain_days(week(days))).reshape(days, 48, 2).sum(axis=2) for one in range(homes)]
    )
    return HalfHours(wh.astype(np.float64), np.broadcast_to(week(days), (homes, days)))


def table_at(table: NDArray[np.float64], score: float) -> float:
    """A table of 1,025 values from -4.5 to 4.5."""
    place = (min(max(score, -4.5), 4.5) + 4.5) / 9.0 * 1024
    low = min(int(place), 1023)
    return float(table[low] + (place - low) * (table[low + 1] - table[low]))


def weights_at(hour: float) -> list[float]:
    """Shares of the four levels at an hour: linear between their centres, round the clock."""
    shares = [0.0] * 4
    for one in range(4):
        other = (one + 1) % 4
        gap = (CENTRES[other] - CENTRES[one]) % 24
        past = (hour - CENTRES[one]) % 24
        if past < gap:
            shares[one], shares[other] = 1 - past / gap, past / gap
            return shares
    raise AssertionError(hour)


def class_of(change: int) -> int:
    if abs(change) >= 6:
        return 0 if change < 0 else 6
    if abs(change) >= 2:
        return 1 if change < 0 else 5
    return 3 + change


def plain_walk(home: Home, texture: Texture, seed: int, name: str, days: Days) -> list[list[int]]:
    """What the kernel says, written again without arrays of state; slow."""
    stream = Stream(seed, name, "load")

    def number(day: int, place: int) -> float:
        return float(stream.uniform(1, day * 256 + place)[0])

    def normal(day: int, which: int) -> float:
        return math.sqrt(-2 * math.log1p(-number(day, 160 + 2 * which))) * math.cos(
            2 * math.pi * number(day, 161 + 2 * which)
        )

    last, place, change, evening = int(number(0, 255) * 28), 0.5, 3, None
    quick, slow, own = [0.0] * 5, 0.0, 0.0
    unit = math.sqrt(sum(float(texture.mixing[:, column].sum()) ** 2 for column in range(4)))
    result = []
    for day in range(len(days)):
        fresh = [normal(day, which) for which in range(5)]
        mixed = [sum(float(texture.mixing[one, other]) * fresh[other] for other in range(one + 1)) for one in range(4)]
        quick_tie, slow_tie = (float(one) for one in home.base_tie)
        mixed.append(quick_tie * sum(mixed) / unit + math.sqrt(1 - quick_tie**2) * fresh[4])
        kept = [0.0 if day == 0 else home.day_memory] * 4 + [0.0 if day == 0 else home.base_memory]
        quick = [kept[one] * quick[one] + math.sqrt(1 - kept[one] ** 2) * mixed[one] for one in range(5)]
        memory = 0.0 if day == 0 else texture.slow_memory
        slow = memory * slow + math.sqrt(1 - memory**2) * normal(day, 5)
        own = memory * own + math.sqrt(1 - memory**2) * normal(day, 6)
        drift = slow_tie * slow + math.sqrt(1 - slow_tie**2) * own
        base = table_at(home.base, math.sqrt(1 - home.base_slow) * quick[4] + math.sqrt(home.base_slow) * drift)
        levels = [
            -2.5
            if days.absent[day]
            else float(home.spread[one]) * (math.sqrt(1 - home.day_slow) * quick[one] + math.sqrt(home.day_slow) * slow)
            + float(days.shift[day, one])
            for one in range(4)
        ]
        energies = []
        for slot in range(48):
            smooth = float(home.profile[days.day_type[day], slot])
            smooth += sum(share * level for share, level in zip(weights_at((slot + 0.5) / 2), levels, strict=True))
            row = texture.table[home.cluster, bisect.bisect_right([-0.6, 0.0, 0.6], smooth), change, last]
            drawn = min(bisect.bisect_right(row.tolist(), number(day, 3 * slot) * 65535), 27)
            change = class_of(drawn - last)
            inside, hold = number(day, 3 * slot + 1), float(texture.hold[home.cluster])
            if drawn == last and inside < hold:
                place += 0.1 * (2 * inside / hold - 1)
                place = abs(place) if place < 1 else 2 - place
            else:
                place = (inside - hold) / (1 - hold) if drawn == last else inside
            last = drawn
            where = (drawn + place) * 4 / (3 if days.absent[day] else 1)
            nodes = texture.nodes[home.cluster].tolist()
            below = min(int(where), 111)
            value = nodes[below] + (where - below) * (nodes[below + 1] - nodes[below])
            energy = (base + 3) * table_at(home.ratio, smooth + home.chain * value) - 3
            energy = base + home.scale * (energy - base) if energy > base else energy
            if energy > home.cap:
                room = home.most - home.cap
                energy = home.cap + room * (1 - math.exp((home.cap - energy) / room))
            energies.append(int((energy if energy >= max(home.threshold, 1e-300) else 0.0) + 0.5))
        quarters = []
        for slot, energy in enumerate(energies):
            earlier = energies[slot - 1] if slot else (energy if evening is None else evening)
            later = energies[slot + 1] if slot < 47 else energy
            share = 0.5 + 0.1 * (earlier - later) / (earlier + later + 1) + 0.4 * (number(day, 3 * slot + 2) - 0.5)
            above = max(energy - int(base), 0)
            half = (energy - above) // 2 + int(above * share + 0.5)
            quarters += [half, energy - half]
        evening = energies[-1]
        result.append(quarters)
    return result
