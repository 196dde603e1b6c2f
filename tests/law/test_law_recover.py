"""One case as JSON to one worksheet, for every kind of the folder."""

import csv
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jicha.law.convention import choose, conventions
from jicha.law.recover import (
    SETTINGS_EXAMPLE,
    OutOfBounds,
    UnknownKind,
    example,
    fields_of,
    kinds,
    read_settings,
    recover,
)
from jicha.law.settings import BadSettings, Choice, Settings
from jicha.press.say import Language
from jicha.press.worksheet import read_worksheet, worksheet_json, worksheet_text
from jicha.press.worksheet.ids import without_words
from jicha.terms.record import BadRecord, read_json
from jicha.terms.sheet import Sheet, do_again
from jicha.terms.units import parse_unit
from jicha.terms.worksheet import Worksheet

ACTS = {
    "theft_connection",
    "theft_meter_current",
    "theft_proven",
    "theft_estimate",
    "breach_price",
    "breach_capacity",
    "breach_quota",
    "breach_suspended",
    "breach_equipment",
    "breach_source",
    "late_fee",
    "referral",
}


def test_the_kinds_are_found_by_their_folder() -> None:
    assert set(kinds()) >= ACTS


@pytest.mark.parametrize("kind", kinds())
def test_the_example_of_a_kind_gives_a_sheet_that_does_itself_again(kind: str) -> None:
    sheet = recover(example(kind))
    assert sheet.results
    for one in all_of(sheet):
        again = do_again(one)
        assert all(again[step.name].quantity == step.result for step in one.steps)


@pytest.mark.parametrize("kind", kinds())
def test_the_same_case_gives_the_same_sheet(kind: str) -> None:
    assert recover(example(kind)) == recover(example(kind))


@pytest.mark.parametrize("kind", kinds())
def test_every_id_of_a_sheet_has_words_in_two_languages(kind: str) -> None:
    assert without_words(recover(example(kind))) == ()


@pytest.mark.parametrize("kind", kinds())
def test_law_is_cited_with_its_clause_and_nothing_unproven_is_called_law(kind: str) -> None:
    for sheet in all_of(recover(example(kind))):
        for given in sheet.givens:
            if given.origin == "law":
                assert given.confidence in ("A", "B")
                assert given.source
            if given.confidence == "U" and given.origin == "default":
                assert given.source == ""


@pytest.mark.parametrize("kind", kinds())
def test_accounts_of_money_are_never_added_up(kind: str) -> None:
    sheet = recover(example(kind))
    for step in sheet.steps:
        assert not ({"charge", "penalty"} <= set(step.formula.replace("+", " ").split()))


@pytest.mark.parametrize("kind", kinds())
def test_the_fields_of_a_kind_are_described_with_units_that_exist(kind: str) -> None:
    fields = fields_of(kind)
    assert len({one.place for one in fields}) == len(fields)
    for one in fields:
        parse_unit(one.unit)
    assert any(one.needed for one in fields)


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownKind, match="Did you mean theft_proven"):
        recover({"kind": "theft_prooven"})
    with pytest.raises(UnknownKind, match="kind is missing"):
        recover({})
    with pytest.raises(UnknownKind, match="a case is an object"):
        recover([])
    with pytest.raises(UnknownKind, match="Known: "):
        example("qqq")


def test_a_case_that_does_not_fit_names_every_place_and_the_file() -> None:
    with pytest.raises(BadRecord) as caught:
        recover({"kind": "breach_equipment", "day": "yesterday", "residant": True}, file="case.json")
    said = [str(one) for one in caught.value.faults]
    assert any("day: yesterday is not a date" in one for one in said)
    assert any("residant: is not known here" in one and "Did you mean resident" in one for one in said)
    assert any("resident: is missing" in one for one in said)
    assert all(one.startswith("case.json: ") for one in said)


def test_settings_reach_the_sheet_and_are_checked_first() -> None:
    settings = read_settings(
        {"data": [{"datum": "theft_hours_lighting", "edition": "2024", "value": "5", "source": "省公司文件"}]}
    )
    case = example("theft_connection") | {"act": {"start": "2025-01-01", "end": "2025-01-11"}}
    assert recover(case, settings).value_of("kwh").value == Decimal(8) * 5 * 10
    (hours,) = (one for one in recover(case, settings).givens if one.name == "hours_2024")
    assert (hours.origin, hours.source) == ("setting", "省公司文件")
    for wrong in (
        {"data": [{"datum": "theft_multiple", "edition": "1996", "value": 1, "source": "x"}]},
        {"data": [{"datum": "nonsense", "value": 1, "source": "x"}]},
        {"conventions": [{"convention": "meter_current_basis", "choice": "most", "source": "x"}]},
    ):
        with pytest.raises(BadSettings):
            read_settings(wrong)
    with pytest.raises(BadRecord, match="without a source"):
        read_settings({"conventions": [{"convention": "meter_current_basis", "choice": "max", "source": ""}]})


def test_the_example_of_settings_can_be_used() -> None:
    sheet = recover(example("theft_meter_current"), read_settings(dict(SETTINGS_EXAMPLE)))
    assert "meter_current_basis_max" in {one.word for one in sheet.remarks}


def all_of(sheet: Worksheet) -> list[Worksheet]:
    """A sheet and those beside it."""
    return [sheet, *(one for other in sheet.alternatives for one in all_of(other))]


@pytest.mark.parametrize(
    "changed",
    [
        {"act": {"end": "0001-01-01"}},
        {"act": {"start": "2024-01-01", "end": "9999-12-31"}, "equipment": [{"name": "x", "kw": 10**20}]},
        {"equipment": [{"name": "x", "kw": 10**29, "count": 10**29}]},
    ],
)
def test_days_and_numbers_beyond_all_bounds_are_refused_in_words(changed: dict[str, object]) -> None:
    with pytest.raises(OutOfBounds):
        recover(example("theft_connection") | changed)


def test_a_late_fee_up_to_the_last_day_of_the_calendar_is_refused_in_words() -> None:
    bills = [{"amount": 1, "due": "2024-01-01", "paid": "9999-12-31"}]
    with pytest.raises(OutOfBounds, match="outside the calendar"):
        recover({"kind": "late_fee", "resident": True, "bills": bills})


@pytest.mark.parametrize("kind", sorted(ACTS - {"late_fee", "referral", "breach_quota", "breach_equipment"}))
def test_two_liabilities_for_one_act_are_flagged_in_every_kind_of_act(kind: str) -> None:
    second: dict[str, object] = {"tampering": {"resident": True}}
    if kind.startswith("breach"):
        second = {"same_act_as_theft": True}
    for sheet in all_of(recover(example(kind) | second)):
        assert any(one.word == "two_liabilities" and one.warns for one in sheet.remarks)


@pytest.mark.parametrize("kind", kinds())
def test_a_sheet_read_back_from_its_json_is_the_same(kind: str) -> None:
    sheet = recover(example(kind))
    assert read_worksheet(read_json(json.dumps(worksheet_json(sheet)))) == sheet


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("language", Language)
def test_what_the_2024_text_was_not_read_for_is_to_be_confirmed_on_paper(kind: str, language: Language) -> None:
    sheet = recover(example(kind))
    unread = [one for one in sheet.givens if one.confidence in tuple("CUM")]
    assert all(one.origin == "default" for one in unread)
    text = worksheet_text(sheet, language)
    assert ("待确认" if language is Language.ZH else "to be confirmed") in text or not unread


def test_more_rows_than_a_sheet_can_show_are_refused_and_as_many_are_shown() -> None:
    bills = [{"amount": 1000, "due": "2023-01-10", "paid": "2023-01-20"}]
    case = {"kind": "late_fee", "resident": True, "bills": bills * 300}
    assert recover(case).value_of("late_fee").value == 3000
    assert worksheet_text(recover(case), Language.ZH)
    with pytest.raises(OutOfBounds, match="more rows than one sheet"):
        recover(case | {"bills": bills * 301})


@pytest.mark.parametrize("name", conventions())
def test_every_reading_of_a_convention_has_words_on_a_sheet(name: str) -> None:
    for choice in conventions()[name].choices:
        settings = Settings(conventions=(Choice(name, choice, "paper"),))
        sheet = Sheet("theft_connection")
        choose(sheet, name, settings)
        assert without_words(sheet.done()) == ()


def test_a_period_to_the_last_day_of_the_calendar_is_refused_in_words() -> None:
    for kind in ("breach_capacity", "referral"):
        with pytest.raises(OutOfBounds):
            recover(example(kind) | {"period": {"start": "2024-06-01", "end": "9999-12-31"}})


def test_the_days_on_a_sheet_end_with_the_last_that_counts() -> None:
    case = example("theft_estimate") | {"start": "2024-03-01", "end": "2024-09-01"}
    (metered,) = (one for one in recover(case).givens if one.name == "metered")
    assert metered.about == "2024-03-01..2024-08-31"
    for kind in ("theft_proven", "referral"):
        proven = {"proven_kwh": 500, "evidence": "check meter"} if kind == "referral" else {}
        said = [one.arguments["period"] for one in recover(example(kind) | proven).remarks if one.word == "evidence"]
        assert [one[-2:] for one in said] == ["31"]


WORDS = Path(__file__).resolve().parents[2] / "src" / "jicha" / "press" / "words"


@pytest.mark.parametrize("file", ["law.csv", "law_metering.csv"])
def test_no_word_of_a_sheet_shows_a_raw_name_of_the_program(file: str) -> None:
    rows = list(csv.DictReader((WORDS / file).read_text("utf-8").splitlines()))
    assert len(rows) > 100
    for row in rows:
        for text in (row["en"], row["zh"]):
            assert re.findall(r"[a-z]+_[a-z]+", re.sub(r"\{\w+\}", "", text)) == [], row["id"]


def written_as(data: Any, text: str) -> Any:
    """A case with every text of its that a person writes freely in another spelling."""
    free = ("reason", "evidence", "source", "name")
    if isinstance(data, Mapping):
        return {name: text if name in free else written_as(one, text) for name, one in data.items()}
    return [written_as(one, text) for one in data] if isinstance(data, list) else data


FREE: Mapping[str, Any] = {
    "theft_connection": {},
    "theft_estimate": {},
    "theft_proven": {},
    "breach_price": {},
    "breach_source": {},
    "referral": {
        "proven_kwh": 2000,
        "evidence": "",
        "region": "650000",
        "thresholds": {"large": 2000, "huge": 60000, "gravest": 400000, "source": ""},
    },
}


@pytest.mark.parametrize("kind", FREE)
@pytest.mark.parametrize("text", ["check_meter", "split_at_year_end", "load.hours"])
@pytest.mark.parametrize("language", Language)
def test_what_a_person_wrote_stays_as_written_though_it_be_spelled_like_an_id(
    kind: str, text: str, language: Language
) -> None:
    case, settings = written_as(example(kind) | FREE[kind], text), SETTINGS_EXAMPLE
    plain = worksheet_text(recover(written_as(case, "Xx 1"), read_settings(written_as(settings, "Xx 1"))), language)
    said = worksheet_text(recover(case, read_settings(written_as(settings, text))), language)
    assert plain.count("Xx 1") > 0
    assert said.count(text) == plain.count("Xx 1")
    assert without_words(recover(case)) == ()
