"""Numbers are kept or refused, never rounded; what is from memory is unconfirmed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jicha.tariffs.book import Confidence
from jicha.tariffs.compiled_values import exact, known_confidence


def test_a_number_gets_the_decimals_of_its_column_or_is_refused() -> None:
    assert str(exact(Decimal("0.6"), 3)) == "0.600"
    assert exact(None, 3) is None
    with pytest.raises(ValueError, match=r"0\.0001 has more than 3 decimals"):
        exact(Decimal("0.0001"), 3)


def test_the_tables_know_no_figure_from_memory() -> None:
    assert [known_confidence(one) for one in Confidence] == ["a", "b", "c", "u", "u"]
