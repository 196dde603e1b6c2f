"""Scores: the normal distribution on a grid."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from jicha.twin.load.normal import FARTHEST, score_of, scores_by_rank, share_below


@given(some.floats(-4.4, 4.4))
def test_shares_are_those_of_the_distribution_and_lead_back(score: float) -> None:
    share = float(share_below(np.array(score)))
    assert abs(share - NormalDist().cdf(score)) < 1e-6
    assert abs(float(score_of(np.array(share))) - score) < 1e-6


def test_scores_are_cut_far_out() -> None:
    assert score_of(np.array([0.0, 1.0])).tolist() == [-FARTHEST, FARTHEST]


def test_equal_values_share_their_score_and_unknown_ones_have_none() -> None:
    # Ranks of 1, 5, 5, 9 in the middle of their steps: 0.125, 0.5, 0.5, 0.875; NormalDist().inv_cdf(0.875) = 1.15035
    scores = scores_by_rank(np.array([5.0, np.nan, 1.0, 9.0, 5.0]))
    assert np.isnan(scores[1])
    assert np.allclose(scores[[0, 2, 3, 4]], [0.0, -1.15035, 1.15035, 0.0], atol=1e-4)


def test_nothing_known_gives_nothing() -> None:
    assert np.isnan(scores_by_rank(np.full(3, np.nan))).all()
