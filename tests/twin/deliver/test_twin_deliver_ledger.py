"""Ledgers: every table that no export brings has one, and the intake reads it back to the last column."""

from __future__ import annotations

from pathlib import Path

import pytest
from brought_in import bring_in, differences
from station_book import BEFORE, FIRST, STATION, filled

from jicha.intake.ledger.kept import kept_tables
from jicha.intake.ledger.profile import ledger_words
from jicha.schema import table
from jicha.twin.deliver.deliver import deliver
from jicha.twin.deliver.layout import BadLayout, layouts
from jicha.twin.deliver.ledger import is_kept, ledger
from jicha.twin.deliver.ledger import ledger_words as words_of
from jicha.twin.deliver.quality import Quality
from jicha.twin.records import Records


def test_the_tables_that_no_layout_carries_are_those_that_the_intake_keeps_ledgers_of() -> None:
    carried = {name for one in layouts() for name in one.tables}
    assert not carried & set(kept_tables())
    for name in kept_tables():
        assert is_kept(name), name


@pytest.mark.parametrize("name", ["feed", "price_item", "tier_rule", "outcome", "whitelist"])
def test_what_jicha_or_its_desk_writes_is_no_ledger(name: str) -> None:
    assert not is_kept(name)
    assert name not in kept_tables()


@pytest.mark.parametrize("name", kept_tables())
def test_the_words_of_a_ledger_are_words_that_the_intake_takes_for_those_columns(name: str) -> None:
    theirs = {one.column.name: one.spellings for one in ledger_words()[name]}
    for column, word in words_of(table(name)).items():
        known = [other for other, spellings in theirs.items() if "".join(word.split()).casefold() in spellings]
        assert known == [column], f"{name}.{column}: {word}"


def test_a_column_that_refers_to_another_thing_bears_the_word_of_its_number() -> None:
    assert words_of(table("bill_line"))["bill_id"] == "账单编号"
    assert words_of(table("contract"))["customer_id"] == "户号"
    assert words_of(table("staff"))["org_id"] == "供电单位"


def test_a_table_with_a_column_of_lists_has_no_ledger() -> None:
    with pytest.raises(BadLayout, match="lists"):
        ledger("curve")


def test_only_ledgers_of_what_happens_are_untidy() -> None:
    assert not ledger("staff").disturbed
    assert ledger("inspection").disturbed


def test_every_ledger_comes_back_as_it_was_put(tmp_path: Path) -> None:
    records = Records()
    for name, one in kept_tables().items():
        for number in (1, 2):
            numbers = {column.name: f"N{number}" for column in one.columns if column.references}
            records.put(name, BEFORE, **filled(name, number, **numbers))
    deliver(records, STATION, FIRST, FIRST, Quality(), tmp_path / "out", seed=1)
    assert len(list((tmp_path / "out/2026-01/ledger").iterdir())) == len(kept_tables())
    store, kept_out = bring_in(tmp_path / "out", tmp_path / "store")
    assert kept_out == 0
    assert differences(store, records) == []


def test_of_untidy_ledgers_the_noted_rows_alone_are_kept_out(tmp_path: Path) -> None:
    records = Records()
    for number in range(1, 9):
        for name in ("bill_line", "fee", "inspection", "outage", "violation", "max_demand", "operation_log"):
            numbers = {column.name: f"N{number}" for column in table(name).columns if column.references}
            records.put(name, BEFORE, **filled(name, number, **numbers))
    noted = deliver(records, STATION, FIRST, FIRST, Quality(malformed=0.5), tmp_path / "out", seed=5)
    assert noted.num_rows > 10
    store, kept_out = bring_in(tmp_path / "out", tmp_path / "store")
    assert kept_out == noted.num_rows
    assert differences(store, records) == []
