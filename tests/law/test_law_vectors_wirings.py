"""Every connection of a meter on four and three wires, against phasors as complex numbers that know nothing of ours."""

import cmath
import math
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations, product
from typing import Any

import pytest

from jicha.law.recover import recover
from jicha.terms.worksheet import Worksheet

TURN = {"a": 0.0, "b": -120.0, "c": 120.0}
BILLING = {
    "begins": "verification",
    "readings": [{"start": "2023-01-01", "end": "2023-02-01", "kwh": 1000}],
    "prices": [{"cny_per_kwh": 1}],
}
ANGLES = (-47, -30, 0, 12, 30, 61)


def unit(degrees: float) -> complex:
    """The phasor of length 1 at an angle."""
    return cmath.exp(1j * math.radians(degrees))


def four_wires() -> Iterator[list[tuple[str, str]]]:
    """Each order of the voltages, each of the currents, each of the eight polarities: 288."""
    for volts, amperes, signs in product(permutations("abc"), permutations("abc"), product(("", "-"), repeat=3)):
        yield list(zip(volts, (f"{sign}{one}" for sign, one in zip(signs, amperes, strict=True)), strict=True))


def three_wires() -> Iterator[list[tuple[str, str]]]:
    """Each order of the voltages, both orders of the currents, each of the four polarities: 48."""
    for (x, y, z), amperes, signs in product(permutations("abc"), permutations("ac"), product(("", "-"), repeat=2)):
        currents = [f"{sign}{one}" for sign, one in zip(signs, amperes, strict=True)]
        yield list(zip((x + y, z + y), currents, strict=True))


def power(elements: list[tuple[str, str]], volts: dict[str, complex], amperes: dict[str, complex]) -> float:
    """What the elements turn with: Re(U x conj(I)) of each."""
    total = 0.0
    for voltage, current in elements:
        difference = volts[voltage[0]] - (volts[voltage[1]] if len(voltage) == 2 else 0)
        flow = amperes[current[-1]] * (-1 if current.startswith("-") else 1)
        total += (difference * flow.conjugate()).real
    return total


def sheet(wiring: str, elements: list[tuple[str, str]], **more: Any) -> Worksheet:
    """Our sheet of a connection."""
    written = [{"voltage": voltage, "current": current} for voltage, current in elements]
    return recover({"kind": "wrong_wiring", "wiring": wiring, "elements": written, "billing": BILLING, **more})


def agrees(found: Worksheet, true: float, wrong: float) -> None:
    """K where the meter turned forward; where it stood or ran backward the sheet says which and gives no money."""
    words = {one.word for one in found.remarks}
    if abs(wrong) < 1e-7:
        assert "metering_stood_still" in words
    elif wrong < 0:
        assert "metering_ran_backward" in words
    else:
        assert float(found.value_of("k").value) == pytest.approx(true / wrong, rel=2e-6)
        return
    assert found.results == ("power_wrong",)


@pytest.mark.parametrize("phi", ANGLES)
@pytest.mark.parametrize(("wiring", "every"), [("four", four_wires), ("three", three_wires)])
def test_every_connection_under_a_balanced_load(wiring: str, every: Any, phi: int) -> None:
    volts = {one: unit(TURN[one]) for one in "abc"}
    amperes = {one: unit(TURN[one] - phi) for one in "abc"}
    true = 3 * math.cos(math.radians(phi))
    for elements in every():
        found = sheet(f"three_phase_{wiring}_wire", elements, load={"angle": phi})
        agrees(found, true, power(elements, volts, amperes))


@pytest.mark.parametrize(("wiring", "every"), [("four", four_wires), ("three", three_wires)])
def test_every_connection_with_cos_phi_lagging_and_leading(wiring: str, every: Any) -> None:
    volts = {one: unit(TURN[one]) for one in "abc"}
    for leading, sign in ((False, 1), (True, -1)):
        phi = sign * math.degrees(math.acos(0.83))
        amperes = {one: unit(TURN[one] - phi) for one in "abc"}
        for elements in every():
            load = {"cos_phi": Decimal("0.83"), "leading": leading}
            found = sheet(f"three_phase_{wiring}_wire", elements, load=load)
            agrees(found, 3 * 0.83, power(elements, volts, amperes))


@pytest.mark.parametrize(("wiring", "every"), [("four", four_wires), ("three", three_wires)])
def test_every_connection_as_measured_out_of_balance(wiring: str, every: Any) -> None:
    three = wiring == "three"
    # On three wires voltages stand against b and the currents add up to nothing.
    lines = {"a": (371.0, 3.0), "b": (0.0, 0.0), "c": (384.0, 61.0)}
    phases = {"a": (221.0, 0.0), "b": (214.0, 241.0), "c": (228.0, 119.0)}
    size = lines if three else phases
    flow = {"a": (4.2, -25.0), "b": (3.1, 214.0), "c": (5.6, 97.0)}
    right = [("ab", "a"), ("cb", "c")] if three else [(one, one) for one in "abc"]
    volts = {one: length * unit(angle) for one, (length, angle) in size.items()}
    amperes = {one: length * unit(angle) for one, (length, angle) in flow.items()}
    measured = [
        {
            "phase": one,
            "voltage": Decimal(str(size[one][0])),
            "voltage_angle": Decimal(str(size[one][1])),
            "current": Decimal(str(flow[one][0])),
            "current_angle": Decimal(str(flow[one][1])),
        }
        for one in "abc"
    ]
    true = power(right, volts, amperes)
    assert true > 0
    for elements in every():
        agrees(sheet(f"three_phase_{wiring}_wire", elements, measured=measured), true, power(elements, volts, amperes))
