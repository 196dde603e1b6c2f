"""An error says what, where and what to do."""

from jicha.terms.errors import Fault, JichaError


def test_a_fault_names_the_place_it_knows() -> None:
    assert Fault("m", "r", "a.md", 3, 7).place == "a.md:3:7"
    assert Fault("m", "r", "a.md").place == "a.md"
    assert str(Fault("no such column", "Did you mean kwh?", "a.md", 3, code="unknown-column")) == (
        "a.md:3: no such column [unknown-column]. Did you mean kwh?"
    )


def test_an_error_carries_all_faults() -> None:
    error = JichaError([Fault("one", "do this"), Fault("two", "do that")])
    assert str(error) == "one. do this\ntwo. do that"
    assert len(error.faults) == 2
