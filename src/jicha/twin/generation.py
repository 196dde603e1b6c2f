"""A generator behind a customer's connection, and how what it gives is metered.

Two ways are usual: the surplus over the customer's own use is fed in, behind a supply meter that counts both ways and
with a second meter at the generator; or everything is fed in at a point of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jicha.twin.meter import Meter
from jicha.twin.wiring import Wiring


class FeedIn(StrEnum):
    """What is fed in.

    Panels peak together: a street should be drawn for the larger of a customer's peak use and the peak of its panels
    over the street's coincidence.
    """

    SURPLUS = "surplus"
    FULL = "full"


@dataclass(frozen=True, slots=True, eq=False)
class Generation:
    """The way it feeds in, the wiring its meter should have, and that meter, which counts production forwards."""

    feed_in: FeedIn
    sound: Wiring
    meter: Meter
