"""A score as JSON: every number with what it is a share of; the same score gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from jicha.press.json import text_of
from jicha.twin.scorer.result import Score

FORMAT = "jicha.score/1"


def score_json(score: Score) -> str:
    """The score with one line an entry. Amounts have all their decimals; what cannot be said is null."""
    return "{" + ",\n".join(_members(score)) + "\n}"


def _members(score: Score) -> Iterator[str]:
    yield f'"format":{text_of(FORMAT)}'
    for name, value in asdict(score).items():
        if isinstance(value, tuple):
            lines = ",\n".join(text_of(one) for one in value)
            yield f'"{name}":[\n{lines}]' if lines else f'"{name}":[]'
        else:
            yield f'"{name}":{text_of(value)}'
