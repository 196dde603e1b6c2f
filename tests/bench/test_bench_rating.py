"""The benchmark of re-rating runs, exercises every component, and would notice a wrong amount."""

from __future__ import annotations

import sys

import bench_rating
import pytest
from rating_peers import PEERS


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What a run on 400 customers says; the packages it may be without are named as absent."""
    lines: list[str] = []
    assert bench_rating.main(bills=4_800, peers=sys.executable, say=lines.append) == 0
    return lines


def test_every_bill_is_rated_and_every_component_occurs(said: list[str]) -> None:
    # 400 customers: 320 households, 60 shops of which 4 read in mid-month, 16 works, 4 mills (2 by capacity, 1 by
    # agreed and 1 by measured demand). All but households and shops are priced by hours and assessed for power factor.
    (mix,) = [line for line in said if line.startswith("bills with: ")]
    counts = dict(part.rsplit(" ", 1) for part in mix.removeprefix("bills with: ").split(", "))
    assert counts["bills"] == "4,800"
    assert counts["unsure"] == "0"
    assert counts["hours"] == counts["power factor"] == str(20 * 12)
    assert counts["capacity"] == str(2 * 12)
    assert counts["agreed demand"] == counts["measured demand"] == str(12)
    assert counts["losses"] == str(4 * 12)
    assert counts["price change"] == str(4)
    assert int(counts["tiers"].replace(",", "")) > 0


def test_every_peer_has_a_row_and_the_exact_ones_agree_to_the_fen(said: list[str]) -> None:
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in said if line.startswith("| ")}
    for peer in PEERS:
        (row,) = [line for name, line in rows.items() if name.startswith(peer)]
        if peer in ("pandas, integers", "loop with decimals"):
            assert row.endswith(" | none |"), row
    assert "1 by up to 1 fen: 1 UNEXPLAINED" in rows["the same, a fen planted"]


def test_the_ratios_are_beside_a_scan_of_the_same_columns(said: list[str]) -> None:
    (scan,) = [line for line in said if line.startswith("| scan |")]
    (ours,) = [line for line in said if line.startswith("| ours, every fact |")]
    assert scan.split(" | ")[7] == "1.0"
    assert float(ours.split(" | ")[7].replace(",", "")) > 1


def test_a_peer_that_prices_otherwise_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = bench_rating.compare

    def dearer(given: object, ours: object, priced: object) -> object:
        bench_rating.plant(priced, priced)  # every amount that is compared has a first bill a fen too dear
        return planted(given, ours, priced)

    monkeypatch.setattr(bench_rating, "compare", dearer)
    monkeypatch.setattr(bench_rating, "PEERS", ["pandas, integers"])
    assert bench_rating.main(bills=1_200, peers=sys.executable, say=lambda line: None) > 0
