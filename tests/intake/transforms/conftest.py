"""Read a transform as a profile writes it, and run it over a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jicha.intake.expression import Expression, read_expression
from jicha.intake.marked_yaml import read_marked
from jicha.intake.rows import Rows
from jicha.intake.transform import Reading
from jicha.schema import ColumnType
from jicha.terms.errors import Fault


class Tried:
    """A transform read from YAML, with the faults found on the way."""

    def __init__(self, text: str, column_type: str, words: tuple[str, ...], options: dict[str, Any]) -> None:
        self.faults: list[Fault] = []
        reading = Reading("t", words, ColumnType.parse(column_type), self.faults, **options)
        self.expression: Expression | None = read_expression(read_marked(text, "p.yaml"), reading)

    @property
    def messages(self) -> list[str]:
        return [one.message for one in self.faults]

    def on(self, rows: Rows) -> list[Any]:
        """Its values over a batch, every one read."""
        assert self.expression is not None, self.faults
        values = self.expression.values(rows)
        assert not any(one.rows.any() for one in values.unread)
        assert values.array.type == self.expression.type.arrow
        listed: list[Any] = values.array.to_pylist()
        return listed

    def unread(self, rows: Rows) -> list[tuple[int, str, str, str]]:
        """Row, reason, delivered text and what was expected, for each value that could not be read."""
        assert self.expression is not None, self.faults
        return [
            (int(row), one.reason, text := one.delivered[row].as_py(), one.expected(text))
            for one in self.expression.values(rows).unread
            for row in one.rows.nonzero()[0]
        ]


@pytest.fixture
def tried() -> Callable[..., Tried]:
    def read(text: str, column_type: str, *words: str, **options: Any) -> Tried:
        return Tried(text, column_type, words or ("a", "b", "c"), options)

    return read
