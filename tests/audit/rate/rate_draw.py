"""Small draws that the random world is made of."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from jicha.schema import table

Tables = dict[str, list[dict[str, Any]]]


def put(made: Tables, name: str, /, **given: Any) -> dict[str, Any]:
    """Add a row with all columns of its table, those not given blank."""
    row = {column: given.pop(column, None) for column in table(name).by_name}
    assert not given, given
    made[name].append(row)
    return row


def seldom(random: Random, share: float = 0.02) -> bool:
    """True once in a while."""
    return random.random() < share


def number(random: Random, low: float, high: float, digits: int) -> Decimal:
    """A decimal between two numbers."""
    return Decimal(random.randint(int(low * 10**digits), int(high * 10**digits))).scaleb(-digits)


def day(random: Random, first: date, last: date) -> date:
    """Any day, more often the first of a month."""
    found = first + timedelta(random.randint(0, (last - first).days))
    return found.replace(day=1) if random.random() < 0.5 else found
