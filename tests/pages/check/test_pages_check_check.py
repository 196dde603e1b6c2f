"""All checks together: the page of the design is clean, and faults come in the order of the file."""

from planted import judging

from jicha.pages.check import Catalogue, check
from jicha.pages.read import read_text


def test_the_page_of_the_design_gives_no_fault(loss_page: str) -> None:
    page = read_text(loss_page, "rules/billing/BIL-016.md")
    assert check(page, Catalogue.of([page])) == []


def test_faults_come_by_place_each_once() -> None:
    page = judging("b.kwhh / 2 > 0 AND b.losskwh > 0")
    faults = check(page, Catalogue.of([page]))
    assert [one.code for one in faults] == ["not-portable", "unknown-column", "unknown-column"]
    assert [one.column for one in faults] == sorted(one.column for one in faults)
    assert len(set(faults)) == len(faults)


def test_a_page_that_cannot_be_parsed_still_hears_of_its_front_matter() -> None:
    page = read_text(judging("b.kwh >").text.replace("confidence: B", "confidence: Z"), "rules/billing/BIL-016.md")
    assert {one.code for one in check(page, Catalogue.of([page]))} == {"parse-error", "bad-confidence"}
