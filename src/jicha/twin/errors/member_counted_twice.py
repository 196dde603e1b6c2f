"""BIL-028: a person stands in the registers of two households, each of which has wider tiers for him."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.twin.error import Desk, Truth, error, near
from jicha.twin.records import KNOWN_ON, Row

_LEAST = {"extra_block": 5, "flat_price": 7}  # persons from whom on a household has the benefit


@error("一户多人口成员重复登记", "BIL-028")
def member_counted_twice(desk: Desk) -> Iterator[Truth]:
    """One person registered in two households of many persons."""
    records, day = desk.books.records, desk.books.world.last

    def spacious(row: Row) -> bool:
        return bool(row["person_count"] > _LEAST[row["benefit"]])

    chosen = desk.rows("member_counted_twice", "many_person_household", "household_id", lambda row: True)
    for one, other in zip(chosen[::2], chosen[1::2], strict=False):
        person = records.of("household_member", household_id=one["household_id"])[0]
        twice = {name: value for name, value in person.items() if name != KNOWN_ON}
        records.put("household_member", person[KNOWN_ON], **{**twice, "household_id": other["household_id"]})
        for row in (one, other):
            yield Truth("BIL-028", "many_person_household", row["household_id"])
    for row in desk.rows("member_counted_twice near", "many_person_household", "household_id", lambda row: True):
        if spacious(row):  # one of six has moved out: five are left, which is enough
            records.of("household_member", household_id=row["household_id"])[0]["moved_out_on"] = day.replace(day=1)
        yield near("BIL-028", "many_person_household", row["household_id"])
