"""The mapping profiles that come with jicha as files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text


@cache
def profiles() -> tuple[Profile, ...]:
    """The profiles that come with jicha, by name."""
    folder = files("jicha.intake") / "profiles"
    entries = sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name)
    return tuple(read_text(one.read_text(encoding="utf-8"), one.name) for one in entries)
