"""Energy of a period spread over the days of its pieces, evenly, and priced: a named reading, not the only one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jicha.law.act import Piece, Price
from jicha.terms.sheet import Sheet


def spread(sheet: Sheet, energy: str, cut: Sequence[Piece]) -> None:
    """Write ``kwh_1`` ... for each piece out of the value ``energy`` of all of them."""
    if len(cut) == 1:
        sheet.step(f"kwh_{cut[0].number}", energy, "kWh", word="kwh_of_piece", about=cut[0].about)
        return
    for one in cut:
        sheet.given(f"days_{one.number}", one.days, "day", origin="case", word="days_of_piece", about=one.about)
    every = " + ".join(f"days_{one.number}" for one in cut)
    for one in cut:
        share = f"{energy} * days_{one.number} / ({every})"
        sheet.step(f"kwh_{one.number}", share, "kWh", word="kwh_of_piece", about=one.about)
    sheet.remark("spread_by_days")


def priced(sheet: Sheet, cut: Sequence[Piece], prices: Sequence[Price]) -> Mapping[str, str]:
    """Write the price of each piece; gives by edition the formula of the charge of the steps ``kwh_1`` ..."""
    formulas: dict[str, list[str]] = {}
    for one in cut:
        price = prices[one.price].cny_per_kwh
        sheet.given(f"price_{one.number}", price, "CNY/kWh", origin="case", word="price_of_piece", about=one.about)
        formulas.setdefault(one.edition, []).append(f"kwh_{one.number} * price_{one.number}")
    return {edition: " + ".join(terms) for edition, terms in formulas.items()}
