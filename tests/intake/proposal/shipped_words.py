"""Files out of the header words of shipped profiles, with values as their columns want them; what each word means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jicha.intake.expression import Expression
from jicha.intake.profile import FileKind, Target
from jicha.intake.transforms.boolean import Boolean
from jicha.intake.transforms.code import Code
from jicha.intake.transforms.first import First
from jicha.intake.transforms.number import Number
from jicha.intake.transforms.point_of import PointOf
from jicha.intake.transforms.quotient import Quotient
from jicha.intake.transforms.slots import Slots

Place = tuple[str, str]
RECORDS = 6


def places(targets: Sequence[Target]) -> dict[str, set[Place]]:
    """Which canonical columns each word fills; words that are only parts of a made-up key fill none."""
    found: dict[str, set[Place]] = {}
    for target in targets:
        for name, expression in target.columns.items():
            for one in _single(expression):
                words = one.transform.reads[:1] if isinstance(one.transform, Slots) else one.transform.reads
                for word in words:
                    found.setdefault(word, set()).add((target.table, name))
        if target.curve:
            found.setdefault(target.curve.moment, set()).add(("curve", "day"))
            for code, word in target.curve.quantities.items():
                found.setdefault(word, set()).add(("curve", code))
    return found


def file_of(kind: FileKind) -> str:
    """A file of this kind with every column it knows."""
    words = list(dict.fromkeys((*kind.header, *kind.optional)))
    values = _values(kind.targets)
    rows = [[values[word][row] if word in values else f"某{row}" for word in words] for row in range(RECORDS)]
    return "\n".join(",".join(one) for one in (words, *rows)) + "\n"


def _single(expression: Expression) -> Iterator[Expression]:
    made = expression.transform
    if isinstance(made, First):
        for way in made.ways:
            yield from _single(way)
    elif len(made.reads) == 1 or isinstance(made, PointOf | Slots):
        yield expression


def _values(targets: Sequence[Target]) -> Mapping[str, Sequence[str]]:
    """Six values for each word, by the transform and the type that read it; the first reader that says more counts."""
    found: dict[str, Sequence[str]] = {}
    for target in targets:
        for expression in target.columns.values():
            for one in _single(expression):
                for word in one.transform.reads:
                    made = _of(one)
                    if word not in found or (found[word] == _IDENTIFIERS and made != _IDENTIFIERS):
                        found[word] = made
        if target.curve:
            found[target.curve.moment] = [f"2026-04-01 {row:02d}:15:00" for row in range(RECORDS)]
            found |= {word: [f"{row}.25" for row in range(RECORDS)] for word in target.curve.quantities.values()}
    return found


_IDENTIFIERS = [f"02000000{row}{row}" for row in range(RECORDS)]


def _of(expression: Expression) -> Sequence[str]:
    made, kind = expression.transform, expression.type.name
    if isinstance(made, Code):
        known = [one for one in made.theirs if not one.endswith("*")]
        return [known[row % len(known)] for row in range(RECORDS)]
    if isinstance(made, Boolean):
        return [(made.yes, made.no)[row % 2][0] for row in range(RECORDS)]
    if isinstance(made, Quotient):
        return [f"{row + 1}00/5" for row in range(RECORDS)]
    if isinstance(made, Slots) or kind == "decimal":
        return [f"{row * 7}.5" for row in range(RECORDS)]
    if kind == "integer":
        times = made.times if isinstance(made, Number) else Decimal(1)
        return [str(row + 3) if times >= 1 else str(int((row + 3) / times)) for row in range(RECORDS)]
    if kind in ("date", "instant"):
        time = " 10:30:00" if kind == "instant" else ""
        return [f"2026-04-0{row + 1}{time}" for row in range(RECORDS)]
    return [f"20260{row + 1}" for row in range(RECORDS)] if kind == "month" else _IDENTIFIERS
