"""The books of one station: files, readings and bills as records, with what is needed to compute a bill once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jicha.tariffs.book import Book
from jicha.tariffs.case import Case
from jicha.twin.account import Account, Place, Terms
from jicha.twin.books.bill_columns import bill_row, kwh_of, line_row, loss_of
from jicha.twin.books.billing import Bill, Metered, bill_of, case_of, periods, priced, running_kva
from jicha.twin.books.dials import Dials
from jicha.twin.books.files import put_account, put_units
from jicha.twin.mounted import serial_of
from jicha.twin.rates import RATES
from jicha.twin.records import KNOWN_ON, Records, Row
from jicha.twin.world import Station, World

ISSUED_AFTER_DAYS = 3  # the month's end, at the earliest
_DUE_AFTER_DAYS = 20


@dataclass(eq=False)
class Books:
    """``bills`` are the computed ones by number, with their ``lines`` and ``registers``; ``dials`` those of points.

    ``recorded_area`` names areas under which points are booked, where those are others than they hang in.

    Rows of bills stand in the records at once and may be changed; lines and registers are handed over by ``close``.
    """

    world: World
    station: Station
    prices: Book
    records: Records = field(default_factory=Records)
    dials: dict[str, Dials] = field(default_factory=dict)
    recorded_area: dict[str, str] = field(default_factory=dict)
    bills: dict[str, Bill] = field(default_factory=dict)
    lines: dict[str, list[Row]] = field(default_factory=dict)
    registers: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def org(self) -> str:
        """The station's unit, known by its name as everywhere in exports."""
        return self.station.name

    def account(self, number: str) -> Account:
        """A customer by its number. Raises KeyError."""
        return self._by_number[number]

    def __post_init__(self) -> None:
        self._by_number = {one.number: one for one in self.station.accounts}
        self._bill_rows: dict[str, Row] = {}
        self._right: dict[str, Bill] = {}
        self._written: dict[str, Set[str]] = {}
        self._of_place: dict[str, list[str]] = {}

    def bill_row(self, bill_id: str) -> Row:
        """The row of a bill, to be changed where it stands. Raises KeyError."""
        return self._bill_rows[bill_id]

    def bill_numbers(self, place: Place) -> list[str]:
        """The numbers of a point's bills, in order."""
        return self._of_place.get(place.number, [])

    def right_bill(self, bill_id: str) -> Bill:
        """The bill as it should have been: what was computed first, before any error was planted. Raises KeyError."""
        return self._right.get(bill_id, self.bills[bill_id])

    def right_money(self, bill_id: str) -> Decimal:
        """What the right bill asks for. Raises KeyError."""
        return self.right_bill(bill_id).rated.total

    def changed(self, bill_id: str) -> bool:
        """Whether a bill was computed again."""
        return bill_id in self._right

    def rebill(self, bill_id: str, *, terms: Terms | None = None, prices: Book | None = None, **case: Any) -> Bill:
        """Compute a bill again by other ``terms`` (its energy stays), other ``prices``, or with its case changed.

        Its row, lines and registers are put in the place of the ones before; columns that somebody changed by hand in
        the row are lost. Returns the bill as it was.
        """
        before = self.bills[bill_id]
        told: Case = before.case
        if terms is not None:
            told = self._told(before, terms)
        made = priced(before.account, before.place, terms or before.terms, replace(told, **case), prices or self.prices)
        self._right.setdefault(bill_id, before)
        self._put(bill_id, made)
        return before

    def settle(self, bill_id: str) -> None:
        """Take a bill as it now stands for the right one: what was changed about it is no error."""
        self._right[bill_id] = self.bills[bill_id]

    def put_sum(self, bill_id: str, component: str, money: Decimal) -> None:
        """Put another sum for a component of one line than was computed: in its line, in the row, and in the total."""
        before, row = self.bills[bill_id], self._bill_rows[bill_id]
        self._right.setdefault(bill_id, before)
        [line] = [one for one in self.lines[bill_id] if one["component"] == component]
        off = money - line["money"]
        line["money"] += off
        row[f"{component}_charge"] += off
        row["total_charge"] += off

    def _told(self, before: Bill, terms: Terms) -> Case:
        """The case of the same days and dials under other terms."""
        case = before.case
        metered = self.metered(before.account, before.place, case.period_start, case.period_end)
        used = case.used_before if case.used_before is not None else self._used_before(before)
        return case_of(
            before.account, before.place, terms, case.period_start, case.period_end, metered, self.prices,
            used_before=used, behind_kwh=case.sub_kwh,
            capacity_here=before.account.places[0].number == before.place.number,
        )  # fmt: skip

    def _used_before(self, bill: Bill) -> Decimal:
        year = bill.case.period_start.year
        earlier = (self._bill_rows[one] for one in self.bill_numbers(bill.place))
        return sum(
            (
                row["kwh"]
                for row in earlier
                if row["period_start"].year == year and row["period_start"] < bill.case.period_start
            ),
            Decimal(0),
        )

    def write_files(self) -> None:
        """Units and the files of all customers."""
        put_units(self.records, self.world, self.station)
        at = [(one, area.number) for area in self.station.areas for one in area.accounts]
        ratios = {number: one.multiplier for number, one in self.dials.items()}
        for account, area in [*at, *((one, "") for one in self.station.dedicated)]:
            areas = {one.number: self.recorded_area.get(one.number, area) for one in account.places}
            put_account(self.records, self.world, self.station, account, areas=areas, ratios=ratios)

    def write_bills(self) -> None:
        """All bills of the window, point by point."""
        for account in self.station.accounts:
            for place in _masters_last(account):
                for number, bill in self._bills(account, place):
                    self._put(number, bill)

    def _bills(self, account: Account, place: Place) -> Iterator[tuple[str, Bill]]:
        used, year = Decimal(0), 0
        main = account.places[0].number == place.number
        if place.generates or (place.metered and place.number not in self.dials):
            return
        for start, end in periods(account, self.world.first, self.world.last):
            if start.year != year:
                used, year = Decimal(0), start.year
            behind = self._behind(account, place, start, end)
            bill = bill_of(
                account, place, start, end, self.metered(account, place, start, end), self.prices,
                used_before=used, behind_kwh=behind, capacity_here=main,
            )  # fmt: skip
            used += kwh_of(bill.rated)
            yield f"{place.number}{end - timedelta(1):%Y%m}", bill

    def _behind(self, account: Account, place: Place, start: date, end: date) -> Decimal:
        return sum(
            (
                self.metered(account, one, start, end).total
                for one in account.places
                if one.parent == place.number and not one.generates
            ),
            Decimal(0),
        )

    def metered(self, account: Account, place: Place, start: date, end: date) -> Metered:
        """What a point is billed on the days [``start``, ``end``): what was read, or was agreed instead of a meter."""
        if place.metered:
            return self.dials[place.number].metered(start, end)
        if place.fixed_kwh:
            return Metered(Decimal(place.fixed_kwh * account.cycle_months))
        master = next(one for one in account.places if one.number == place.parent)
        read = self.dials[master.number].metered(start, end)
        whole = bill_of(account, master, start, end, read, self.prices, used_before=Decimal(0))
        # An agreed share is one of what the master is supplied, the loss of its transformers included.
        return Metered(round((read.total + loss_of(whole.rated)) * place.fixed_percent / 100, 3))

    def _put(self, bill_id: str, bill: Bill) -> None:
        old = self._bill_rows.get(bill_id)
        fresh = self._row(bill_id, bill)
        self.bills[bill_id] = replace(bill, rated=bill.rated.lines_alone())
        if old is None:
            self._of_place.setdefault(bill.place.number, []).append(bill_id)
            self._bill_rows[bill_id] = self.records.put(
                "bill", bill.case.period_end + timedelta(ISSUED_AFTER_DAYS), **fresh
            )
        else:
            for gone in self._written[bill_id] - fresh.keys():  # a bill that is assessed no more states no factor
                old.pop(gone, None)
            old.update(fresh)
        self._written[bill_id] = fresh.keys()
        self.lines[bill_id] = [
            line_row(bill_id, place, line, bill.case)
            for place, line in enumerate(bill.rated.lines, start=1)
            if line.quantity or line.money
        ]
        self.registers[bill_id] = self._registers(bill_id, bill)

    def close(self) -> None:
        """Hand the lines and registers of all bills to the records; nothing is computed again after that."""
        for bill_id, row in self._bill_rows.items():
            for line in self.lines[bill_id]:
                self.records.put("bill_line", row[KNOWN_ON], **line)
            for register in self.registers[bill_id]:
                self.records.put("bill_register", row[KNOWN_ON], **register)

    def _row(self, bill_id: str, bill: Bill) -> Mapping[str, Any]:
        case, place, account = bill.case, bill.place, bill.account
        issued = case.period_end + timedelta(ISSUED_AFTER_DAYS)
        temporary = account.file.get("temporary", "permanent") != "permanent"
        return {
            **bill_row(account.file, case, bill.item, bill.rated),
            "supply_voltage": place.file.get("supply_voltage", account.file["supply_voltage"]),
            "running_capacity": running_kva(account, case.period_end - timedelta(1)),
            "bill_kind": "temporary" if temporary else "ordinary",
            "bill_id": bill_id,
            "customer_id": account.number,
            "point_id": place.number,
            **self._readings(place, case),
            "issued_on": issued,
            "due_on": issued + timedelta(_DUE_AFTER_DAYS),
        }

    def _readings(self, place: Place, case: Case) -> Row:
        """What the meter showed, and when it was read; nothing where there is none."""
        if not place.metered:
            return {"ratio": Decimal(1), "reading_kwh": Decimal(0)}
        dials, read_on = self.dials[place.number], case.period_end - timedelta(1)
        begin, after = (dials.at(day - timedelta(1)) for day in (case.period_start, case.period_end))
        return {
            "ratio": dials.multiplier,
            "meter_serial_no": serial_of(self.world.seed, place.number),
            "reading_start": Decimal(int(begin[0])) / 100,
            "reading_end": Decimal(int(after[0])) / 100,
            "reading_kwh": Decimal(int(dials.read_off(case.period_start, case.period_end)[0])) * dials.multiplier / 100,
            "read_on": read_on,
            "planned_read_on": read_on,
            "read_mode": "remote",
        }

    def _registers(self, bill_id: str, bill: Bill) -> list[Row]:
        case = bill.case
        dials = self.dials.get(bill.place.number)
        if dials is None or not dials.by_hours:
            return []
        begin, after = (dials.at(day - timedelta(1)) for day in (case.period_start, case.period_end))
        moved = dials.read_off(case.period_start, case.period_end)
        return [
            {
                "bill_id": bill_id,
                "meter_serial_no": serial_of(self.world.seed, bill.place.number),
                "register": "active_" + ("total" if place == 0 else RATES[place - 1]),
                "reading_start": Decimal(int(begin[place])) / 100,
                "reading_end": Decimal(int(after[place])) / 100,
                "ratio": dials.multiplier,
                "kwh": Decimal(int(moved[place])) * dials.multiplier / 100,
            }
            for place in (0, *(1 + one for one in dials.used_rates))
        ]


def _masters_last(account: Account) -> list[Place]:
    """The points of an account, those behind another first: a master's bill needs what they counted."""
    return sorted(account.places, key=lambda one: not one.parent)
