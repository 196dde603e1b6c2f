"""What a page may say of a subject, how grave it is, and which side of the business it touches."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The three verdicts, and the two ways of not being judged at all."""

    FIND = "find"
    SPARE = "spare"
    UNSURE = "unsure"
    EXCLUDED = "excluded"  # the fact `not_judged` names a reason
    OUT = "out"  # not in the page's population


class Severity(StrEnum):
    """How grave a find of this rule is."""

    BREACH = "breach"  # against law, contract or price
    ERROR = "error"  # our own data or sum is wrong
    GAP = "gap"  # a control is missing
    CHECK = "check"  # an exact criterion to be verified; accuses nobody


class Impact(StrEnum):
    """量价费损: which of the four a find touches."""

    QUANTITY = "quantity"
    PRICE = "price"
    CHARGE = "charge"
    LOSS = "loss"


class Scope(StrEnum):
    """What a page reads to judge one subject."""

    ROW = "row"
    POINT = "point"
    CUSTOMER = "customer"
    AREA = "area"
    SITE = "site"
    ORG = "org"
    ALL = "all"


class Grain(StrEnum):
    """What makes two finds of one rule on one subject different."""

    PERIOD = "period"
    STATE = "state"
    EVENT = "event"


class Standing(StrEnum):
    """Where a finding stands beside the run before: losing a feed never clears anything."""

    NEW = "new"
    RECURRING = "recurring"
    CLEARED = "cleared"  # tested again, and spared
    NOT_RETESTED = "not_retested"  # found before; now unsure, excluded, or outside the run
