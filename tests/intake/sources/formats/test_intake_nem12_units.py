"""Units of NEM12 without their prefix: a kilo is a thousand, a mega a million, in whatever case it is written."""

from __future__ import annotations

import pyarrow as pa
import pytest

from jicha.intake.sources.formats.nem12_units import in_base_units, parts_of_suffix


@pytest.mark.parametrize(
    ("unit", "base", "value"),
    [
        ("Wh", "Wh", "2.5"), ("kWh", "Wh", "2500"), ("KWH", "Wh", "2500"), ("MWh", "Wh", "2500000"),
        ("mwh", "Wh", "2500000"), (" kWh ", "Wh", "2500"), ("kVArh", "varh", "2500"), ("MVAr", "var", "2500000"),
        ("kW", "W", "2500"), ("kVAh", "VAh", "2500"), ("kV", "V", "2500"), ("A", "A", "2.5"), ("pf", "pf", "2.5"),
        ("kJ", "kJ", "2.5"), ("", "", "2.5"),
    ],
)  # fmt: skip
def test_a_value_loses_the_prefix_of_its_unit(unit: str, base: str, value: str) -> None:
    bases, values = in_base_units(pa.array([unit]), pa.array(["2.5"]))
    assert (bases.to_pylist(), values.to_pylist()) == ([base], [value])


def test_each_row_has_its_own_unit() -> None:
    bases, values = in_base_units(pa.array(["MWh", "Wh", "kWh", "MWh"]), pa.array(["1", "1", "1", "no number"]))
    assert bases.to_pylist() == ["Wh"] * 4
    assert values.to_pylist() == ["1000000", "1", "1000", "no number"]


def test_units_alone_may_be_asked_for() -> None:
    assert in_base_units(pa.array(["kVArh", "furlong"]), None)[0].to_pylist() == ["varh", "furlong"]


def test_a_suffix_is_a_stream_and_a_meter() -> None:
    streams, meters = parts_of_suffix(pa.array(["E1", "B12", "Q", "", "11"]))
    assert streams.to_pylist() == ["E", "B", "Q", "", "1"]
    assert meters.to_pylist() == ["1", "12", "", "", "1"]
