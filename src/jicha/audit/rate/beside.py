"""The bill as it was issued beside the computed one, component by component, as a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jicha.audit.rate.rows import Row
from jicha.tariffs.biller import Rated
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

_ENERGY = ("energy", "market_energy", "transport", "grid_loss", "system_operation")
# In the order of computing: the first that differs is where to begin.
_SINGLE = {
    "tier": ("tier_charge", ("tier",)),
    "capacity": ("capacity_charge", ("capacity", "demand")),
    "power_factor": ("power_factor_charge", ("power_factor",)),
    "difference_price": ("difference_charge", ("difference",)),
    "relief": ("relief_charge", ("relief",)),
    "surcharge": ("surcharge", ("surcharge",)),
    "adjustment": ("adjustment_charge", ("adjustment",)),
}


def beside(bill: Row, rated: Rated) -> Worksheet:
    """What was billed, what was computed and the difference of each component that the bill states; the first named.

    A bill that shows no tiers of its own has them within the money for energy, and one whose price contains the funds
    may have those there.
    """
    sheet = Sheet("bill_beside", bill=bill["bill_id"])
    first = ""
    for name, billed, computed, unit in _components(bill, rated):
        about = f"beside_{name}"
        sheet.given(f"billed_{name}", billed, unit, origin="issued", about=about, word="billed_part")
        sheet.given(f"computed_{name}", computed, unit, origin="computed", about=about, word="computed_part")
        formula = f"billed_{name} - computed_{name}"
        if sheet.step(f"difference_{name}", formula, unit, about=about, word="beside_difference") and not first:
            first = about
    if first:
        sheet.remark("beside_first", warns=True, component=first)
    else:
        sheet.remark("beside_same")
    return sheet.done("difference_total")


def _components(bill: Row, rated: Rated) -> Iterator[tuple[str, Decimal, Decimal, str]]:
    """Name, billed, computed and unit of each; of the whole bill even where it states nothing."""
    currency = str(rated.sheet.value_of("total").unit)
    if bill["kwh"] is not None:
        yield "quantity", bill["kwh"], rated.sheet.value_of("main_kwh").value, "kWh"
    # A computed bill has lines of funds where the price does not contain them.
    included = any(one.word == "surcharges_included" for one in rated.sheet.remarks)
    within = [] if bill["tier_charge"] is not None else ["tier"]
    if bill["energy_charge"] is not None:
        funds = (bill["surcharge"] or Decimal(0)) if included else Decimal(0)
        yield "energy", bill["energy_charge"] + funds, rated.money(*_ENERGY, *within), currency
    for name, (column, components) in _SINGLE.items():
        if bill[column] is not None and not (name == "surcharge" and included):
            yield name, bill[column], rated.money(*components), currency
    yield "total", bill["total_charge"] or Decimal(0), rated.total, currency
