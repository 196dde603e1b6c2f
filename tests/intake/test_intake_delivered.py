"""Which files a delivery has, and when it can have come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import jicha
from jicha import facade
from jicha.intake.delivered import delivered, refuse_future
from jicha.intake.errors import NothingDelivered, ReceivedInFuture

POINTS = Path(jicha.__file__).parent / "demo" / "deliveries" / "points.csv"
LEFT_BY_PROGRAMS = ("~$bills.xlsx", ".~bills.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store", "._bills.csv")


def test_a_folder_means_its_files_by_name_and_no_folder_in_it(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "below/c.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [one.name for one in delivered([tmp_path]).files] == ["a.csv", "b.csv"]


@pytest.mark.parametrize("name", LEFT_BY_PROGRAMS)
def test_what_programs_leave_is_named_and_not_read(tmp_path: Path, name: str) -> None:
    for one in ("bills.csv", name):
        (tmp_path / one).touch()
    for paths in ([tmp_path], [tmp_path / name, tmp_path / "bills.csv"]):
        found = delivered(paths)
        assert [one.name for one in found.files] == ["bills.csv"]
        assert [one.name for one in found.left_by_programs] == [name]


@pytest.mark.parametrize("name", ["bills~.csv", "db.csv", "thumbs.csv", "desktop.xlsx", "~bills.csv"])
def test_what_may_be_an_export_is_read(tmp_path: Path, name: str) -> None:
    assert delivered([tmp_path / name]).left_by_programs == ()


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    with pytest.raises(NothingDelivered, match="no files in the folder"):
        delivered([tmp_path])
    (tmp_path / "Thumbs.db").touch()
    with pytest.raises(NothingDelivered, match="what a program leaves") as caught:
        delivered([tmp_path])
    assert caught.value.faults[0].file == str(tmp_path / "Thumbs.db")


def test_a_moment_still_to_come_is_refused_by_more_than_a_day() -> None:
    now = datetime(2026, 3, 1, 12, 0)
    refuse_future(now + timedelta(days=1), now)
    with pytest.raises(ReceivedInFuture, match="2026-03-02 12:01 UTC") as caught:
        refuse_future(now + timedelta(days=1, minutes=1), now)
    assert caught.value.faults[0].chinese.startswith("接收时间 2026-03-02 12:01（UTC）还没有到。")


def test_a_folder_is_loaded_as_one_delivery_beside_what_programs_left(tmp_path: Path) -> None:
    folder = tmp_path / "delivery"
    folder.mkdir()
    (folder / "points.csv").write_bytes(POINTS.read_bytes())
    (folder / "~$points.xlsx").touch()
    report = facade.load_delivery(tmp_path / "store", [folder])
    assert [one.file for one in report.files] == ["points.csv"]
    assert report.left_by_programs == ("~$points.xlsx",)


def test_a_delivery_of_tomorrows_tomorrow_leaves_no_store(tmp_path: Path) -> None:
    received = datetime.now(UTC) + timedelta(days=2)
    with pytest.raises(ReceivedInFuture):
        facade.load_delivery(tmp_path / "store", [POINTS], received_at=received)
    assert not (tmp_path / "store").exists()
