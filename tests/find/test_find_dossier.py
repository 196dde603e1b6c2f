"""The whole answer: files in the order of the numbers, numbers that share one, and what the reader may not see."""

from __future__ import annotations

import pytest
from find_world import ids_of, looked_up

from jicha.find.dossier import withheld
from jicha.find.kinds import UnknownKind
from jicha.schema import tables
from jicha.store.store import Store
from jicha.terms.privacy import Privacy


def test_files_stand_in_the_order_of_the_numbers_and_numbers_share_them(store: Store) -> None:
    found = looked_up(store, "0013\nF14\nP12\n9999")
    assert [(one.root, one.id, one.numbers) for one in found.files] == [
        (0, "ems:0013", ("0013",)),
        (1, "ems:0012", ("F14", "P12")),
    ]
    assert found.opened == {"0013": (0,), "F14": (1,), "P12": (1,), "9999": ()}
    assert [one.number for one in found.unknown] == ["9999"]


def test_records_of_each_file_are_apart(store: Store) -> None:
    found = looked_up(store, "0013\nems:0012")
    assert ids_of(found, "point", 0) == ["ems:P13"]
    assert ids_of(found, "point", 1) == ["ems:P12"]


def test_a_customer_and_an_area_are_answered_together(store: Store) -> None:
    found = looked_up(store, "T1\nems:0012")
    assert [one.kind for one in found.files] == ["area", "customer"]
    assert ids_of(found, "customer", 0) == ids_of(found, "customer", 1) == ["ems:0012"]
    assert ids_of(found, "bill", 0) == []
    assert len(ids_of(found, "bill", 1)) == 12


def test_every_file_knows_its_unit_and_what_could_have_been_found(store: Store) -> None:
    found = looked_up(store, "ems:0012\n0055")
    assert [one.org_id for one in found.files] == ["ems:east", None]
    assert {"bill", "inspection", "seal"} <= set(found.expected["customer"])
    assert "customer" not in found.expected["customer"]
    assert "inspection" not in found.delivered


def test_tables_with_a_sensitive_key_are_left_out_unless_the_reader_is_cleared(store: Store) -> None:
    assert withheld(tables(), Privacy.INTERNAL) == ("household_member", "staff_relation")
    assert withheld(tables(), Privacy.SENSITIVE) == ()
    plain = looked_up(store, "ems:0012")
    assert "staff_relation" not in {*(one.table for one in plain.records), *plain.expected["customer"]}
    cleared = looked_up(store, "ems:0012", clearance=Privacy.SENSITIVE)
    assert "staff_relation" in {one.table for one in cleared.records}


def test_an_unknown_kind_is_refused(store: Store) -> None:
    with pytest.raises(UnknownKind):
        looked_up(store, "0012", kinds=("custom",))


def test_nothing_asked_finds_nothing(store: Store) -> None:
    found = looked_up(store, "户号")
    assert (found.files, found.records, found.findings.num_rows) == ((), (), 0)


def test_many_numbers_give_what_each_gives_alone(store: Store) -> None:
    numbers = ["ems:0012", "0013", "0055", "T1"]
    together = looked_up(store, "\n".join(numbers))
    for root, number in enumerate(numbers):
        alone = looked_up(store, number)
        for name in tables():
            if tables()[name].primary_key[1:] == ():
                for around in (False, True):
                    both = [ids_of(one, name, at, around=around) for one, at in ((together, root), (alone, 0))]
                    assert both[0] == both[1], (number, name)
