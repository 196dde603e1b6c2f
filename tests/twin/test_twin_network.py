"""Networks: the arrays that describe them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from jicha.twin.network import Lines, Network, Source, Transformer


def test_a_network_holds_what_it_was_given_and_is_not_changed() -> None:
    ohm = np.array([0.1])
    lines = Lines(np.array([1], np.int32), np.array([2], np.int32), ohm, ohm / 4, 4 * ohm, ohm)
    plate = Transformer(0, 1, 10_000, 400, 400_000, 0.04, 4_300, 0.01, 570)
    network = Network(
        np.array([10_000.0, 400, 400]), Source(0, 1.0, 1e8, 0.1), (plate,), lines, np.array([2], np.int32)
    )
    assert plate.clock == 11  # Dyn11, as Chinese areas have it
    with pytest.raises(FrozenInstanceError):
        network.source = Source(1, 1.0, 1e8, 0.1)
