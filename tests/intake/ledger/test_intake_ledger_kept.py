"""Which tables have a ledger: what no export brings, jicha does not write and the desk does not deliver."""

from __future__ import annotations

from dataclasses import replace

from jicha.intake.ledger.kept import SOURCE, WRITTEN_HERE, is_kept, kept_tables, known_as, spelled_as
from jicha.intake.profile import Kind
from jicha.intake.shipped import profiles
from jicha.schema import table, tables
from jicha.tariffs.compile import TABLES

# A book of prices states the fees that have ended; what may be charged is a list of the utility's own.
BESIDE_THE_BOOK = {"fee_standard"}
BY_OTHER_COMMANDS = {"feed", "convention", "price_region", "policy_watch", "policy_watch_day"}


def test_every_table_comes_from_an_export_or_a_ledger_or_is_written_by_jicha() -> None:
    read = {
        target.table
        for profile in profiles()
        if profile.source == SOURCE
        for kind in profile.files
        for target in kind.targets
        if target.kind is not Kind.MENTIONS
    }
    desk = {one.name for one in tables().values() if one.group == "desk"}
    assert read | set(kept_tables()) | WRITTEN_HERE | desk == set(tables())
    assert not read & set(kept_tables())
    assert not (WRITTEN_HERE | desk) & set(kept_tables())


def test_what_a_price_book_writes_has_no_ledger() -> None:
    assert set(TABLES) - BESIDE_THE_BOOK | BY_OTHER_COMMANDS == WRITTEN_HERE


def test_the_ledgers_of_billing_and_charges_are_there() -> None:
    asked = {
        "bill_line", "bill_register", "bill_step", "price_choice", "preference", "customer_list", "point_list",
        "low_income_household", "many_person_household", "household_member", "difference_price_list", "market_history",
        "transformer_history", "customer_history", "point_history", "point_area_history", "parameter_change",
        "contract", "generator", "feed_in_bill", "charging_pile", "fee", "fee_standard", "late_fee", "invoice",
        "reminder", "cut_off", "account_balance", "prepayment_move", "staff", "certificate", "training", "inspection",
        "violation", "grid_project", "patrol", "weather_day", "reading_section", "transformer_loss_table",
    }  # fmt: skip
    assert asked <= set(kept_tables())


def test_a_new_table_of_the_schema_is_kept_without_being_named() -> None:
    new = replace(table("preference"), name="brand_new")
    assert is_kept(new)
    assert not is_kept(replace(new, group="desk"))
    assert not is_kept(table("curve"))  # lists cannot be written in one cell


def test_a_number_is_known_by_the_word_of_the_exports() -> None:
    assert known_as()["customer"] == "户号"
    assert known_as()["point"] == "计量点编号"
    assert known_as()["meter"] == "资产编号"
    assert known_as()["service_order"] == "申请编号"
    assert "用户编号" in spelled_as()["户号"]
