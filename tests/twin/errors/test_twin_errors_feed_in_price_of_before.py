"""BIL-035: what a roof feeds in is paid at a price of before, not at the one that was agreed."""

from __future__ import annotations

from planted_verdicts import faults, plant

from jicha.twin.errors.feed_in_price_of_before import feed_in_price_of_before


def test_feed_in_settled_at_a_price_of_before_is_found_and_what_is_like_it_spared() -> None:
    outcome = plant([feed_in_price_of_before], ("BIL-035",), 5, with_lives=True)
    expected = [truth.expect for _, truth in outcome.truths]

    assert expected.count("find") == expected.count("spare") == 5
    assert outcome.found("BIL-035").keys() == outcome.told("BIL-035").keys()
    assert faults(outcome, "feed_in_price_of_before") == []
