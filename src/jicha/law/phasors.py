"""What the elements of a meter see: voltages and currents as phasors, for a right or a wrong connection.

Under a balanced load the voltages of the phases a, b, c stand at 0, -120 and 120 degrees, and each current lags its own
voltage by phi (a leading one has a negative phi). An element that is given the voltage U and the current I turns with
U x I x cos(lead + phi), where ``lead`` is the angle of U before the voltage that the current belongs to. So every
connection is a sum of cos(lead + phi), and only multiples of 30 degrees occur as ``lead``.

Letters u, v, w are taken for a, b, c. ``ab`` is the voltage of a against b, ``a`` that of a against the neutral.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from jicha.law.counted import not_negative
from jicha.terms.errors import Fault, JichaError, Words

_LETTERS = str.maketrans("UVWuvwABC", "abcabcabc")
_ANGLE: Mapping[str, int] = MappingProxyType(
    {"a": 0, "b": -120, "c": 120, "ab": 30, "bc": -90, "ca": 150, "ba": -150, "cb": 90, "ac": -30}
)
# cos and sin/sqrt(3) of the leads of a phase voltage; sqrt(3) times cos and sin/sqrt(3) of those of a line voltage.
_COSINE: Mapping[int, Fraction] = MappingProxyType(
    {0: Fraction(1), 60: Fraction(1, 2), 120: Fraction(-1, 2), 180: Fraction(-1)}
    | {30: Fraction(3, 2), 90: Fraction(0), 150: Fraction(-3, 2)}
)
_SINE: Mapping[int, Fraction] = MappingProxyType(
    {0: Fraction(0), 60: Fraction(1, 2), 120: Fraction(1, 2), 180: Fraction(0)}
    | {30: Fraction(1, 2), 90: Fraction(1), 150: Fraction(1, 2)}
)


def phase_letter(text: str) -> str:
    """The phase in the letters a, b, c.

    >>> phase_letter("W")
    'c'
    """
    return text.strip().translate(_LETTERS)


class Wiring(StrEnum):
    """How the meter is wired: one element, three to the neutral, or two between the lines."""

    SINGLE_PHASE = "single_phase"
    THREE_PHASE_FOUR_WIRE = "three_phase_four_wire"
    THREE_PHASE_THREE_WIRE = "three_phase_three_wire"


class BadConnection(JichaError):
    """An element with a voltage or current that there is not, or a meter with too few or too many elements."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element: ``voltage`` (a, ab, ...), ``current`` (a, -a reversed, ...), and what both are reduced by.

    ``factor`` is 1 for a sound element, 0 for a dead one, 2/3 where a transformer of 150/5 stands for one of 100/5.
    Raises BadConnection, BadAmount.
    """

    voltage: str
    current: str
    factor: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        if self.voltage_of not in _ANGLE or self.phase not in ("a", "b", "c"):
            message = Words(
                f"an element has voltage {self.voltage!r} and current {self.current!r}",
                f"元件的电压为“{self.voltage}”、电流为“{self.current}”",
            )
            remedy = Words("Write a voltage as a or ab, a current as a or -a.", "电压写作 a 或 ab，电流写作 a 或 -a。")
            raise BadConnection(Fault.of(message, remedy))
        not_negative(factor=self.factor)

    @property
    def voltage_of(self) -> str:
        """The voltage in the letters a, b, c."""
        return phase_letter(self.voltage)

    @property
    def phase(self) -> str:
        """The phase of the current."""
        return phase_letter(self.current.strip().removeprefix("-"))

    @property
    def is_reversed(self) -> bool:
        """Whether the current enters at the wrong end."""
        return self.current.strip().startswith("-")

    @property
    def is_between_lines(self) -> bool:
        """Whether the voltage is one of two lines, sqrt(3) times that to neutral."""
        return len(self.voltage_of) == 2

    @property
    def lead(self) -> int:
        """Degrees of the voltage before the voltage that the current belongs to, above -180 and up to 180."""
        angle = _ANGLE[self.voltage_of] - _ANGLE[self.phase] + (180 if self.is_reversed else 0)
        return 180 - (180 - angle) % 360

    @property
    def in_phase(self) -> Fraction:
        """What it adds to the power, in U x I x cos(phi) of one phase, before its factor."""
        return _COSINE[abs(self.lead)]

    @property
    def across(self) -> Fraction:
        """What it takes from the power, in sqrt(3) x U x I x sin(phi) of one phase, before its factor."""
        return _SINE[abs(self.lead)] * (1 if self.lead >= 0 else -1)


_RIGHT: Mapping[Wiring, tuple[Element, ...]] = MappingProxyType(
    {
        Wiring.SINGLE_PHASE: (Element("a", "a"),),
        Wiring.THREE_PHASE_FOUR_WIRE: (Element("a", "a"), Element("b", "b"), Element("c", "c")),
        Wiring.THREE_PHASE_THREE_WIRE: (Element("ab", "a"), Element("cb", "c")),
    }
)


def right(wiring: Wiring) -> tuple[Element, ...]:
    """The elements of a right connection.

    >>> [one.lead for one in right(Wiring.THREE_PHASE_THREE_WIRE)]
    [30, -30]
    """
    return _RIGHT[wiring]


def phases(wiring: Wiring) -> int:
    """How many phases the true power comes from."""
    return 1 if wiring is Wiring.SINGLE_PHASE else 3


def check(wiring: Wiring, elements: Sequence[Element]) -> None:
    """Refuse another number of elements than the meter has, or phases that there are not. Raises BadConnection."""
    wanted = len(right(wiring))
    if len(elements) != wanted:
        message = Words(
            f"the meter has {wanted} elements and {len(elements)} are given",
            f"该电能表有 {wanted} 个元件，给出 {len(elements)} 个",
        )
        raise BadConnection(Fault.of(message, Words("Give each element once.", "每个元件填写一次。")))
    if wiring is Wiring.SINGLE_PHASE and (elements[0].voltage_of, elements[0].phase) != ("a", "a"):
        message = Words("a single phase meter knows the phase a only", "单相电能表只有a相")
        raise BadConnection(Fault.of(message, Words("Write a, or -a reversed.", "请填写 a，反接填写 -a。")))


def hangs_on_angle(elements: Sequence[Element], factors: Sequence[Fraction]) -> bool:
    """Whether the correction coefficient changes with phi: it does not where all that is across cancels."""
    return sum((one.across * factor for one, factor in zip(elements, factors, strict=True)), Fraction(0)) != 0
