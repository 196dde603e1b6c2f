"""A series as a small line, in SVG that needs no script and prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

_WIDTH, _HEIGHT, _MARGIN = 320, 56, 4


def sparkline(series: Sequence[float | None], spoken: str) -> Markup:
    """An SVG of the series; gaps stay gaps, and zero is drawn where the series reaches it.

    ``spoken`` tells a reader who cannot see it what it shows. Empty where nothing is known.
    """
    known = [value for value in series if value is not None]
    if not known:
        return Markup("")
    low, high = min(0.0, *known), max(0.0, *known)
    reach = high - low or 1.0

    def at(position: int, value: float) -> str:
        x = _MARGIN + position * (_WIDTH - 2 * _MARGIN) / max(1, len(series) - 1)
        y = _HEIGHT - _MARGIN - (value - low) * (_HEIGHT - 2 * _MARGIN) / reach
        return f"{x:.1f},{y:.1f}"

    zero = at(0, 0.0).split(",")[1]
    lines = Markup("").join(
        Markup('<polyline points="{}"/>').format(" ".join(at(*one) for one in run)) for run in _runs(series)
    )
    return Markup(
        '<svg class="sparkline" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{spoken}">'
        '<line class="zero" x1="0" x2="{w}" y1="{zero}" y2="{zero}"/>{lines}</svg>'
    ).format(w=_WIDTH, h=_HEIGHT, spoken=spoken, zero=zero, lines=lines)


def _runs(series: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """Stretches without a gap; a lone point becomes a short line, so that it can be seen."""
    for is_known, group in groupby(enumerate(series), key=lambda one: one[1] is not None):
        if is_known:
            points = [(position, value) for position, value in group if value is not None]
            yield points if len(points) > 1 else points * 2
