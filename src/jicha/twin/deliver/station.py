"""The records of one station as tables that the layouts read, and what of them left its systems in each month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.engine.duckdb import DuckDbEngine
from jicha.schema import table
from jicha.twin.deliver.code_words import in_words
from jicha.twin.deliver.layout import NEW, Layout
from jicha.twin.deliver.ledger import SYSTEM
from jicha.twin.deliver.wide import CURVE_ROW, MADE_FROM, REGISTER_ROW, REGISTERS, curve_rows, register_rows
from jicha.twin.records import KNOWN_ON, Records

_ALL, _PUT_NO, _MONTH = "all_", "put_no", "delivered_month"
_MEMORY_MIB = 2048
_EPOCH = date(1970, 1, 1)


class Station:
    """An engine over the records of a station; ``begin`` says which month the views mean."""

    def __init__(self, records: Records, layouts: Sequence[Layout], months: Sequence[date]) -> None:
        """Make every table readable that a layout reads; ``months`` are the first days of all months but the last."""
        self._records = records
        self._months = months
        self._engine = DuckDbEngine(threads=1, memory_limit_mib=_MEMORY_MIB)
        self._wide: dict[str, tuple[pa.Table, NDArray[np.int64]]] = {}
        self._moves: dict[str, frozenset[int]] = {}
        ledgers = {name for layout in layouts if layout.system == SYSTEM for name in layout.tables}
        read = sorted(set().union(*(layout.reads for layout in layouts)))
        self._engine.register(_MONTH, _window(date.min, date.min))
        for name in sorted({one.removeprefix(NEW) for one in read}):
            self._open(name, ledger=name in ledgers)

    def begin(self, number: int) -> None:
        """Let the views mean the month ``number``, from 0; the first holds all that was known before as well."""
        starts = self._months[number] if number else date.min
        self._engine.register(_MONTH, _window(starts, self._months[number + 1]))
        for name, (rows, month) in self._wide.items():
            moves = self._moves[MADE_FROM[name]]
            if not number or number in moves or number - 1 in moves:  # the rows of the month before must go
                self._show(name, rows.filter(pa.array(month == number)))

    def moved(self, names: Iterable[str], number: int) -> bool:
        """Whether one of the tables has rows of the month."""
        return any(number in self._moves.get(name, ()) for name in names)

    def query(self, layout: Layout) -> pa.Table:
        """The rows of a layout in the month that was begun."""
        return self._engine.query(layout.sql)

    def close(self) -> None:
        """Let go of the engine."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self, name: str, *, ledger: bool) -> None:
        known = MADE_FROM.get(name, name)
        rows = self._records.rows(known)
        month = self._month_of(rows)
        self._moves[known] = frozenset(np.unique(month).tolist())
        if known != name:
            self._wide[name] = register_rows(rows, month) if name == REGISTER_ROW else (rows, month)
            self._show(name, self._wide[name][0].slice(0, 0))
            self._engine.view(f"{NEW}{name}", self._whole(name))
            return
        worded = in_words(name, rows, ledger=ledger).append_column(_PUT_NO, pa.array(np.arange(len(rows))))
        self._engine.register(f"{_ALL}{name}", worded)
        columns = ", ".join(f"a.{one}" for one in table(name).by_name)
        until = f"FROM {_ALL}{name} AS a JOIN {_MONTH} AS d ON a.{KNOWN_ON} < d.ends"
        once = _each_once(rows, table(name).primary_key)
        self._view(name, columns, until, once=once)
        self._view(f"{NEW}{name}", columns, f"{until} AND a.{KNOWN_ON} >= d.starts", once=once)

    def _show(self, name: str, rows: pa.Table) -> None:
        self._engine.register(f"{_ALL}{name}", curve_rows(rows) if name == CURVE_ROW else rows)

    def _whole(self, name: str) -> str:
        """The wide rows with a column for what nobody has."""
        there = self._wide[name][0].column_names
        lacking = [one for one in REGISTERS if one not in there] if name == REGISTER_ROW else []
        nothing = "".join(f", CAST(NULL AS DECIMAL(18, 3)) AS {one}" for one in lacking)
        return f"SELECT a.*{nothing} FROM {_ALL}{name} AS a"

    def _view(self, name: str, columns: str, rows: str, *, once: bool) -> None:
        if once:
            self._engine.view(name, f"SELECT {columns} {rows}")
            return
        key = ", ".join(f"a.{one}" for one in table(name.removeprefix(NEW)).primary_key)
        newest = f"ROW_NUMBER() OVER (PARTITION BY {key} ORDER BY a.{KNOWN_ON} DESC, a.{_PUT_NO} DESC) AS newest"
        self._engine.view(name, f"SELECT {columns} FROM (SELECT a.*, {newest} {rows}) AS a WHERE a.newest = 1")

    def _month_of(self, rows: pa.Table) -> NDArray[np.int64]:
        """The number of the month in which each row is delivered; 0 for all before, one too many for what is later."""
        days = rows[KNOWN_ON].cast(pa.int32()).to_numpy()
        if not len(days):
            return np.zeros(0, np.int64)
        edges = [(one - _EPOCH).days for one in self._months[1:]]
        first = int(days.min())
        by_day = np.searchsorted(edges, np.arange(first, int(days.max()) + 1), side="right")
        return np.asarray(by_day[days - first])


def _each_once(rows: pa.Table, key: Sequence[str]) -> bool:
    """Whether no row is a correction or a new state of another: then nothing has to be looked for."""
    return bool(rows.group_by(list(key)).aggregate([]).num_rows == len(rows))


def _window(starts: date, ends: date) -> pa.Table:
    return pa.table({"starts": pa.array([starts], pa.date32()), "ends": pa.array([ends], pa.date32())})
