"""How well a classifier tells simulated household days from real ones, and how far the China pack lies from SGCC.

Run `python bench/bench_lifelike.py [folder with sgsc/ and sgcc/]` (default ../shared/data; needs LightGBM or
scikit-learn). Nothing it fits is written anywhere.

Two halves of the real homes: a pack is fitted on one, and homes drawn from it meet the homes of the other, which the
fit never saw, in folds grouped by household, three seeds each. AUC 0.5 is what cannot be told apart. The split is by a
keyed shuffle and is not chosen.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jicha.engine.workdays import work_calendar
from jicha.twin.load.core import simulate
from jicha.twin.load.days import Days, plain_days
from jicha.twin.load.fit import HalfHours, fit
from jicha.twin.load.pack import Head, Pack, shipped
from jicha.twin.streams import Stream, key_of

DATA = Path(sys.argv[1] if len(sys.argv) > 1 and not sys.argv[1].startswith("--") else "../shared/data")
SEEDS = (1, 2, 3)
SAMPLE = 120  # days of each home
FOLDS = 5
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Homes:
    """Half hours of real homes and their calendar."""

    wh: Floats  # (homes, days, 48), NaN where a day lacks a half hour
    day_type: NDArray[np.int8]  # (days,)


def sgsc() -> Homes:
    """The real homes. Weekends are the only day type told apart: their holidays are not delivered."""
    rows = pd.read_parquet(DATA / "sgsc" / "sgsc_50_halfhourly.parquet")
    moment = rows["reading_datetime"].dt
    first = moment.normalize().min()
    day = (moment.normalize() - first).dt.days.to_numpy()
    names, home = np.unique(rows["customer_id"], return_inverse=True)
    wh = np.full((len(names), day.max() + 1, 48), np.nan)
    wh[home, day, (moment.hour * 2 + moment.minute // 30).to_numpy()] = rows["wh"]
    wh[~np.isfinite(wh).all(axis=2)] = np.nan
    return Homes(wh, ((np.arange(day.max() + 1) + first.weekday()) % 7 >= 5).astype(np.int8))


def halves(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Two halves of the homes by a keyed shuffle."""
    order = Stream(0, "sgsc", "halves").shuffled(count)
    return np.sort(order[: count // 2]), np.sort(order[count // 2 :])


def fitted(homes: Homes, members: NDArray[np.int64]) -> Pack:
    wh = homes.wh[members]
    types = np.broadcast_to(homes.day_type, wh.shape[:2])
    return fit(HalfHours(wh, types), Head("bench", "SGSC, in memory only", "not for release", "", 0, {}))


def drawn(pack: Pack, seed: int, count: int, day_type: NDArray[np.int8]) -> Floats:
    days = plain_days(day_type)
    halved = np.empty((count, len(days), 48))
    for one in range(count):
        name = f"home {one}"
        quarters = simulate(pack.home(seed, name), pack.texture, key_of(seed, name, "load"), days)
        halved[one] = quarters.reshape(len(days), 48, 2).sum(axis=2)
    return halved


def sampled(wh: Floats, like: Floats | None = None) -> Floats:
    """``SAMPLE`` days of each home, evenly over its complete days (over those of ``like``, home by home)."""
    out = np.empty((wh.shape[0], SAMPLE, 48))
    for home in range(wh.shape[0]):
        whole = np.flatnonzero(np.isfinite((wh if like is None else like)[home]).all(axis=1))
        out[home] = wh[home, whole[np.linspace(0, whole.size - 1, SAMPLE).round().astype(int)]]
    return out


def summaries(days: Floats) -> Floats:
    """28 figures of a day: level, spread, quantiles, blocks, steps, turns, repeats, zeros, memory."""
    total = days.sum(axis=1)
    safe = np.maximum(total, 1.0)
    step = np.diff(days, axis=1)
    centred = days - days.mean(axis=1, keepdims=True)
    variance = np.maximum((centred**2).mean(axis=1), 1e-9)
    quantiles = np.quantile(days, (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0), axis=1)
    blocks = [days[:, start : start + 8].sum(axis=1) / safe for start in range(0, 48, 8)]
    figures = [
        total, np.log(total + 1.0), days.std(axis=1), np.log(days + 1.0).mean(axis=1), *quantiles, *blocks,
        quantiles[6] / safe, quantiles[1] / safe, days.argmax(axis=1), np.abs(step).mean(axis=1) / safe,
        np.median(np.abs(step), axis=1), np.abs(step).max(axis=1), (step[:, 1:] * step[:, :-1] < 0).mean(axis=1),
        (step == 0).mean(axis=1), (days == 0).mean(axis=1),
        (centred[:, 1:] * centred[:, :-1]).mean(axis=1) / variance,
        (centred[:, 2:] * centred[:, :-2]).mean(axis=1) / variance,
    ]  # fmt: skip
    return np.stack(figures, axis=1)


def classifier(seed: int) -> object:
    try:
        from lightgbm import LGBMClassifier
    except ImportError:
        from sklearn.ensemble import HistGradientBoostingClassifier

        return HistGradientBoostingClassifier(max_iter=200, learning_rate=0.05, random_state=seed)
    return LGBMClassifier(
        n_estimators=200, learning_rate=0.05, num_leaves=31, min_child_samples=20, subsample=0.8, subsample_freq=1,
        colsample_bytree=0.8, random_state=seed, n_jobs=2, verbose=-1, deterministic=True, force_row_wise=True,
    )  # fmt: skip


def auc(one: Floats, other: Floats, seed: int) -> tuple[float, float]:
    """Area under the curve of out-of-fold scores, on the 48 values and with the summaries."""
    days = np.concatenate([one.reshape(-1, 48), other.reshape(-1, 48)])
    label = np.repeat([0, 1], [one.shape[0] * SAMPLE, other.shape[0] * SAMPLE])
    home = np.repeat(np.arange(one.shape[0] + other.shape[0]), SAMPLE)
    fold = np.empty(home.max() + 1, np.int64)  # real and simulated homes dealt out alike
    for side, (start, size) in enumerate(((0, one.shape[0]), (one.shape[0], other.shape[0]))):
        fold[start + Stream(seed, f"side {side}", "folds").shuffled(size)] = np.arange(size) % FOLDS
    results = []
    for features in (days, np.concatenate([days, summaries(days)], axis=1)):
        score = np.empty(label.size)
        for held in range(FOLDS):
            test = fold[home] == held
            model = classifier(seed)
            model.fit(features[~test], label[~test])
            score[test] = model.predict_proba(features[test])[:, 1]
        rank = pd.Series(score).rank().to_numpy()
        hits = label.sum()
        results.append(float((rank[label == 1].sum() - hits * (hits + 1) / 2) / (hits * (label.size - hits))))
    return results[0], results[1]


def table(title: str, rows: list[tuple[str, list[tuple[float, float]]]]) -> None:
    print(f"\n{title}\n{'':52} {'48 values':>22} {'48 + 28 summaries':>22}")
    for name, results in rows:
        cells = [[result[column] for result in results] for column in (0, 1)]
        told = [f"{np.mean(cell):.3f} ({min(cell):.2f}-{max(cell):.2f})" for cell in cells]
        print(f"{name:52} {told[0]:>22} {told[1]:>22}")
