"""Equipment by its nameplates."""

from decimal import Decimal
from fractions import Fraction

import pytest

from jicha.law.counted import BadAmount
from jicha.law.equipment import BadEquipment, Equipment, load_of
from jicha.terms.sheet import Sheet


def test_kilovolt_amperes_count_as_kilowatts_and_pieces_are_multiplied() -> None:
    sheet = Sheet("test")
    load_of(sheet, (Equipment("motor", kw=Decimal("7.5"), count=2), Equipment("transformer", kva=Decimal(50))))
    assert sheet.value("load") == Fraction(65)  # 2 x 7.5 + 50
    done = sheet.done("load")
    assert str(done.value_of("load").unit) == "kW"
    assert done.givens[0].about == "motor ×2"


def test_equipment_has_one_rating_and_a_positive_count() -> None:
    for wrong in ({}, {"kw": Decimal(1), "kva": Decimal(1)}):
        with pytest.raises(BadEquipment, match="heater needs one rating"):
            Equipment("heater", **wrong)
    with pytest.raises(BadAmount):
        Equipment("heater", kw=Decimal(0))
    with pytest.raises(BadAmount):
        Equipment("heater", kw=Decimal(1), count=0)
