"""Meters that count wrongly: slow, fast, standing, running away, creeping, rewound, cleared, or by a wrong clock."""

from __future__ import annotations

from dataclasses import replace

from jicha.twin.effect import Effect, Event, RegisterDeed
from jicha.twin.kind import Change, Site, anywhere, kind

SEEN = ("active_power", "reactive_power", "register")


@kind("电能表慢", fits=anywhere, visible=SEEN)
def meter_slow(site: Site, strength: float, chance: float) -> Effect:
    """A meter made slow, or grown slow."""
    return Effect(meter=_gained(1 - 0.5 * strength))


@kind("电能表停走", fits=anywhere, visible=SEEN, is_theft=False)
def meter_stopped(site: Site, strength: float, chance: float) -> Effect:
    """A meter that stands still."""
    return Effect(meter=_gained(0.0), events=(Event("stopped", lasts=True),))


@kind("电能表飞走", fits=anywhere, visible=SEEN, is_theft=False)
def meter_running_away(site: Site, strength: float, chance: float) -> Effect:
    """A meter that runs away."""
    return Effect(meter=_gained(5 + 45 * strength), events=(Event("runaway", lasts=True),))


@kind("电能表快", fits=anywhere, visible=SEEN, is_theft=False)
def meter_fast(site: Site, strength: float, chance: float) -> Effect:
    """A meter that counts too much, to its customer's harm."""
    return Effect(meter=_gained(1 + 0.2 * strength))


@kind("电能表潜动", fits=anywhere, visible=SEEN, is_theft=False)
def meter_creeping(site: Site, strength: float, chance: float) -> Effect:
    """A meter that counts without a load."""
    return Effect(meter=lambda meter: replace(meter, creep_w=meter.creep_w + 20 * strength))


@kind("倒表", fits=anywhere, visible=("register",))
def register_rewound(site: Site, strength: float, chance: float) -> Effect:
    """A register rewound."""
    kwh = strength * site.mean_kw * 24 * 30
    return Effect(register=RegisterDeed("rewind", kwh), events=(Event("cover_open"), Event("reading_decrease")))


@kind("电表清零", fits=anywhere, visible=("register",))
def register_cleared(site: Site, strength: float, chance: float) -> Effect:
    """Registers cleared."""
    return Effect(register=RegisterDeed("clear"), events=(Event("programming"), Event("meter_reset")))


@kind("示数突变", fits=anywhere, visible=("register",), is_theft=False)
def register_jumped(site: Site, strength: float, chance: float) -> Effect:
    """A register that jumps ahead."""
    return Effect(register=RegisterDeed("jump", 10_000 * strength), events=(Event("energy_deviation"),))


@kind("篡改表内参数", fits=anywhere, visible=SEEN)
def meter_programmed(site: Site, strength: float, chance: float) -> Effect:
    """A constant of the meter rewritten."""
    return Effect(meter=_gained(1 - 0.6 * strength), events=(Event("programming"),))


@kind("电能表时钟超差", fits=anywhere, visible=("rates", "clock"), is_theft=False)
def clock_wrong(site: Site, strength: float, chance: float) -> Effect:
    """A meter clock that is hours off."""
    minutes = round(600 * strength) * (1 if chance < 0.5 else -1)
    return Effect(clock_minutes=minutes, events=(Event("clock_deviation", lasts=True),))


def _gained(gain: float) -> Change:
    return lambda meter: replace(meter, gain=meter.gain * gain)
