"""The rows of a few canonical tables as plain Python values: what one bill, its customer and its region have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jicha.tariffs.errors import MissingInput

Row = Mapping[str, Any]  # a canonical row by its columns, None where blank

TABLES = (
    "bill",
    "bill_register",
    "capacity_rule",
    "component_waiver",
    "convention",
    "customer",
    "difference_price_list",
    "low_income_household",
    "many_person_household",
    "org",
    "point",
    "power_factor_step",
    "preference",
    "price_book",
    "price_component",
    "price_item",
    "price_region",
    "surcharge_rate",
    "tier_rule",
    "transformer",
    "transformer_history",
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows by the name of their table; a table that is not there has none."""

    tables: Mapping[str, Sequence[Row]]

    def of(self, table: str, **equal: object) -> Iterator[Row]:
        """The rows of a table in which every column named has the value; a blank is equal to nothing."""
        for row in self.tables.get(table, ()):
            if all(value is not None and row[name] == value for name, value in equal.items()):
                yield row

    def one(self, table: str, **equal: object) -> Row | None:
        """The only such row; None where there is none or more than one."""
        found = list(self.of(table, **equal))
        return found[0] if len(found) == 1 else None


def holds(row: Row, day: date) -> bool:
    """Whether a dated row (``valid_from``, ``valid_to``) holds on a day; one without a beginning never does.

    >>> holds({"valid_from": date(2026, 1, 1), "valid_to": date(2026, 2, 1)}, date(2026, 2, 1))
    False
    """
    first, after = row["valid_from"], row["valid_to"]
    return first is not None and first <= day and (after is None or day < after)


def touches(row: Row, start: date, end: date) -> bool:
    """Whether a dated row holds on any day of [start, end)."""
    first, after = row["valid_from"], row["valid_to"]
    return first is not None and first < end and (after is None or after > start)


def on(rows: Iterable[Row], day: date) -> list[Row]:
    """The dated rows that hold on a day."""
    return [row for row in rows if holds(row, day)]


def known(row: Row, column: str, en: str, zh: str) -> Any:
    """The value of a column. Raises MissingInput where it is blank, in the words given."""
    value = row[column]
    if value is None:
        raise MissingInput(column, en, zh)
    return value
