"""The profiles that come as files."""

from __future__ import annotations

from jicha.intake.shipped import profiles


def test_every_profile_is_named_after_its_file_and_comes_by_name() -> None:
    assert [f"{one.name}.yaml" for one in profiles()] == sorted(one.place for one in profiles())
    assert "cn_bill_issue" in {one.name for one in profiles()}
    assert profiles() is profiles()
