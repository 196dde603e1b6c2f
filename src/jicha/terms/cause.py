"""The second joint: one root cause with its siblings and reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Many finds that have one reason: reported once, with how far it reaches.

    ``share`` is found / tested of the rule. The siblings are kept complete in the run; here stand their counts.
    """

    cause_id: str
    code: str
    kind: str
    found: int
    tested: int
    share: Decimal
    orgs: tuple[str, ...]
    first: date | None
    last: date | None
    at_stake_kwh: Decimal | None
    at_stake_money: Decimal | None
    sample: tuple[str, ...]
