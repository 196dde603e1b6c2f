"""Numbers in a case that count or weigh something: refused where they are negative or nothing."""

from __future__ import annotations

from decimal import Decimal

from jicha.terms.errors import Fault, JichaError, Words


class BadAmount(JichaError):
    """A number that a case cannot have: negative, or nothing where something is asked."""


def positive(**given: Decimal | int | None) -> None:
    """Refuse what is not above zero. Raises BadAmount."""
    _refuse(
        {name: value for name, value in given.items() if value is not None and value <= 0}, "must be above 0", "须大于0"
    )


def not_negative(**given: Decimal | int | None) -> None:
    """Refuse what lies below zero. Raises BadAmount."""
    _refuse(
        {name: value for name, value in given.items() if value is not None and value < 0}, "is below 0", "不能小于0"
    )


def of_a_day(**given: Decimal | None) -> None:
    """Refuse hours that no day has: nothing, less, or more than 24. Raises BadAmount."""
    positive(**given)
    _refuse(
        {name: value for name, value in given.items() if value is not None and value > 24},
        "is more than a day has",
        "超过一天的小时数",
    )


def _refuse(given: dict[str, Decimal | int], what: str, what_zh: str) -> None:
    if given:
        remedy = Words("Correct the number.", "请核对该数。")
        raise BadAmount(
            [
                Fault.of(Words(f"{name}: {value} {what}", f"{name}：{value} {what_zh}"), remedy)
                for name, value in given.items()
            ]
        )
