"""Every kind of error that can be planted, by its code."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from jicha.twin import errors
from jicha.twin.error import Error


@cache
def all_errors() -> dict[str, Error]:
    """What the modules of ``errors`` hold; a new kind is a new file there."""
    modules = [import_module(f"{errors.__name__}.{one.name}") for one in iter_modules(errors.__path__)]
    return {one.code: one for module in modules for one in vars(module).values() if isinstance(one, Error)}
