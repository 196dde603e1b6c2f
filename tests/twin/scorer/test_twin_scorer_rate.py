"""A share and its interval, worked out by hand."""

from __future__ import annotations

import pytest

from jicha.twin.scorer.rate import rate


def test_eight_of_ten_lie_between_a_half_and_nineteen_twentieths() -> None:
    # Wilson with z = 1.96: middle (0.8 + 0.19207) / 1.38415 = 0.71674, half width 0.22658.
    found = rate(8, 10)
    assert (found.share, found.low, found.high) == (
        0.8,
        pytest.approx(0.49016, abs=1e-5),
        pytest.approx(0.94332, abs=1e-5),
    )


def test_none_and_all_reach_the_ends_and_nothing_has_no_share() -> None:
    assert (rate(0, 5).low, rate(5, 5).high) == (0.0, 1.0)
    assert rate(0, 0).share is None
