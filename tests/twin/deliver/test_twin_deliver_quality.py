"""A tidy station is one of which nothing is disturbed."""

from __future__ import annotations

from jicha.twin.deliver.quality import Quality


def test_a_station_is_tidy_unless_a_share_is_given() -> None:
    assert Quality().is_perfect
    assert not Quality(late=0.01).is_perfect
    assert not Quality(doubled=0.01).is_perfect
    assert not Quality(corrected=0.01).is_perfect
    assert not Quality(malformed=0.01).is_perfect
