"""What the demo brings in, and that an unknown folder is refused."""

from pathlib import Path

import pytest

from jicha.demo.show import NoRealData, deliveries_of, shipped_truth


def test_the_shipped_deliveries_come_in_order_with_their_truth() -> None:
    assert [paths[0].name for paths in deliveries_of(None)] == ["customers.csv", "points.csv", "bills.csv"]
    assert len(shipped_truth()) == 5


def test_a_folder_without_a_known_data_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRealData, match="no known data set"):
        deliveries_of(tmp_path)
