"""The editions of the supply rules."""

from itertools import pairwise

from jicha.law.supply_rules import editions


def test_one_edition_follows_the_other_without_hole_or_overlap() -> None:
    assert [one.edition for one in editions()] == ["1996", "2024"]
    for earlier, later in pairwise(editions()):
        assert earlier.in_force_to == later.in_force_from
    assert editions()[-1].in_force_to is None
