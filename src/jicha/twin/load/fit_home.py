"""One home taken apart: base, quantiles, profile, day levels, and what is left for the chain. Only in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.load.layout import (
    BASE_SHARES,
    BLOCKS,
    DAY_TYPES,
    OFFSET_WH,
    PARAMETERS,
    PLACES,
    SHARES,
    SLOTS,
    Floats,
)
from jicha.twin.load.normal import scores_by_rank

LEAST_DAYS = 60  # complete days a home must have
SLOW_MEMORY = 0.985  # autocorrelation from day to day of the slow drift: it forgets half in a month and a half
_RIDGE = 6.0  # so that the levels of a day do not eat what belongs to the chain
_GRAM = BLOCKS.T @ BLOCKS
_KEPT = float((_GRAM @ np.linalg.inv(_GRAM + _RIDGE * np.eye(4))).sum() / 4)  # what the ridge leaves of a common level
_BASE = 0.1  # the base is this quantile of the day's half hours
_FEW_ZEROS = 0.002  # a meter that shows nothing more rarely hides nothing
_TYPE_DAYS = 5  # days of a type before its profile is told


class TooFewDays(JichaError):
    """A home with too few complete days."""


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """``vector`` of parameters; ``rest`` (days, 48) of unit variance and ``smooth`` (days, 48), NaN where not known.

    ``fresh`` (days, 4): the day's four levels without what the day before explains.
    ``type_shift`` (2, 48): festival and return-travel minus weekend, NaN where the home has too few such days.
    """

    vector: Floats
    rest: Floats
    smooth: Floats
    fresh: Floats
    type_shift: Floats
    zero_share: float


def fitted_home(wh: Floats, day_type: NDArray[np.int8]) -> Fitted:
    """Take one home's (days, 48) apart. Raises TooFewDays."""
    whole: NDArray[np.bool_] = np.asarray(np.isfinite(wh).all(axis=1))
    if whole.sum() < LEAST_DAYS:
        raise TooFewDays(f"a home has {whole.sum()} complete days", f"Leave out homes with fewer than {LEAST_DAYS}.")
    wh = np.where(whole[:, None], wh, np.nan)
    base = np.full(wh.shape[0], np.nan)
    base[whole] = np.quantile(wh[whole], _BASE, axis=1)
    log_ratio = np.log((wh + OFFSET_WH) / (base[:, None] + OFFSET_WH))
    score = scores_by_rank(log_ratio)
    profile, weekend_profile, type_shift = _profiles(score, day_type, whole)
    rest = score - np.where((day_type == 0)[:, None], profile, weekend_profile)
    levels = rest @ BLOCKS @ np.linalg.inv(_GRAM + _RIDGE * np.eye(4))
    smooth = score - rest + levels @ BLOCKS.T
    rest = score - smooth
    day_memory, day_slow = _memories([levels[:, block] for block in range(4)])
    drift = day_slow / _KEPT**2  # the ridge took from the drift too, and the chain, which forgets, cannot give it back
    spread = np.nanstd(levels, axis=0) * np.sqrt(1.0 - day_slow + drift)
    day_slow = drift / (1.0 - day_slow + drift)
    base_score = scores_by_rank(base)
    base_memory, base_slow = _memories([base_score])
    fresh = np.stack([_fresh(levels[:, block], day_memory) for block in range(4)], axis=1)
    shown = wh[whole]
    mean = max(float(shown.mean()), 1.0)
    zero_share = float((shown == 0).mean())
    vector = np.zeros(PARAMETERS)
    parts: dict[str, Floats | list[float] | float] = {
        "log_mean": float(np.log(mean)),
        "base": np.log(np.asarray(np.quantile(base[whole], BASE_SHARES)) + OFFSET_WH),
        "base_memory": base_memory,
        "base_slow": base_slow,
        "base_tie": _ties(base_score, levels.mean(axis=1), fresh.mean(axis=1), base_memory, day_slow * base_slow),
        "ratio": np.quantile(log_ratio[whole], SHARES),
        "work": profile,
        "weekend": weekend_profile - profile,
        "spread": spread,
        "day_memory": day_memory,
        "day_slow": day_slow,
        "cap": np.log(np.maximum(np.quantile(shown, (0.97, 0.9995)), 1.0) / mean),
        "zero_share": zero_share if zero_share > _FEW_ZEROS else 0.0,
    }
    for name, value in parts.items():
        vector[PLACES[name]] = np.asarray(value)
    return Fitted(vector, rest / np.nanstd(rest), smooth, fresh, type_shift, zero_share)


def _profiles(score: Floats, day_type: NDArray[np.int8], whole: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Mean score by half hour of working and of other days, and the two rarer types beside the weekend."""
    means = np.full((len(DAY_TYPES), SLOTS), np.nan)
    for kind in range(len(DAY_TYPES)):
        days = whole & (day_type == kind)
        if days.sum() >= _TYPE_DAYS:
            means[kind] = score[days].mean(axis=0)
    work = means[0] if np.isfinite(means[0]).all() else np.nanmean(score, axis=0)
    weekend = means[1] if np.isfinite(means[1]).all() else work
    return work, weekend, means[2:] - weekend


def _memories(series: list[Floats]) -> tuple[float, float]:
    """Autocorrelation of the quick part and share of the slow one that give what the series show at 1 and 5-21 days."""
    near = _mean_told([_autocorrelation(one, 1) for one in series])
    far = _mean_told([_autocorrelation(one, lag) / SLOW_MEMORY**lag for one in series for lag in range(5, 22)])
    slow = float(np.clip(far, 0.0, 0.9))
    return float(np.clip((near - slow * SLOW_MEMORY) / (1.0 - slow), 0.0, 0.95)), slow


def _ties(base: Floats, level: Floats, fresh: Floats, base_memory: float, slow: float) -> list[float]:
    """Correlation of base and levels: in what is new from day to day, and in the drift, seen at 5 to 21 days."""
    far = [
        _correlation(one[:-lag], other[lag:]) / SLOW_MEMORY**lag
        for one, other in ((base, level), (level, base))
        for lag in range(5, 22)
    ]
    quick = _mean_told([_correlation(_fresh(base, base_memory), fresh)])
    return [quick, float(np.clip(_mean_told(far) / np.sqrt(slow + 0.02), -0.95, 0.95))]


def _mean_told(correlations: list[float]) -> float:
    """Mean of those that are known; 0 where none is, as of a base that never moves."""
    told = [one for one in correlations if np.isfinite(one)]
    return float(np.mean(told)) if told else 0.0


def _autocorrelation(series: Floats, lag: int) -> float:
    return _correlation(series[:-lag], series[lag:])


def _correlation(one: Floats, other: Floats) -> float:
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < 20 or one[both].std() == 0 or other[both].std() == 0:
        return float("nan")
    return float(np.corrcoef(one[both], other[both])[0, 1])


def _fresh(series: Floats, memory: float) -> Floats:
    """What of each day is new, standardised; NaN where the day before is not known."""
    spread = np.nanstd(series)
    scaled = (series - np.nanmean(series)) / (spread if spread > 0 else 1.0)
    fresh = np.full(series.shape, np.nan)
    fresh[1:] = scaled[1:] - memory * scaled[:-1]
    return fresh
