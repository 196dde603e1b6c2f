"""What a setting may be: no setting may turn a number of the law into none, or into one that no calendar has."""

from __future__ import annotations

from decimal import Decimal

from jicha.terms.errors import Fault, Words

_MOST = {"hour/day": 24, "day": 3660, "month": 120, "year": 100, "permille/day": 10}
_WHOLE = ("day", "month")


def value_faults(name: str, unit: str, value: Decimal) -> list[Fault]:
    """What is wrong with a value for the datum ``name``, in its own unit; nothing where it may be set.

    >>> [one.message for one in value_faults("theft_hours_power", "hour/day", Decimal(30))]
    ['theft_hours_power cannot be 30 hour/day']
    """
    most = 1 if name.endswith("_share") else _MOST.get(unit)
    is_wrong = value <= 0 or (most is not None and value > most) or (unit in _WHOLE and value != int(value))
    if not is_wrong:
        return []
    asked, asked_zh = "above 0", "大于0"
    if unit in _WHOLE:
        asked, asked_zh = f"whole, {asked}", f"{asked_zh}的整数"
    if most is not None:
        asked, asked_zh = f"{asked} and up to {most}", f"{asked_zh}且不超过{most}"
    message = Words(f"{name} cannot be {value} {unit}".rstrip(), f"{name} 不能设为 {value} {unit}".rstrip())
    return [Fault.of(message, Words(f"Give a number that is {asked}.", f"应为{asked_zh}。"))]
