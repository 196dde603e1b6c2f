"""Facts are computed once, when they are first needed, and given back after the last rule that reads them."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from jicha.audit import held as module
from jicha.audit.held import Held
from jicha.pages.judge import Window
from jicha.pages.library import Library

WINDOW = Window(date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 10))
ORDER = ("BIL-013", "BIL-039", "BIL-048", "BIL-201")


class Engine:
    """Notes what is dropped."""

    def __init__(self) -> None:
        self.dropped: list[str] = []

    def drop(self, name: str) -> None:
        self.dropped.append(name)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(module, "compute_fact", lambda engine, fact, values, window: found.append(fact.code))
    return found


def test_a_fact_lives_from_its_first_rule_to_its_last(computed: list[str]) -> None:
    library, engine = Library.shipped(), Engine()
    held = Held(cast(Any, engine), library, WINDOW, order=[library.pages[code] for code in ORDER], always=[])
    for number, _ in enumerate(ORDER):
        held.before(number)
        needed = {fact.code for fact in library.facts_for([library.pages[ORDER[number]]])}
        assert needed <= set(computed) - set(engine.dropped)
        held.after(number)
        if ORDER[number] == "BIL-013":
            assert "expected_bill" not in engine.dropped
    assert len(computed) == len(set(computed))
    assert sorted(engine.dropped) == sorted(computed)
    assert "expected_bill" in computed


def test_what_is_asked_to_stay_stays(computed: list[str]) -> None:
    library, engine = Library.shipped(), Engine()
    stays = [library.pages["expected_bill"]]
    held = Held(cast(Any, engine), library, WINDOW, order=[library.pages["BIL-048"]], always=stays)
    held.before(0)
    held.after(0)
    assert "expected_bill" not in engine.dropped
    held.compute(stays)
    assert computed.count("expected_bill") == 1
