"""Levels, and the nearest right word."""

from jicha.pages.check import Level, PageFault
from jicha.pages.check.faults import nearest
from jicha.terms.errors import Fault


def test_a_warning_does_not_refuse_a_page() -> None:
    assert PageFault.graded(Fault("m", "r", "f.md", 1, 2, "fact-unread")).level is Level.WARNING
    assert PageFault.graded(Fault("m", "r", "f.md", 1, 2, "unknown-table")).level is Level.ERROR
    assert str(PageFault.graded(Fault("m", "r", "f.md", 1, 2, "c"))) == "f.md:1:2: m [c]. r"


def test_the_nearest_word_is_named_else_all_or_how_many() -> None:
    assert nearest("bil", ["bill", "point"]) == "Did you mean bill?"
    assert nearest("zzz", ["bill", "point"], "tables") == "Known tables: bill, point."
    assert nearest("zzz", [f"table_{n}" for n in range(30)], "tables").startswith("It is none of the 30 tables")
    assert nearest("zzz", [], "names") == "There are no names here."
