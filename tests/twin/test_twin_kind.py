"""The kinds: each shows where it says and nowhere else at its own meter, and takes what its cause takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from jicha.schema import code_list
from jicha.twin.every_kind import all_kinds
from jicha.twin.kind import Kind, Site, kind
from jicha.twin.meter import Meter, Shown, measure
from jicha.twin.metering import Change, metered

KINDS = all_kinds()
STEPS = 96
TURN = np.exp(-2j * np.pi / 3)
PHASES = np.array([1, TURN, TURN**2])
HOURS = np.arange(STEPS) / 4
VOLTAGE = 230.0 * PHASES * np.ones((STEPS, 1)) * np.array([1.0, 0.98, 1.01])
CURRENT = (5 + 4 * np.sin(HOURS / 4)[:, np.newaxis] * np.array([1.0, 0.7, 1.2])) * PHASES * np.exp(-0.35j)
SITES = [
    Site(1, (1,), mean_kw=0.6),
    Site(3, (0, 1, 2), mean_kw=6.0),
    Site(3, (0, 1, 2), transformers=True, mean_kw=60.0),
    Site(2, (0, 1, 2), transformers=True, mean_kw=300.0),
    Site(1, (0,), generation=True),
    Site(3, (0, 1, 2), transformers=True, is_area=True),
]
PLANTED = [(one, next(site for site in SITES if one.fits(site))) for one in KINDS.values()]
SHOWN = ("voltage", "current", "active_power", "reactive_power", "power_factor")


def columns(shown: Shown) -> dict[str, np.ndarray]:
    """What the deliveries would hold of it, in the resolution of a meter: 0.1 V, 10 mA, 1 W, 0.001."""
    powers = {"active_power": shown.power.round(), "reactive_power": shown.reactive.round()}
    amounts = {"voltage": np.abs(shown.voltage).round(1), "current": np.abs(shown.current).round(2)}
    return {**amounts, **powers, "power_factor": shown.power_factor.round(3)}


def currents_of(site: Site) -> np.ndarray:
    """The load's currents: those of its phases, and adding up to nothing with three wires."""
    tied = np.zeros(3)
    tied[list(site.phases)] = 1
    own = CURRENT * tied
    return own - own.mean(axis=1, keepdims=True) if site.elements == 2 else own


def test_there_are_as_many_kinds_as_were_asked_for_and_each_is_named_in_both_languages() -> None:
    assert len(KINDS) >= 50
    assert len({one.name for one in KINDS.values()}) == len({one.name_zh for one in KINDS.values()}) == len(KINDS)
    assert all(one.name.isascii() and not one.name_zh.isascii() for one in KINDS.values())


@pytest.mark.parametrize(("one", "site"), PLANTED, ids=[one.code for one, _ in PLANTED])
@pytest.mark.parametrize("chance", [0.0, 0.5, 0.99])
def test_a_kind_shows_where_it_says_and_nowhere_else(one: Kind, site: Site, chance: float) -> None:
    effect = one.effect(site, 0.7, chance)
    current = currents_of(site)
    sound = Meter(site.wiring)
    planted = effect.meter(sound) if effect.meter else sound
    left = current
    if effect.past:
        own = (VOLTAGE * current.conj()).real
        left = current * (1 - np.divide(effect.past(own), own, out=np.zeros_like(own), where=own != 0))
    before, after = columns(measure(sound, VOLTAGE, current)), columns(measure(planted, VOLTAGE, left))
    changed = {name for name in SHOWN if not np.array_equal(before[name], after[name])}
    said = set(one.visible) & set(SHOWN)
    derived = {"power_factor", "reactive_power", "active_power"}  # follow from what is shown of the others
    assert changed & (said | {"power_factor"}) >= said - derived
    assert changed <= said | derived
    in_register = effect.register is not None or "active_power" in changed
    assert ("register" in one.visible) == in_register


@pytest.mark.parametrize(("one", "site"), PLANTED, ids=[one.code for one, _ in PLANTED])
def test_what_is_not_planted_changes_nothing_and_what_is_adds_up(one: Kind, site: Site) -> None:
    effect = one.effect(site, 0.7, 0.5)
    current, sound = currents_of(site), Meter(site.wiring)
    half = np.arange(STEPS) < STEPS // 2
    changes = [Change(half, effect.meter)] if effect.meter else []
    found = metered(sound, site.wiring, changes, VOLTAGE, current, np.zeros(STEPS), hours=0.25)
    whole = measure(sound, VOLTAGE, current).power
    assert np.allclose(found.shown.power[~half], whole[~half])
    assert np.allclose(found.energy_wh[0] - found.lost_wh.sum(axis=0), found.energy_wh[-1])


@pytest.mark.parametrize(("one", "site"), PLANTED, ids=[one.code for one, _ in PLANTED])
def test_a_kind_reports_only_events_that_meters_know(one: Kind, site: Site) -> None:
    known, phases = code_list("event_kind").meanings, code_list("phase").meanings
    for event in one.effect(site, 1.0, 0.3).events:
        assert event.kind in known
        assert event.phase in phases


def test_a_kind_is_called_as_its_function_and_named_by_its_docstring() -> None:
    @kind("试", fits=lambda _: True, visible=())
    def tried(site: Site, strength: float, chance: float):  # type: ignore[no-untyped-def]
        """Tried out."""

    assert (tried.code, tried.name, tried.name_zh, tried.is_theft) == ("tried", "Tried out", "试", True)
    assert replace(tried, is_theft=False).is_theft is False
