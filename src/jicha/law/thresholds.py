"""From which amount a theft is large, huge or especially huge: the province's own, or only the national range."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jicha.law.counted import positive
from jicha.law.datum import Datum, NoDatum, datum, put
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import free_text

LEVELS = ("large", "huge", "gravest")


class BadThresholds(JichaError):
    """Amounts that do not rise, or that nobody says the source of."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The amounts of a province as a person read them, with the paper. Raises BadThresholds."""

    large: Decimal = field(metadata={"unit": "CNY"})
    huge: Decimal = field(metadata={"unit": "CNY"})
    gravest: Decimal = field(metadata={"unit": "CNY"})
    source: str

    def __post_init__(self) -> None:
        positive(large=self.large)
        if not self.large < self.huge < self.gravest or not self.source.strip():
            message = Words("the amounts do not rise or have no source", "数额标准未递增或未注明依据")
            raise BadThresholds(Fault.of(message, Words("Correct them.", "请核对。")))


def compare(sheet: Sheet, region: str, own: Thresholds | None, day: date, settings: Settings) -> None:
    """Set ``value_stolen`` of a sheet beside the amounts that hold on a day, and say which it reaches.

    ``region`` is a code of GB/T 2260. Amounts of the city or province in our data win over the case's; without either
    only the range is known, and what lies within it is said to be open.
    """
    for level in LEVELS:
        _level(sheet, level, region, own, day, settings)


def _level(sheet: Sheet, level: str, region: str, own: Thresholds | None, day: date, settings: Settings) -> None:
    name = f"criminal_{level}"
    value = sheet.value("value_stolen")
    known = _local(name, region, day, settings)
    if known is not None:
        put(sheet, name, known, word=name)
    elif own is not None:
        amount = {"large": own.large, "huge": own.huge, "gravest": own.gravest}[level]
        least, most = (datum(f"{name}_{end}", day, settings) for end in ("least", "most"))
        if not least.value <= amount <= most.value:
            message = Words(
                f"{amount} lies outside {least.value} to {most.value} ({least.text.en})",
                f"{amount} 超出 {least.value} 至 {most.value} 的幅度（{least.text.zh}）",
            )
            raise BadThresholds(Fault.of(message, Words("Correct thresholds.", "请核对 thresholds。")))
        sheet.given(name, amount, "CNY", origin="case", source=free_text(own.source))
    else:
        _range(sheet, level, day, settings)
        return
    if value >= sheet.value(name):
        sheet.remark(f"reaches_{level}", warns=True)
    elif level == "large":
        _below(sheet, value, sheet.value(name))


def _local(name: str, region: str, day: date, settings: Settings) -> Datum | None:
    """What the city has of its own on that day, else the province."""
    for area in (region[:4], region[:2]):
        try:
            return datum(f"{name}_{area}", day, settings)
        except NoDatum:
            continue
    return None


def _range(sheet: Sheet, level: str, day: date, settings: Settings) -> None:
    ends: list[Fraction] = []
    for end in ("least", "most"):
        name = f"criminal_{level}_{end}"
        put(sheet, name, datum(name, day, settings))
        ends.append(sheet.value(name))
    value = sheet.value("value_stolen")
    sheet.remark("region_unknown", warns=True)
    if value >= ends[1]:
        sheet.remark(f"reaches_{level}", warns=True)
    elif value >= ends[0]:
        sheet.remark(f"may_reach_{level}", warns=True)
    elif level == "large":
        _below(sheet, value, ends[0])


def _below(sheet: Sheet, value: Fraction, large: Fraction) -> None:
    sheet.remark("below_large")
    if value >= large / 2:  # enough in eight cases, of which a sheet knows nothing
        sheet.remark("reaches_half", warns=True)
