"""What the reference of a page shows."""

from __future__ import annotations

from jicha.pages.check import Catalogue
from jicha.pages.read import read_text
from jicha.pages.render_reference import Reference, reference, split_row


def _shown(text: str, path: str = "rules/billing/BIL-016.md") -> Reference:
    page = read_text(text, path)
    return reference(page, Catalogue.of([page]))


def test_columns_carry_the_words_of_the_schema_and_their_units(loss_page: str) -> None:
    columns = {one.name: one for one in _shown(loss_page).columns}
    assert list(columns) == ["at_stake_money", "metering_side", "loss_kwh"]
    assert (columns["loss_kwh"].words.zh, columns["loss_kwh"].unit) == ("损耗电量", "kWh")
    assert columns["at_stake_money"].unit == "CNY"


def test_needs_carry_words_in_both_languages(loss_page: str) -> None:
    text = loss_page.replace("needs: []", "needs: {short_history: loss_kwh > 0}")
    need = _shown(text).needs[0]
    assert (need.reason, need.words.zh, need.condition) == ("short_history", "历史月份不足", "loss_kwh > 0")


def test_a_blank_a_missing_row_and_a_verdict_are_told_apart(loss_page: str) -> None:
    rows = _shown(loss_page).examples[0].rows
    kinds = {row[0].text: (row[1].kind, row[-1].kind) for row in rows}
    assert kinds["blank"] == ("null", "unsure")
    assert kinds["no_point"] == ("no_row", "unsure")
    assert kinds["wrong"] == ("value", "find")


def test_the_properties_say_history_scope_and_confidence_in_words(loss_page: str) -> None:
    lines = {one.label.en: one.text for one in _shown(loss_page).lines}
    assert lines["Looks back"] == ("1 month", "1个月")
    assert lines["Reads for one subject"] == ("all of the point", "整个计量点")
    assert lines["Confidence"] == ("U: our own default, not law", "U: 自定默认值(非法规)")
    assert lines["Reads"].en == "bill, point"


def test_a_bar_inside_a_cell_does_not_end_it() -> None:
    assert split_row(r"| a \| b | c |") == ["a | b", "c"]


def test_a_note_over_an_example_stays_with_the_example(loss_page: str) -> None:
    head = "| bill.bill_id | point.metering_side "
    text = loss_page.replace(head, f"### Examples: by hand\n\nThe limit is 0.01 kWh.\n\n{head}")
    shown = _shown(text)
    assert (shown.examples[0].world, shown.examples[0].note) == ("by hand", "The limit is 0.01 kWh.")
    assert [part.text for part in shown.chinese] == ["为什么, 正常情况, 核查要点."]
