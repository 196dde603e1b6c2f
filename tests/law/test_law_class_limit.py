"""Limits of error by class."""

from datetime import date
from decimal import Decimal

import pytest

from jicha.law.class_limit import AccuracyClass, note_limit
from jicha.law.settings import NO_SETTINGS
from jicha.terms.sheet import Sheet


@pytest.mark.parametrize(("accuracy", "percent"), [("2", "2"), ("1", "1"), ("0.5S", "0.5"), ("0.2", "0.2")])
def test_a_class_is_its_limit(accuracy: str, percent: str) -> None:
    sheet = Sheet("theft")
    note_limit(sheet, AccuracyClass(accuracy), None, day=date(2024, 7, 1), settings=NO_SETTINGS)
    (found,) = sheet.done("limit").givens
    assert found.value.value == Decimal(percent)
    assert (found.origin == "law") == (accuracy == "2")  # the others are from memory and say so


def test_the_limit_of_a_certificate_is_a_fact_of_the_case() -> None:
    sheet = Sheet("theft")
    note_limit(sheet, None, Decimal("0.7"), day=date(2024, 7, 1), settings=NO_SETTINGS)
    assert sheet.done("limit").givens[0].origin == "case"


def test_tests_of_meters_have_two_groups() -> None:
    assert {one.value: one.of_test for one in AccuracyClass} == {
        "0.2": 1, "0.2S": 1, "0.5": 1, "0.5S": 1, "1": 1, "2": 2,
    }  # fmt: skip
