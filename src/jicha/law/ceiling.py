"""What a connection can carry at most: a lawful default above it will not stand, and the sheet warns."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jicha.law.counted import positive
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.formula import Exact, round_half_up
from jicha.terms.sheet import Sheet


class BadConnection(JichaError):
    """A connection that says nothing of what it carries, or has neither one phase nor three."""


@dataclass(frozen=True, slots=True)
class Connection:
    """What is known of the way the energy came: the smallest of it bounds the power.

    ``transformer_kva`` is the customer's own transformer or his share of a common one; currents are the rating of the
    breaker or fuse, and what the cable carries. ``voltage`` is that of a phase to neutral. Raises BadConnection.
    """

    transformer_kva: Decimal | None = field(default=None, metadata={"unit": "kVA"})
    breaker_a: Decimal | None = field(default=None, metadata={"unit": "A"})
    cable_a: Decimal | None = field(default=None, metadata={"unit": "A"})
    phases: int = 3
    voltage: Decimal = field(default=Decimal(220), metadata={"unit": "V"})

    def __post_init__(self) -> None:
        if self.transformer_kva is None and self.breaker_a is None and self.cable_a is None:
            message = Words("the connection names nothing that bounds it", "连接条件未给出任何限值")
            remedy = Words(
                "Give transformer_kva, breaker_a or cable_a.", "请填写 transformer_kva、breaker_a 或 cable_a。"
            )
            raise BadConnection(Fault.of(message, remedy))
        positive(
            transformer_kva=self.transformer_kva, breaker_a=self.breaker_a, cable_a=self.cable_a, voltage=self.voltage
        )
        if self.phases not in (1, 3):
            message = Words(f"the connection has {self.phases} phases", f"连接为 {self.phases} 相")
            raise BadConnection(Fault.of(message, Words("Write 1 or 3.", "请填写 1 或 3。")))


def volt_amperes(sheet: Sheet) -> str:
    """The name of 1000 V*A per kVA, noted on the sheet at its first use."""
    if not sheet.holds("volt_amperes"):
        sheet.given("volt_amperes", 1000, "V*A/kVA", origin="definition")
    return "volt_amperes"


def ceiling(
    sheet: Sheet,
    connection: Connection | None,
    *,
    energy: str,
    days: str,
    metered: Decimal | None = None,
    assumed: bool = False,
) -> None:
    """Bound the step ``energy`` by what the connection carries round the clock over ``days``, less what was counted.

    Power factor 1 is taken, which bounds from above. Warns where the energy lies above; says so where nothing is known,
    and warns of that too where the energy is ``assumed``.
    """
    if connection is None:
        sheet.remark("connection_unknown", warns=assumed)
        return
    limits = _limits(sheet, connection)
    sheet.step("carried", limits[0] if len(limits) == 1 else f"min({', '.join(limits)})", "kW")
    sheet.given("day_hours", 24, "hour/day", origin="definition")
    most = f"carried * day_hours * {days}"
    if metered is None:
        sheet.remark("metered_unknown")
    else:
        if not sheet.holds("metered"):
            sheet.given("metered", metered, "kWh", origin="case")
        most = f"max({most} - metered, {energy} - {energy})"
    sheet.step("ceiling", most, "kWh")
    sheet.bound(energy, high="ceiling", word="bound_physical")
    if sheet.value(energy) > sheet.value("ceiling"):
        sheet.remark("above_ceiling", warns=True, energy=_shown(sheet, energy), ceiling=_shown(sheet, "ceiling"))


def _limits(sheet: Sheet, connection: Connection) -> list[str]:
    found = []
    if connection.transformer_kva is not None:
        sheet.given("transformer", connection.transformer_kva, "kVA", origin="case")
        found.append("as_kw(transformer)")
    currents = {"breaker": connection.breaker_a, "cable": connection.cable_a}
    for name, current in currents.items():
        if current is not None:
            if not sheet.holds("phases"):
                sheet.given("phases", connection.phases, origin="case")
                sheet.given("phase_voltage", connection.voltage, "V", origin="case")
            sheet.given(name, current, "A", origin="case")
            found.append(f"as_kw(phases * phase_voltage * {name} / {volt_amperes(sheet)})")
    return found


def _shown(sheet: Sheet, name: str) -> str:
    return f"{Exact(round_half_up(sheet.value(name), 2)).quantity.value:,f} kWh"
