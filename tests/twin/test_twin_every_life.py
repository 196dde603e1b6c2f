"""The list of honest lives."""

from __future__ import annotations

from pkgutil import iter_modules

from jicha.twin import lives
from jicha.twin.every_kind import all_kinds
from jicha.twin.every_life import all_lives


def test_every_module_of_lives_adds_some_and_each_stands_under_its_code() -> None:
    found = all_lives()
    rooms = {one.lead.__module__.rsplit(".", 1)[1] for one in found.values()}
    assert rooms == {one.name for one in iter_modules(lives.__path__)}
    assert all(code == one.code for code, one in found.items())
    assert not found.keys() & all_kinds().keys()
