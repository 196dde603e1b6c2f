"""The steps of a bill from the computation to its issue, each by whoever has that duty."""

from __future__ import annotations

from datetime import date, timedelta

from jicha.twin.books.book import Books
from jicha.twin.books.office_hours import at
from jicha.twin.records import KNOWN_ON

_STEPS = (("computed", 9, "clerk_id"), ("reviewed", 11, "reviewer_id"), ("issued", 16, "clerk_id"))
_SECONDS_OF_A_BILL = 35  # that somebody looks at one bill


def write_bill_steps(books: Books) -> None:
    """Computed by the clerk, reviewed by the reviewer two hours later, issued by the clerk in the afternoon.

    The bills of a section pass a desk one after another.
    """
    put = books.records.put
    passed: dict[tuple[str | None, date], int] = {}
    for number in books.bills:
        row = books.bill_row(number)
        desk = row.get("section_id"), row["issued_on"]
        place = passed[desk] = passed.get(desk, -1) + 1
        later = timedelta(seconds=_SECONDS_OF_A_BILL * place)
        for step, (status, hour, who) in enumerate(_STEPS, start=1):
            put(
                "bill_step", row[KNOWN_ON], bill_id=number, bill_status=status, step_no=step,
                done_at=at(row["issued_on"], hour) + later, operator_id=row.get(who),
            )  # fmt: skip
