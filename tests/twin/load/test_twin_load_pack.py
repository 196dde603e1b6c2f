"""Packs: written, read, refused, and homes drawn by their name alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from load_world import china_pack, made_up

from jicha.twin.load.fit import fit
from jicha.twin.load.layout import PARAMETERS
from jicha.twin.load.pack import QUANTILES, BadPack, Head, Pack, Population, read, shipped, write

HEAD = Head("made up", "tests", "Apache-2.0", "2026-11-24", 0, {"all": "drawn"})


def test_a_pack_comes_back_as_it_was_written_and_gives_the_same_homes(tmp_path: Path) -> None:
    pack = fit(made_up(16), HEAD)
    write(pack, tmp_path / "one.npz")
    back = read(tmp_path / "one.npz")
    write(back, tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    assert back.head == pack.head
    assert back.head.homes == 16
    assert (back.texture.table == pack.texture.table).all()
    assert np.allclose(back.vector(1, "x"), pack.vector(1, "x"), atol=1e-4)  # stored in single precision
    assert back.vector(1, "x").tolist() == read(tmp_path / "two.npz").vector(1, "x").tolist()


def test_a_drawn_parameter_lies_within_the_quantiles_and_meets_them() -> None:
    quantiles = np.tile(np.arange(11.0), (PARAMETERS, 1))
    components = np.tile(np.eye(2)[0], (PARAMETERS, 1))
    pack = replace(china_pack(), populations=(Population("one", 1.0, quantiles, components),))
    drawn = np.array([pack.vector(1, str(one))[0] for one in range(4000)])
    assert drawn.min() == 0.0  # 3 % lie below the first quantile, and are put on it
    assert drawn.max() == 10.0
    for place in (2, 5, 8):  # the quantiles at 0.2, 0.5 and 0.8
        share = (drawn < place).mean()
        assert abs(share - QUANTILES[place]) < 4 * np.sqrt(0.25 / 4000)


def test_classes_come_by_their_share() -> None:
    low, high = (np.full((PARAMETERS, 11), value) for value in (0.0, 1.0))
    components = np.tile(np.eye(2)[0], (PARAMETERS, 1))
    classes = (Population("plain", 0.7, low, components), Population("zero", 0.3, high, components))
    pack = replace(china_pack(), populations=classes)
    share = np.mean([pack.vector(2, str(one))[0] for one in range(2000)])
    assert abs(share - 0.3) < 4 * np.sqrt(0.21 / 2000)


def _spoiled(path: Path, **changes: object) -> Path:
    write(china_pack(), path)
    with np.load(path) as archive:
        members = {name: archive[name] for name in archive.files}
    head = json.loads(members["head"].tobytes()) | {key: value for key, value in changes.items() if key != "without"}
    members["head"] = np.frombuffer(json.dumps(head).encode(), np.uint8)
    members.pop(str(changes.get("without")), None)
    np.savez(path, **members)
    return path


def test_an_unspoiled_pack_is_read(tmp_path: Path) -> None:
    assert isinstance(read(_spoiled(tmp_path / "good.npz")), Pack)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"version": 99}, "version 99"),
        ({"without": "nodes"}, "not a pack"),
        ({"classes": []}, "do not add up"),
        ({"classes": [{"name": "plain", "share": 0.5}]}, "do not add up"),
    ],
)
def test_a_spoiled_pack_is_refused(tmp_path: Path, changes: dict[str, object], what: str) -> None:
    with pytest.raises(BadPack, match=what):
        read(_spoiled(tmp_path / "bad.npz", **changes))


def test_a_file_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("hello", encoding="utf-8")
    with pytest.raises(BadPack, match="not a pack"):
        read(tmp_path / "text.npz")


def test_a_pack_that_does_not_ship_is_named() -> None:
    with pytest.raises(BadPack, match="atlantis"):
        shipped("atlantis")
