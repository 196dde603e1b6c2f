"""Every use of electricity, by its code."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from jicha.twin.load import uses
from jicha.twin.load.use import Use


@cache
def all_uses() -> dict[str, Use]:
    """What the modules of ``uses`` hold; a new use is a new function in one of them."""
    modules = [import_module(f"{uses.__name__}.{one.name}") for one in iter_modules(uses.__path__)]
    return {one.code: one for module in modules for one in vars(module).values() if isinstance(one, Use)}
