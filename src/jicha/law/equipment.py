"""Equipment by its nameplates: capacity in kW, or in kVA which count as kW."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jicha.law.counted import positive
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet


class BadEquipment(JichaError):
    """Equipment with no rating, or with two."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """``count`` pieces of one kind, each rated in kW or in kVA. Raises BadEquipment, BadAmount."""

    name: str
    kw: Decimal | None = field(default=None, metadata={"unit": "kW"})
    kva: Decimal | None = field(default=None, metadata={"unit": "kVA"})
    count: int = 1

    def __post_init__(self) -> None:
        if (self.kw is None) == (self.kva is None):
            message = Words(f"{self.name} needs one rating", f"{self.name} 应有且只有一个额定容量")
            raise BadEquipment(Fault.of(message, Words("Give kw or kva.", "请填写 kw 或 kva 之一。")))
        positive(kw=self.kw, kva=self.kva, count=self.count)


def load_of(sheet: Sheet, equipment: Sequence[Equipment], name: str = "load") -> None:
    """Write each nameplate, and the step ``name``: all of them in kW."""
    terms = []
    for number, one in enumerate(equipment, start=1):
        rating, unit = (one.kw, "kW") if one.kw is not None else (one.kva, "kVA")
        about = f"{one.name} ×{one.count}"  # never the bare name: it might be spelled like a word of the sheet
        sheet.given(
            f"equipment_{number}", rating or Decimal(0), unit, origin="case", word="equipment_rating", about=about
        )
        term = f"equipment_{number}" if unit == "kW" else f"as_kw(equipment_{number})"
        terms.append(term if one.count == 1 else f"{one.count} * {term}")
    sheet.step(name, " + ".join(terms), "kW")
