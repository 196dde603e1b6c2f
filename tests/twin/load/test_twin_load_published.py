"""The China pack: what ships is what is made, and it says how."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from load_world import china_pack

from jicha.twin.load.layout import PLACES
from jicha.twin.load.pack import read, write
from jicha.twin.load.published import DAILY_KWH, WITHOUT_WEATHER, china


def test_what_ships_is_what_is_made(tmp_path: Path) -> None:
    write(china(), tmp_path / "china.npz")
    made, ships = read(tmp_path / "china.npz"), china_pack()
    assert made.head == ships.head
    assert np.allclose(made.populations[0].quantiles, ships.populations[0].quantiles)
    assert np.allclose(made.populations[0].components, ships.populations[0].components)
    # a rounding of exp() on another processor may move a bin here and there
    assert (made.texture.table != ships.texture.table).mean() < 0.01


def test_the_level_meets_the_three_published_quantiles_less_the_share_of_weather() -> None:
    levels = [china_pack().vector(1, str(one))[PLACES["log_mean"]][0] for one in range(3000)]
    daily = np.exp(levels) * 48 / 1000 / WITHOUT_WEATHER
    for share, published in zip((0.1, 0.5, 0.9), DAILY_KWH, strict=True):
        spread = math.sqrt(share * (1 - share) / 3000)
        assert abs((daily < published).mean() - share) < 4 * spread


def test_the_head_says_how_every_part_was_made_and_that_no_home_was_fitted() -> None:
    head = china_pack().head
    assert head.homes == 0
    told = " ".join(head.made)
    assert all(part in told for part in PLACES)
    assert "assumed" in head.made["15 minutes"]


def test_weather_raises_every_home_or_leaves_it() -> None:
    homes = [china_pack().home(1, str(one)) for one in range(200)]
    assert min(min(home.cooling, home.heating) for home in homes) >= 0
    assert np.median([home.cooling for home in homes]) > 0.03


def test_the_evening_is_the_peak_and_nothing_heats_water_at_night() -> None:
    homes = [china_pack().home(1, str(one)).profile[0] for one in range(100)]
    assert np.mean([profile[4:10] for profile in homes]) < -0.5  # 2 to 5 o'clock
    assert np.mean(homes, axis=0).argmax() in range(38, 44)  # 19 to 22 o'clock
