"""Texture: tables that drive the chain, or are refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from load_world import china_pack

from jicha.twin.load.texture import FULL, BadTexture, cumulated


def test_weights_become_cumulated_shares_of_65535() -> None:
    # 1/4, 1/4, 0, 1/2: 16383.75 and 32767.5 rounded half up
    assert cumulated(np.array([[1.0, 1.0, 0.0, 2.0]])).tolist() == [[16384, 32768, 32768, FULL]]


def test_a_home_belongs_to_the_cluster_that_its_place_on_the_scale_names() -> None:
    texture = china_pack().texture
    assert texture.cluster_of(texture.cuts[0] - 1e-9) == 0
    assert texture.cluster_of(texture.cuts[0]) == 1
    assert texture.cluster_of(1e9) == texture.table.shape[0] - 1


def test_a_table_that_does_not_rise_to_one_is_refused() -> None:
    texture = china_pack().texture
    falling, short = texture.table.copy(), texture.table.copy()
    falling[0, 0, 0, 0, :2] = 9, 3
    short[0, 0, 0, 0, -1] = FULL - 1
    for table in (falling, short):
        with pytest.raises(BadTexture, match="65535"):
            replace(texture, table=table)


def test_parts_of_another_shape_and_mixing_that_is_none_are_refused() -> None:
    texture = china_pack().texture
    with pytest.raises(BadTexture, match="hold has the shape"):
        replace(texture, hold=texture.hold[:-1])
    with pytest.raises(BadTexture, match="length one"):
        replace(texture, mixing=2 * texture.mixing)
