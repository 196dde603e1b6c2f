"""The list of kinds."""

from __future__ import annotations

from pkgutil import iter_modules

from jicha.twin import kinds
from jicha.twin.every_kind import all_kinds


def test_every_module_of_kinds_adds_some_and_each_stands_under_its_code() -> None:
    found = all_kinds()
    rooms = {one.effect.__module__.rsplit(".", 1)[1] for one in found.values()}
    assert rooms == {one.name for one in iter_modules(kinds.__path__)}
    assert all(code == one.code for code, one in found.items())
