"""Every archetype of a customer, by its code."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from jicha.twin import customers
from jicha.twin.archetype import Archetype


@cache
def all_archetypes() -> dict[str, Archetype]:
    """What the modules of ``customers`` hold; a new archetype is a new function in one of them."""
    modules = [import_module(f"{customers.__name__}.{one.name}") for one in iter_modules(customers.__path__)]
    return {one.code: one for module in modules for one in vars(module).values() if isinstance(one, Archetype)}
