"""Coverage adds up."""

from jicha.terms.coverage import Coverage


def test_tested_is_found_and_spared_and_unsure_but_not_excluded() -> None:
    coverage = Coverage(code="X", found=2, spared=5, unsure={"a": 1, "b": 2}, excluded={"c": 9})
    assert coverage.tested == 10
