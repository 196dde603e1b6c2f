"""The closed set of transforms: one file each, found by folder; the word in a profile is the name of the file."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from jicha.intake.transform import Transform


@cache
def transforms() -> Mapping[str, type[Transform]]:
    """Every transform by its word."""
    found: dict[str, type[Transform]] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(__path__)):
        members = vars(import_module(f"{__name__}.{module}")).values()
        own = [one for one in members if isinstance(one, type) and issubclass(one, Transform)]
        (found[module],) = [one for one in own if one.__module__.endswith(f".{module}")]
    return MappingProxyType(found)
