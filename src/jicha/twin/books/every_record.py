"""All that a station writes down beside files and bills, in the order in which one thing needs another."""

from __future__ import annotations

from jicha.twin.books.acceptance import write_acceptance
from jicha.twin.books.adjustments import write_adjustments
from jicha.twin.books.bill_steps import write_bill_steps
from jicha.twin.books.book import Books
from jicha.twin.books.contracts import write_contracts
from jicha.twin.books.devices import write_devices
from jicha.twin.books.fees import write_fees
from jicha.twin.books.inspections import write_checked, write_inspections
from jicha.twin.books.learning import write_learning
from jicha.twin.books.meter_faults import write_meter_faults
from jicha.twin.books.meter_tests import write_meter_tests
from jicha.twin.books.month_close import write_month_close
from jicha.twin.books.outages import write_outages
from jicha.twin.books.patrols import write_patrols
from jicha.twin.books.payments import write_payments
from jicha.twin.books.people import write_people, write_roster
from jicha.twin.books.prepaid import write_prepaid
from jicha.twin.books.process_limits import write_process_limits
from jicha.twin.books.readings import write_readings
from jicha.twin.books.seals import write_seals
from jicha.twin.books.sections import write_sections
from jicha.twin.books.service_days import write_service_days, write_voltages, write_weather
from jicha.twin.books.tickets import write_tickets

BESIDE = (
    write_people, write_roster, write_learning, write_process_limits, write_acceptance, write_contracts, write_fees,
    write_devices, write_seals, write_meter_tests, write_meter_faults, write_inspections,
    write_patrols, write_tickets, write_outages,
    write_service_days, write_weather, write_voltages, write_month_close,
)  # fmt: skip
AFTER = (write_prepaid, write_readings, write_bill_steps, write_payments)


def write_before_errors(books: Books) -> None:
    """After files and bills: what bills are changed by, and whatever does not depend on their money."""
    write_sections(books)
    write_adjustments(books)
    for write in BESIDE:
        write(books)


def write_after_errors(books: Books) -> None:
    """What follows from bills and files as they then stand: bills with planted errors are paid as they were issued."""
    for write in AFTER:
        write(books)


def write_last(books: Books) -> None:
    """The files of customers as each visit left them: after all that changes files, errors of ledgers included."""
    write_checked(books)
