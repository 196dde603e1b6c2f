"""Registers and curves as screens show them: a column for each register, and a column for each quarter of an hour.

SQL groups text keys; here each day of a point gets a number once, and every register's values are laid beside it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.schema import code_list
from jicha.terms.errors import Fault, JichaError
from jicha.twin.deliver.code_words import replaced, words_of_exports
from jicha.twin.deliver.ledger import shortened

REGISTER_ROW, CURVE_ROW = "register_row", "curve_row"
MADE_FROM = {REGISTER_ROW: "register_daily", CURVE_ROW: "curve"}
MAIN = "active_total"  # the register of which a day's outcome is told
REGISTERS = (
    MAIN, "active_sharp", "active_peak", "active_flat", "active_valley", "active_deep", "reactive_total",
    "reactive_q1", "reactive_q2", "reactive_q3", "reactive_q4", "reverse_active_total", "reverse_active_sharp",
    "reverse_active_peak", "reverse_active_flat", "reverse_active_valley", "reverse_reactive_total",
)  # fmt: skip
SLOTS = 96
# Decimals of the unit that screens show, in what a curve is stored in.
_DECIMALS = {"dV": 1, "mA": 3, "W": 3, "var": 3, "permille": 3}
_SHOWN = pa.decimal128(18, 3)
_BITS_OF_DAY, _BITS_BELOW = 16, 32  # a key holds day (days since 1970 need 15 bits), month of delivery and point
_DAY, _MONTH = (1 << _BITS_OF_DAY) - 1, (1 << _BITS_BELOW - _BITS_OF_DAY) - 1
_OF_THE_DAY = ("success", "missing_reason", "acquired_at", "installation_id")


class NoQuarterHours(JichaError):
    """A curve that no file of 96 columns can hold."""


def register_rows(rows: pa.Table, month: NDArray[np.int64]) -> tuple[pa.Table, NDArray[np.int64]]:
    """A row for each point and day of each month of delivery with its registers side by side, and that month.

    A register that nobody has is no column. Of one put twice in a month the later counts; how the reading went
    (``success`` ...) is that of the main one.
    """
    rows = rows.combine_chunks()  # picking from one piece is faster
    points = pc.dictionary_encode(rows["point_id"]).combine_chunks()
    days = rows["day"].cast(pa.int32()).to_numpy().astype(np.int64)
    key = points.indices.to_numpy(zero_copy_only=False).astype(np.int64) << _BITS_BELOW | month << _BITS_OF_DAY | days
    register = pc.index_in(rows["register"], value_set=pa.array(REGISTERS)).fill_null(-1).to_numpy()
    places = [np.flatnonzero(register == number) for number in range(len(REGISTERS))]
    keys = key[places[0]]
    if any(len(one) and not np.array_equal(key[one], keys) for one in places[1:]) or not _rises(keys):
        keys = np.unique(key[register >= 0])
    first = _laid(keys, key, places[0])
    words = words_of_exports("missing_reason")
    columns: dict[str, Any] = {
        "point_id": points.dictionary.take(pa.array(keys >> _BITS_BELOW)),
        "day": pa.array((keys & _DAY).astype(np.int32)).cast(pa.date32()),
        **{name: rows[name].take(first) for name in _OF_THE_DAY},
        **{
            name: rows["reading"].take(_laid(keys, key, one))
            for name, one in zip(REGISTERS, places, strict=True)
            if len(one) or name == MAIN
        },
    }
    columns["missing_reason"] = replaced(columns["missing_reason"], words)
    return pa.table(columns), keys >> _BITS_OF_DAY & _MONTH


def _rises(keys: NDArray[np.int64]) -> bool:
    return bool(np.all(keys[1:] > keys[:-1]))


def _laid(keys: NDArray[np.int64], key: NDArray[np.int64], place: NDArray[np.int64]) -> pa.Array:
    """The row of each key among the rows at ``place``; null where there is none."""
    own = key[place]
    if np.array_equal(own, keys):
        return pa.array(place)
    if not len(place):
        return pa.nulls(len(keys), pa.int64())
    order = np.argsort(own, kind="stable")
    found = np.searchsorted(own[order], keys, side="right") - 1
    there = (found >= 0) & (own[order][found] == keys)
    return pa.array(place[order][found], mask=~there)


def curve_rows(rows: pa.Table) -> pa.Table:
    """A row for each curve with the values of its quarters of an hour in V, A, kW, kvar or as they are.

    Of a curve put twice the later counts. Raises NoQuarterHours for one of another length or unit.
    """
    rows = _last_of_each(rows.filter(rows["slots"].is_valid())).combine_chunks()
    lengths = pc.list_value_length(rows["slots"])
    units = rows["unit"].to_pylist()
    strange = sorted({str(one) for one in units} - _DECIMALS.keys())
    if strange or (len(rows) and pc.min_max(lengths) != pa.scalar({"min": SLOTS, "max": SLOTS}, lengths_type())):
        what = f"the unit {strange[0]}" if strange else f"not {SLOTS} values"
        raise NoQuarterHours(Fault(f"a curve has {what}", f"Give {SLOTS} values in {', '.join(_DECIMALS)}.", "curve"))
    flat = rows["slots"].combine_chunks().flatten() if len(rows) else pa.array([], pa.int32())
    missing = np.asarray(flat.is_null()).reshape(-1, SLOTS)
    values = flat.fill_null(0).to_numpy().astype(np.int64).reshape(-1, SLOTS)
    raised = np.array([10 ** (_SHOWN.scale - _DECIMALS[one]) for one in units], np.int64)
    values = values * raised[:, None] if len(rows) else values
    names = {code: _name(code) for code in code_list("curve_quantity").meanings}
    kinds = pa.array([names[one] for one in rows["quantity"].to_pylist()], pa.string())
    return pa.table(
        {
            "point_id": rows["point_id"],
            "day": rows["day"],
            "quantity": kinds,
            "secondary": rows["secondary"],
            **{f"p{slot + 1}": _decimals(values[:, slot], missing[:, slot]) for slot in range(SLOTS)},
        }
    )


def _last_of_each(rows: pa.Table) -> pa.Table:
    numbered = rows.select(["point_id", "day", "quantity"]).append_column("row", pa.array(np.arange(len(rows))))
    last = numbered.group_by(["point_id", "day", "quantity"]).aggregate([("row", "max")])["row_max"]
    return rows if len(last) == len(rows) else rows.take(np.sort(last.to_numpy()))


def _name(code: str) -> str:
    chinese = shortened(code_list("curve_quantity").meanings[code][1])
    return f"总{chinese}" if code in ("active_power", "reactive_power", "power_factor") else chinese


def lengths_type() -> pa.DataType:
    """The type in which Arrow says the least and the greatest of a column of lengths."""
    return pa.struct([("min", pa.int32()), ("max", pa.int32())])


def _decimals(values: NDArray[np.int64], missing: NDArray[np.bool_]) -> pa.Array:
    """Whole numbers of thousandths as decimals, without a number in between that could round."""
    wide = np.empty((len(values), 2), np.int64)  # 128 bits, the lower half first
    wide[:, 0], wide[:, 1] = values, values >> 63
    valid = pa.array(~missing).buffers()[1] if missing.any() else None
    return pa.Array.from_buffers(_SHOWN, len(values), [valid, pa.py_buffer(wide.tobytes())])
