"""Every kind that can be planted, by its code."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from jicha.twin import kinds
from jicha.twin.kind import Kind


@cache
def all_kinds() -> dict[str, Kind]:
    """What the modules of ``kinds`` hold; a new kind is a new function in one of them."""
    modules = [import_module(f"{kinds.__name__}.{one.name}") for one in iter_modules(kinds.__path__)]
    return {one.code: one for module in modules for one in vars(module).values() if isinstance(one, Kind)}
