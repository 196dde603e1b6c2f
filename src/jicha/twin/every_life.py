"""Every honest life, by its code."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from jicha.twin import lives
from jicha.twin.life import Life


@cache
def all_lives() -> dict[str, Life]:
    """What the modules of ``lives`` hold; a new life is a new function in one of them."""
    modules = [import_module(f"{lives.__name__}.{one.name}") for one in iter_modules(lives.__path__)]
    return {one.code: one for module in modules for one in vars(module).values() if isinstance(one, Life)}
