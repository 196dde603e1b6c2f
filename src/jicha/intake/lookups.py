"""What the store already knows of a number that a delivery bears: at which point a meter stood on a day.

Acquisition exports name the meter; bills and the customer file name the point. The two meet in the installations that
the customer file brought, so a delivery can only be placed after it. An answer is given where there is a single one:
a meter that stood at two points on one day is placed at neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from jicha.engine.engine import Engine


@dataclass(frozen=True, slots=True)
class Lookup:
    """``gives`` of the rows of ``table`` whose ``by`` is the number asked for.

    ``since`` and ``until`` are the first and the last day on which such a row holds; a blank one leaves it open. Rows
    of which the column ``unless[0]`` says ``unless[1]`` do not count.
    """

    table: str
    by: str
    gives: str
    since: str = ""
    until: str = ""
    unless: tuple[str, str] | None = None


METER = Lookup("meter_installation", "meter_id", "point_id", "installed_on", "removed_on")
SERIAL_NO = Lookup("meter_installation", "serial_no", "point_id", "installed_on", "removed_on")
METER_INSTALLED = Lookup("meter_installation", "meter_id", "installation_id", "installed_on", "removed_on")
SERIAL_NO_INSTALLED = Lookup("meter_installation", "serial_no", "installation_id", "installed_on", "removed_on")
ACQUIRED = Lookup("acquisition_point", "acquisition_point_id", "point_no")
ONLY_BILL = Lookup("bill", "customer_id", "bill_id", "month", "month", ("bill_status", "reversed"))
ONLY_POINT = Lookup("point", "customer_id", "point_id", unless=("point_status", "withdrawn"))

# What is looked up, by what it gives and by the clue that a row bears; the clues count in this order.
LOOKUPS: Mapping[str, Mapping[str, Lookup]] = {
    "point": {"meter": METER, "serial_no": SERIAL_NO, "terminal": ACQUIRED, "customer": ONLY_POINT},
    "installation": {"meter": METER_INSTALLED, "serial_no": SERIAL_NO_INSTALLED},
    "bill": {"customer": ONLY_BILL},
}
LOOKED_IN = frozenset(one.table for family in LOOKUPS.values() for one in family.values())

# What a row asked that found no answer: the family of LOOKUPS, the clues that it bears, and the day it speaks of.
ASKED = pa.struct(
    [
        ("family", pa.string()),
        ("meter", pa.string()),
        ("serial_no", pa.string()),
        ("terminal", pa.string()),
        ("customer", pa.string()),
        ("asked_day", pa.date32()),  # stored beside the row's key, which may have a day of its own
    ]
)


@dataclass(slots=True)
class Lookups:
    """Answers from the tables that ``engine`` holds of the store; a table it does not hold answers nothing."""

    engine: Engine | None = None
    held: frozenset[str] = frozenset()
    asked: int = field(default=0)

    def find(self, lookup: Lookup, numbers: pa.Array, days: pa.Array | None = None) -> pa.Array:
        """The answer for each of ``numbers`` (text) on its day, NULL where there is none or more than one.

        Without a day every row counts, whenever it held.
        """
        if self.engine is None or lookup.table not in self.held or numbers.null_count == len(numbers):
            return pa.nulls(len(numbers), pa.string())
        self.asked += 1
        name = f"asked_{self.asked}"
        if days is None:
            days = pa.nulls(len(numbers), pa.date32())
        places = pa.array(range(len(numbers)), pa.int64())
        self.engine.register(name, pa.table({"place": places, "number": numbers, "day": days}))
        found = self.engine.query(_sql(lookup, name)).sort_by("place")
        self.engine.drop(name)
        answers = found["answer"].combine_chunks()
        return answers.take(pa.compute.index_in(places, value_set=found["place"].combine_chunks()))


def _sql(lookup: Lookup, asked: str) -> str:
    holds = [f'a.number = k."{lookup.by}"']
    if lookup.since:
        holds.append(f'(a.day IS NULL OR k."{lookup.since}" IS NULL OR k."{lookup.since}" <= a.day)')
    if lookup.until:
        holds.append(f'(a.day IS NULL OR k."{lookup.until}" IS NULL OR a.day <= k."{lookup.until}")')
    if lookup.unless:
        column, word = lookup.unless
        holds.append(f"""(k."{column}" IS NULL OR k."{column}" <> '{word}')""")
    return (
        f'SELECT a.place, min(k."{lookup.gives}") AS answer FROM {asked} AS a JOIN {lookup.table} AS k '
        f'ON {" AND ".join(holds)} GROUP BY a.place HAVING min(k."{lookup.gives}") = max(k."{lookup.gives}")'
    )
