"""BIL-027: the energy of the year until then was lost, so the bill is in the first tier again."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_tiers_counted_anew_within_the_year_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "tiers_begun_anew"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "tiers_begun_anew") == []
