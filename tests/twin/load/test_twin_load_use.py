"""Uses: words taken from a function, and reactive power from a power factor."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.use import Asked, Load, lagging, use
from jicha.twin.load.window import Window


def test_a_use_has_its_code_and_name_from_its_function() -> None:
    @use("水泵", typical_kw=(0.1, 2.0), load_factor=0.2)
    def water_pump(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
        """Water pump."""
        return lagging(np.ones((1, 96)), 0.8)

    assert (water_pump.code, water_pump.name, water_pump.name_zh) == ("water_pump", "Water pump", "水泵")
    assert (water_pump.typical_kw, water_pump.load_factor, water_pump.three_phase_from_kw) == ((0.1, 2.0), 0.2, 12.0)


def test_four_fifths_of_power_factor_bring_three_quarters_of_reactive_power() -> None:
    load = lagging(np.array([[100.0, 0.0]]), np.array([[0.8, 0.6]]))
    assert load.reactive_var == pytest.approx(np.array([[75.0, 0.0]]))
    assert lagging(np.array([[100.0]]), 1.0).reactive_var == pytest.approx(np.array([[0.0]]))


@given(some.floats(0, 1e6), some.floats(0.05, 1.0))
def test_active_over_apparent_power_is_the_power_factor(watts: float, power_factor: float) -> None:
    load = lagging(np.array([[watts]]), power_factor)
    apparent = np.hypot(load.active_w, load.reactive_var)
    assert load.active_w == pytest.approx(power_factor * apparent)
