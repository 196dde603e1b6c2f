"""The fee for paying late (电费违约金): so many permille a day from the day after the due day to the day of payment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from jicha.law.act_period import act_spans, days_text
from jicha.law.convention import choose, chosen
from jicha.law.counted import not_negative, positive
from jicha.law.datum import Datum, datum, in_edition, put
from jicha.law.no_range import fixed_by
from jicha.law.settings import Choice, Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Remark, Worksheet

KIND = "late_fee"
EXAMPLE = {
    "resident": False,
    "bills": [
        {"amount": "2063", "due": "2023-12-15", "paid": "2024-01-18"},
        {"amount": "2241", "due": "2024-01-15", "paid": "2024-01-18"},
    ],
}
_YEAR_END = "late_fee_year_end"
_PAYMENT_DAY = "late_fee_payment_day"
_OTHER = {"split_at_year_end": "whole_at_later_rate", "whole_at_later_rate": "split_at_year_end"}


class NotLate(JichaError):
    """A bill that was paid in time."""


@dataclass(frozen=True, slots=True)
class Bill:
    """An amount in arrears, the last day to pay it, and the day it was paid (or up to which is counted)."""

    amount: Decimal = field(metadata={"unit": "CNY"})
    due: date
    paid: date

    def __post_init__(self) -> None:
        positive(amount=self.amount)
        if self.paid <= self.due:
            message = Words(f"paid on {self.paid}, due on {self.due}", f"{self.paid} 缴清，未超过 {self.due}")
            raise NotLate(Fault.of(message, Words("Leave this bill out.", "请去掉这笔电费。")))


@dataclass(frozen=True, slots=True)
class Case:
    """Who owes, the bills, and the permille a day of the contract where it agrees one."""

    resident: bool
    bills: tuple[Bill, ...]
    agreed_permille: Decimal | None = field(default=None, metadata={"unit": "permille/day"})

    def __post_init__(self) -> None:
        positive(bills=len(self.bills))
        not_negative(agreed_permille=self.agreed_permille)


@dataclass(frozen=True, slots=True)
class _Run:
    """Days of one bill at one rate: the first and the day after the last."""

    start: date
    end: date
    rate: str
    edition: str


def worksheet(case: Case, settings: Settings) -> Worksheet:
    """The fee by the reading of the year's end that holds; the other one beside it where it differs."""
    own = _sheet(case, settings)
    reading = _OTHER[chosen(_YEAR_END, settings)]
    kept = tuple(one for one in settings.conventions if one.convention != _YEAR_END)
    other = _sheet(case, replace(settings, conventions=(*kept, Choice(_YEAR_END, reading, "—"))))
    if other.value_of("late_fee") == own.value_of("late_fee"):
        return own
    remarks = tuple(one for one in other.remarks if one.arguments.get("convention") != _YEAR_END)
    other = replace(other, remarks=(Remark(f"as_if_{reading}"), *remarks))
    return replace(own, remarks=(*own.remarks, Remark("year_end_open", warns=True)), alternatives=(other,))


def _sheet(case: Case, settings: Settings) -> Worksheet:
    sheet = Sheet(KIND)
    whole = not case.resident and case.agreed_permille is None and _crosses_year(case)
    reading = choose(sheet, _YEAR_END, settings) if whole else "split_at_year_end"
    if case.agreed_permille is not None:
        _note_agreed(sheet, case, settings)
    counts = choose(sheet, _PAYMENT_DAY, settings) == "counted"
    rates: list[Datum] = []
    for number, bill in enumerate(case.bills, start=1):
        runs = list(_runs(case, bill, reading, counts_payment_day=counts))
        rates += [in_edition(one.rate, one.edition, settings) for one in runs if one.rate]
        _bill(sheet, case, bill, number, runs, settings)
    fees = [f"fee_{number}" for number, _ in enumerate(case.bills, start=1)]
    sheet.step("fees", " + ".join(fees), "CNY")
    _warn_above_arrears(sheet, case)
    least = datum("late_minimum", max(one.paid for one in case.bills), settings)
    if 0 < sheet.value("fees") < least.value:  # else a minimum that no text of ours may prove would only be noise
        put(sheet, "minimum", least, about=least.edition)
        sheet.step("late_fee", "max(fees, minimum)", "CNY", **least.cited)
        if least.origin == "default":
            sheet.bound("late_fee", low="fees", high="minimum", word="bound_minimum")
        elif case.agreed_permille is None:
            fixed_by(sheet, least, *rates)
    else:
        sheet.step("late_fee", "fees", "CNY")
        if case.agreed_permille is None:
            fixed_by(sheet, *rates)
    sheet.remark("rounded_each_bill")
    return sheet.done("late_fee")


def _warn_above_arrears(sheet: Sheet, case: Case) -> None:
    """No text here has a cap; a fee above what is owed is one that a court may reduce."""
    if sheet.value("fees") > sum(Fraction(one.amount) for one in case.bills):
        sheet.remark("fee_above_arrears", warns=True)


def _bill(sheet: Sheet, case: Case, bill: Bill, number: int, runs: list[_Run], settings: Settings) -> None:
    about = f"{bill.due}..{bill.paid}"
    sheet.given(f"arrears_{number}", bill.amount, "CNY", origin="case", word="arrears", about=about)
    terms: list[str] = []
    cited: Mapping[str, str] = {}
    for part, run in enumerate(runs, start=1):
        days = f"days_{number}_{part}"
        about_run = days_text(run.start, run.end)
        sheet.given(days, (run.end - run.start).days, "day", origin="case", word="days_late", about=about_run)
        if case.agreed_permille is None:
            found = in_edition(run.rate, run.edition, settings)
            cited = found.cited
            rate = f"{run.rate}_{run.edition}"
            if not sheet.holds(rate):
                put(sheet, rate, found, about=found.edition)
        else:
            rate = "agreed_taken"
        terms.append(f"permille({rate}) * {days}")
    joined = " + ".join(terms) if terms else "0"
    joined = f"({joined})" if len(terms) > 1 else joined
    sheet.step(
        f"fee_{number}",
        f"round(arrears_{number} * {joined}, 2)",
        "CNY",
        **cited,
        word="fee_of_bill",
        about=about,
    )


def _runs(case: Case, bill: Bill, reading: str, *, counts_payment_day: bool) -> Iterator[_Run]:
    """The late days cut by edition and by the end of the bill's year; a rate of the contract cuts nothing."""
    first, after = bill.due + timedelta(days=1), bill.paid + timedelta(days=counts_payment_day)
    if case.agreed_permille is not None:
        yield _Run(first, after, "", "")
        return
    if first == after:
        return  # paid on the day after the due one, and that day does not count
    new_year = date(bill.due.year + 1, 1, 1)
    for span in act_spans(first, after):
        edition = span.edition.edition
        if case.resident:
            yield _Run(span.start, span.end, "late_resident", edition)
        elif reading == "whole_at_later_rate" and after > new_year:
            yield _Run(span.start, span.end, "late_earlier_years", edition)
        else:
            cuts = (span.start, min(max(new_year, span.start), span.end), span.end)
            for start, end, rate in ((*cuts[:2], "late_current_year"), (*cuts[1:], "late_earlier_years")):
                if start < end:
                    yield _Run(start, end, rate, edition)


def _crosses_year(case: Case) -> bool:
    return any(one.paid.year > one.due.year for one in case.bills)


def _note_agreed(sheet: Sheet, case: Case, settings: Settings) -> None:
    """The contract's rate, with the range that the ordinance leaves to contracts."""
    sheet.given("agreed_rate", case.agreed_permille or 0, "permille/day", origin="contract")
    day = min(one.paid for one in case.bills)
    for name in ("late_agreed_least", "late_agreed_most"):
        put(sheet, name, datum(name, day, settings))
    sheet.bound("agreed_rate", low="late_agreed_least", high="late_agreed_most", word="bound_agreed_rate")
    sheet.step("agreed_taken", "min(agreed_rate, late_agreed_most)", "permille/day")
    if sheet.value("agreed_rate") > sheet.value("late_agreed_most"):
        sheet.remark("rate_above_range", warns=True)
    sheet.remark("rate_agreed")
