"""Units of NEM12 without their prefix, and what the two signs of a register's suffix are."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.sources.formats.moved_point import moved_point

# What the format allows, in whatever case; there is no milli among them.
_BASES = {"wh": "Wh", "varh": "varh", "var": "var", "w": "W", "vah": "VAh", "va": "VA", "v": "V", "a": "A"}
_PREFIXES = {"": 0, "k": 3, "m": 6}
_UNITS = {
    f"{sign}{unit}": (base, power) for unit, base in _BASES.items() for sign, power in _PREFIXES.items()
} | {"pf": ("pf", 0)}  # fmt: skip


def in_base_units(unit: pa.Array, values: pa.Array | None) -> tuple[pa.Array, pa.Array]:
    """The units without prefix, and the values in them as exact texts; what is no number stays as it is.

    An unknown unit is kept, with its values.
    """
    distinct = unit.dictionary_encode()
    words = [one.strip() for one in distinct.dictionary.to_pylist()]
    known = [_UNITS.get(one.lower(), (one, 0)) for one in words]
    bases = pa.array([base for base, _ in known], pa.string()).take(distinct.indices)
    if values is None:
        return bases, unit
    made = values
    for power in sorted({power for _, power in known if power}):
        here = pa.array([one == power for _, one in known]).take(distinct.indices)
        made = pc.if_else(here, moved_point(made, power), made)
    return bases, made


def parts_of_suffix(suffix: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The sign of what is measured, and that of the meter."""
    return pc.utf8_slice_codeunits(suffix, 0, 1), pc.utf8_slice_codeunits(suffix, 1, 64)
