"""A pack: a population of homes as one versioned file, and homes drawn from it by keyed streams.

The file is a NumPy archive; its member ``head`` is JSON that says where the numbers come from and what may be done with
them. A home is drawn by its place alone: the same pack, seed and place give the same home, whoever else is drawn.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from jicha.terms.errors import JichaError
from jicha.twin.load.home import Home, home_of
from jicha.twin.load.layout import PARAMETERS, Floats
from jicha.twin.load.normal import score_of
from jicha.twin.load.texture import BadTexture, Texture
from jicha.twin.streams import Stream

VERSION = 1
QUANTILES = np.array([0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97])  # over homes
_SCORES = score_of(QUANTILES)
_ARRAYS = ("table", "nodes", "hold", "cuts", "mixing", "type_shift")


class BadPack(JichaError):
    """A pack that cannot be read."""


@dataclass(frozen=True, slots=True)
class Head:
    """Whence a pack comes. ``homes``: fitted homes, 0 where none; ``made`` says how each part was made."""

    name: str
    source: str
    licence: str
    date: str
    homes: int
    made: dict[str, str]
    version: int = VERSION

    def with_homes(self, homes: int) -> Head:
        """The same head for this many fitted homes."""
        return replace(self, homes=homes)


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """One class of homes: its share, ``quantiles`` (parameters, 11), ``components`` (parameters, few; unit rows)."""

    name: str
    share: float
    quantiles: Floats
    components: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A head, one or more classes of homes whose shares add up to one, and the texture they have in common."""

    head: Head
    populations: tuple[Population, ...]
    texture: Texture

    def vector(self, seed: int, home: str) -> Floats:
        """The parameters of a home: its class, then a Gaussian copula of the class's quantiles."""
        stream = Stream(seed, home, "load parameters")
        place = int(stream.choice(np.array([one.share for one in self.populations]), 1)[0])
        drawn = self.populations[place]
        scores = drawn.components @ stream.normal(drawn.components.shape[1], 1)
        return _by_quantile(drawn.quantiles, scores)

    def home(self, seed: int, home: str) -> Home:
        """The home of this name, ready for the core."""
        return home_of(self.vector(seed, home), self.texture)


def _by_quantile(quantiles: Floats, scores: Floats) -> Floats:
    """Each parameter at its score: linear in scores between the quantiles, flat beyond them."""
    right = np.clip(np.searchsorted(_SCORES, scores), 1, _SCORES.size - 1)
    part = np.clip((scores - _SCORES[right - 1]) / (_SCORES[right] - _SCORES[right - 1]), 0.0, 1.0)
    rows = np.arange(scores.size)
    low = quantiles[rows, right - 1]
    return low + part * (quantiles[rows, right] - low)


def write(pack: Pack, path: Path) -> None:
    """Write a pack; equal packs give equal bytes."""
    head = asdict(pack.head) | {
        "classes": [{"name": one.name, "share": one.share} for one in pack.populations],
        "slow_memory": pack.texture.slow_memory,
    }
    arrays = {name: getattr(pack.texture, name) for name in _ARRAYS}
    for place, one in enumerate(pack.populations):
        arrays[f"quantiles_{place}"] = one.quantiles.astype(np.float32)
        arrays[f"components_{place}"] = one.components.astype(np.float32)
    told = np.frombuffer(json.dumps(head, ensure_ascii=False, sort_keys=True).encode(), np.uint8)
    np.savez_compressed(path, head=told, **arrays)


def read(path: Path) -> Pack:
    """Read a pack. Raises BadPack where the file is none, is of another version, or does not hold together."""
    return _read(path.read_bytes(), str(path))


def shipped(name: str) -> Pack:
    """A pack that ships with the package, such as ``china``. Raises BadPack."""
    place = files(__package__) / "packs" / f"{name}.npz"
    if not place.is_file():
        raise BadPack(f"no pack {name!r} ships", "Name one of the folder packs, or read a file of your own.")
    return _read(place.read_bytes(), name)


def _read(content: bytes, where: str) -> Pack:
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            members = {name: archive[name] for name in archive.files}
        head = json.loads(members["head"].tobytes())
        if head["version"] != VERSION:
            raise BadPack(f"{where}: a pack of version {head['version']}", f"This jicha reads version {VERSION}.")
        populations = tuple(
            Population(
                one["name"],
                float(one["share"]),
                members[f"quantiles_{place}"].astype(np.float64),
                members[f"components_{place}"].astype(np.float64),
            )
            for place, one in enumerate(head["classes"])
        )
        texture = Texture(**{name: members[name] for name in _ARRAYS}, slow_memory=float(head["slow_memory"]))
        told = Head(**{name: head[name] for name in ("name", "source", "licence", "date", "homes", "made", "version")})
    except (KeyError, TypeError, ValueError, OSError, zipfile.BadZipFile, BadTexture) as wrong:
        raise BadPack(f"{where}: not a pack ({wrong})", "Write it with jicha, or fit it again.") from wrong
    _check(populations, where)
    return Pack(told, populations, texture)


def _check(populations: tuple[Population, ...], where: str) -> None:
    if not populations or abs(sum(one.share for one in populations) - 1.0) > 1e-6:
        raise BadPack(f"{where}: the shares of its classes do not add up to one", "Fit it again.")
    for one in populations:
        if one.quantiles.shape != (PARAMETERS, QUANTILES.size) or one.components.shape[0] != PARAMETERS:
            raise BadPack(f"{where}: class {one.name} has parameters of another layout", "Fit it again.")
        if not (np.isfinite(one.quantiles).all() and np.isfinite(one.components).all()):
            raise BadPack(f"{where}: class {one.name} holds numbers that are none", "Fit it again.")
