"""What is proposed beside what a person confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from jicha.audit.calibrate.result import Confirmed, Reading, Standing


def reading(standing: Standing, best: tuple[str, ...], confirmed: str | None) -> Reading:
    held = Confirmed(confirmed, "Li Ming", date(2020, 1, 1)) if confirmed else None
    return Reading(
        convention="day_divisor", standing=standing, told_by="bill", tell=9, counts=(), by_none=0, best=best,
        since=None, confirmed=held, split=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "best", "confirmed", "proposed", "contradicted"),
    [
        (Standing.TOLD, ("a",), None, ("a",), False),
        (Standing.TOLD, ("a",), "a", (), False),
        (Standing.TOLD, ("a",), "b", ("a",), True),
        (Standing.TIED, ("a", "b"), None, ("a", "b"), False),
        (Standing.TIED, ("a", "b"), "b", (), False),
        (Standing.TIED, ("a", "b"), "c", ("a", "b"), True),
        (Standing.SPLIT, ("a",), None, (), False),
        (Standing.SPLIT, ("a",), "b", (), False),
        (Standing.UNCLEAR, ("a",), "b", (), False),
        (Standing.SILENT, (), None, (), False),
        (Standing.SILENT, (), "b", (), False),
    ],
)
def test_only_what_the_bills_tell_and_nobody_settled_is_proposed(
    standing: Standing, best: tuple[str, ...], confirmed: str | None, proposed: tuple[str, ...], contradicted: bool
) -> None:
    found = reading(standing, best, confirmed)
    assert found.proposed == proposed
    assert found.is_contradicted == contradicted
    assert found.is_settled == (confirmed is not None and not contradicted)
